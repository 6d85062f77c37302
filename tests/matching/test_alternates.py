from matching.alternates import MOST_ALTERNATES, alternates
from matching.board import set_up
from matching.need import Profile, Reason
from matching.rules import clauses
from tests.matching.people import GENDERS, TWO_STATES, expert, judged, need, rules


def test_the_best_others_come_first_and_no_more_than_five() -> None:
    people = [expert(f"EX-000{n}") for n in range(9)]
    row = [judged(one.key, 0.9 - n / 20) for n, one in enumerate(people)]
    board = set_up(need(), people, [row, row], ())

    found = alternates(board, (0, 1), seat=0)

    assert found == ("EX-0002", "EX-0003", "EX-0004", "EX-0005", "EX-0006")
    assert len(found) == MOST_ALTERNATES


def test_only_who_keeps_the_hard_rules_with_the_others_is_an_alternate() -> None:
    people = [
        expert("EX-0001"),
        expert("EX-0002", country="FR"),
        expert("EX-0003"),
        expert("EX-0004", country="ES"),
    ]
    row = [judged(one.key, 0.9 - n / 20) for n, one in enumerate(people)]
    board = set_up(need(), people, [row, row], clauses(need(), rules(TWO_STATES)))

    assert alternates(board, (0, 1), seat=0) == ("EX-0003", "EX-0004")
    assert alternates(board, (0, 1), seat=1) == ("EX-0004",)


def test_a_wish_kept_can_outweigh_a_better_score() -> None:
    people = [
        expert("EX-0001"),
        expert("EX-0002", gender="man"),
        expert("EX-0003"),
        expert("EX-0004", gender="man"),
    ]
    row = [judged("EX-0001", 0.9), judged("EX-0002", 0.8), judged("EX-0003", 0.7), judged("EX-0004", 0.66)]
    board = set_up(need(), people, [row, row], clauses(need(), rules(wishes=(GENDERS,))))

    assert alternates(board, (0, 1), seat=1) == ("EX-0004", "EX-0003")


def test_each_seat_has_its_own_alternates() -> None:
    asked = need(profiles=(Profile("lead"), Profile("trainer")))
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003")]
    no = Reason("pool.profile", {"areas": "statistics"})
    rows = [
        [judged("EX-0001", 0.9), judged("EX-0002", 0.8), judged("EX-0003", 0.7, no)],
        [judged("EX-0001", 0.9), judged("EX-0002", 0.8), judged("EX-0003", 0.7)],
    ]
    board = set_up(asked, people, rows, ())

    assert alternates(board, (0, 1), seat=0) == ()
    assert alternates(board, (0, 1), seat=1) == ("EX-0003",)
