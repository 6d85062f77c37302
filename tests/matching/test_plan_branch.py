"""What plans of some teams can be worth at most, against trying all of them."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import plan_branch
from matching.ledger import Lineup
from matching.plan_branch import Branching
from matching.plan_market import WHOLE, Group, Market
from matching.plan_master import Master, Option

Teams = list[tuple[int, tuple[int, ...], int]]
"""Request, people, and what the team is worth."""
REQUESTS, PEOPLE = 4, 6


@st.composite
def teams(draw: st.DrawFn) -> Teams:
    members = st.sets(st.integers(0, PEOPLE - 1), min_size=1, max_size=3).map(lambda one: tuple(sorted(one)))
    one = st.tuples(st.integers(0, REQUESTS - 1), members, st.integers(1, 40))
    return draw(st.lists(one, min_size=1, max_size=9, unique_by=lambda one: one[:2]))


def master(told: Teams, room: int) -> Master:
    everybody = tuple(range(REQUESTS))
    group = Group(everybody, np.full(PEOPLE, room))
    rows = tuple(np.arange(PEOPLE) for _ in everybody)
    found = Master(Market(rows, (group,), PEOPLE, tuple((0,) for _ in everybody)), REQUESTS)
    for claim, people, worth in told:
        picks = tuple((0, person) for person in people)
        found.add(claim, [Lineup(round(worth * WHOLE / 10), picks)])
    return found


def best(told: Teams, room: int) -> float:
    """The most that a choice of at most one team for each request is worth, nobody in more teams than there is room for."""
    choices = [[None, *(one for one in told if one[0] == claim)] for claim in range(REQUESTS)]
    plans = ([one for one in plan if one] for plan in product(*choices))
    return max(sum(worth for _, _, worth in plan) for plan in plans if _fits(plan, room)) / 10


def _fits(plan: Teams, room: int) -> bool:
    taken = [person for _, people, _ in plan for person in people]
    return all(taken.count(person) <= room for person in taken)


def value(plan: list[Option]) -> float:
    return sum(one.value for one in plan)


def branching(told: Teams, room: int, target: float) -> tuple[Branching, float]:
    one = master(told, room)
    search = Branching.of(one, one.options, target)
    return search, search.run(np.zeros(len(one.options)))


@settings(deadline=None, max_examples=60)
@given(told=teams(), room=st.integers(1, 2))
def test_no_plan_is_worth_more_than_the_bound_and_where_everybody_goes_once_it_is_reached(
    told: Teams, room: int
) -> None:
    search, most = branching(told, room, 0.0)

    assert most >= best(told, room) - 1e-6
    assert value(search.found) <= best(told, room) + 1e-6
    if room == 1:
        assert [most, value(search.found)] == pytest.approx([best(told, room)] * 2)


@settings(deadline=None, max_examples=30)
@given(told=teams(), more=st.integers(1, 20))
def test_where_no_plan_is_worth_the_target_the_target_is_the_bound(told: Teams, more: int) -> None:
    target = best(told, 1) + more / 10

    search, most = branching(told, 1, target)

    assert (most, search.found) == (target, [])


@settings(deadline=None, max_examples=30)
@given(told=teams(), programmes=st.integers(0, 3))
def test_a_search_that_gives_up_tells_a_bound_that_is_true(told: Teams, programmes: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_branch, "MOST_PROGRAMMES", programmes)
        _, most = branching(told, 1, 0.0)

    assert most >= best(told, 1) - 1e-6


@settings(deadline=None, max_examples=30)
@given(told=teams(), room=st.integers(1, 2))
def test_a_dive_ends_with_a_plan_in_which_nobody_goes_too_often(told: Teams, room: int) -> None:
    one = master(told, room)

    found = Branching.of(one, one.options, 0.0).dived(np.zeros(len(one.options)))

    assert _fits([(one.claim, one.people, 0) for one in found], room)
    assert len({one.claim for one in found}) == len(found)
