import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.languages import Level
from config.rules import Rule
from matching.hunt import Effort
from matching.need import Candidate, LanguageNeed, Profile, Reason, Search
from matching.team import find_teams
from tests.matching.brute_force import best_values
from tests.matching.people import (
    ABROAD,
    ALL_WISHES,
    GENDERS,
    MARCH,
    TOGETHER,
    TWO_STATES,
    expert,
    judged,
    march,
    need,
    rules,
)
from tests.matching.pools import CALENDARS, Asked, pools, someone


def values_of(search: Search) -> list[int]:
    return [round(team.score * 1_000_000) for team in search.teams]


@settings(deadline=None, max_examples=40)
@given(pools())
def test_the_best_three_teams_are_those_of_trying_every_team(pool: Asked) -> None:
    asked, people, rows, hard = pool.need, pool.people, pool.rows, pool.hard

    search = find_teams(asked, people, rows, rules(*hard, wishes=ALL_WISHES))

    assert values_of(search) == best_values(asked, people, rows, pool.names())
    assert search.certificate.proven
    assert bool(search.obstacles) != bool(search.teams)


@settings(deadline=None, max_examples=40)
@given(pools(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(pool: Asked, chance: random.Random) -> None:
    asked, people, rows, hard = pool.need, pool.people, pool.rows, pool.hard
    order = list(range(len(people)))
    chance.shuffle(order)

    before = find_teams(asked, people, rows, rules(*hard, wishes=ALL_WISHES))
    after = find_teams(
        asked,
        [people[n] for n in order],
        [[row[n] for n in order] for row in rows],
        rules(*hard, wishes=ALL_WISHES),
    )

    assert after.teams == before.teams
    assert after.obstacles == before.obstacles


@settings(deadline=None, max_examples=40)
@given(pools(), someone("EX-9999"))
def test_somebody_barred_changes_no_team(pool: Asked, barred: Candidate) -> None:
    asked, people, rows, hard = pool.need, pool.people, pool.rows, pool.hard
    out = judged("EX-9999", 1.0, Reason("pool.excluded"))

    before = find_teams(asked, people, rows, rules(*hard, wishes=ALL_WISHES))
    after = find_teams(
        asked, [*people, barred], [[*row, out] for row in rows], rules(*hard, wishes=ALL_WISHES)
    )

    assert after.teams == before.teams


@settings(deadline=None, max_examples=40)
@given(pools(), st.data())
def test_dropping_a_rule_never_lowers_the_best_value(pool: Asked, data: Any) -> None:
    asked, people, rows, hard = pool.need, pool.people, pool.rows, pool.hard
    kept = tuple(rule for rule in hard if data.draw(st.booleans()))

    strict = values_of(find_teams(asked, people, rows, rules(*hard, wishes=ALL_WISHES)))
    loose = values_of(find_teams(asked, people, rows, rules(*kept, wishes=ALL_WISHES)))

    assert len(loose) >= len(strict)
    assert all(more >= less for more, less in zip(loose, strict, strict=False))


@settings(deadline=None, max_examples=40)
@given(pools())
def test_setting_the_best_team_by_hand_finds_it_again(pool: Asked) -> None:
    asked, people, rows, hard = pool.need, pool.people, pool.rows, pool.hard
    setting = rules(*hard, wishes=ALL_WISHES)
    best = find_teams(asked, people, rows, setting).teams[:1]

    pinned = replace(asked, pinned=frozenset(member.key for team in best for member in team.members))
    again = find_teams(pinned, people, rows, setting).teams

    assert not best or again == best


@settings(deadline=None, max_examples=40)
@given(pools())
def test_every_alternate_makes_a_team_that_keeps_the_rules(pool: Asked) -> None:
    asked, people, rows, hard = pool.need, pool.people, pool.rows, pool.hard
    by_key = {one.key: n for n, one in enumerate(people)}

    for team in find_teams(asked, people, rows, rules(*hard, wishes=ALL_WISHES)).teams:
        for seat, codes in enumerate(team.alternates):
            others = [member.key for member in team.members if member.seat != seat]
            for code in codes:
                changed = replace(asked, pinned=frozenset({*others, code}))
                assert code not in others
                assert rows[seat][by_key[code]].barred is None
                assert best_values(changed, people, rows, pool.names())


def test_each_of_three_teams_is_of_other_people() -> None:
    people = [expert(f"EX-000{n}") for n in range(4)]
    rows = [[judged(one.key, 0.5) for one in people]] * 2

    teams = find_teams(need(), people, rows, rules()).teams

    assert len({frozenset(member.key for member in team.members) for team in teams}) == 3


def test_the_score_is_the_sum_of_seats_and_wishes() -> None:
    people = [expert("EX-0001", gender="woman"), expert("EX-0002", gender="man")]
    rows = [[judged("EX-0001", 0.5), judged("EX-0002", 0.25)]] * 2

    teams = find_teams(need(), people, rows, rules(wishes=(GENDERS,))).teams

    assert [team.score for team in teams] == [0.81]
    assert [(outcome.name, outcome.hard, outcome.met) for outcome in teams[0].rules] == [
        ("gender_balance", False, True)
    ]


def test_each_profile_gets_who_serves_it_best() -> None:
    people = [expert("EX-0001"), expert("EX-0002")]
    rows = [
        [judged("EX-0001", 0.9), judged("EX-0002", 0.8)],
        [judged("EX-0001", 0.8), judged("EX-0002", 0.1)],
    ]

    team = find_teams(need(profiles=(Profile("lead"), Profile("trainer"))), people, rows, rules()).teams[0]

    assert [(member.seat, member.key) for member in team.members] == [(0, "EX-0002"), (1, "EX-0001")]


def test_the_period_is_when_everybody_with_a_known_calendar_is_free() -> None:
    people = [
        expert("EX-0001", free=(march(2, 18),)),
        expert("EX-0002", busy=(march(2, 4),)),
        expert("EX-0003"),
    ]
    rows = [[judged(one.key, 0.5) for one in people]] * 3

    teams = find_teams(need(profiles=(Profile(),) * 3), people, rows, rules(TOGETHER)).teams

    assert [team.period for team in teams] == [march(5, 18)]


def test_with_unknown_calendars_the_period_is_the_window() -> None:
    people = [expert("EX-0001"), expert("EX-0002")]
    rows = [[judged(one.key, 0.5) for one in people]] * 2

    assert find_teams(need(), people, rows, rules(TOGETHER)).teams[0].period == MARCH


def test_a_stopped_search_without_a_team_says_so() -> None:
    people = [expert(f"EX-00{n:02}", country="FR", free=CALENDARS[1 + n % 3]) for n in range(40)]
    people += [expert(f"EX-01{n:02}", country="BE") for n in range(40)]
    rows = [[judged(one.key, 0.99 - n / 100) for n, one in enumerate(people)]] * 3
    asked = need(profiles=(Profile(),) * 3, days=5)

    stopped = find_teams(asked, people, rows, rules(TOGETHER, TWO_STATES), Effort(node_limit=3))

    assert not stopped.certificate.proven
    assert stopped.certificate.nodes == 3
    assert stopped.obstacles == (Reason("obstacle.search_stopped", {"nodes": 3}),)


def test_a_stopped_search_keeps_what_it_found() -> None:
    people = [expert(f"EX-00{n:02}") for n in range(40)]
    rows = [[judged(one.key, 0.5 + n / 100) for n, one in enumerate(people)]] * 2

    stopped = find_teams(need(), people, rows, rules(), Effort(node_limit=2))

    assert [[member.key for member in team.members] for team in stopped.teams] == [["EX-0039", "EX-0038"]]
    assert (stopped.certificate.proven, stopped.certificate.gap) == (False, 0.0)


def test_a_code_registered_twice_is_one_person() -> None:
    people = [expert("EX-0001"), expert("EX-0001")]
    rows = [[judged("EX-0001", 0.9), judged("EX-0001", 0.9)]] * 2

    assert find_teams(need(), people, rows, rules()).teams == ()


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -3.0])
def test_a_score_that_is_no_number_hurts_nobody_else(odd: float) -> None:
    people = [expert("EX-0001"), expert("EX-0002")]
    rows = [[judged("EX-0001", odd), judged("EX-0002", 0.5)]] * 2

    team = find_teams(need(), people, rows, rules()).teams[0]

    assert 0.5 <= team.score <= 1.5


