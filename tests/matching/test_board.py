import numpy as np
import pytest

from matching.board import NEVER, NO_BOARD, as_score, bounded, draw_of, in_order, in_units
from matching.hunt import undominated
from matching.need import Profile, Reason
from tests.matching.asked import board_of, question, scored
from tests.matching.people import ABROAD, GENDERS, TOGETHER, TWO_STATES, expert, judged, march, need, rules


@pytest.mark.parametrize("score", [0.0, 0.123456, 0.5, 1.0])
def test_a_score_survives_the_draw_below_it(score: float) -> None:
    assert as_score(in_units(score) + draw_of("EX-0001")) == score


def test_equal_scores_are_told_apart_by_a_draw_that_hangs_on_the_code_alone() -> None:
    draws = [draw_of(f"EX-{n:04}") for n in range(300)]

    assert len(set(draws)) > 295
    assert draws == [draw_of(f"EX-{n:04}") for n in range(300)]


def test_a_millionth_outweighs_the_draws_of_a_full_team() -> None:
    assert in_units(0.000001) > 12 * max(draw_of(f"EX-{n:04}") for n in range(300))


@pytest.mark.parametrize(("odd", "score"), [(float("nan"), 0.0), (-1.0, 0.0), (7.0, 1.0), (0.4, 0.4)])
def test_an_odd_score_is_brought_into_bounds(odd: float, score: float) -> None:
    assert bounded(odd) == score


def test_who_is_set_comes_first_then_the_best_and_who_cannot_go_not_at_all() -> None:
    values = np.array([[5, NEVER, 9, 5, 7]])
    keys = np.array(["d", "x", "a", "b", "c"], dtype=object)
    pinned = np.array([False, False, False, False, True])

    assert in_order(values, keys, pinned).tolist() == [4, 2, 3, 0]


def test_the_board_holds_who_may_take_a_seat_best_first() -> None:
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003")]
    row = [judged("EX-0001", 0.2), judged("EX-0002", 0.9), judged("EX-0003", 1.0, Reason("pool.excluded"))]

    board = board_of(question(need(), people, [row, row]))

    assert board.keys.tolist() == ["EX-0002", "EX-0001"]
    assert (board.seats, board.size, board.pins) == ((2,), 2, 0)


def test_seats_of_one_profile_are_of_one_kind() -> None:
    asked = need(profiles=(Profile("a"), Profile("b"), Profile("a")))
    rows = [[judged("EX-0001", score)] for score in (0.1, 0.2, 0.1)]

    board = board_of(question(asked, [expert()], rows))

    assert board.seats == (2, 1)
    assert [as_score(int(value)) for value in board.values[:, 0]] == [0.1, 0.2]


def test_of_a_code_that_occurs_twice_the_better_entry_counts() -> None:
    people = [expert(), expert()]

    board = board_of(question(need(), people, scored(people, [0.2, 0.9])))

    assert [as_score(int(value)) for value in board.values[0]] == [0.9]


def test_who_breaks_a_rule_for_all_or_has_no_day_to_start_is_not_on_the_board() -> None:
    people = [expert("EX-0001"), expert("EX-0002", missions_abroad=0), expert("EX-0003", free=(march(2, 4),))]
    all_abroad = ABROAD.__class__("all", "at_least", {**ABROAD.params, "count": 2})

    board = board_of(question(need(), people, scored(people, [0.5] * 3), rules(all_abroad, TOGETHER)))

    assert board.keys.tolist() == ["EX-0001"]


def test_a_wish_nobody_can_meet_is_known_to_be_impossible() -> None:
    people = [expert("EX-0001"), expert("EX-0002")]

    board = board_of(question(need(), people, scored(people, [0.5] * 2), rules(ABROAD, wishes=(GENDERS,))))

    assert board.possible == (True, False)


def test_of_people_alike_only_as_many_stay_as_the_teams_can_use() -> None:
    people = [expert(f"EX-00{n:02}") for n in range(20)]
    board = board_of(question(need(), people, scored(people, [n / 20 for n in range(20)]), rules(TWO_STATES)))

    small = undominated(board, wanted=3)

    assert small.keys.tolist() == ["EX-0019", "EX-0018", "EX-0017", "EX-0016"]


def test_people_who_differ_in_a_rule_do_not_replace_each_other() -> None:
    people = [expert(f"EX-00{n:02}", gender="man" if n == 0 else "woman") for n in range(20)]
    asked = question(need(), people, scored(people, [n / 20 for n in range(20)]), rules(wishes=(GENDERS,)))

    small = undominated(board_of(asked), wanted=1)

    assert small.keys.tolist() == ["EX-0019", "EX-0018", "EX-0000"]


def test_somebody_set_by_hand_always_stays() -> None:
    people = [expert(f"EX-00{n:02}") for n in range(20)]
    asked = need(pinned=frozenset({"EX-0000"}))
    board = board_of(question(asked, people, scored(people, [n / 20 for n in range(20)])))

    assert undominated(board, wanted=1).keys[0] == "EX-0000"
    assert board.where(np.zeros(20, dtype=np.bool_)).keys.tolist() == ["EX-0000"]


def test_a_board_of_nobody_is_a_board() -> None:
    assert (len(NO_BOARD), NO_BOARD.size, NO_BOARD.possible) == (0, 0, ())
