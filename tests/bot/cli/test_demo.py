"""The demo as a newcomer runs it: a process of its own, in an empty folder, with somebody's settings around."""

import asyncio
import email
import email.policy
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from reporting.case_cards import CaseFile
from reporting.casefile import case_file
from storage.database import open_database
from storage.journal import JournalEntry
from storage.mail import Inbox, Job
from storage.requests import Request
from storage.states import InquiryStatus, MissionStatus, RequestStatus
from tests.bot.cli.conftest import Command
from tests.flows.service import environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
FOREIGN = {
    "telegram_token": "123456:SOMEBODYS-token",
    "database_url": "postgresql://somebody:secret@db.example/muster",
    "smtp_host": "smtp.somebody.example",
    "smtp_port": "not a port",
    "facility_name": "Somebody's Facility",
    "language": "xx",
}


@dataclass(frozen=True, slots=True)
class Played:
    """One performance."""

    home: Path
    shown: str
    errors: str
    code: int

    @property
    def folder(self) -> Path:
        return self.home / "muster-demo"

    def look(self, read: Callable[[AsyncSession], Awaitable[T]]) -> T:
        async def opened() -> T:
            database = open_database(f"sqlite+aiosqlite:///{self.folder / 'muster.db'}")
            try:
                async with database.snapshot() as session:
                    return await read(session)
            finally:
                await database.close()

        return asyncio.run(opened())

    def case(self, code: str) -> CaseFile:
        case = self.look(lambda session: case_file(session, code))
        assert case is not None
        return case


