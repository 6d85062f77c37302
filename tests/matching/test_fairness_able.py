import pytest

from config.languages import Level
from config.periods import Period
from matching.fairness_able import able
from matching.need import Candidate, Profile
from tests.matching.people import MARCH, expert, need


@pytest.mark.parametrize(
    "barred",
    [
        expert(languages={"fr": Level.B1}),
        expert(country="TG"),
        expert(flagged=True),
    ],
    ids=["language", "own country", "flagged"],
)
def test_whoever_may_take_no_seat_is_not_able(barred: Candidate) -> None:
    assert able([barred], [need()]) == frozenset()


def test_one_need_and_one_seat_are_enough() -> None:
    seats = need(profiles=(Profile("", ("health",)), Profile("", ("cash_transfers",))))
    spanish = expert("EX-0002", languages={"es": Level.C1})

    assert able([expert(), spanish], [seats, need(country="BE")]) == {"EX-0001"}
    assert able([expert(areas=("other",))], [seats]) == frozenset()


def test_calendar_and_load_are_left_aside() -> None:
    busy = expert(busy=(MARCH,), free=(Period(MARCH.start, MARCH.start),), missions_this_year=99)

    assert able([busy], [need()]) == {"EX-0001"}


def test_without_needs_nobody_is_able() -> None:
    assert able([expert()], []) == frozenset()
