import asyncio
import os
import pty
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.app import App
from bot.cli.chat import Terminal, hold_conversation
from bot.cli.conversation import Conversation
from bot.cli.logs import set_up_logs
from bot.facility import house_of
from bot.texts.letter import Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from config.settings import Settings
from storage import inbox, jobs
from storage.database import Database, open_database
from storage.people import Officer
from storage.requests import Request
from tests.bot.cli.conftest import Command
from tests.factories import MOMENT, add_officer, add_request
from tests.flows.service import Service, environment, until

OLGA = "olga@facility.example"


@pytest.fixture
def open_chat(sqlite_database: Database, tmp_path: Path, logs_put_back: None) -> App:
    settings = Settings(data_dir=tmp_path, mail_listen_port=0)
    set_up_logs(settings, file=tmp_path / "muster-chat.log")
    return App(settings, sqlite_database, house_of(settings))


async def talk(app: App, *lines: str, name: str = "partner", first: str = "/start") -> None:
    async def typed() -> AsyncIterator[str]:
        for line in lines:
            yield f"{line}\n"

    terminal = Terminal(Conversation(app, name, "en"), echo=True)
    async with asyncio.timeout(30):
        await hold_conversation(terminal, typed(), first=first)


def after(shown: str, typed: str) -> str:
    """What was shown after a typed line, up to the next one."""
    return shown.split(f"> {typed}\n", maxsplit=1)[1].partition("\n> ")[0]


async def test_a_partner_is_greeted_and_asked_one_thing_after_the_other(
    open_chat: App, capsys: pytest.CaptureFixture[str]
) -> None:
    await talk(open_chat, "/request", "Ministry of Labour")

    shown = capsys.readouterr().out
    assert shown.startswith("Hello, this is Muster")
    assert "a  New request\n" in shown
    assert after(shown, "/request").startswith("1 of 16. Which institution is asking for help?\n")
    assert after(shown, "Ministry of Labour").startswith("2 of 16. In which country is it?\n")
    assert shown.endswith("> \n")


async def test_a_letter_is_a_choice(open_chat: App, capsys: pytest.CaptureFixture[str]) -> None:
    await talk(open_chat, "a")

    assert after(capsys.readouterr().out, "a").startswith("1 of 16. Which institution")


async def test_a_number_is_an_answer_even_where_there_are_choices(
    open_chat: App, capsys: pytest.CaptureFixture[str]
) -> None:
    await talk(open_chat, "/request", "1")

    shown = after(capsys.readouterr().out, "1")
    assert shown.startswith("Institution: Which institution is asking for help?")
    assert "1 of 16." in shown


