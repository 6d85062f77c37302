"""The terminal: one console, sentences from the catalogue `cli`, and how files and commands are named there."""

import json
import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from config.folding import fold
from config.settings import Settings, SettingsError, load_settings, stray_variables
from config.texts import say

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

COMMAND = "muster"


def tell(settings: Settings, key: str, **values: object) -> None:
    """Print a sentence of the catalogue in the facility's language."""
    narrate(say(settings.language, f"cli.{key}", **values))


def narrate(text: str, screen: Console = console) -> None:
    """Print sentences; an indented line, such as a command to copy, is never broken."""
    for line in text.split("\n"):
        if line.startswith("  "):
            screen.print(line, markup=False, soft_wrap=True)
        else:
            show(Text(line), screen)


def show(what: RenderableType, screen: Console = console) -> None:
    """Print something laid out, without empty lines at its end; in a file also without blanks that fill up lines."""
    with screen.capture() as laid_out:
        screen.print(what)
    text = laid_out.get().rstrip()
    if not screen.is_terminal:
        text = "\n".join(line.rstrip() for line in text.splitlines())
    screen.file.write(f"{text}\n")
    screen.file.flush()


def stop(message: str, code: int = 1) -> NoReturn:
    """End the command with a clear sentence on standard error."""
    errors.print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


def agreed(question: str, yes: str) -> bool:
    """Whether somebody at the keyboard says yes, in their language or in English; nobody there is no."""
    try:
        answer = errors.input(Text(f"{question} "))
    except EOFError:
        return False
    return fold(answer) in {fold(yes), "yes", "y"}


def settings_or_stop() -> Settings:
    """The settings, or every problem with them at once; a misspelt variable is named."""
    for stray in stray_variables(os.environ):
        errors.print(stray, style="yellow", markup=False, soft_wrap=True)
    try:
        return load_settings()
    except SettingsError as error:
        stop(str(error), 2)


def print_json(value: object) -> None:
    """One JSON document on standard output, for scripts."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def _plain(value: object) -> object:
    """Dates and times as ISO 8601, sets as sorted lists, the rest as it prints."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def command() -> str:
    """How this Muster is called from here: `muster`, or its path where the shell does not find it by name."""
    if "UV_RUN_RECURSION_DEPTH" in os.environ:
        return f"uv run {COMMAND}"  # uv finds it only while it runs
    if shutil.which(COMMAND):
        return COMMAND
    called = Path(sys.argv[0])
    if called.name == COMMAND:
        return str(from_here(called))
    return f"{from_here(Path(sys.executable))} -m bot"


def from_here(path: Path) -> Path:
    """A path as somebody in this folder would write it."""
    relative = Path(os.path.relpath(path.absolute()))
    return path.absolute() if ".." in relative.parts else relative
