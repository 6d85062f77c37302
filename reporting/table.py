"""A table as a value: named columns, lines within lines, totals, and what was rounded. Words come later."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import TypeVar

T = TypeVar("T")

Number = int | Fraction
Cell = Number | str | None
"""None is an empty cell: nothing was there to count."""


class Unit(StrEnum):
    """What the cells of a column are: numbers, or something told in words."""

    COUNT = "count"
    DAYS = "days"
    """Quarter days, shown as days rounded half up."""
    PERCENT = "percent"
    """A share of one, shown in percent rounded half up."""
    TENTHS = "tenths"
    """A share of one, shown in percent with one decimal."""
    AVERAGE = "average"
    """Days on average, rounded half up; averages do not add up to a total."""
    WEEKS = "weeks"
    """Expert-weeks of five days, with one decimal."""
    EUROS = "euros"
    """Whole euros."""
    TEXT = "text"
    """Words as they were written."""
    DATE = "date"
    """A day as ISO 8601."""
    COUNTRY = "country"
    """A country by its code."""
    COUNTRIES = "countries"
    """Countries by their codes, set apart by `SEPARATOR`."""
    AREAS = "areas"
    """Areas of assistance by their keys, set apart by `SEPARATOR`."""
    STAGE = "stage"
    """Where a request stands, by its key (report.column.*)."""
    STATUS = "status"
    """The status of a request (values.status.*)."""
    TURN = "turn"
    """Whose turn it is (course.turn.*)."""
    DATES = "dates"
    """Days as ISO 8601, set apart by `SEPARATOR`."""
    ELAPSED = "elapsed"
    """Days between two moments, with one decimal."""
    TOLD = "told"
    """What officers preferred, by a key with numbers or codes (`reporting.told_choices`)."""


WORDY = frozenset(
    {Unit.TEXT, Unit.DATE, Unit.DATES, Unit.COUNTRY, Unit.COUNTRIES, Unit.AREAS}
    | {Unit.STAGE, Unit.STATUS, Unit.TURN, Unit.TOLD}
)
SEPARATOR = ";"
"""Between keys in one cell, also in files for spreadsheets."""


class Naming(StrEnum):
    """What the label of a line names, so that it can be put in words in any language."""

    REGION = "region"
    COUNTRY = "country"
    ACTION = "action"
    ORIGIN = "origin"
    ELIGIBILITY = "eligibility"
    OCCUPATION = "occupation"
    PERIOD = "period"
    """Six months from their first day: 2014-04-01."""
    QUARTER = "quarter"
    """Three months from their first day."""
    MONTH = "month"
    """A month from its first day."""
    INSTITUTION = "institution"
    GENDER = "gender"
    AREA = "area"
    LANGUAGE = "language"
    SECTION = "section"
    """A part of a table that is about something else than the others."""
    MEASURE = "measure"
    PLACE = "place"
    """Where a team stood among those shown: A, B, C."""
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; its key is looked up in the catalogue (report.column.*)."""

    key: str
    unit: Unit = Unit.COUNT


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its cells, and the lines it is made of."""

    naming: Naming
    key: str
    cells: tuple[Cell, ...]
    parts: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table; `name` finds its title and its definition in the catalogue (report.<name>.*)."""

    name: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    shares: tuple[Fraction, ...] = ()
    """What part of the last total each total is, in tenths of a percent; empty where that says nothing."""

    def walk(self) -> Iterator[tuple[int, Line]]:
        """Every line but the total with its depth, each before its parts."""
        for line in self.lines:
            yield from _walk(line, 0)

    def without_column(self, place: int) -> "Table":
        """The table without one column, for a kind of thing that does not occur."""
        return replace(
            self,
            columns=_without(self.columns, place),
            lines=tuple(_narrowed(line, place) for line in self.lines),
            total=self.total and _narrowed(self.total, place),
            shares=_without(self.shares, place),
        )


