from itertools import combinations, pairwise
from math import hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex, to_rgba_array
from matplotlib.patches import Circle

from reporting.drawings.maps import classes_of, draw_map, set_apart
from reporting.drawings.style import LAND, SHADES
from reporting.drawings.world import shapes
from reporting.figures.experts import figure9
from reporting.figures.figure import Figure
from reporting.figures.requests import figure2
from reporting.history import History
from reporting.table import Naming
from tests.reporting.past import AS_OF, facility, request


def circles(history: History, *, experts: bool = False) -> dict[str, str]:
    """What stands in the circle of each country."""
    (axes,) = draw_map(figure9(history) if experts else figure2(history), "en").axes
    return {str(text.get_gid()): text.get_text() for text in axes.texts}


def centre(circle: Circle) -> tuple[float, float]:
    x, y = np.asarray(circle.get_center())
    return float(x), float(y)


def test_every_country_has_a_circle_with_its_number() -> None:
    figure = figure2(facility())
    numbers = {
        line.key: str(line.cells[0]) for _, line in figure.table.walk() if line.naming is Naming.COUNTRY
    }

    shown = circles(facility())

    assert shown == numbers
    assert (len(shown), shown["TZ-Z"], shown["KN"], shown["GA"]) == (33, "1", "1", "6")


def test_member_states_are_drawn_with_their_experts() -> None:
    shown = circles(facility(), experts=True)

    assert (len(shown), shown["FR"], shown["ES"], shown["IE"]) == (15, "17", "12", "1")


@pytest.mark.parametrize("figure", [figure2(facility()), figure9(facility())], ids=["world", "europe"])
def test_no_circle_covers_another_or_leaves_the_map(figure: Figure) -> None:
    (axes,) = draw_map(figure, "en").axes
    drawn = [patch for patch in axes.patches if isinstance(patch, Circle)]

    middles = [centre(circle) for circle in drawn]
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    assert all(
        hypot(x1 - x2, y1 - y2) > 2 * drawn[0].get_radius() for (x1, y1), (x2, y2) in combinations(middles, 2)
    )
    assert all(left < x < right and bottom < y < top for x, y in middles)


def test_countries_are_shaded_by_their_number_and_the_others_are_land() -> None:
    (axes,) = draw_map(figure2(facility()), "en").axes

    (countries,) = (one for one in axes.collections if isinstance(one, PolyCollection))
    used = {to_hex(colour) for colour in to_rgba_array(countries.get_facecolor())}
    assert used == {LAND, SHADES[0], SHADES[1], SHADES[2], SHADES[4]}, "no country sent four requests"


def test_a_single_country_and_one_without_a_shape_are_drawn() -> None:
    alone = History(AS_OF, (request("2026-01", "TV"), request("2026-02", "TG")))

    assert circles(alone) == {"TG": "1"}


def test_a_map_of_nothing_is_a_map() -> None:
    assert circles(History(AS_OF)) == {}


@pytest.mark.parametrize(
    ("numbers", "classes"),
    [
        ([1, 1], [(1, 1)]),
        ([7], [(7, 7)]),
        ([1, 5, 2], [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        ([1, 6], [(1, 1), (2, 2), (3, 3), (4, 4), (5, 6)]),
        ([17, 1], [(1, 1), (2, 2), (3, 3), (4, 5), (6, 17)]),
        ([25, 61], [(25, 25), (26, 26), (27, 28), (29, 33), (34, 61)]),
        ([], [(1, 1)]),
    ],
)
def test_numbers_fall_into_as_many_classes_as_there_are_shades(
    numbers: list[float], classes: list[tuple[int, int]]
) -> None:
    assert classes_of(numbers) == classes


@given(st.integers(1, 50), st.integers(5, 20_000))
def test_classes_follow_each_other_from_the_least_number_to_the_largest(least: int, more: int) -> None:
    classes = classes_of([least, least + more])

    assert len(classes) == len(SHADES)
    assert (classes[0][0], classes[-1][1]) == (least, least + more)
    assert all(low <= high for low, high in classes)
    assert all(after[0] == before[1] + 1 for before, after in pairwise(classes))


def test_places_with_room_stay_where_they_are() -> None:
    assert set_apart([(0, 0), (3, 0)], 2) == [(0, 0), (3, 0)]


def test_two_in_one_place_part_by_the_distance() -> None:
    (x1, y1), (x2, y2) = set_apart([(1, 1), (1, 1)], 2)

    assert (y1, y2) == (1, 1)
    assert abs(x1 - x2) == pytest.approx(2, rel=1e-2)


PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8, unique=True)


@settings(max_examples=25)
@given(PLACES)
def test_nobody_stays_closer_than_the_distance(places: list[tuple[float, float]]) -> None:
    moved = set_apart(places, 2.0)

    assert all(hypot(one[0] - other[0], one[1] - other[1]) > 1.95 for one, other in combinations(moved, 2))
    assert moved == set_apart(places, 2.0)


def test_many_countries_have_smaller_circles() -> None:
    def radius(history: History) -> float:
        (axes,) = draw_map(figure2(history), "en").axes
        left, right = axes.get_xlim()
        return next(one.get_radius() for one in axes.patches if isinstance(one, Circle)) / (right - left)

    codes = sorted(shapes())[:90]
    many = History(AS_OF, tuple(request(f"2026-{n}", code) for n, code in enumerate(codes)))

    assert radius(many) == pytest.approx((60 / 90) ** 0.5 * radius(facility()))
