"""The search against HiGHS on the whole register, and its parts by themselves."""

from dataclasses import replace
from datetime import date

import pytest

from config.periods import Period
from config.rules import load_rules
from matching.board import as_score, set_up, undominated
from matching.bounds import bound_table
from matching.hunt import Effort, Found, Hunt, Lineup, best_lineups
from matching.need import Profile
from matching.ranking import assess
from matching.rules import clauses
from matching.team import find_teams
from tests.matching.highs import best_score
from tests.matching.people import expert, judged, need, rules
from tests.matching.roster import candidates, need_of, requests, with_calendars

REQUESTS = requests()
PEOPLE = candidates()
SPRING = Period(date(2026, 3, 2), date(2026, 6, 12))


@pytest.mark.parametrize("seats", [2, 3, 4])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("code", ["2014-14", "2015-10"])
def test_highs_finds_no_better_team_of_the_whole_register(code: str, share: float, seats: int) -> None:
    asked = replace(need_of(REQUESTS[code], seats=seats), window=SPRING)
    people = with_calendars(PEOPLE, share=share)
    rows = assess(asked, people, load_rules())

    search = find_teams(asked, people, rows, load_rules())

    assert search.certificate.proven
    assert search.teams[0].score == pytest.approx(best_score(asked, people, rows[0], load_rules()), abs=1e-5)


def test_no_team_is_worth_more_than_the_bound() -> None:
    asked = need_of(REQUESTS["2014-14"], seats=3)
    board = undominated(
        set_up(asked, PEOPLE, assess(asked, PEOPLE, load_rules()), clauses(asked, load_rules())), 3
    )
    table = bound_table(board)

    found = Hunt(board, table, Effort()).run()

    top = int(table.worth[0, 0, 0]) + table.always
    assert all(lineup.value <= top for lineup in found.lineups)
    bounds = table.best_with(board)
    assert all(bounds[n] >= lineup.value for lineup in found.lineups for n in lineup.positions)


def test_the_search_goes_nearly_straight_to_the_best() -> None:
    asked = need_of(REQUESTS["2015-10"], seats=3)

    search = find_teams(asked, PEOPLE, assess(asked, PEOPLE, load_rules()), load_rules())

    assert search.certificate.nodes < 200


def test_nobody_and_no_seat_and_no_wish_for_teams_are_no_errors() -> None:
    nothing = Found((), nodes=0, proven=True, gap=0.0)
    empty = set_up(need(), [], [[], []], ())
    one = set_up(need(), [expert()], [[judged("EX-0001", 0.5)]] * 2, ())

    assert best_lineups(empty)[1] == nothing
    assert best_lineups(one)[1] == nothing
    assert best_lineups(one, Effort(wanted=0))[1] == nothing


def test_a_lineup_is_its_people_whatever_the_seats() -> None:
    assert Lineup(1, ((0, 3), (1, 5))).positions == Lineup(1, ((0, 5), (1, 3))).positions == {3, 5}


def test_a_stopped_search_tells_the_gap_to_what_it_did_not_look_at() -> None:
    people = [expert(f"EX-00{n:02}", country="FR" if n % 2 else "BE") for n in range(30)]
    profiles = (Profile("a"), Profile("b"), Profile("c"))
    rows = [
        [judged(one.key, ((n * 7 + seat * 11) % 30) / 30) for n, one in enumerate(people)]
        for seat in range(3)
    ]
    board = set_up(need(profiles=profiles), people, rows, clauses(need(profiles=profiles), rules()))

    _, stopped = best_lineups(board, Effort(node_limit=4))
    _, whole = best_lineups(board)

    assert (stopped.proven, whole.proven) == (False, True)
    assert as_score(whole.lineups[0].value - stopped.lineups[0].value) <= stopped.gap


def test_starting_again_counts_all_nodes() -> None:
    asked = need_of(REQUESTS["2014-14"], seats=3)
    board = set_up(asked, PEOPLE, assess(asked, PEOPLE, load_rules()), clauses(asked, load_rules()))

    _, straight = best_lineups(board)
    _, twice = best_lineups(board, Effort(first_nodes=5))

    assert [lineup.value for lineup in twice.lineups] == [lineup.value for lineup in straight.lineups]
    assert twice.nodes > 5
    assert twice.proven


def test_a_second_search_stopped_too_early_does_not_lose_the_first() -> None:
    asked = need_of(REQUESTS["2014-14"], seats=3)
    board = set_up(asked, PEOPLE, assess(asked, PEOPLE, load_rules()), clauses(asked, load_rules()))

    _, first = best_lineups(board, Effort(node_limit=12, first_nodes=12))
    _, both = best_lineups(board, Effort(node_limit=13, first_nodes=12))

    assert not both.proven
    assert both.worth >= first.worth
