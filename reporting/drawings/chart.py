"""What all charts share: a title, the definition below, words for the rows, and numbers as drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from textwrap import fill as wrapped
from typing import TYPE_CHECKING

from reporting.drawings.style import INK, PAPER, figure
from reporting.figures.figure import Figure
from reporting.page import moment_text
from reporting.table import Cell, Line, Naming, Table, Unit, number_in
from reporting.words import (
    cell_text,
    decimal_text,
    definition_of,
    head_of,
    in_reading_order,
    label_of,
    title_of,
)

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure as Picture

    Handle = Artist | tuple[Artist, ...]

TITLE, NOTE, SMALL = 12.0, 7.0, 7.5
"""Sizes of letters in points."""
_LETTERS_PER_INCH = {TITLE: 11.5, NOTE: 18.5}
ON_HATCH = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
"""Behind numbers that stand on a filling."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table as it is drawn."""

    label: str
    cells: tuple[Cell, ...]
    depth: int = 0
    total: bool = False


def new_chart(shown: Figure, language: str, *, width: float, height: float) -> "tuple[Picture, Axes]":
    """A picture with its title above and, below, what was counted and when; and the room to draw in."""
    picture = figure(width, height)
    title = title_of(shown.table, language)
    moment = moment_text(shown.as_of, language)
    note = " ".join(filter(None, (definition_of(shown.table, language), shown.span, moment)))
    picture.suptitle(_in_width(title, width, TITLE), x=0.01, ha="left", fontsize=TITLE, fontweight="bold")
    picture.supxlabel(_in_width(note, width, NOTE), x=0.01, ha="left", fontsize=NOTE, color=INK)
    return picture, picture.subplots()


def rows_of(table: Table, language: str, *, total: bool) -> list[Row]:
    """The lines in reading order, each before its parts; the total last, if it is drawn."""
    rows = list(_nested(table.lines, 0, language))
    last = (
        [Row(label_of(table.total, language), table.total.cells, total=True)] if total and table.total else []
    )
    return rows + last


def heads_of(shown: Figure, language: str) -> tuple[str, ...]:
    """The names of the series."""
    return tuple(head_of(shown.column(key), language) for key in shown.series)


def value(cell: Cell, unit: Unit) -> float:
    """The number as people read it, unrounded: days instead of quarters, percent instead of parts of one."""
    number = Fraction(number_in(cell))
    if unit is Unit.DAYS:
        return float(number / 4)
    return float(number * 100 if unit in {Unit.PERCENT, Unit.TENTHS} else number)


def written(shown: Figure, key: str, cells: Sequence[Cell], language: str) -> str:
    """The number of a column in these cells, in words."""
    return cell_text(cells[shown.place(key)], shown.column(key).unit, language)


def read_numbers(axis: "Axis", language: str) -> None:
    """The numbers along an axis with the separators of the language, whole ones only."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 loaded by the first picture only

    axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.set_major_formatter(FuncFormatter(lambda number, _: decimal_text(Decimal(floor(number)), language)))


def legend(axes: "Axes", handles: "Sequence[Handle]", labels: Sequence[str], *, width: float) -> None:
    """What the fillings mean, between title and chart; as many beside each other as there is room for."""
    longest = max(map(len, labels), default=1)
    beside = max(1, min(len(labels), int(width * 10 / (longest + 7))))
    axes.legend(handles, labels, loc="lower left", bbox_to_anchor=(0, 1), ncols=beside, fontsize=SMALL + 0.5)


def _in_width(text: str, width: float, size: float) -> str:
    return wrapped(text, int((width - 0.2) * _LETTERS_PER_INCH[size]), break_long_words=False)


def _nested(lines: Sequence[Line], depth: int, language: str) -> Iterator[Row]:
    for line in in_reading_order(lines, language):
        yield Row(label_of(line, language), line.cells, depth, line.naming is Naming.TOTAL)
        yield from _nested(line.parts, depth + 1, language)
