from dataclasses import replace

import pytest

from config.languages import Level
from config.rules import Weights
from matching.need import Profile, Reason
from matching.ranking import Yardstick, assess, barred, seated
from tests.matching.people import ALL_RULES, MARCH, NO_CONFLICT, PROFILES, expert, march, need, rules


def test_the_total_is_the_weighted_mean_of_the_parts() -> None:
    assessed = assess(need(), [expert()], rules())[0][0]

    parts = (assessed.topic, assessed.language, assessed.availability, assessed.experience)
    assert [round(part.score, 3) for part in parts] == [1.0, 0.85, 0.5, 0.695]
    assert assessed.total == 0.809
    assert assessed.barred is None


def test_there_is_a_row_per_seat_in_the_order_of_candidates() -> None:
    people = [expert("EX-0002"), expert("EX-0001")]

    rows = assess(need(profiles=(Profile(),) * 3), people, rules())

    assert [[one.key for one in row] for row in rows] == [["EX-0002", "EX-0001"]] * 3


def test_each_seat_is_measured_by_its_own_areas() -> None:
    asked = need(profiles=(Profile("lead", ("disability",)), Profile("", ("cash_transfers",))))

    lead, other = assess(asked, [expert(areas=("cash_transfers",))], rules(PROFILES))

    assert lead[0].barred == Reason("pool.profile", {"areas": "disability"})
    assert (lead[0].topic.score < other[0].topic.score, other[0].barred) == (True, None)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"flagged": True}, "experience.flagged"),
        ({"languages": {"fr": Level.B1}}, "language.below"),
        ({"languages": {}}, "language.missing"),
        ({"free": (march(2, 6),)}, "availability.too_few"),
        ({"free": (march(2, 6), march(12, 19))}, "availability.no_run"),
        ({"busy": (MARCH,)}, "availability.too_few"),
        ({"country": "TG"}, "pool.conflict"),
        ({"missions_this_year": 3}, "pool.load"),
        ({"key": "EX-0666"}, "pool.excluded"),
    ],
)
def test_a_hard_no_says_why(changes: dict[str, object], key: str) -> None:
    asked = need(excluded=frozenset({"EX-0666"}))

    assessed = assess(asked, [replace(expert(), **changes)], rules(*ALL_RULES))[0][0]  # type: ignore[arg-type]

    assert assessed.barred is not None
    assert assessed.barred.key == key


def test_a_rule_that_is_not_set_bars_nobody() -> None:
    local = expert(country="TG")

    assert barred(Yardstick.of(need(), rules()), Profile(), local) is None
    assert barred(Yardstick.of(need(), rules(NO_CONFLICT)), Profile(), local) is not None


def test_unknown_calendars_score_what_the_facility_says() -> None:
    assessed = assess(need(), [expert()], rules(unknown_availability=0.3))[0][0]

    assert assessed.availability.score == 0.3


def test_weights_of_nothing_give_totals_of_nothing() -> None:
    weightless = replace(rules(), weights=Weights(0, 0, 0, 0))

    assert assess(need(), [expert()], weightless)[0][0].total == 0.0


def test_a_weight_that_is_no_number_leaves_the_rest() -> None:
    odd = rules(unknown_availability=float("nan"))

    assert 0 < assess(need(), [expert()], odd)[0][0].total < 1


def test_no_candidates_give_empty_rows() -> None:
    assert assess(need(), [], rules()) == ((), ())


def test_no_profiles_mean_the_usual_number_of_seats() -> None:
    assert seated(need(profiles=()), rules(default_seats=3)).profiles == (Profile(),) * 3
    assert seated(need(), rules(default_seats=3)).profiles == (Profile(),) * 2
