"""Horizontal bars: a group above its parts, series one after the other or side by side."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reporting.drawings.chart import (
    ON_HATCH,
    SMALL,
    Row,
    heads_of,
    legend,
    new_chart,
    read_numbers,
    rows_of,
    value,
    written,
)
from reporting.drawings.style import BLUE, INK, SKY, filling
from reporting.figures.figure import Figure, Kind
from reporting.table import Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture
    from matplotlib.patches import Rectangle

WIDTH = 8.5
_ROW, _GAP, _AROUND = 0.24, 0.35, 1.7
"""Inches for a row, rows between groups, inches for title, legend and note."""
_THICK = 0.76
_ROOM_FOR_NUMBER = 0.04
"""The part of the axis below which a number does not fit into its piece of a bar."""


def draw_bars(shown: Figure, language: str) -> "Picture":
    """The figure as horizontal bars, the first line on top."""
    shares = all(shown.column(key).unit is Unit.TENTHS for key in shown.series)
    rows = rows_of(shown.table, language, total=shares or shown.kind is Kind.GROUPS)
    beside = len(shown.series) if shown.kind is Kind.GROUPS else 1
    places = list(_places(rows, beside))
    bottom = places[-1] + beside if places else 1.0
    picture, axes = new_chart(shown, language, width=WIDTH, height=_AROUND + _ROW * bottom)
    _label(axes, rows, [place + (beside - 1) / 2 for place in places])
    longest = max((_length(shown, row) for row in rows), default=0.0) or 1.0
    axes.set_xlim(0, 100 if shares else longest * 1.14)
    axes.set_ylim(bottom - 0.4, -0.6)
    if shown.kind is Kind.GROUPS:
        _side_by_side(axes, shown, rows, places, language)
    else:
        _end_to_end(axes, shown, rows, places, language)
    read_numbers(axes.xaxis, language)
    axes.grid(axis="x")
    if len(shown.series) > 1:
        handles = [axes.containers[n] for n in range(len(shown.series))]
        legend(axes, handles, heads_of(shown, language), width=WIDTH)
    return picture


def _places(rows: Sequence[Row], beside: int) -> Iterator[float]:
    """How far down each row stands; groups have some air above them."""
    place = 0.0
    for n, row in enumerate(rows):
        if n and (row.depth == 0 or beside > 1):
            place += _GAP
        yield place
        place += beside


def _label(axes: "Axes", rows: Sequence[Row], places: Sequence[float]) -> None:
    axes.set_yticks(places, [row.label for row in rows])
    axes.tick_params(axis="y", length=0)
    grouped = any(row.depth for row in rows)
    for row, label in zip(rows, axes.get_yticklabels(), strict=True):
        label.set_fontweight("bold" if row.total or (grouped and row.depth == 0) else "normal")


def _length(shown: Figure, row: Row) -> float:
    values = [value(row.cells[shown.place(key)], shown.column(key).unit) for key in shown.series]
    return max(values) if shown.kind is Kind.GROUPS else sum(values)


def _end_to_end(
    axes: "Axes", shown: Figure, rows: Sequence[Row], places: Sequence[float], language: str
) -> None:
    starts = [0.0] * len(rows)
    for n, key in enumerate(shown.series):
        widths = [value(row.cells[shown.place(key)], shown.column(key).unit) for row in rows]
        bars = axes.barh(places, widths, _THICK, starts, **filling(n))
        if len(shown.series) == 1:
            _by_depth(list(bars), rows)
        else:
            texts = [written(shown, key, row.cells, language) for row in rows]
            _number_pieces(axes, list(bars), texts)
        starts = [start + width for start, width in zip(starts, widths, strict=True)]
    for row, place, end in zip(rows, places, starts, strict=True):
        _write_end(axes, place, end, _end_text(shown, row, language), bold=row.depth == 0)


def _by_depth(bars: Sequence["Rectangle"], rows: Sequence[Row]) -> None:
    """Groups darker than their parts."""
    for bar, row in zip(bars, rows, strict=True):
        bar.set_facecolor(BLUE if row.depth == 0 else SKY)


def _number_pieces(axes: "Axes", bars: Sequence["Rectangle"], texts: Sequence[str]) -> None:
    """The number in each piece that has room for it."""
    room = axes.get_xlim()[1] * _ROOM_FOR_NUMBER
    for bar, text in zip(bars, texts, strict=True):
        if bar.get_width() >= room:
            x, y = bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2
            axes.text(x, y, text, ha="center", va="center", fontsize=SMALL, bbox=ON_HATCH)


def _side_by_side(
    axes: "Axes", shown: Figure, rows: Sequence[Row], places: Sequence[float], language: str
) -> None:
    for n, key in enumerate(shown.series):
        widths = [value(row.cells[shown.place(key)], shown.column(key).unit) for row in rows]
        lower = [place + n for place in places]
        axes.barh(lower, widths, 0.9, **filling(n))
        for row, place, width in zip(rows, lower, widths, strict=True):
            _write_end(axes, place, width, written(shown, key, row.cells, language))


def _end_text(shown: Figure, row: Row, language: str) -> str:
    beside = written(shown, shown.beside, row.cells, language) if shown.beside else ""
    if len(shown.series) > 1:
        return beside
    number = written(shown, shown.series[0], row.cells, language)
    return f"{number} ({beside})" if beside else number


def _write_end(axes: "Axes", place: float, end: float, text: str, *, bold: bool = False) -> None:
    axes.annotate(
        text,
        (end, place),
        (3, 0),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        fontweight="bold" if bold else "normal",
        color=INK,
        annotation_clip=False,
    )
