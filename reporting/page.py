"""A table as a page of text: rows of words in reading order, ready for any renderer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from config.printable import printable
from config.texts import date_text, say
from reporting.table import WORDY, Cell, Line, Naming, Table, Unit, rounding_gaps
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
    values: tuple[Cell, ...] = field(default=(), compare=False, repr=False)
    """What the cells say, unrounded, for files that hold numbers."""
    unit: Unit | None = field(default=None, compare=False, repr=False)
    """What all cells of the row are, where it is not for the columns to say."""


@dataclass(frozen=True, slots=True)
class Page:
    """A table in words, with what a reader needs in order to trust it."""

    name: str
    title: str
    heads: tuple[str, ...]
    wordy: tuple[bool, ...]
    """Which columns hold words; the others hold numbers, one under the other."""
    rows: tuple[Row, ...]
    definition: str
    moment: str
    """When the registers stood like this."""
    gaps: tuple[str, ...] = ()
    """Every total that rounding sets apart from its rows."""
    span: str = ""
    """What the days mean that the report is about; empty if it is about all of them."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands below the table."""
        return (self.definition, *filter(None, [self.span]), self.moment, *self.gaps)


def page_of(table: Table, *, as_of: datetime, language: str, span: str = "") -> Page:
    """The table as readers of the language see it."""
    return Page(
        name=table.name,
        title=title_of(table, language),
        heads=tuple(head_of(column, language) for column in table.columns),
        wordy=tuple(column.unit in WORDY for column in table.columns),
        rows=tuple(_rows(table, language)),
        definition=definition_of(table, language),
        moment=moment_text(as_of, language),
        gaps=tuple(gap_text(gap, language) for gap in rounding_gaps(table)),
        span=span,
    )


def moment_text(as_of: datetime, language: str) -> str:
    """When the registers stood like this: As it stood on 12 March 2026 at 09:05 UTC."""
    return say(language, "report.as_of", date=date_text(as_of.date(), language), time=as_of.strftime("%H:%M"))


def _rows(table: Table, language: str) -> Iterator[Row]:
    yield from _nested(table, table.lines, 0, language)
    if table.total:
        yield _row(table, table.total, 0, language)
    if table.shares:
        cells = tuple(cell_text(part, Unit.TENTHS, language) for part in table.shares)
        label = say(language, "report.label.share")
        yield Row(label, cells, total=True, values=table.shares, unit=Unit.TENTHS)


def _nested(table: Table, lines: Sequence[Line], depth: int, language: str) -> Iterator[Row]:
    for line in in_reading_order(lines, language):
        yield _row(table, line, depth, language)
        yield from _nested(table, line.parts, depth + 1, language)


def _row(table: Table, line: Line, depth: int, language: str) -> Row:
    cells = zip(line.cells, table.columns, strict=True)
    words = tuple(printable(cell_text(value, column.unit, language)) for value, column in cells)
    return Row(printable(label_of(line, language)), words, depth, line.naming is Naming.TOTAL, line.cells)
