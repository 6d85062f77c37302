import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli.service import greeting
from config.settings import Settings
from tests.bot.cli.conftest import Command
from tests.flows.service import Service, environment
from tests.peers.ports import free_port


def test_the_greeting_says_what_runs_and_what_to_set_for_the_rest(home: Path) -> None:
    settings = Settings(facility_name="Social Protection Facility", data_dir=Path("data"))

    words = greeting(settings, {"mail_in": "127.0.0.1:2525"})

    assert words.splitlines()[:5] == [
        "Social Protection Facility: Muster is running.",
        "  Database: data/muster.db",
        "  Mail for muster@facility.example is received on 127.0.0.1:2525.",
        "  No mail is sent: set MUSTER_SMTP_HOST; until then letters wait in the database.",
        "  No Telegram: set MUSTER_TELEGRAM_TOKEN.",
    ]
    assert words.splitlines()[5].endswith("check tells whether all of it works. Ctrl-C stops.")


def test_who_reads_a_mailbox_is_not_told_to_listen(home: Path) -> None:
    words = greeting(Settings(), {"mailbox": "imap.facility.example:993"})

    assert "Mail for muster@facility.example is read from the mailbox on imap.facility.example:993." in words
    assert "MUSTER_MAIL_LISTEN_PORT" not in words


def test_who_gets_no_mail_hears_of_both_ways(home: Path) -> None:
    words = greeting(Settings(), {})

    assert "No mail is received: set MUSTER_MAIL_LISTEN_PORT or MUSTER_IMAP_HOST." in words


def test_the_greeting_shows_no_secret(home: Path) -> None:
    settings = Settings(
        database_url=SecretStr("postgresql://muster:hunter2@db.example/muster"),
        telegram_token=SecretStr("123456:ABC-DEF"),
    )

    words = greeting(settings, {"telegram": "polling", "mail_out": "smtp.example:587"})

    assert "  Database: postgresql://db.example/muster\n" in words
    assert "  On Telegram: polling.\n" in words
    assert "hunter2" not in words
    assert "ABC-DEF" not in words


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
def test_the_greeting_speaks_the_facilitys_language(language: str, home: Path) -> None:
    settings = Settings(language=language)

    assert "MUSTER_SMTP_HOST" in greeting(settings, {})
    assert "No mail is sent" not in greeting(settings, {})


async def test_a_service_greets_and_stops_on_sigterm(tmp_path: Path) -> None:
    service = Service(tmp_path, {"mail_listen_port": str(free_port())})

    await service.start()
    code = await service.stop()

    assert code == 0
    assert "Technical Assistance Facility: Muster is running.\n" in service.log
    assert "No mail is sent: set MUSTER_SMTP_HOST" in service.log
    assert "service.stopped" in service.log
    assert "Traceback" not in service.log


async def test_a_second_service_on_the_same_file_is_told(tmp_path: Path) -> None:
    first = Service(tmp_path, {"mail_listen_port": "0"})
    await first.start()

    second = run_muster(tmp_path, "run", mail_listen_port="0")
    await first.stop()

    assert second.returncode == 1
    assert second.stderr == (
        "Another Muster is running on this database. Stop it first, or use PostgreSQL to run several.\n"
    )


def test_a_port_that_is_taken_ends_the_service_with_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])

        result = run_muster(tmp_path, "run", mail_listen_port=port)

    assert result.returncode == 1
    assert "Another program uses a port Muster needs: " in result.stderr
    assert f"('127.0.0.1', {port})" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_of_a_newer_muster_is_left_alone(command: Command, home: Path) -> None:
    command("officers", "invite", "Olga Novak", "olga@facility.example")
    with sqlite3.connect(home / "muster-data" / "muster.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    result = command("run")

    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert result.stderr == (
        "The database muster-data/muster.db was made by a newer Muster. Install that version or a later one.\n"
    )


def run_muster(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A process of its own that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=environment(folder, settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
