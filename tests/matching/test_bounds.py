from dataclasses import replace

import pytest

from matching import bounds
from matching.board import Board, as_score, set_up
from matching.bounds import bound_table
from matching.need import Need
from matching.rules import clauses
from matching.team import find_teams
from tests.matching.people import ABROAD, ALL_RULES, ALL_WISHES, AREAS, GENDERS, expert, judged, need, rules

WISHING = rules(*ALL_RULES, wishes=ALL_WISHES)


def board_of(asked: Need, count: int = 8) -> Board:
    people = [
        expert(f"EX-000{n}", country="FR" if n % 2 else "BE", gender="man" if n % 3 else "woman")
        for n in range(count)
    ]
    row = [judged(one.key, 0.9 - n / 20) for n, one in enumerate(people)]
    return set_up(asked, people, [row] * len(asked.profiles), clauses(asked, WISHING))


def top(board: Board) -> float:
    table = bound_table(board)
    return as_score(int(table.worth[0, 0, 0]) + table.always)


def test_without_rules_the_bound_is_the_best_people_together() -> None:
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003")]
    row = [judged("EX-0001", 0.9), judged("EX-0002", 0.5), judged("EX-0003", 0.7)]

    assert top(set_up(need(), people, [row, row], ())) == pytest.approx(1.6)


def test_a_hard_rule_nobody_meets_leaves_nothing_to_hope_for() -> None:
    people = [expert("EX-0001", missions_abroad=0), expert("EX-0002", missions_abroad=0)]
    row = [judged("EX-0001", 0.9), judged("EX-0002", 0.5)]

    assert top(set_up(need(), people, [row, row], clauses(need(), rules(ABROAD)))) < 0


def test_a_wish_nobody_can_meet_is_not_hoped_for() -> None:
    people = [expert("EX-0001"), expert("EX-0002")]
    row = [judged("EX-0001", 0.5), judged("EX-0002", 0.5)]
    asked = need(areas=("cash_transfers", "disability"))

    board = set_up(asked, people, [row, row], clauses(asked, rules(wishes=(GENDERS, AREAS))))

    assert top(board) == pytest.approx(1.025)


def test_somebody_set_by_hand_is_never_passed_over() -> None:
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003")]
    row = [judged("EX-0001", 0.9), judged("EX-0002", 0.5), judged("EX-0003", 0.1)]

    assert top(set_up(need(pinned=frozenset({"EX-0003"})), people, [row, row], ())) == pytest.approx(1.0)


def test_a_smaller_table_bounds_more_loosely_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = need(areas=("cash_transfers", "statistics"))
    board = board_of(asked)
    rows = [[judged(one.key, 0.9 - int(one.key[-1]) / 20) for one in board.candidates]] * 2
    exact, teams = top(board), find_teams(asked, board.candidates, rows, WISHING).teams

    # A limit of this size is reached for real only with twelve seats and as many areas.
    monkeypatch.setattr(bounds, "MOST_CELLS", 300)

    assert top(board) >= exact
    assert find_teams(asked, board.candidates, rows, WISHING).teams == teams


def test_the_bound_with_somebody_is_at_most_the_bound_without_a_choice() -> None:
    board = board_of(replace(need(), areas=()))
    table = bound_table(board)

    with_each = table.best_with(board)

    assert int(with_each.max()) >= int(table.worth[0, 0, 0]) + table.always
