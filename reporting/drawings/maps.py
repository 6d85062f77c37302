"""Maps: countries shaded by a number, and the number beside each in a circle that no other one covers."""

from collections.abc import Iterator, Mapping, Sequence
from math import hypot, sqrt
from typing import TYPE_CHECKING

import numpy as np

from reporting.drawings.chart import SMALL, legend, new_chart, value
from reporting.drawings.style import DARK, INK, LAND, PAPER, SHADES
from reporting.drawings.world import Numbers, Projection, around, equal_earth, middle_of, shapes
from reporting.figures.figure import Figure
from reporting.table import Cell, Line, Naming, Unit
from reporting.words import cell_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture

WIDTH, HEIGHT = 10.0, 6.2
_SHAPE = 1.9
"""How much wider than high the room for the map is."""
_NEAR = 60.0
"""Degrees of longitude within which all countries must lie for a map of that part of the world alone."""
_MARGIN = 0.02
_RADIUS = 0.011
"""Of a circle, as a part of the width of the map."""
_MANY = 60
"""Countries from which on circles shrink, so that they find room."""
_ROUNDS = 200
_PIXELS = 1500
"""Points closer to each other than the map's width over this are one."""

Place = tuple[float, float]


def draw_map(shown: Figure, language: str) -> "Picture":
    """The part of the world that the figure speaks of."""
    from matplotlib.patches import Patch  # noqa: PLC0415 loaded by the first picture only

    key, unit = shown.series[0], shown.column(shown.series[0]).unit
    numbers = dict(_numbers(shown.table.lines, shown.place(key)))
    picture, axes = new_chart(shown, language, width=WIDTH, height=HEIGHT)
    flat, frame = _view(list(numbers))
    classes = classes_of([value(cell, unit) for cell in numbers.values()])
    _countries(axes, numbers, unit, classes, flat, frame)
    marks = {
        code: (cell_text(cell, unit, language), _shade(value(cell, unit), classes))
        for code, cell in numbers.items()
    }
    _circles(axes, marks, flat, frame)
    axes.set(xlim=frame[:2], ylim=frame[2:], aspect="equal", xticks=[], yticks=[])
    for side in axes.spines.values():
        side.set_visible(False)
    handles = [Patch(facecolor=shade, edgecolor=INK, linewidth=0.4) for shade in SHADES]
    named = [_class_text(low, high) for low, high in classes]
    legend(axes, handles[: len(named)], named, width=WIDTH)
    return picture


def classes_of(numbers: Sequence[float]) -> list[tuple[int, int]]:
    """At most as many classes as there are shades, each from a number to a number: 1, 2, 3-4, 5-8, 9-17."""
    least, most = int(min(numbers, default=1)), int(max(numbers, default=1))
    steps = most - least + 1
    if steps <= len(SHADES):
        return [(n, n) for n in range(least, most + 1)]
    growth = max(1.0, (steps / 2) ** (1 / (len(SHADES) - 1)))
    ends = [least - 1 + max(n + 1, round(growth**n)) for n in range(len(SHADES) - 1)]
    starts = [least, *(end + 1 for end in ends)]
    return list(zip(starts, [*ends, most], strict=True))


def set_apart(places: Sequence[Place], distance: float) -> list[Place]:
    """The places moved as little as needed for no two to be closer than this; always the same way."""
    moved = [list(place) for place in places]
    for _ in range(_ROUNDS):
        touching = False
        for n, one in enumerate(moved):
            for other in moved[:n]:
                across, up = one[0] - other[0], one[1] - other[1]
                apart = hypot(across, up)
                if apart >= distance * 0.999:
                    continue
                touching = True
                # two in the very same place part sideways
                across, up = (across / apart, up / apart) if apart else (1.0, 0.0)
                push = (distance - apart) / 2
                one[0], one[1] = one[0] + across * push, one[1] + up * push
                other[0], other[1] = other[0] - across * push, other[1] - up * push
        if not touching:
            break
    return [(x, y) for x, y in moved]


def _numbers(lines: Sequence[Line], place: int) -> Iterator[tuple[str, Cell]]:
    for line in lines:
        if line.naming is Naming.COUNTRY:
            yield line.key, line.cells[place]
        yield from _numbers(line.parts, place)


