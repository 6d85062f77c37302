import asyncio
import json
import stat
from pathlib import Path

import pytest
from sqlmodel import col, select

from config.settings import SETTINGS_FILE, load_settings
from config.settings_words import toml_template
from storage.database import open_database
from storage.people import Officer
from storage.states import Role
from tests.bot.cli.conftest import Command

OLGA = ("init", "--name", "Olga Novak", "--email", "Olga@Facility.example")


def officers(home: Path) -> list[tuple[str, str, Role, str]]:
    async def read() -> list[Officer]:
        database = open_database(f"sqlite+aiosqlite:///{home / 'muster-data' / 'muster.db'}")
        try:
            async with database.snapshot() as session:
                return list((await session.exec(select(Officer).order_by(col(Officer.id)))).all())
        finally:
            await database.close()

    return [(one.name, one.email, one.role, one.language) for one in asyncio.run(read())]


def test_a_new_facility_has_settings_a_database_and_an_officer(command: Command, home: Path) -> None:
    result = command(*OLGA)

    assert (result.exit_code, result.stderr) == (0, "")
    assert SETTINGS_FILE.read_text(encoding="utf-8") == toml_template({"language": "en"})
    assert stat.S_IMODE(SETTINGS_FILE.stat().st_mode) == 0o600
    assert officers(home) == [("Olga Novak", "olga@facility.example", Role.ADMIN, "en")]
    assert "Database ready: muster-data/muster.db\n" in result.stdout
    assert "  /start " in result.stdout
    assert result.stdout.endswith("chat --officer olga@facility.example\n")


def test_the_settings_file_that_was_written_can_be_read(command: Command, home: Path) -> None:
    command(*OLGA, "--language", "fr")

    assert load_settings(SETTINGS_FILE).language == "fr"


def test_the_facility_speaks_the_language_that_was_chosen(command: Command, home: Path) -> None:
    result = command(*OLGA, "--language", "pt")

    assert "Base de dados pronta: muster-data/muster.db" in result.stdout
    assert officers(home)[0][3] == "pt"


def test_name_and_address_are_asked_for_when_left_out(command: Command, home: Path) -> None:
    result = command("init", typed="Olga Novak\nolga@facility.example\n")

    assert result.exit_code == 0
    assert "Your name (the first officer)" in result.stdout
    assert officers(home) == [("Olga Novak", "olga@facility.example", Role.ADMIN, "en")]


def test_a_settings_file_that_is_there_is_kept_and_used(command: Command, home: Path) -> None:
    SETTINGS_FILE.write_text('data_dir = "elsewhere"\n', encoding="utf-8")

    result = command(*OLGA)

    assert result.exit_code == 0
    assert "muster.toml exists already and is kept." in result.stdout
    assert SETTINGS_FILE.read_text(encoding="utf-8") == 'data_dir = "elsewhere"\n'
    assert (home / "elsewhere" / "muster.db").is_file()


def test_a_second_init_keeps_everything_and_prints_a_new_invitation(command: Command, home: Path) -> None:
    first = command(*OLGA)
    second = command(*OLGA)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert secret(first.stdout) != secret(second.stdout)
    assert officers(home) == [("Olga Novak", "olga@facility.example", Role.ADMIN, "en")]


def secret(printed: str) -> str:
    return next(line for line in printed.splitlines() if "/start" in line).strip()


@pytest.mark.parametrize(
    "email",
    ["ab", "@facility.example", "a@b", "a b@c.example", "a@b.example>", "", "a@b.example,c@d.example"],
)
def test_a_wrong_address_is_told_before_anything_is_written(email: str, command: Command, home: Path) -> None:
    result = command("init", "--name", "Olga", "--email", email)

    assert result.exit_code == 2
    assert "is not an e-mail address." in result.stderr
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["", " \t", "x" * 101])
def test_an_officer_needs_a_name_of_reasonable_length(name: str, command: Command, home: Path) -> None:
    result = command("init", "--name", name, "--email", "a@b.example")

    assert (result.exit_code, result.stderr) == (2, "An officer needs a name of at most 100 characters.\n")
    assert list(home.iterdir()) == []


def test_an_unknown_language_is_told_with_those_there_are(command: Command, home: Path) -> None:
    result = command(*OLGA, "--language", "de")

    assert result.exit_code == 2
    assert "'en', 'fr', 'es', 'pt'" in " ".join(result.stderr.replace("│", " ").split())
    assert list(home.iterdir()) == []


