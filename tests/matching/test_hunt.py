"""The search against HiGHS on the whole register, and its parts by themselves."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from config.periods import Period
from config.rules import load_rules
from matching import hunt as hunting
from matching.board import as_score
from matching.descent import STRIDE
from matching.hunt import Effort, Hunt
from matching.ledger import Ledger, Lineup
from matching.need import Profile
from matching.ranking import assess
from matching.solve import best_lineups
from matching.team import find_teams
from tests.matching.asked import board_of, question, scored
from tests.matching.highs import best_score
from tests.matching.people import ALL_RULES, ALL_WISHES, TOGETHER, expert, march, need, rules
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


def test_the_search_goes_nearly_straight_to_the_best() -> None:
    asked = need_of(REQUESTS["2015-10"], seats=3)

    search = find_teams(asked, PEOPLE, assess(asked, PEOPLE, load_rules()), load_rules())

    assert search.certificate.nodes < 200


def test_the_certificate_tells_how_the_proof_was_made() -> None:
    asked = need_of(REQUESTS["2015-10"], seats=3)

    search = find_teams(asked, PEOPLE, assess(asked, PEOPLE, load_rules()), load_rules())

    certificate = search.certificate
    assert 0 < certificate.seed <= search.teams[0].score
    assert certificate.threshold == 0.0
    assert certificate.ruled_out["threshold"] == 0
    assert certificate.ruled_out["bound"] > 50


def test_a_lineup_is_its_people_whatever_the_seats() -> None:
    assert Lineup(1, ((0, 3), (1, 5))).rows == Lineup(1, ((0, 5), (1, 3))).rows == {3, 5}


def test_of_the_same_people_a_ledger_keeps_the_best_seating() -> None:
    ledger = Ledger(wanted=2, node_limit=9)
    worse, better = Lineup(5, ((0, 1), (1, 2))), Lineup(7, ((0, 2), (1, 1)))

    for one in (worse, better, worse):
        ledger.offer(one, ("a", "b"))

    assert [lineup for _, lineup in ledger.best] == [better]
    assert ledger.top == 7


def test_equal_teams_stand_in_the_order_of_their_codes() -> None:
    ledger = Ledger(wanted=2, node_limit=9)

    for row, keys in enumerate((("b", "d"), ("a", "z"), ("b", "c"))):
        ledger.offer(Lineup(5, ((0, row), (0, 9))), keys)

    assert [rank[1] for rank, _ in ledger.best] == [("a", "z"), ("b", "c")]
    assert ledger.floor == 5


def test_a_stopped_search_tells_the_gap_to_what_it_did_not_look_at() -> None:
    people = [expert(f"EX-00{n:02}", country="FR" if n % 2 else "BE") for n in range(30)]
    profiles = (Profile("a"), Profile("b"), Profile("c"))
    rows = [scored(people, [((n * 7 + seat * 11) % 30) / 30 for n in range(30)], 1)[0] for seat in range(3)]
    asked = question(need(profiles=profiles), people, rows)

    stopped = best_lineups(asked, Effort(node_limit=4))
    whole = best_lineups(asked)

    assert (stopped.proven, whole.proven) == (False, True)
    assert as_score(whole.lineups[0].value - stopped.lineups[0].value) <= stopped.gap


def test_calendars_that_rarely_meet_divide_the_days_and_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [
        expert(
            f"EX-00{n:02}",
            free=(march(2 + n % 17, 6 + n % 17),) if n % 3 else (march(2 + n % 12, 13 + n % 12),),
        )
        for n in range(60)
    ]
    asked = question(
        need(days=4, profiles=(Profile(),) * 3),
        people,
        scored(people, [0.9 - n / 100 for n in range(60)], 3),
        rules(TOGETHER),
    )
    usual = best_lineups(asked, Effort(wanted=9))

    monkeypatch.setattr("matching.descent.STRIDE", 3)
    divided = best_lineups(asked, Effort(wanted=9))

    assert [one.value for one in divided.lineups] == [one.value for one in usual.lineups]
    assert divided.proven
    assert usual.proven
    assert STRIDE > 3


@pytest.mark.parametrize(("small", "most"), [(0, 4_000_000), (0, 2_000), (100, 400)])
def test_tables_too_large_are_avoided_and_the_teams_are_the_same(
    monkeypatch: pytest.MonkeyPatch, small: int, most: int
) -> None:
    asked = replace(need_of(REQUESTS["2014-14"], seats=3), window=SPRING)
    people = with_calendars(PEOPLE, share=0.5)
    rows = assess(asked, people, load_rules())
    put = question(asked, people, rows, load_rules())
    usual = best_lineups(put)

    # Limits that are reached for real only by many thousands of people.
    monkeypatch.setattr(hunting, "SMALL_CELLS", small)
    monkeypatch.setattr(hunting, "MOST_CELLS", most)
    narrow = best_lineups(put)

    assert narrow.proven or narrow.gap >= 0
    assert not narrow.proven or narrow.lineups == usual.lineups


def test_a_hunt_on_a_second_board_remembers_what_to_follow() -> None:
    people = [expert(f"EX-00{n:02}", gender="man" if n % 5 == 0 else "woman") for n in range(30)]
    setting = rules(*ALL_RULES, wishes=ALL_WISHES)
    asked = question(need(), people, scored(people, [0.9 - n / 100 for n in range(30)]), setting)
    hunt = Hunt(Ledger(wanted=3, node_limit=10_000))

    hunt.settle(board_of(asked))
    followed, nodes = hunt.followed, hunt.ledger.nodes
    hunt.settle(board_of(asked))

    assert hunt.followed == followed
    assert hunt.ledger.nodes - nodes <= nodes


def test_a_board_without_a_seat_has_nothing_to_look_at() -> None:
    hunt = Hunt(Ledger(wanted=3, node_limit=10))

    hunt.settle(board_of(question(need(), [], [[], []])))
    hunt.settle(question(need(), [expert()], scored([expert()], [1])).board(np.array([0])))

    assert (hunt.ledger.nodes, hunt.ledger.best) == (0, [])