def _view(codes: Sequence[str]) -> tuple[Projection, tuple[float, float, float, float]]:
    """The projection and the frame (left, right, bottom, top) that hold these countries with some room around."""
    middles = np.array([middle for code in codes if (middle := middle_of(code))] or [(0.0, 20.0)])
    west, south = middles.min(axis=0)
    east, north = middles.max(axis=0)
    near = east - west < _NEAR
    flat = around((west + east) / 2, (south + north) / 2) if near else equal_earth
    outlines = np.concatenate(
        [flat(shapes()[code][0]) for code in codes if code in shapes()] or [flat(middles)]
    )
    (left, bottom), (right, top) = outlines.min(axis=0), outlines.max(axis=0)
    wide = max(right - left, (top - bottom) * _SHAPE, 0.2) * (1 + 2 * _MARGIN)
    x, y = (left + right) / 2, (bottom + top) / 2
    return flat, (x - wide / 2, x + wide / 2, y - wide / _SHAPE / 2, y + wide / _SHAPE / 2)


def _countries(
    axes: "Axes",
    numbers: Mapping[str, Cell],
    unit: Unit,
    classes: Sequence[tuple[int, int]],
    flat: Projection,
    frame: tuple[float, float, float, float],
) -> None:
    from matplotlib.collections import PolyCollection  # noqa: PLC0415 loaded by the first picture only

    grain = (frame[1] - frame[0]) / _PIXELS
    drawn: list[Numbers] = []
    colours: list[str] = []
    # the countries spoken of last, so that neighbours do not cover their borders
    for code in sorted(shapes(), key=lambda code: code in numbers):
        shade = _shade(value(numbers[code], unit), classes) if code in numbers else LAND
        for ring in shapes()[code]:
            laid = _thinned(flat(ring), grain)
            if _within(laid, frame):
                drawn.append(laid)
                colours.append(shade)
    axes.add_collection(PolyCollection(drawn, facecolors=colours, edgecolors=PAPER, linewidths=0.4))


def _shade(number: float, classes: Sequence[tuple[int, int]]) -> str:
    return next((SHADES[n] for n, (_, high) in enumerate(classes) if number <= high), SHADES[-1])


def _thinned(points: Numbers, grain: float) -> Numbers:
    """The ring without points that fall on the pixel of the one before."""
    pixels = np.round(points / grain)
    new = np.any(pixels != np.roll(pixels, 1, axis=0), axis=1)
    return points[new] if new.sum() > 3 else points


def _within(points: Numbers, frame: tuple[float, float, float, float]) -> bool:
    left, right, bottom, top = frame
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return bool(west < right and east > left and south < top and north > bottom)


def _circles(
    axes: "Axes",
    marks: Mapping[str, tuple[str, str]],
    flat: Projection,
    frame: tuple[float, float, float, float],
) -> None:
    """The number in a circle of the country's shade, and a line to the country from one that had to make room."""
    from matplotlib.patches import Circle  # noqa: PLC0415 loaded by the first picture only

    placed = {code: middle for code in marks if (middle := middle_of(code))}
    if not placed:
        return
    small = min(1.0, sqrt(_MANY / len(placed)))
    radius = (frame[1] - frame[0]) * _RADIUS * small
    true = [(float(x), float(y)) for x, y in flat(np.array(list(placed.values())))]
    for code, (x, y), (to_x, to_y) in zip(placed, true, set_apart(true, radius * 2.1), strict=True):
        text, shade = marks[code]
        if hypot(to_x - x, to_y - y) > radius / 2:
            axes.plot((x, to_x), (y, to_y), color=INK, linewidth=0.7, zorder=3)
            axes.plot(x, y, marker=".", markersize=3, color=INK, zorder=3)
        colour = PAPER if shade in DARK else INK
        axes.add_patch(Circle((to_x, to_y), radius, facecolor=shade, edgecolor=colour, zorder=4))
        axes.text(
            to_x,
            to_y,
            text,
            ha="center",
            va="center",
            color=colour,
            fontsize=SMALL * small,
            zorder=5,
            gid=code,
        )


def _class_text(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low}-{high}"