@dataclass(frozen=True, slots=True)
class RoundingGap:
    """A printed total that is not the exact one, or not the sum of the printed rows: each is rounded on its own."""

    line: Line
    column: Column
    exact: Fraction
    """In days."""
    printed: Decimal
    sum_of_printed: Decimal


def half_up(value: Number) -> int:
    """The nearest whole number; a half goes up."""
    return floor(Fraction(value) + Fraction(1, 2))


def printed(value: Number, unit: Unit) -> Decimal:
    """The number as it is printed: 5.75 days as 6, a share of 0.7397 as 74.0."""
    match unit:
        case Unit.DAYS:
            return Decimal(half_up(Fraction(value) / 4))
        case Unit.PERCENT:
            return Decimal(half_up(Fraction(value) * 100))
        case Unit.TENTHS:
            return Decimal(half_up(Fraction(value) * 1000)).scaleb(-1)
        case Unit.WEEKS | Unit.ELAPSED:
            return Decimal(half_up(Fraction(value) * 10)).scaleb(-1)
        case _:
            return Decimal(half_up(value))


def number_in(cell: Cell) -> Number:
    """What a cell adds to a sum: words and nothing add nothing."""
    return cell if isinstance(cell, (int, Fraction)) else 0


def shares_of(total: Line) -> tuple[Fraction, ...]:
    """Each cell of a total as a part of its last cell; nothing if there is nothing to be a part of."""
    whole = number_in(total.cells[-1])
    return tuple(Fraction(number_in(cell)) / Fraction(whole) for cell in total.cells) if whole else ()


def rounding_gaps(table: Table) -> tuple[RoundingGap, ...]:
    """Where printed rows do not add up to their printed total, and every grand total that was rounded itself."""
    whole = [replace(table.total, parts=table.lines)] if table.total else []
    every = [*whole, *(line for _, line in table.walk())]
    return tuple(gap for line in every if line.parts for gap in _gaps(table, line))


def _gaps(table: Table, line: Line) -> Iterator[RoundingGap]:
    for n, column in enumerate(table.columns):
        if column.unit is not Unit.DAYS or line.cells[n] is None:
            continue
        total = number_in(line.cells[n])
        under_it = printed(total, column.unit)
        above_it = sum(
            (printed(number_in(part.cells[n]), column.unit) for part in line.parts), start=Decimal(0)
        )
        exact = Fraction(total) / 4
        if under_it != above_it or (line.naming is Naming.TOTAL and under_it != exact):
            yield RoundingGap(line, column, exact, under_it, above_it)


def _narrowed(line: Line, place: int) -> Line:
    parts = tuple(_narrowed(part, place) for part in line.parts)
    return replace(line, cells=_without(line.cells, place), parts=parts)


def _without(cells: tuple[T, ...], place: int) -> tuple[T, ...]:
    return cells[:place] + cells[place + 1 :]


def _walk(line: Line, depth: int) -> Iterator[tuple[int, Line]]:
    yield depth, line
    for part in line.parts:
        yield from _walk(part, depth + 1)


def grouped(
    rows: Iterable[T],
    levels: Sequence[tuple[Naming, Callable[[T], str]]],
    cells: Callable[[Sequence[T]], tuple[Cell, ...]],
) -> tuple[Line, ...]:
    """Rows gathered level by level (region, then country ...), each level with its own sums."""
    if not levels:
        return ()
    (naming, key_of), *rest = levels
    return tuple(
        Line(naming, key, cells(members), grouped(members, rest, cells))
        for key, members in sorted(_gathered(rows, key_of).items())
    )


def _gathered(rows: Iterable[T], key_of: Callable[[T], str]) -> Mapping[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for row in rows:
        groups.setdefault(key_of(row), []).append(row)
    return groups


def counted(number: int) -> int | None:
    """A count for a cell: nothing at all leaves it empty, as the public report does."""
    return number or None
