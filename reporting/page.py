"""A table as a page of text: rows of words in reading order, ready for any renderer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.texts import date_text, say
from reporting.table import WORDY, Line, Naming, Table, Unit, rounding_gaps
from reporting.words import (
    cell_text,
    definition_of,
    gap_text,
    head_of,
    in_reading_order,
    label_of,
    title_of,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row in words; `depth` counts from the outermost group."""

    label: str
    cells: tuple[str, ...]
    depth: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A table in words, with what a reader needs in order to trust it."""

    name: str
    title: str
    heads: tuple[str, ...]
    wordy: tuple[bool, ...]
    """Which columns hold words; the others hold numbers, one under the other."""
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """The definition, the moment of the snapshot, and every total that rounding sets apart from its rows."""


def page_of(table: Table, *, as_of: datetime, language: str) -> Page:
    """The table as readers of the language see it."""
    notes = (
        definition_of(table, language),
        say(language, "report.as_of", date=date_text(as_of.date(), language), time=as_of.strftime("%H:%M")),
        *(gap_text(gap, language) for gap in rounding_gaps(table)),
    )
    heads = tuple(head_of(column, language) for column in table.columns)
    wordy = tuple(column.unit in WORDY for column in table.columns)
    return Page(table.name, title_of(table, language), heads, wordy, tuple(_rows(table, language)), notes)


def _rows(table: Table, language: str) -> Iterator[Row]:
    yield from _nested(table, table.lines, 0, language)
    if table.total:
        yield _row(table, table.total, 0, language)
    if table.shares:
        cells = tuple(cell_text(part, Unit.TENTHS, language) for part in table.shares)
        yield Row(say(language, "report.label.share"), cells, total=True)


def _nested(table: Table, lines: Sequence[Line], depth: int, language: str) -> Iterator[Row]:
    for line in in_reading_order(lines, language):
        yield _row(table, line, depth, language)
        yield from _nested(table, line.parts, depth + 1, language)


def _row(table: Table, line: Line, depth: int, language: str) -> Row:
    cells = zip(line.cells, table.columns, strict=True)
    words = tuple(cell_text(value, column.unit, language) for value, column in cells)
    return Row(label_of(line, language), words, depth, total=line.naming is Naming.TOTAL)
