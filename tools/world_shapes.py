"""Makes reporting/drawings/world.json.gz from the country shapes of Natural Earth, as an npm package ships them.

In a folder for the purpose: `npm pack world-atlas@2 && tar xzf world-atlas-2*.tgz`, then
`.venv/bin/python tools/world_shapes.py package/countries-50m.json`.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import hypot
from pathlib import Path
from typing import Any

import pycountry

TARGET = Path(__file__).parents[1] / "reporting" / "drawings" / "world.json.gz"
TOLERANCE = 0.05
"""Degrees by which a simplified border may leave the true one: less than a pixel of our maps."""
SMALLEST = 0.03
"""Square degrees below which an island is left out, unless it is the largest of its country."""
UNITS_PER_DEGREE = 100
NAMED = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK"}
"""Shapes without an ISO number; the others without one are left out."""
ZANZIBAR = (39.0, 40.0, -6.6, -4.8)
"""Islands of Tanzania within these degrees are the territory TZ-Z (config/countries.py)."""

Point = tuple[float, float]
Ring = list[Point]


def main(source: Path) -> None:
    """Read the topology, write the shapes: country -> outer rings as whole hundredths of a degree."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    true = list(_arcs(topology))
    simple = [simplified(arc) for arc in true]
    shapes: dict[str, list[Ring]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        for ring, whole in zip(_rings(geometry, simple), _rings(geometry, true), strict=True):
            # a small island keeps all its points rather than become a stroke
            shapes[_code(geometry, whole)].append(ring if len(ring) > 3 else whole)
    written = {code: _kept(rings) for code, rings in sorted(shapes.items()) if code not in {"", "AQ"}}
    packed = json.dumps(written, separators=(",", ":")).encode()
    TARGET.write_bytes(gzip.compress(packed, compresslevel=9, mtime=0))
    sys.stdout.write(f"{len(written)} countries, {TARGET.stat().st_size} bytes\n")


def _arcs(topology: dict[str, Any]) -> Iterator[Ring]:
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        places = accumulate(arc, lambda place, step: [place[0] + step[0], place[1] + step[1]])
        yield [(x * scale_x + move_x, y * scale_y + move_y) for x, y, *_ in places]


def simplified(line: Ring) -> Ring:
    """The line without points that a straight one passes by (Douglas and Peucker); neighbours stay neighbours."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, distance = max(
            ((n, _off(line[n], line[first], line[last])) for n in range(first + 1, last)),
            key=lambda found: found[1],
            default=(0, 0.0),
        )
        if distance > TOLERANCE:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [line[n] for n in sorted(kept)]


def _off(point: Point, start: Point, end: Point) -> float:
    across, up = end[0] - start[0], end[1] - start[1]
    length = hypot(across, up)
    if not length:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(across * (start[1] - point[1]) - (start[0] - point[0]) * up) / length


def _rings(geometry: dict[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    """The outer border of each part; lakes and enclaves are drawn over it by their own country."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for outer, *_ in polygons:
        yield _unwrapped([point for number in outer for point in _arc(arcs, number)[:-1]])


def _unwrapped(ring: Ring) -> Ring:
    """The ring in one piece: what lies beyond the 180th degree goes on counting."""
    across = any(abs(x - before) > 180 for (before, _), (x, _) in pairwise(ring))
    return [(x + 360 if across and x < 0 else x, y) for x, y in ring]


def _arc(arcs: Sequence[Ring], number: int) -> Ring:
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _code(geometry: dict[str, Any], ring: Ring) -> str:
    number = geometry.get("id")
    country = pycountry.countries.get(numeric=number) if number else None
    code = country.alpha_2 if country else NAMED.get(geometry["properties"]["name"], "")
    west, east, south, north = ZANZIBAR
    inside = all(west < x < east and south < y < north for x, y in ring)
    return "TZ-Z" if code == "TZ" and inside else str(code)


def _kept(rings: list[Ring]) -> list[list[int]]:
    """The largest ring first, then those large enough to be seen; each as x, y, x, y ..."""
    largest, *others = sorted(rings, key=_area, reverse=True)
    seen = [largest, *(ring for ring in others if _area(ring) >= SMALLEST)]
    return [[round(value * UNITS_PER_DEGREE) for point in ring for value in point] for ring in seen]


def _area(ring: Ring) -> float:
    following = ring[1:] + ring[:1]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True))) / 2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
