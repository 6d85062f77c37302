from collections.abc import Mapping
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings

from matching.board import NEVER, Board, as_score
from matching.bounds import Spot, bound_table, leaders, lens_of, one_less, states_of
from matching.conditions import Followed
from matching.question import Question
from tests.matching.asked import board_of, question, scored
from tests.matching.people import ABROAD, ALL_WISHES, AREAS, GENDERS, TWO_STATES, expert, need, rules
from tests.matching.pools import Asked, pools


def everything(board: Board) -> dict[Spot, Followed]:
    """All conditions followed as closely as can be."""
    everybody = range(len(board))
    return {
        (number, place): frozenset().union(*(condition.failing([one]) or frozenset() for one in everybody))
        for number, demand in enumerate(board.demands)
        for place, condition in enumerate(demand.conditions)
    }


def top(board: Board, followed: Mapping[Spot, Followed]) -> int:
    return bound_table(board, lens_of(board, followed)).top


def two(**second: object) -> Question:
    people = [expert("EX-0001"), expert("EX-0002", **second)]
    asked = need(areas=("cash_transfers", "disability"))
    return question(asked, people, scored(people, [0.9, 0.5]), rules(ABROAD, wishes=(GENDERS, AREAS)))


def test_with_nothing_followed_the_bound_is_the_best_people_and_every_wish_they_could_meet() -> None:
    board = board_of(two(gender="man"))

    assert as_score(top(board, {})) == pytest.approx(1.4 + 0.06 + 0.025)


def test_a_wish_nobody_can_meet_is_not_hoped_for() -> None:
    assert as_score(top(board_of(two()), {})) == pytest.approx(1.4 + 0.025)


def test_a_hard_rule_nobody_meets_leaves_nothing_to_hope_for() -> None:
    people = [expert("EX-0001", missions_abroad=0), expert("EX-0002", missions_abroad=0)]
    board = board_of(question(need(), people, scored(people, [0.9, 0.5]), rules(ABROAD)))

    assert top(board, {}) <= NEVER // 2


def test_somebody_set_by_hand_is_never_passed_over() -> None:
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003")]
    asked = question(need(pinned=frozenset({"EX-0003"})), people, scored(people, [0.9, 0.5, 0.1]))

    assert as_score(top(board_of(asked), {})) == pytest.approx(1.0)


def test_one_less_takes_one_seat_of_each_kind_that_has_one() -> None:
    assert one_less((2, 0, 1)) == [(1, 0, 1), None, (2, 0, 0)]


def test_states_multiply_with_what_is_followed() -> None:
    people = [expert("EX-0001"), expert("EX-0002", gender="man")]
    board = board_of(question(need(), people, scored(people, [1, 1]), rules(TWO_STATES, wishes=(GENDERS,))))

    assert states_of(board, {}) == 1
    assert states_of(board, {(1, 0): frozenset({1})}) == 4
    assert lens_of(board, {(1, 0): frozenset({1})}).cells >= 3


def test_of_people_alike_in_what_is_followed_as_many_lead_as_there_are_seats() -> None:
    people = [expert(f"EX-000{n}", gender="man" if n < 3 else "woman") for n in range(9)]
    asked = question(need(), people, scored(people, [n / 10 for n in range(9)]), rules(wishes=(GENDERS,)))
    board = board_of(asked)

    followed: Mapping[Spot, Followed] = {(0, 0): frozenset({1})}

    assert board.keys[leaders(board, lens_of(board, {}))].tolist() == ["EX-0008", "EX-0007"]
    assert sorted(board.keys[leaders(board, lens_of(board, followed))].tolist()) == [
        "EX-0001",
        "EX-0002",
        "EX-0007",
        "EX-0008",
    ]


@settings(deadline=None, max_examples=25)
@given(pools())
def test_no_team_is_worth_more_than_the_bound_whatever_is_followed(pool: Asked) -> None:
    board = board_of(pool.question(wishes=ALL_WISHES))
    if len(board) < board.size:
        return
    followed = list(everything(board).items())

    best = [max(top(board, dict(followed[:count])), NEVER // 2) for count in range(0, len(followed) + 1, 3)]

    assert best == sorted(best, reverse=True)
    teams = (one for one in combinations(range(len(board)), board.size) if {*range(board.pins)} <= {*one})
    worth = [_worth(board, team) for team in teams]
    assert best[-1] >= max(worth, default=NEVER)


@settings(deadline=None, max_examples=25)
@given(pools())
def test_the_bound_with_each_is_that_of_a_team_with_them(pool: Asked) -> None:
    board = board_of(pool.question(wishes=ALL_WISHES))
    if len(board) < board.size:
        return
    lens = lens_of(board, everything(board))
    chosen = leaders(board, lens)

    bounds = bound_table(board.bare(chosen), lens.of(chosen)).with_each(lens, board.values)

    for team in combinations(range(len(board)), board.size):
        if set(range(board.pins)) <= set(team):
            free = [one for one in team if one >= board.pins]
            assert all(bounds[one] >= _worth(board, team) for one in free)


@settings(deadline=None, max_examples=25)
@given(pools())
def test_the_leaders_bound_the_whole_board(pool: Asked) -> None:
    board = board_of(pool.question(wishes=ALL_WISHES))
    if len(board) < board.size:
        return
    lens = lens_of(board, everything(board))
    chosen = leaders(board, lens)

    assert bound_table(board.bare(chosen), lens.of(chosen)).top == bound_table(board, lens).top


def test_people_besides_are_taken_to_be_as_good_as_anybody() -> None:
    board = board_of(two())
    lens = lens_of(board, {}, among_others=True)
    people = board.bare(np.arange(2), np.array([[board.values[0, 0]] * 2]))

    table = bound_table(people, lens.of(np.arange(2), others=2))

    assert as_score(table.top) == pytest.approx(1.8 + 0.06 + 0.05)


def _worth(board: Board, team: tuple[int, ...]) -> int:
    """What the team is worth in its best seating, calendars aside; NEVER if it breaks a rule."""
    if any(demand.hard and demand.failing(team) for demand in board.demands):
        return NEVER
    wishes = sum(demand.weight for demand in board.demands if not demand.failing(team))
    kinds = [kind for kind, count in enumerate(board.seats) for _ in range(count)]
    sums = [
        sum(int(board.values[kind, one]) for kind, one in zip(order, team, strict=True))
        for order in set(permutations(kinds))
    ]
    return max(sums) + wishes if max(sums) > NEVER // 2 else NEVER
