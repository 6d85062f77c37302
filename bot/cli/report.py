"""`muster report`: a table of the facility's history on the screen or in a file."""

import json
import sys
from pathlib import Path
from typing import Literal

from rich.console import Console

from bot.app import App
from bot.cli.on_file import facility_or_stop, with_app
from bot.cli.screen import narrate, show, stop
from bot.texts.printable import one_line
from config.settings import Settings
from config.texts import list_text, say
from reporting.history import History, load_history
from reporting.page import page_of
from reporting.renderings.as_csv import as_csv
from reporting.renderings.as_json import as_json
from reporting.renderings.as_screen import as_screen
from reporting.reports import REPORTS
from reporting.table import Table

FILE_WIDTH = 120
Form = Literal["text", "csv", "json"]


def report(name: str, *, form: Form, language: str, output: Path | None) -> None:
    """Print or write one report; without a name say which there are."""
    settings = facility_or_stop()
    if not name:
        _list(settings.language)
        return
    if name not in REPORTS:
        names = list_text(tuple(REPORTS), settings.language)
        stop(say(settings.language, "cli.report.unknown", name=one_line(name)[:40], names=names))
    history = _history(settings)
    table = REPORTS[name](history)
    if form == "text" and output is None:
        show(as_screen(page_of(table, as_of=history.as_of, language=language or settings.language)))
        return
    written = _written(table, history, form, language or settings.language)
    if output is None:
        sys.stdout.write(written)
    else:
        _write(output, written, settings.language)


def _list(language: str) -> None:
    narrate(say(language, "cli.report.which"))
    for name in REPORTS:
        narrate(f"  {name}  {say(language, f'report.{name}.title')}")


def _history(settings: Settings) -> History:
    async def look(app: App) -> History:
        async with app.database.snapshot() as session:
            return await load_history(session, as_of=app.now())

    return with_app(settings, look)


def _written(table: Table, history: History, form: Form, language: str) -> str:
    match form:
        case "csv":
            return as_csv(table)
        case "json":
            told = as_json(table, as_of=history.as_of, language=language)
            return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        case _:
            paper = Console(width=FILE_WIDTH, color_system=None)
            with paper.capture() as laid_out:
                paper.print(as_screen(page_of(table, as_of=history.as_of, language=language)))
            return "".join(f"{line.rstrip()}\n" for line in laid_out.get().splitlines())


def _write(file: Path, written: str, language: str) -> None:
    try:
        file.write_text(written, encoding="utf-8", newline="")
    except OSError as error:
        stop(say(language, "cli.report.unwritable", file=file, error=error.strerror))
    narrate(say(language, "cli.report.written", file=file))
