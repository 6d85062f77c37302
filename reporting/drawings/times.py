"""Charts over time: upright bars one on the other, what has come together so far, and lines."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING

from reporting.drawings.chart import (
    ON_HATCH,
    SMALL,
    heads_of,
    legend,
    new_chart,
    read_numbers,
    value,
    written,
)
from reporting.drawings.style import BLACK, INK, VERMILION, filling
from reporting.figures.figure import Figure
from reporting.table import Cell, Line, Unit
from reporting.words import cell_text, head_of, in_reading_order, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture

    from reporting.drawings.chart import Handle

WIDTH, HEIGHT, WIDEST = 9.0, 5.2, 14.0
_INCHES_A_LINE = 0.7
"""What a bar with its number and its months takes; with more lines than fit, some go without."""
_WIDE = 0.7
_MARKS = (("o", "-", BLACK), ("s", "--", VERMILION), ("^", ":", INK))
_ROOM_FOR_NUMBER = 0.05

Series = tuple[str, Sequence[Cell], Unit]
"""Name, cells from the first line to the last, and what they are."""


def draw_columns(shown: Figure, language: str) -> "Picture":
    """Upright bars over time; a curve has its own axis on the right."""
    picture, axes = new_chart(shown, language, width=_width(shown), height=HEIGHT)
    series = _series(shown, language)
    ends = [0.0] * len(shown.table.lines)
    handles: list[Handle] = []
    for n, (_, cells, unit) in enumerate(series):
        heights = [value(cell, unit) for cell in cells]
        handles.append(axes.bar(range(len(ends)), heights, _WIDE, ends, **filling(n)))
        ends = [end + height for end, height in zip(ends, heights, strict=True)]
    axes.set_ylim(0, (max(ends, default=0.0) or 1.0) * 1.1)
    if _every(shown) == 1:
        _number_pieces(axes, series, language)
    _number_ends(axes, shown, ends, language)
    _over_time(axes, shown, language)
    if shown.curve:
        handles.append(_curve(axes, shown, language))
    names = [name for name, _, _ in series]
    names += [head_of(shown.column(shown.curve), language)] if shown.curve else []
    legend(axes, handles, names, width=_width(shown))
    return picture


def draw_lines(shown: Figure, language: str) -> "Picture":
    """A line over time for each series; where nothing is known it has a gap."""
    picture, axes = new_chart(shown, language, width=_width(shown), height=HEIGHT)
    series = _series(shown, language)
    undated = next((n for n, line in enumerate(shown.table.lines) if not line.key), None)
    handles = [
        _line(axes, n, one, language, undated=undated, every=_every(shown)) for n, one in enumerate(series)
    ]
    axes.set_ylim(0, (axes.get_ylim()[1] or 1.0) * 1.1)
    _over_time(axes, shown, language)
    legend(axes, handles, [name for name, _, _ in series], width=_width(shown))
    return picture


def _width(shown: Figure) -> float:
    return min(WIDEST, max(WIDTH, len(shown.table.lines) * _INCHES_A_LINE + 0.8))


def _every(shown: Figure) -> int:
    """Every how many lines there is room for words: each, every second ..."""
    return max(1, ceil(len(shown.table.lines) * _INCHES_A_LINE / WIDEST))


def _series(shown: Figure, language: str) -> list[Series]:
    """The columns drawn, but for those that are empty; or, where lines have parts, each part through time."""
    if not any(line.parts for line in shown.table.lines):
        heads = heads_of(shown, language)
        every: list[Series] = [
            (head, _cells(shown, key), shown.column(key).unit)
            for head, key in zip(heads, shown.series, strict=True)
        ]
        return [one for one in every if any(one[1])] or every[:1]
    place, unit = shown.place(shown.series[0]), shown.column(shown.series[0]).unit
    kinds: Mapping[str, Line] = {part.key: part for line in shown.table.lines for part in line.parts}
    return [
        (label_of(kind, language), [_part(line, kind.key, place) for line in shown.table.lines], unit)
        for kind in in_reading_order(list(kinds.values()), language)
    ]


def _part(line: Line, key: str, place: int) -> Cell:
    return next((part.cells[place] for part in line.parts if part.key == key), None)


def _cells(shown: Figure, key: str) -> list[Cell]:
    place = shown.place(key)
    return [line.cells[place] for line in shown.table.lines]


def _number_pieces(axes: "Axes", series: Sequence[Series], language: str) -> None:
    """The number in each piece that has room for it, where a bar has more than one."""
    room = axes.get_ylim()[1] * _ROOM_FOR_NUMBER
    pieces = [sum(1 for cell in bar if cell) for bar in zip(*(cells for _, cells, _ in series), strict=True)]
    for (_, cells, unit), bars in zip(series, axes.containers, strict=True):
        labels = [
            cell_text(cell, unit, language) if beside > 1 and value(cell, unit) >= room else ""
            for cell, beside in zip(cells, pieces, strict=True)
        ]
        axes.bar_label(bars, labels, label_type="center", fontsize=SMALL - 0.5, bbox=ON_HATCH)  # type: ignore[arg-type]


def _number_ends(axes: "Axes", shown: Figure, ends: Sequence[float], language: str) -> None:
    """The sum on top of each bar."""
    keys = shown.series
    unit = shown.column(keys[0]).unit
    for place, (line, end) in _with_room(shown, ends):
        cells = [line.cells[shown.place(key)] for key in keys]
        whole = sum(cell for cell in cells if not isinstance(cell, str) and cell is not None)
        text = cell_text(whole, unit, language)
        axes.annotate(
            text,
            (place, end),
            (0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=SMALL,
            fontweight="bold",
        )


def _with_room(shown: Figure, numbers: Sequence[float]) -> list[tuple[int, tuple[Line, float]]]:
    """The lines that have room for words, with their places and numbers."""
    return list(enumerate(zip(shown.table.lines, numbers, strict=True)))[:: _every(shown)]


def _over_time(axes: "Axes", shown: Figure, language: str) -> None:
    labels = [label_of(line, language).replace(" - ", " -\n") for line in shown.table.lines]
    step = _every(shown)
    axes.set_xticks(range(0, len(labels), step), labels[::step], fontsize=SMALL)
    axes.set_xlim(-0.6, len(labels) - 0.4)
    read_numbers(axes.yaxis, language)
    axes.grid(axis="y")


def _curve(axes: "Axes", shown: Figure, language: str) -> "Handle":
    """What has come together so far, on an axis of its own."""
    right = axes.twinx()
    right.spines["right"].set_visible(True)
    unit = shown.column(shown.curve).unit
    heights = [value(cell, unit) for cell in _cells(shown, shown.curve)]
    (line,) = right.plot(range(len(heights)), heights, color=BLACK, marker="o", markersize=4, linewidth=1.2)
    right.set_ylim(0, (max(heights, default=0.0) or 1.0) * 1.1)
    right.set_ylabel(head_of(shown.column(shown.curve), language), fontsize=SMALL)
    read_numbers(right.yaxis, language)
    for place, (line_of_table, height) in _with_room(shown, heights):
        _write_above(right, place, height, written(shown, shown.curve, line_of_table.cells, language))
    return line


def _line(
    axes: "Axes", place: int, one: Series, language: str, *, undated: int | None, every: int
) -> "Handle":
    _, cells, unit = one
    mark, stroke, colour = _MARKS[place % len(_MARKS)]
    nothing = float("nan")
    heights = [nothing if cell is None else value(cell, unit) for cell in cells]
    axes.plot(range(len(cells)), heights, marker=mark, linestyle="none", color=colour)
    # what has no date is a point of its own: no line leads there from the last period
    joined = [nothing if at == undated else height for at, height in enumerate(heights)]
    (line,) = axes.plot(range(len(cells)), joined, marker=mark, linestyle=stroke, color=colour)
    for at, (cell, height) in enumerate(zip(cells, heights, strict=True)):
        if cell is not None and at % every == 0:
            _write_above(axes, at, height, cell_text(cell, unit, language))
    return line


def _write_above(axes: "Axes", at: int, height: float, text: str) -> None:
    axes.annotate(
        text,
        (at, height),
        (0, 6),
        textcoords="offset points",
        ha="center",
        fontsize=SMALL,
        bbox=ON_HATCH,
    )