def play(home: Path, **settings: str) -> Played:
    result = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--quick"],
        cwd=home,
        env=environment(home, settings) | {"COLUMNS": "80"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return Played(home, result.stdout, result.stderr, result.returncode)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A first performance is swept away by a second one, with other settings around."""
    home = tmp_path_factory.mktemp("home")
    (home / "muster.toml").write_text('language = "xx"\nsmtp_port = "no"\n', encoding="utf-8")
    first = play(home)
    (home / "muster-demo" / "left-over.txt").touch()
    second = play(home, **FOREIGN)
    assert (first.code, first.errors) == (0, "")
    assert first.shown == second.shown, (
        "the recording in the README stays true only if each run prints the same"
    )
    (home / "muster.toml").unlink()
    return second


def test_the_demo_plays_to_its_end_whatever_settings_are_around(played: Played) -> None:
    assert (played.code, played.errors) == (0, "")
    assert "Scene 10 of 10" in played.shown
    assert not (played.home / "data").exists()


def test_people_act_on_working_days_only_and_officers_within_three_of_them(played: Played) -> None:
    acts = {parsedate_to_datetime(str(mail["Date"])).date() for mail in mails(played, "from-*")}
    read = {
        str(mail["Subject"]).split("]")[0].partition("[")[2]: parsedate_to_datetime(str(mail["Date"])).date()
        for mail in reversed(mails(played, "from-c-dubois"))
    }

    assert acts == {date(2026, 1, 12), date(2026, 1, 13), date(2026, 1, 16)}
    assert all(day.isoweekday() <= 5 for day in acts)
    assert read == dict.fromkeys(("2026-01", "2026-02", "2026-03"), date(2026, 1, 13))


def test_headings_tell_the_day_and_the_narrator_says_when_days_pass(played: Played) -> None:
    heads = re.findall(r"^Scene (\d+) of 10 · (\d+) January 2026", played.shown, re.MULTILINE)

    assert [(int(number), int(day)) for number, day in heads] == [
        *((number, 12) for number in range(1, 5)),
        *((number, 13) for number in range(5, 9)),
        *((number, 16) for number in range(9, 11)),
    ]
    assert "\nThe next morning, a Tuesday.\n\nScene 5" in played.shown
    assert "\nThree days later, on Friday.\n\nScene 9" in played.shown


def test_the_first_mission_is_confirmed_for_the_days_everybody_has(played: Played) -> None:
    case = played.case("2026-01")

    [mission] = case.missions
    assert (mission.status, mission.window) == (
        MissionStatus.CONFIRMED,
        Period(date(2026, 3, 12), date(2026, 3, 20)),
    )
    assert case.request.status is RequestStatus.APPROVED
    assert len([seat for seat in mission.seats if seat.holder]) == 3


def test_three_requests_of_this_year_follow_on_those_of_the_past(played: Played) -> None:
    async def codes(session: AsyncSession) -> list[str | None]:
        found = await session.exec(select(Request.code).order_by(col(Request.code)))
        return list(found.all())

    found = played.look(codes)

    assert len(found) == 70
    assert [code for code in found if code and code.startswith("2026")] == ["2026-01", "2026-02", "2026-03"]
    assert [played.case(code).request.institution for code in ("2026-01", "2026-02", "2026-03")] == [
        "Ministry of Empowerment and Social Welfare",
        "Institut National d'Assurance Maladie (INAM)",
        "Ministry of Labour and Employment Promotion",
    ]


def test_only_the_dates_were_asked_of_the_letter_in_prose(played: Played) -> None:
    [asked] = [mail for mail in mails(played, "to-k-mensah") if "précisions" in str(mail["Subject"])]

    text = body(asked)
    assert "Il ne manque qu’une chose" in text
    assert "- Dates souhaitées" in text
    assert played.case("2026-02").request.window == Period(date(2026, 4, 13), date(2026, 4, 30))


def test_the_alternate_was_asked_was_away_was_reminded_and_said_yes(played: Played) -> None:
    [mission] = played.case("2026-01").missions
    answers = [inquiry.status for inquiry in mission.inquiries]
    alternate = mission.inquiries[-1]

    assert answers == [
        InquiryStatus.ACCEPTED,
        InquiryStatus.ACCEPTED,
        InquiryStatus.DECLINED,
        InquiryStatus.ACCEPTED,
    ]
    assert alternate.reminded_at is not None
    assert alternate.answered_at is not None
    assert alternate.reminded_at < alternate.answered_at
    assert alternate.person.name == "Fábio Assunção"


def test_the_out_of_office_reply_was_noted_and_not_answered(played: Played) -> None:
    async def noted(session: AsyncSession) -> list[str]:
        found = await session.exec(select(JournalEntry.event).order_by(col(JournalEntry.id)))
        return list(found.all())

    events = played.look(noted)
    received = [str(mail["Subject"]) for mail in mails(played, "to-expert0118")]

    assert "inquiry.absence" in events
    assert len(received) == 4  # asked, reminded, noted, confirmed: nothing for the machine
    assert [subject.split("] ")[1].split(":")[0].split("?")[0] for subject in received][:2] == [
        "Pode ir",
        "Lembrete",
    ]


def test_every_message_was_handled_and_every_letter_sent(played: Played) -> None:
    async def open_ends(session: AsyncSession) -> tuple[set[str], set[str]]:
        inbox = (await session.exec(select(Inbox.status))).all()
        jobs = (await session.exec(select(Job.status))).all()
        return set(map(str, inbox)), set(map(str, jobs))

    assert played.look(open_ends) == ({"done"}, {"done"})
    assert "Traceback" not in (played.folder / "muster.log").read_text(encoding="utf-8")


def test_every_mail_is_a_file(played: Played) -> None:
    files = sorted(file.name for file in (played.folder / "mails").iterdir())

    assert all(re.fullmatch(r"\d{3}-(to|from)-[a-z0-9-]+\.eml", name) for name in files)
    assert f"{len(files)} .eml files" in played.shown
    assert {name.split("-")[1] for name in files} == {"to", "from"}


def test_the_proposal_is_a_file_to_read(played: Played) -> None:
    proposal = (played.folder / "proposal-2026-01.txt").read_text(encoding="utf-8")

    assert proposal.startswith("3 teams for “Monitoring and evaluation of the universal social pension")
    assert [line[:6] for line in proposal.splitlines() if line.startswith("Team ") and "score" in line] == [
        "Team A",
        "Team B",
        "Team C",
    ]


def test_the_story_reads_well_in_a_file_of_eighty_columns(played: Played) -> None:
    lines = played.shown.splitlines()
    story = lines[: lines.index("Try next:")]

    assert "\x1b" not in played.shown
    assert [line for line in lines if line != line.rstrip()] == []
    assert [line for line in story if len(line) > 80] == []


def test_the_end_is_a_table_of_what_became_of_each_request(played: Played) -> None:
    end = played.shown.partition("This year’s requests, as they stand now\n\n")[2]

    assert [" ".join(line.split()) for line in end.splitlines()[:6]] == [
        "Code Country Stage Mission Team",
        "2026-01 Zanzibar Mission confirmed 12-20 March 2026 Agathe Bertin, Arnas",
        "Kiška and Fábio Assunção",
        "2026-02 Togo Mission confirmed 13-24 April 2026 Daniel Toussaint and",
        "Miro Kastelic",
        "2026-03 Peru Being checked - -",
    ]


def test_the_recording_in_the_documentation_is_what_the_demo_prints(played: Played) -> None:
    recorded = (ROOT / "docs" / "demo.txt").read_text(encoding="utf-8")

    assert _as_called_by_name(played.shown) == _as_called_by_name(recorded)


def test_the_excerpt_in_the_readme_stands_in_the_recording_in_its_order(played: Played) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.partition("<!-- demo -->\n```text\n")[2].partition("```\n<!-- /demo -->")[0]
    rest = iter(played.shown.splitlines())

    lost = [line for line in block.splitlines() if line not in {"", "[...]"} and line not in rest]

    assert lost == []
    assert 100 <= len(block.splitlines()) <= 150


def test_the_commands_to_try_next_work_as_they_are_printed(played: Played) -> None:
    tries = [line.strip() for line in played.shown.partition("Try next:\n")[2].splitlines()]
    assert len(tries) == 5

    for typed in tries:
        result = subprocess.run(  # noqa: S602 - a person's shell is what is tested
            typed,
            shell=True,  # as somebody types it
            cwd=played.home,
            env=environment(played.home, {}),
            input="",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (typed, result.returncode, result.stderr) == (typed, 0, "")
        assert len(result.stdout.splitlines()) > 3


def test_a_folder_with_something_else_in_it_is_left_alone(command: Command, home: Path) -> None:
    (home / "papers").mkdir()
    (home / "papers" / "thesis.txt").write_text("years of work", encoding="utf-8")

    result = command("demo", "--quick", "--folder", "papers")

    assert result.exit_code == 2
    assert result.stderr.startswith("papers holds something else. Choose another folder: ")
    assert [file.name for file in (home / "papers").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_folder_of_the_demo_is_left_alone(kind: str, command: Command, home: Path) -> None:
    (home / "mine").mkdir()
    (home / "mine" / ".muster-demo").touch()
    if kind == "file":
        (home / "place").write_text("a file", encoding="utf-8")
    else:
        (home / "place").symlink_to(home / "mine")

    result = command("demo", "--quick", "--folder", "place")

    assert result.exit_code == 2
    assert (home / "mine" / ".muster-demo").exists()


def _as_called_by_name(shown: str) -> str:
    """The recording with `muster` for the path it was started by here."""
    return re.sub(r"(?m)^(  MUSTER_DATA_DIR=\S+) .+?(?= (?:show|requests|chat)\b)", r"\1 muster", shown)


def mails(played: Played, name: str) -> list[email.message.EmailMessage]:
    """The mails kept under this name, oldest first."""
    return [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        for file in sorted((played.folder / "mails").glob(f"*-{name}.eml"))
    ]


def body(mail: email.message.EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