async def test_a_letter_that_stands_before_no_choice_is_an_answer(
    open_chat: App, sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    await talk(open_chat, "/request", "Z")

    async with sqlite_database.snapshot() as session:
        draft = (await session.exec(select(Request))).one()
    assert "2 of 16." in after(capsys.readouterr().out, "Z")
    assert "Z" in str(draft)


async def test_an_empty_line_says_nothing(open_chat: App, capsys: pytest.CaptureFixture[str]) -> None:
    await talk(open_chat, "", "   ")

    assert capsys.readouterr().out.endswith("> \n> \n> \n")


async def test_the_conversation_goes_on_where_it_was_left(
    open_chat: App, sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    await talk(open_chat, "/request", "Ministry of Labour")
    again = App(open_chat.settings, sqlite_database, open_chat.house)

    await talk(again, "Togo", first="/request")

    assert after(capsys.readouterr().out.split("Ministry of Labour\n")[1], "Togo").startswith("3 of 16.")


async def test_people_are_told_apart_by_name(open_chat: App, capsys: pytest.CaptureFixture[str]) -> None:
    await talk(open_chat, "/request", "Ministry of Labour", name="Rosa")
    other = App(open_chat.settings, open_chat.database, open_chat.house)

    await talk(other, "/request", name="Ama")

    assert after(capsys.readouterr().out.rpartition("Hello, this is")[2], "/request").startswith("1 of 16.")


async def test_an_officer_sees_the_queue_at_once_and_opens_a_request_by_its_letter(
    open_chat: App, sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async with sqlite_database.transaction() as session:
        await add_officer(session, email=OLGA)
        await add_request(session, code="2026-01", title="Pension reform", status="checking")

    await talk(open_chat, "a", "/help", name=OLGA, first="/queue")

    shown = capsys.readouterr().out
    assert shown.startswith(
        "1 open request.\n\n•  2026-01 - Pension reform (Togo)\n   Being checked · Your turn"
    )
    assert "Pension reform" in after(shown, "a")
    assert "/queue - open requests" in after(shown, "/help")


async def test_a_partner_gives_no_officers_orders(open_chat: App, capsys: pytest.CaptureFixture[str]) -> None:
    await talk(open_chat, "/queue")

    assert "officer" in after(capsys.readouterr().out, "/queue")


async def test_a_letter_that_comes_while_somebody_types_leaves_the_prompt_in_order(
    open_chat: App, sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = asyncio.Event()

    async def typed() -> AsyncIterator[str]:
        async with sqlite_database.transaction() as session:
            await jobs.enqueue(
                session,
                kind="terminal:partner",
                destination="terminal:partner",
                payload={"letter": letter_to_json(Letter("en", "News", (Paragraph("News!"),)))},
                due_at=MOMENT,
                now=MOMENT,
            )
        open_chat.outgoing.set()
        await until(lambda: "News!" in seen(), deadline=10)
        shown.set()
        return
        yield ""

    parts: list[str] = []

    def seen() -> str:
        parts.append(capsys.readouterr().out)
        return "".join(parts)

    await hold_conversation(
        Terminal(Conversation(open_chat, "partner", "en"), echo=True), typed(), first="/start"
    )

    assert shown.is_set()
    assert "> \nNews!\n\n> \n" in seen()


async def test_what_is_in_hand_is_given_back_at_the_end(open_chat: App, sqlite_database: Database) -> None:
    await talk(open_chat, "/request")

    async with sqlite_database.snapshot() as session:
        assert await inbox.waiting(session) == 0
    with sqlite_database.hold():
        pass


def muster(folder: Path, *words: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """`muster chat` as a process of its own, with lines from a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=environment(folder, settings),
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_piped_lines_are_echoed_so_that_the_talk_can_be_read(tmp_path: Path) -> None:
    result = muster(tmp_path, "chat", "--name", "Rosa Quispe", typed="/request\nMinistry of Labour\n")

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "You are talking to Muster as a partner. Type an answer or the letter of a"
    )
    assert "> /request\n1 of 16." in result.stdout
    assert "> Ministry of Labour\n2 of 16." in result.stdout
    assert all(line == line.rstrip() or line == "> " for line in result.stdout.splitlines())
    assert (tmp_path / "data" / "muster-chat.log").is_file()


def test_the_language_can_be_chosen(tmp_path: Path) -> None:
    result = muster(tmp_path, "chat", "--language", "fr", typed="/request\n")

    assert result.returncode == 0
    assert "1 sur 16" in result.stdout


def test_the_printed_secret_links_a_chat_once(tmp_path: Path) -> None:
    invited = muster(tmp_path, "officers", "invite", "Olga Novak", OLGA)
    secret = invited.stdout.splitlines()[-1].strip()

    linked = muster(tmp_path, "chat", "--name", "Olga at home", typed=f"{secret}\n/queue\n")
    again = muster(tmp_path, "chat", "--name", "somebody else", typed=f"{secret}\n/queue\n")

    assert asyncio.run(chats(tmp_path)) == ["terminal:Olga at home"]
    assert "Olga Novak" in after(linked.stdout, secret)
    assert "used" in after(again.stdout, secret) or "valid" in after(again.stdout, secret)


async def chats(folder: Path) -> list[str | None]:
    database = open_database(f"sqlite+aiosqlite:///{folder / 'data' / 'muster.db'}")
    async with database.snapshot() as session:
        found = [officer.chat for officer in (await session.exec(select(Officer))).all()]
    await database.close()
    return found


def test_somebody_who_is_no_officer_gets_no_desk(command: Command, home: Path) -> None:
    result = muster(home, "chat", "--officer", "nobody@facility.example")

    assert result.returncode == 1
    assert result.stderr.startswith(
        "No active officer has the address nobody@facility.example. Invite one first:"
    )
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_conversation_needs_a_name_of_reasonable_length(name: str, command: Command) -> None:
    result = command("chat", "--name", name)

    assert (result.exit_code, result.stderr) == (2, "A conversation needs a name of at most 60 characters.\n")


async def test_a_service_that_runs_answers_and_the_terminal_shows(tmp_path: Path) -> None:
    service = Service(tmp_path, {"mail_listen_port": "0"})
    await service.start()

    result = await asyncio.to_thread(
        muster, tmp_path, "chat", typed="/request\nMinistry of Labour\n", mail_listen_port="0"
    )
    await service.stop()

    assert (result.returncode, result.stderr) == (0, "")
    assert "A service runs on this database and will answer you.\n" in result.stdout
    assert "> /request\n1 of 16." in result.stdout
    assert "> Ministry of Labour\n2 of 16." in result.stdout
    assert service.log.count("message.done") == 3
    assert "message.done" not in (tmp_path / "data" / "muster-chat.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_a_key_ends_the_conversation_without_a_traceback(key: bytes, tmp_path: Path) -> None:
    keyboard, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _AT_A_TERMINAL, str(terminal)],
        cwd=tmp_path,
        env=environment(tmp_path, {}),
        pass_fds=(terminal,),
    )
    os.close(terminal)
    shown = _read_until(keyboard, b"> ")
    os.write(keyboard, key)
    shown += _rest(keyboard)
    code = process.wait(timeout=20)
    os.close(keyboard)

    assert code == 0
    assert b"Hello, this is Muster" in shown
    assert b"Traceback" not in shown


_AT_A_TERMINAL = """
import os, sys
os.login_tty(int(sys.argv[1]))  # so that Ctrl-C is a signal, as for a person
os.execv(sys.executable, [sys.executable, "-m", "bot", "chat"])
"""


def _read_until(descriptor: int, end: bytes) -> bytes:
    shown = b""
    while not shown.endswith(end):
        shown += os.read(descriptor, 1000)
    return shown


def _rest(descriptor: int) -> bytes:
    shown = b""
    try:
        while chunk := os.read(descriptor, 1000):
            shown += chunk
    except OSError:  # Linux's way of saying that the other end is closed
        pass
    return shown
