"""How an import is reported: each doubt and each row not taken as a sentence with its line, then the totals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.texts.printable import one_line
from config.countries import region_name
from config.texts import date_text, say, say_many
from intake.import_row import RowNote
from intake.imports import ImportReport
from intake.workbook import MOST_ROWS

MOST_SHOWN = 40
"""Notes printed of each kind; --json lists all."""


def _day(text: str, language: str) -> str:
    return date_text(date.fromisoformat(text), language)


def _status(text: str, language: str) -> str:
    return say(language, f"values.status.{text}")


_READ: Mapping[str, Callable[[str, str], str]] = MappingProxyType(
    {"date_misprint": _day, "future_date": _day, "status_kept": _status, "other_region": region_name}
)


def note_text(note: RowNote, language: str) -> str:
    """A note as a sentence: '15/072014' read as 15 July 2014."""
    in_words = _READ.get(note.what)
    value = _status(note.value, language) if note.what == "status_kept" else note.value
    read = in_words(note.read, language) if in_words else note.read
    return say(language, f"cli.import.what.{note.what}", value=value, read=read)


def report_view(report: ImportReport, *, language: str) -> RenderableType:
    """Rows not taken, doubts, totals."""
    sections = (
        *_section("not_taken", "red", report.refused, language),
        *_section("notes", "yellow", report.notes, language),
    )
    return Group(*sections, Text(totals(report, language)))


def report_json(report: ImportReport, *, language: str) -> dict[str, Any]:
    """The report for scripts, with the sentences people read."""
    return {
        "taken": report.taken,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rows_refused": report.rows_refused,
        "notes": [_note_json(note, language) for note in report.notes],
        "refused": [_note_json(note, language) for note in report.refused],
    }


def totals(report: ImportReport, language: str) -> str:
    """How many rows became what, in one sentence."""
    rows = report.taken + report.updated + report.unchanged + report.rows_refused
    return say_many(
        language,
        "cli.import.totals",
        rows,
        taken=report.taken,
        updated=report.updated,
        unchanged=report.unchanged,
        refused=report.rows_refused,
    )


def cut_text(register: str, rows: int, *, language: str) -> str:
    """That a sheet was longer than what is read of it, and what to do about the rest."""
    return say_many(language, "registers.cut", rows, last=MOST_ROWS, register=register)


def _note_json(note: RowNote, language: str) -> dict[str, Any]:
    return asdict(note) | {"text": note_text(note, language)}


def _section(name: str, style: str, notes: Sequence[RowNote], language: str) -> list[RenderableType]:
    """A heading and a line for each note; nothing if there are none."""
    if not notes:
        return []
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for note in notes[:MOST_SHOWN]:
        table.add_row(Text(_place(note, language)), Text(_sentence(note, language)))
    more = len(notes) - MOST_SHOWN
    rest = [Text(say_many(language, "cli.import.more", more), style="dim")] if more > 0 else []
    return [Text(say(language, f"cli.import.{name}"), style=f"bold {style}"), table, *rest, Text()]


def _place(note: RowNote, language: str) -> str:
    return say(language, "cli.import.line", n=note.line) if note.line else say(language, "cli.import.file")


def _sentence(note: RowNote, language: str) -> str:
    column = f"{note.column}: " if note.column else ""
    return one_line(column + note_text(note, language))