def test_without_profiles_the_usual_number_of_seats_is_filled() -> None:
    people = [expert(f"EX-000{n}") for n in range(4)]
    rows = [[judged(one.key, 0.5) for one in people]] * 2

    teams = find_teams(need(profiles=()), people, rows, rules(default_seats=2)).teams

    assert {len(team.members) for team in teams} == {2}


def test_a_rule_for_two_does_not_bind_a_team_of_one() -> None:
    rows = [[judged("EX-0001", 0.5)]]

    teams = find_teams(need(profiles=(Profile(),)), [expert()], rows, rules(TWO_STATES, ABROAD)).teams

    assert [[member.key for member in team.members] for team in teams] == [["EX-0001"]]


def test_the_certificate_counts_who_was_ruled_out_and_why() -> None:
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003"), expert("EX-0004")]
    rows = [
        [
            judged("EX-0001", 0.5),
            judged("EX-0002", 0.5),
            judged("EX-0003", 0.5, Reason("pool.excluded")),
            judged("EX-0004", 0.5, Reason("language.missing", {"language": "fr", "level": "B2"})),
        ]
    ] * 2

    certificate = find_teams(need(), people, rows, rules()).certificate

    assert (certificate.candidates, certificate.proven, certificate.gap) == (4, True, 0.0)
    assert certificate.barred == {"language.missing": 1, "pool.excluded": 1}


def test_two_working_languages_need_a_fluent_speaker_of_each() -> None:
    languages = (LanguageNeed("fr"), LanguageNeed("en"))
    people = [
        expert("EX-0001", languages={"fr": Level.C1, "en": Level.B2}),
        expert("EX-0002", languages={"fr": Level.NATIVE, "en": Level.B2}),
        expert("EX-0003", languages={"fr": Level.B2, "en": Level.C2}),
    ]
    rows = [[judged(one.key, 0.9 - n / 10) for n, one in enumerate(people)]] * 2

    spoken = Rule("working_language", "language_cover", {"all": "B2", "one": "C1"})
    teams = find_teams(need(languages=languages), people, rows, rules(spoken)).teams

    assert [sorted(member.key for member in team.members) for team in teams] == [
        ["EX-0001", "EX-0003"],
        ["EX-0002", "EX-0003"],
    ]
