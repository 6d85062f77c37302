import gzip
import itertools
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.world_shapes import TOLERANCE, main, simplified


def test_points_on_a_straight_line_are_left_out() -> None:
    assert simplified([(0, 0), (1, 0.01), (2, 0), (3, 1), (4, 0)]) == [(0, 0), (2, 0), (3, 1), (4, 0)]


def test_a_closed_line_keeps_its_furthest_point() -> None:
    assert simplified([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]) == [(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=20))
def test_ends_stay_and_no_point_is_moved(line: list[tuple[float, float]]) -> None:
    short = simplified(line)

    assert (short[0], short[-1]) == (line[0], line[-1])
    assert set(short) <= set(line)


@given(st.integers(20, 200))
def test_a_curve_is_left_by_no_more_than_the_tolerance(points: int) -> None:
    line = [(math.cos(n / points), math.sin(n / points)) for n in range(points)]

    short = simplified(line)

    middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in itertools.pairwise(short)]
    assert all(1 - math.hypot(x, y) <= TOLERANCE for x, y in middles)


def test_a_topology_becomes_rings_by_country_and_zanzibar_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    island = [[0, 0], [40, 0], [0, 40], [-40, 0], [0, -40]]
    topology = {
        "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
        "arcs": [
            [[1000, 1000], *island[1:]],
            [[3920, -620], *island[1:]],
            [[3500, -700], [300, 0], [0, 300], [-300, 0], [0, -300]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {
                        "type": "MultiPolygon",
                        "arcs": [[[1]], [[2]]],
                        "id": "834",
                        "properties": {"name": "T"},
                    },
                    {"type": "Polygon", "arcs": [[~0]], "properties": {"name": "Kosovo"}},
                    {"type": "Polygon", "arcs": [[0]], "properties": {"name": "Siachen Glacier"}},
                    {"type": "Polygon", "arcs": [[0]], "id": "010", "properties": {"name": "Antarctica"}},
                ]
            }
        },
    }
    source, target = tmp_path / "world.json", tmp_path / "world.json.gz"
    source.write_text(json.dumps(topology))
    monkeypatch.setattr("tools.world_shapes.TARGET", target)

    main(source)

    written = json.loads(gzip.decompress(target.read_bytes()))
    assert written == {
        "TZ": [[3500, -700, 3800, -700, 3800, -400, 3500, -400]],
        "TZ-Z": [[3920, -620, 3960, -620, 3960, -580, 3920, -580]],
        "XK": [[1000, 1000, 1000, 1040, 1040, 1040, 1040, 1000]],
    }
