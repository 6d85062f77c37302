import numpy as np
import pytest

from config.countries import country_names
from reporting.drawings.world import around, equal_earth, middle_of, shapes
from reporting.history import History
from tests.reporting.past import facility


def asked(history: History) -> set[str]:
    return {request.country for request in history.requests}


def test_every_country_of_the_facility_has_a_shape() -> None:
    history = facility()

    countries = asked(history) | {expert.nationality for expert in history.experts}

    assert countries - shapes().keys() == set()
    assert {"TZ-Z", "KN", "BB", "MT"} <= shapes().keys()


def test_of_all_countries_only_a_few_small_ones_have_no_shape() -> None:
    codes = set(country_names().values())

    assert shapes().keys() - codes == {"TF", "GS", "HM"}, "islands where nobody lives"
    assert codes - shapes().keys() == {
        *("GP", "GF", "MQ", "RE", "YT"),  # Natural Earth draws them as France
        *("BQ", "CC", "CX", "GI", "SJ", "TK", "TV"),  # too small for it, or part of another
    }


def test_shapes_are_rings_of_degrees() -> None:
    for rings in shapes().values():
        for ring in rings:
            assert ring.shape[0] > 3
            assert -180 <= ring[:, 0].min() < ring[:, 0].max() < 200, (
                "islands beyond the 180th degree stay whole"
            )
            assert np.abs(ring[:, 1]).max() <= 90


@pytest.mark.parametrize(
    ("code", "west", "east", "south", "north"),
    [
        ("FR", 0, 6, 45, 49),
        ("VN", 102, 109.5, 8, 23.5),
        ("TZ-Z", 39, 39.7, -6.5, -5.7),
        ("TZ", 30, 39, -11, -1),
        ("TG", 0, 1.9, 6, 11.2),
    ],
)
def test_the_middle_of_a_country_lies_in_it(
    code: str, west: float, east: float, south: float, north: float
) -> None:
    middle = middle_of(code)

    assert middle is not None
    assert west < middle[0] < east
    assert south < middle[1] < north


def test_a_country_without_a_shape_has_no_middle() -> None:
    assert middle_of("XX") is None
    assert middle_of("") is None


def test_equal_earth_is_where_its_authors_put_it() -> None:
    # from the article: the pole at 1.3173627591574, the equator's end at 2.7066299836960 times one
    places = equal_earth(np.array([(0.0, 0.0), (180.0, 0.0), (0.0, 90.0)]))

    assert places == pytest.approx(np.array([(0, 0), (2.7066299836960, 0), (0, 1.3173627591574)]), abs=1e-6)


def test_a_map_around_a_place_has_it_in_the_middle_and_keeps_distances_near_it() -> None:
    flat = around(10, 52)

    places = flat(np.array([(10.0, 52.0), (10.0, 53.0), (10.0, 51.0), (190.0, -52.0)]))

    assert places[0] == pytest.approx((0, 0), abs=1e-12)
    assert places[1] == pytest.approx((0, np.radians(1)), rel=1e-4)
    assert places[2] == pytest.approx((0, -np.radians(1)), rel=1e-4)
    assert np.isfinite(places).all()
