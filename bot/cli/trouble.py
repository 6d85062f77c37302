"""What can keep a command from working - settings, database, ports, files - told in plain words, never as a traceback."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError

from bot.cli.screen import from_here, stop
from config.rules import RulesError
from config.settings import Settings, SettingsError
from config.texts import say
from storage.database import DatabaseInUseError, UnsupportedDatabaseError
from storage.migrate import NewerDatabaseError

WRONG_SETTINGS = 2
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence for the operator, and the exit code."""

    words: str
    code: int = 1


@contextmanager
def told_plainly(settings: Settings) -> Iterator[None]:
    """Whatever the operator can put right ends the command with a sentence that says what it is."""
    try:
        yield
    except Exception as error:
        trouble = trouble_in(_cause(error), settings)
        if trouble is None:
            raise
        stop(trouble.words, trouble.code)


def trouble_in(error: BaseException, settings: Settings) -> Trouble | None:
    """What the operator should read; None for an error that is Muster's own."""
    words, code = "", 1
    language, where = settings.language, {"database": database_words(settings)}
    match error:
        case SettingsError():
            words, code = str(error), WRONG_SETTINGS
        case RulesError():
            words, code = say(language, "cli.trouble.rules", error=error), WRONG_SETTINGS
        case UnsupportedDatabaseError():
            words, code = say(language, "cli.database.unsupported"), WRONG_SETTINGS
        case DatabaseInUseError():
            words = say(language, "cli.database.in_use")
        case NewerDatabaseError():
            words = say(language, "cli.database.newer", **where)
        case DatabaseError() | InterfaceError() if is_unusable(error):
            words = say(language, "cli.database.unusable", **where, error=first_line(error.orig))
        case OSError() if error.errno == errno.EADDRINUSE:
            words = say(language, "cli.trouble.port", error=_system_words(error))
        case OSError() if error.errno:
            words = say(language, "cli.trouble.system", error=_system_words(error))
    return Trouble(words, code) if words else None


def is_unusable(error: DatabaseError | InterfaceError) -> bool:
    """Whether the database itself is out of reach or broken, and not what we asked of it."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def database_file(settings: Settings) -> Path | None:
    """The SQLite file these settings name, whether it is there or not; None for a server."""
    url = make_url(settings.database)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def database_words(settings: Settings) -> str:
    """Which database that is: its file, or its server without user and password."""
    file = database_file(settings)
    if file is not None:
        return str(from_here(file))
    url = make_url(settings.database)
    return URL.create(
        url.get_backend_name(), host=url.host, port=url.port, database=url.database
    ).render_as_string()


def first_line(error: object) -> str:
    """The beginning of an error's own words."""
    return str(error).strip().partition("\n")[0][:_LONGEST]


def _system_words(error: OSError) -> str:
    words = first_line(error.strerror or error)
    return f"{error.filename}: {words}" if error.filename else words


def _cause(error: BaseException) -> BaseException:
    """Of errors that ended several tasks at once, the first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
