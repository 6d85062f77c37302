import pytest

from matching.board import NEVER, as_score, in_units, keys_of, set_up, undominated, value_of
from matching.need import Profile, Reason
from matching.rules import clauses
from tests.matching.people import GENDERS, TWO_STATES, expert, judged, need, rules


@pytest.mark.parametrize("score", [0.0, 0.123456, 0.5, 1.0])
def test_a_score_survives_the_draw_below_it(score: float) -> None:
    assert as_score(value_of(judged("EX-0001", score))) == score


def test_equal_scores_are_told_apart_by_a_draw_that_hangs_on_the_code_alone() -> None:
    values = {value_of(judged(f"EX-{n:04}", 0.5)) for n in range(300)}

    assert len(values) > 295
    assert value_of(judged("EX-0001", 0.5)) in values


def test_a_millionth_outweighs_the_draws_of_a_full_team() -> None:
    draws = max(value_of(judged(f"EX-{n:04}", 0.0)) for n in range(300))

    assert in_units(0.000001) > 12 * draws


@pytest.mark.parametrize(("odd", "score"), [(float("nan"), 0.0), (-1.0, 0.0), (7.0, 1.0)])
def test_an_odd_score_is_brought_into_bounds(odd: float, score: float) -> None:
    assert as_score(value_of(judged("EX-0001", odd))) == score


def test_who_is_barred_never_takes_the_seat() -> None:
    assert value_of(judged("EX-0001", 1.0, Reason("pool.excluded"))) == NEVER


def test_the_board_holds_who_may_take_a_seat_best_first() -> None:
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003")]
    row = [judged("EX-0001", 0.2), judged("EX-0002", 0.9), judged("EX-0003", 1.0, Reason("pool.excluded"))]

    board = set_up(need(pinned=frozenset({"EX-0001"})), people, [row, row], ())

    assert [one.key for one in board.candidates] == ["EX-0002", "EX-0001"]
    assert board.kinds == ((0, 1),)
    assert board.pinned.tolist() == [False, True]
    assert keys_of(board, [0, 1]) == ("EX-0001", "EX-0002")


def test_seats_of_one_profile_share_a_row() -> None:
    asked = need(profiles=(Profile("a"), Profile("b"), Profile("a")))
    rows = [[judged("EX-0001", score)] for score in (0.1, 0.2, 0.1)]

    board = set_up(asked, [expert()], rows, ())

    assert board.kinds == ((0, 2), (1,))
    assert [as_score(int(value)) for value in board.values[:, 0]] == [0.1, 0.2]


def test_a_code_that_occurs_twice_counts_once() -> None:
    row = [judged("EX-0001", 0.2), judged("EX-0001", 0.9)]

    board = set_up(need(), [expert(), expert()], [row, row], ())

    assert [as_score(int(value)) for value in board.values[0]] == [0.9]


def test_of_people_alike_only_as_many_stay_as_the_teams_can_use() -> None:
    people = [expert(f"EX-00{n:02}") for n in range(20)]
    row = [judged(one.key, n / 20) for n, one in enumerate(people)]

    small = undominated(set_up(need(), people, [row, row], clauses(need(), rules(TWO_STATES))), wanted=3)

    assert [one.key for one in small.candidates] == ["EX-0019", "EX-0018", "EX-0017", "EX-0016"]


def test_people_who_differ_in_a_rule_do_not_replace_each_other() -> None:
    people = [expert(f"EX-00{n:02}", gender="man" if n == 0 else "woman") for n in range(20)]
    row = [judged(one.key, n / 20) for n, one in enumerate(people)]

    small = undominated(
        set_up(need(), people, [row, row], clauses(need(), rules(wishes=(GENDERS,)))), wanted=1
    )

    assert [one.key for one in small.candidates] == ["EX-0019", "EX-0018", "EX-0000"]


def test_somebody_set_by_hand_always_stays() -> None:
    people = [expert(f"EX-00{n:02}") for n in range(20)]
    row = [judged(one.key, n / 20) for n, one in enumerate(people)]
    asked = need(pinned=frozenset({"EX-0000"}))

    small = undominated(set_up(asked, people, [row, row], ()), wanted=1)

    assert small.candidates[-1].key == "EX-0000"
