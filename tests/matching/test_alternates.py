from matching.alternates import MOST_ALTERNATES, alternates
from matching.board import Board
from matching.need import Profile, Reason
from tests.matching.asked import board_of, question, scored
from tests.matching.people import GENDERS, TOGETHER, TWO_STATES, expert, judged, march, need, rules


def instead(
    board: Board, team: tuple[str, ...], seat: int, kinds: tuple[int, ...] = (0, 0)
) -> tuple[str, ...]:
    places = {key: n for n, key in enumerate(board.keys.tolist())}
    return alternates(board, [places[key] for key in team], kinds, seat)


def test_the_best_others_come_first_and_no_more_than_five() -> None:
    people = [expert(f"EX-000{n}") for n in range(9)]
    board = board_of(question(need(), people, scored(people, [0.9 - n / 20 for n in range(9)])))

    found = instead(board, ("EX-0000", "EX-0001"), seat=0)

    assert found == ("EX-0002", "EX-0003", "EX-0004", "EX-0005", "EX-0006")
    assert len(found) == MOST_ALTERNATES


def test_only_who_keeps_the_hard_rules_with_the_others_is_an_alternate() -> None:
    people = [expert(f"EX-000{n}", country=country) for n, country in enumerate(("BE", "FR", "BE", "ES"))]
    board = board_of(question(need(), people, scored(people, [0.9, 0.8, 0.7, 0.6]), rules(TWO_STATES)))

    assert instead(board, ("EX-0000", "EX-0001"), seat=0) == ("EX-0002", "EX-0003")
    assert instead(board, ("EX-0000", "EX-0001"), seat=1) == ("EX-0003",)


def test_only_who_has_days_in_common_with_the_others_is_an_alternate() -> None:
    early, late = (march(2, 13),), (march(16, 27),)
    people = [
        expert("EX-0000", free=early),
        expert("EX-0001"),
        expert("EX-0002", free=late),
        expert("EX-0003"),
    ]
    board = board_of(question(need(days=5), people, scored(people, [0.9, 0.8, 0.7, 0.6]), rules(TOGETHER)))

    assert instead(board, ("EX-0000", "EX-0001"), seat=1) == ("EX-0003",)


def test_a_wish_kept_can_outweigh_a_better_score() -> None:
    people = [expert(f"EX-000{n}", gender="man" if n % 2 else "woman") for n in range(4)]
    asked = question(need(), people, scored(people, [0.9, 0.8, 0.7, 0.66]), rules(wishes=(GENDERS,)))

    assert instead(board_of(asked), ("EX-0000", "EX-0001"), seat=1) == ("EX-0003", "EX-0002")


def test_of_equals_the_lower_draw_waits_whatever_the_row() -> None:
    people = [expert(f"EX-000{n}") for n in range(4)]
    board = board_of(question(need(), people, scored(people, [0.5] * 4)))
    turned = board_of(question(need(), people[::-1], scored(people[::-1], [0.5] * 4)))

    assert instead(board, ("EX-0000", "EX-0001"), seat=1) == instead(turned, ("EX-0000", "EX-0001"), seat=1)


def test_each_seat_has_its_own_alternates() -> None:
    asked = need(profiles=(Profile("lead"), Profile("trainer")))
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003")]
    no = Reason("pool.profile", {"areas": "statistics"})
    rows = [
        [judged("EX-0001", 0.9), judged("EX-0002", 0.8), judged("EX-0003", 0.7, no)],
        [judged("EX-0001", 0.9), judged("EX-0002", 0.8), judged("EX-0003", 0.7)],
    ]
    board = board_of(question(asked, people, rows))

    assert instead(board, ("EX-0001", "EX-0002"), seat=0, kinds=(0, 1)) == ()
    assert instead(board, ("EX-0001", "EX-0002"), seat=1, kinds=(0, 1)) == ("EX-0003",)


def test_a_team_of_one_may_be_anybody_else() -> None:
    people = [expert("EX-0001"), expert("EX-0002")]
    board = board_of(question(need(profiles=(Profile(),)), people, scored(people, [0.9, 0.8], seats=1)))

    assert instead(board, ("EX-0001",), seat=0, kinds=(0,)) == ("EX-0002",)