def test_settings_that_cannot_be_used_are_told_and_kept(command: Command, home: Path) -> None:
    SETTINGS_FILE.write_text('smtp_port = "abc"\nlanguage = "xx"\n', encoding="utf-8")

    result = command(*OLGA)

    assert result.exit_code == 2
    assert "smtp_port in muster.toml" in result.stderr
    assert "language in muster.toml" in result.stderr
    assert not (home / "muster-data").exists()


def test_a_folder_that_cannot_be_written_is_told(command: Command, home: Path) -> None:
    (home / "muster-data").write_text("a file where the folder should be", encoding="utf-8")

    result = command(*OLGA)

    assert result.exit_code == 1
    assert result.stderr.startswith("This machine does not allow it: ")


def test_an_invited_officer_is_added_with_role_and_language(command: Command, home: Path) -> None:
    command(*OLGA)

    result = command(
        "officers", "invite", "Jan Novy", "jan@facility.example", "--role", "observer", "--language", "fr"
    )

    assert (result.exit_code, result.stderr) == (0, "")
    assert " ".join(result.stdout.split()).startswith(
        "Jan Novy: Observer (read only). A chat is linked by sending Muster this line from it, once, within 14 days."
        " It replaces any line given out before: /start "
    )
    assert officers(home)[1] == ("Jan Novy", "jan@facility.example", Role.OBSERVER, "fr")


def test_inviting_somebody_again_keeps_what_is_not_said(command: Command, home: Path) -> None:
    command(
        "officers", "invite", "Jan Novy", "jan@facility.example", "--role", "observer", "--language", "fr"
    )

    command("officers", "invite", "Jan Nový", "JAN@facility.example")
    kept = officers(home)
    command("officers", "invite", "Jan Nový", "jan@facility.example", "--role", "approver")

    assert kept == [("Jan Nový", "jan@facility.example", Role.OBSERVER, "fr")]
    assert officers(home) == [("Jan Nový", "jan@facility.example", Role.APPROVER, "fr")]


def test_an_unknown_role_is_told_with_those_there_are(command: Command, home: Path) -> None:
    result = command("officers", "invite", "Jan", "jan@facility.example", "--role", "king")

    assert result.exit_code == 2
    assert "'officer', 'approver', 'observer', 'admin'" in " ".join(result.stderr.replace("│", " ").split())


def test_officers_are_listed_after_the_invitation(command: Command, home: Path) -> None:
    command(*OLGA)

    result = command("officers", "list")

    assert result.exit_code == 0
    assert "Olga Novak  Administrator  olga@facility.example  not linked  English" in result.stdout


def test_a_facility_without_officers_is_not_fine(command: Command, home: Path) -> None:
    SETTINGS_FILE.touch()
    made = command("requests")
    result = command("check")

    assert (made.exit_code, result.exit_code) == (0, 1)
    assert "wrong  officers       none, so nobody can decide; invite one with:" in result.stdout
    assert result.stderr == "Something that is configured does not work.\n"


def test_a_facility_that_works_is_fine(command: Command, home: Path) -> None:
    command("officers", "invite", "Olga Novak", "olga@facility.example")

    result = command("check")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == (
        "ok   database       muster-data/muster.db is up to date; requests on file: 0"
    )
    assert result.stdout.splitlines()[-1] == "Everything that is configured works."


def test_scripts_get_findings_as_json(command: Command, home: Path) -> None:
    result = command("check", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)[0] == {
        "subject": "database",
        "state": "wrong",
        "key": "database_missing",
        "values": {"database": "muster-data/muster.db"},
    }


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_every_finding_has_a_sentence_in_every_language(
    language: str, command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_LANGUAGE", language)

    result = command("check")

    assert result.exit_code == 1
    assert "muster-data/muster.db" in result.stdout


def test_the_last_administrator_can_neither_be_removed_nor_lose_the_role(
    command: Command, home: Path
) -> None:
    command(*OLGA)

    removed = command("officers", "remove", "Olga@facility.example")
    demoted = command("officers", "invite", "Olga Novak", "olga@facility.example", "--role", "observer")

    assert (removed.exit_code, demoted.exit_code) == (1, 1)
    assert "Olga Novak is the only administrator left" in removed.stderr
    assert "Olga Novak is the only administrator left" in demoted.stderr
    assert officers(home) == [("Olga Novak", "olga@facility.example", Role.ADMIN, "en")]


def test_an_officer_is_removed_once(command: Command, home: Path) -> None:
    command(*OLGA)
    command("officers", "invite", "Jan Nový", "jan@facility.example")

    first = command("officers", "remove", "jan@facility.example")
    second = command("officers", "remove", "jan@facility.example")

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert "Jan Nový is removed" in first.stdout
    assert "Nobody who works here has the address jan@facility.example." in second.stderr
