"""The terminal: one console, sentences from the catalogue `cli`, and errors that end a command kindly."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NoReturn

import typer
from rich.console import Console

from config.settings import Settings, SettingsError, load_settings
from config.texts import say
from storage.database import DatabaseInUseError, UnsupportedDatabaseError

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def tell(settings: Settings, key: str, **values: object) -> None:
    """Print one sentence of the catalogue in the facility's language."""
    console.print(say(settings.language, f"cli.{key}", **values), markup=False)


def stop(message: str, code: int = 1) -> NoReturn:
    """End the command with a clear sentence on standard error."""
    errors.print(message, style="red", markup=False)
    raise typer.Exit(code)


def settings_or_stop() -> Settings:
    """The settings, or every problem with them at once."""
    try:
        return load_settings()
    except SettingsError as error:
        stop(str(error), 2)


def print_json(value: object) -> None:
    """One JSON document on standard output, for scripts."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def _plain(value: object) -> str:
    """Dates and times as ISO 8601, the rest as it prints."""
    return value.isoformat() if isinstance(value, date) else str(value)


@contextmanager
def database_errors(settings: Settings) -> Iterator[None]:
    """A database that is busy or unknown is told in plain words."""
    try:
        yield
    except DatabaseInUseError:
        stop(say(settings.language, "cli.database.in_use"))
    except UnsupportedDatabaseError:
        stop(say(settings.language, "cli.database.unsupported"))
