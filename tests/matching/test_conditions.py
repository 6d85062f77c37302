from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.conditions import Condition, Coverage, Demand, Tally, Together, Variety

PEOPLE = 6
SOME = st.lists(st.integers(0, 3), min_size=PEOPLE, max_size=PEOPLE)
TEAM = st.lists(st.integers(0, PEOPLE - 1), min_size=1, max_size=4, unique=True)


def tally(needed: int, *has: int) -> Tally:
    return Tally(needed, np.array(has, dtype=np.bool_))


def variety(needed: int, *codes: int) -> Variety:
    return Variety(needed, np.array(codes, dtype=np.int64))


def coverage(needed: int, *bits: int) -> Coverage:
    return Coverage(needed, np.array(bits, dtype=np.int64))


def together(*starts: int) -> Together:
    return Together(np.array(starts, dtype=np.uint64)[:, None])


CONDITIONS = st.one_of(
    st.builds(lambda needed, has: tally(needed, *has), st.integers(0, 3), SOME),
    st.builds(lambda needed, codes: variety(needed, *codes), st.integers(0, 4), SOME),
    st.builds(lambda needed, bits: coverage(needed, *bits), st.integers(0, 2), SOME),
    st.builds(lambda starts: together(*starts), SOME),
)


def gauged(condition: Condition, team: list[int], followed: frozenset[int]) -> bool:
    gauge, state = condition.gauge(followed), 0
    for one in team:
        state = int(gauge.steps[gauge.classes[one], state])
    return bool(gauge.met[state])


@pytest.mark.parametrize(
    ("condition", "team", "failing"),
    [
        (tally(2, 1, 1, 0), [0, 1], None),
        (tally(2, 1, 1, 0), [0, 2], frozenset()),
        (variety(2, 7, 7, 9, 0), [0, 2], None),
        (variety(2, 7, 7, 9, 0), [0, 1, 3], frozenset({7})),
        (coverage(2, 0b01, 0b01, 0b10), [0, 2], None),
        (coverage(2, 0b01, 0b01, 0b10), [0, 1], frozenset({1})),
        (together(0b011, 0b110, 0b100), [0, 1], None),
        (together(0b011, 0b110, 0b100), [0, 2], frozenset()),
    ],
)
def test_a_team_fails_for_what_it_lacks(
    condition: Condition, team: list[int], failing: frozenset[int] | None
) -> None:
    assert condition.failing(team) == failing


@given(CONDITIONS, TEAM)
def test_a_gauge_never_misses_a_team_that_meets_the_condition(condition: Condition, team: list[int]) -> None:
    if condition.failing(team) is None:
        assert gauged(condition, team, frozenset())


@given(CONDITIONS, TEAM)
def test_a_gauge_that_follows_what_failed_sees_the_failure(condition: Condition, team: list[int]) -> None:
    failing = condition.failing(team)

    if failing is not None and not isinstance(condition, Together):
        assert not any(gauged(condition, list(order), failing) for order in permutations(team))


@given(CONDITIONS, TEAM)
def test_following_more_never_makes_a_good_team_look_bad(condition: Condition, team: list[int]) -> None:
    other = condition.failing(team[:1]) or frozenset()

    if condition.failing(team) is None:
        assert gauged(condition, team, other)


@given(CONDITIONS, TEAM)
def test_somebody_of_the_best_class_is_at_least_as_good_as_anybody(
    condition: Condition, team: list[int]
) -> None:
    gauge, state = condition.gauge(frozenset()), 0
    for _ in team:
        state = int(gauge.steps[gauge.best, state])

    assert gauge.met[state] or not gauged(condition, team, frozenset())


@given(CONDITIONS, TEAM)
def test_met_with_tells_of_each_what_failing_tells_of_the_team(condition: Condition, team: list[int]) -> None:
    others = team[1:] or [0]

    marks = condition.met_with(others)

    outside = [n for n in range(PEOPLE) if n not in others]
    assert [bool(marks[n]) for n in outside] == [condition.failing([*others, n]) is None for n in outside]


@given(CONDITIONS)
def test_a_condition_met_by_somebody_is_attainable(condition: Condition) -> None:
    if condition.failing(list(range(PEOPLE))) is None:
        assert condition.attainable()


@given(CONDITIONS, TEAM)
def test_who_is_kept_counts_as_before(condition: Condition, team: list[int]) -> None:
    kept = condition.kept(np.array(team, dtype=np.intp))

    assert (kept.failing(range(len(team))) is None) == (condition.failing(team) is None)
    assert kept.groups().tolist() == [condition.groups()[one] for one in team]


def test_a_demand_is_missed_where_one_of_its_conditions_is() -> None:
    demand = Demand("both", (tally(1, 1, 0), tally(1, 0, 1)), hard=True)

    assert demand.failing([0, 1]) == {}
    assert demand.failing([0]) == {1: frozenset()}
    assert demand.attainable()
    assert not demand.kept(np.array([0])).attainable()
