"""Which requests compete for whom."""

import numpy as np
import pytest

from config.periods import Period
from config.rules import Rule
from matching.plan_market import WHOLE, Market, overlapping
from tests.matching.asked import question, scored
from tests.matching.people import expert, march, need, rules

LOAD = Rule("load_cap", "load_cap", {"missions": 3})


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([], []),
        ([march(2, 6)], [(0,)]),
        ([march(2, 6), march(6, 10)], [(0, 1)]),
        ([march(2, 6), march(7, 10)], [(0,), (1,)]),
        ([march(2, 10), march(9, 20), march(16, 27)], [(0, 1), (1, 2)]),
        ([march(2, 27), march(3, 4), march(9, 10), march(9, 20)], [(0, 1), (0, 2, 3)]),
    ],
    ids=str,
)
def test_requests_compete_whose_windows_share_a_day(
    windows: list[Period], expected: list[tuple[int, ...]]
) -> None:
    assert overlapping(windows) == expected


def market(*windows: Period, hard: tuple[Rule, ...] = ()) -> Market:
    people = [expert("A", missions_this_year=1), expert("B", missions_this_year=3)]
    asked = (need(window=window, days=1) for window in windows)
    return Market.of([question(one, people, scored(people, [0.9, 0.8]), rules(*hard)) for one in asked])


def test_nobody_is_sent_twice_at_once() -> None:
    [group] = market(march(2, 6), march(4, 10)).groups

    assert (group.claims, group.room.tolist()) == ((0, 1), [1, 1])


def test_missions_of_a_year_share_what_the_load_cap_leaves() -> None:
    [group] = market(march(2, 6), march(9, 13), march(16, 20), hard=(LOAD,)).groups

    assert (group.claims, group.room.tolist()) == ((0, 1, 2), [2, 0])


def test_without_a_load_cap_requests_at_other_times_do_not_compete() -> None:
    assert market(march(2, 6), march(9, 13)).groups == ()


def test_people_cost_a_request_what_all_its_groups_ask() -> None:
    one = market(march(2, 6), march(4, 10), march(9, 13))

    prices = one.prices_for(1, np.array([[0.5, 0.0], [0.25, 0.125]]))

    assert (prices / WHOLE).tolist() == [0.75, 0.125]
