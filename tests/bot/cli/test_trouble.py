import errno
import sqlite3
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from bot.cli.trouble import Trouble, database_words, told_plainly, trouble_in
from config.rules import RulesError
from config.settings import Settings, SettingsError
from storage.database import DatabaseInUseError, UnsupportedDatabaseError
from storage.migrate import NewerDatabaseError

BROKEN = sqlite3.DatabaseError("file is not a database")
PORT_TAKEN = OSError(errno.EADDRINUSE, "address already in use ('127.0.0.1', 2525)")


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(data_dir=Path("data"))


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (
            SettingsError("MUSTER_X is wrong.", "MUSTER_Y too."),
            Trouble("MUSTER_X is wrong.\nMUSTER_Y too.", 2),
        ),
        (RulesError("rules.toml: no."), Trouble("The team rules cannot be used: rules.toml: no.", 2)),
        (
            DatabaseInUseError("x"),
            Trouble(
                "Another Muster is running on this database. Stop it first, or use PostgreSQL to run several."
            ),
        ),
        (
            NewerDatabaseError("x"),
            Trouble(
                "The database data/muster.db was made by a newer Muster. Install that version or a later one."
            ),
        ),
        (
            DatabaseError("PRAGMA x", {}, BROKEN),
            Trouble("The database data/muster.db cannot be used: file is not a database"),
        ),
        (
            OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked")),
            Trouble("The database data/muster.db cannot be used: database is locked"),
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "/srv/muster"),
            Trouble("This machine does not allow it: /srv/muster: Permission denied"),
        ),
    ],
)
def test_what_the_operator_can_put_right_is_told(
    error: Exception, trouble: Trouble, settings: Settings
) -> None:
    assert trouble_in(error, settings) == trouble


def test_a_taken_port_names_the_settings_to_change(settings: Settings) -> None:
    trouble = trouble_in(PORT_TAKEN, settings)

    assert trouble is not None
    assert "address already in use ('127.0.0.1', 2525)" in trouble.words
    assert "MUSTER_MAIL_LISTEN_PORT or MUSTER_WEBHOOK_PORT" in trouble.words


def test_an_unsupported_database_names_the_two_that_are(settings: Settings) -> None:
    trouble = trouble_in(UnsupportedDatabaseError("x"), settings)

    assert trouble is not None
    assert trouble.code == 2
    assert "SQLite" in trouble.words
    assert "postgresql://" in trouble.words


@pytest.mark.parametrize(
    "error",
    [
        ValueError("a bug"),
        TimeoutError(),
        IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed")),
    ],
)
def test_an_error_of_our_own_is_no_trouble_of_the_operators(error: Exception, settings: Settings) -> None:
    assert trouble_in(error, settings) is None

    with pytest.raises(type(error)), told_plainly(settings):
        raise error


def test_trouble_inside_a_group_of_tasks_is_told_as_well(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as stopped, told_plainly(settings):
        raise ExceptionGroup("tasks", [ExceptionGroup("inner", [PORT_TAKEN]), ValueError("later")])

    assert stopped.value.exit_code == 1
    assert capsys.readouterr().err.startswith("Another program uses a port Muster needs:")


def test_a_command_that_stops_by_itself_stops_as_it_wanted(settings: Settings) -> None:
    with pytest.raises(typer.Exit) as stopped, told_plainly(settings):
        raise typer.Exit(3)

    assert stopped.value.exit_code == 3


def test_a_server_is_named_without_user_and_password(home: Path) -> None:
    settings = Settings(database_url=SecretStr("postgresql://muster:hunter2@db.example:5432/muster"))

    assert database_words(settings) == "postgresql://db.example:5432/muster"
