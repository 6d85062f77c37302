from dataclasses import replace

import pytest

from config.rules import Weights, load_rules
from matching.need import Need, Profile, Reason, Search
from matching.propose import propose, propose_priced
from tests.matching.people import ALL_RULES, expert, need, rules
from tests.matching.roster import candidates, need_of, requests

PEOPLE = candidates()
REQUESTS = requests()


def codes(search: Search) -> list[list[str]]:
    return [[member.key for member in team.members] for team in search.teams]


@pytest.mark.parametrize("code", ["2014-02", "2014-16", "2015-10", "2014-26", "2014-21"])
def test_a_request_of_the_past_gets_three_proven_teams_that_know_its_matter(code: str) -> None:
    asked = need_of(REQUESTS[code])
    by_key = {one.key: one for one in PEOPLE}

    search = propose(asked, PEOPLE, load_rules())

    assert len(search.teams) == 3
    assert search.certificate.proven
    assert all(outcome.met for team in search.teams for outcome in team.rules if outcome.hard)
    assert all(len(alternates) >= 3 for team in search.teams for alternates in team.alternates)
    assert all(set(asked.areas) & set(by_key[key].areas) for team in codes(search) for key in team)


def test_a_law_on_disability_gets_somebody_for_each() -> None:
    by_key = {one.key: one for one in PEOPLE}

    best = codes(propose(need_of(REQUESTS["2014-21"]), PEOPLE, load_rules()))[0]

    assert {"disability", "legal_frameworks"} <= {area for key in best for area in by_key[key].areas}


def test_the_order_of_the_register_changes_nothing() -> None:
    asked = need_of(REQUESTS["2014-01"], seats=3)
    shuffled = sorted(PEOPLE, key=lambda one: one.key[::-1])

    assert propose(asked, shuffled, load_rules()) == propose(asked, PEOPLE, load_rules())


def test_somebody_left_out_is_not_proposed_and_the_next_best_is() -> None:
    asked = need_of(REQUESTS["2014-01"])
    first = codes(propose(asked, PEOPLE, load_rules()))[0][0]

    again = propose(replace(asked, excluded=frozenset({first})), PEOPLE, load_rules())

    assert all(first not in team for team in codes(again))
    assert again.certificate.barred["pool.excluded"] == 1


def test_somebody_set_is_in_every_team() -> None:
    asked = replace(need_of(REQUESTS["2014-01"], seats=3), pinned=frozenset({"EX-0146"}))

    teams = codes(propose(asked, PEOPLE, load_rules()))

    assert len(teams) == 3
    assert all("EX-0146" in team for team in teams)


def test_of_two_entries_under_one_code_always_the_same_is_taken() -> None:
    one, other = expert("EX-0001", years=3), expert("EX-0001", years=30)
    people = [one, other, expert("EX-0002", country="FR")]

    forwards = propose(need(), people, rules())

    assert propose(need(), people[::-1], rules()) == forwards
    assert codes(forwards) in ([["EX-0001", "EX-0002"]], [["EX-0002", "EX-0001"]])


@pytest.mark.parametrize(
    "odd",
    [
        need(text="", areas=()),
        need(areas=("no_such_area",)),
        need(languages=()),
        need(days=0),
        need(days=-4),
        need(country=""),
        need(profiles=()),
        need(profiles=(Profile("?" * 1000, ("no_such_area",)), Profile())),
        need(text="\x00\ud800" * 50),
    ],
)
def test_an_odd_need_gives_teams_or_reasons_and_never_fails(odd: Need) -> None:
    search = propose(odd, [expert("EX-0001"), expert("EX-0002", country="FR")], load_rules())

    assert bool(search.teams) != bool(search.obstacles)


def test_a_language_nobody_knows_gives_reasons() -> None:
    asked = need_of(REQUESTS["2014-01"])
    unheard = replace(asked, languages=(replace(asked.languages[0], code="xx"),))

    search = propose(unheard, PEOPLE, load_rules())

    assert search.obstacles[0] == Reason(
        "obstacle.no_speaker", {"count": 0, "needed": 2, "language": "xx", "level": "B2"}
    )


def test_prices_come_with_the_same_teams() -> None:
    people = [
        expert("EX-0001", missions_abroad=8),
        expert("EX-0002"),
        expert("EX-0003", country="FR", years=0),
    ]

    plain = propose(need(), people, rules(*ALL_RULES))
    priced = propose_priced(need(), people, rules(*ALL_RULES))

    assert priced.teams == plain.teams
    assert [one.rule for one in priced.prices if one.gain > 0] == ["two_member_states"]
    assert propose_priced(need(), people[:1], rules(*ALL_RULES)).prices == ()


@pytest.mark.parametrize("by", [0.01, 3.0, 1000.0])
def test_scaling_the_weights_of_the_parts_changes_nothing(by: float) -> None:
    people = [
        expert(f"EX-000{n}", country="FR" if n % 2 else "BE", missions_abroad=n, years=30 - n)
        for n in range(6)
    ]
    usual = rules(*ALL_RULES)
    scaled = replace(usual, weights=Weights(*(by * one for one in (0.4, 0.2, 0.2, 0.2))))

    assert propose(need(), people, scaled).teams == propose(need(), people, usual).teams
