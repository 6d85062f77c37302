import json
from dataclasses import replace

from config.languages import Level
from config.rules import load_rules
from matching.need import LanguageNeed, Profile, Search
from matching.proposal_json import (
    need_from_json,
    need_json,
    search_from_json,
    search_json,
    team_from_json,
    team_json,
)
from matching.propose import propose, propose_priced
from tests.matching.people import ALL_RULES, expert, march, need, rules


def found() -> Search:
    people = [expert("EX-0001", free=(march(2, 20),)), expert("EX-0002", country="FR"), expert("EX-0003")]
    return propose(need(text="cash transfers"), people, load_rules())


def test_what_is_read_back_is_what_was_stored() -> None:
    stored = json.loads(json.dumps(search_json(found())))

    again = search_from_json(stored)

    assert search_json(again) == stored
    assert again.certificate == found().certificate
    assert again.teams[0].rules == found().teams[0].rules


def test_prices_are_kept_as_they_are_shown() -> None:
    people = [
        expert("EX-0001", missions_abroad=8),
        expert("EX-0002"),
        expert("EX-0003", country="FR", years=0),
    ]
    search = propose_priced(need(), people, rules(*ALL_RULES))

    again = search_from_json(json.loads(json.dumps(search_json(search))))

    assert [(one.rule, one.members, one.proven) for one in again.prices] == [
        (one.rule, one.members, one.proven) for one in search.prices
    ]
    assert again.prices[0].gain == round(search.prices[0].gain, 4) > 0


def test_what_is_nearly_a_team_is_kept() -> None:
    search = propose(need(), [expert("EX-0001"), expert("EX-0002")], rules(*ALL_RULES))

    again = search_from_json(json.loads(json.dumps(search_json(search))))

    assert search.nearly is not None
    assert again.nearly is not None
    assert team_json(again.nearly) == team_json(search.nearly)


def test_a_search_of_before_prices_is_read() -> None:
    stored = search_json(found())
    del stored["nearly"], stored["prices"]

    again = search_from_json(stored)

    assert (again.nearly, again.prices, len(again.teams)) == (None, (), len(found().teams))


def test_a_team_alone_is_read_back_the_same() -> None:
    stored = json.loads(json.dumps(team_json(found().teams[0])))

    assert team_json(team_from_json(stored)) == stored
    assert team_from_json(stored).alternates == found().teams[0].alternates


def test_scores_are_stored_as_they_are_shown() -> None:
    team = team_json(replace(found().teams[0], score=1.23456789))

    assert team["score"] == 1.2346
    assert all(member["total"] == round(member["total"], 4) for member in team["members"])


def test_every_part_keeps_its_reason() -> None:
    member = team_json(found().teams[0])["members"][0]

    assert member["language"] == {
        "score": 0.85,
        "reason": {"key": "language.speaks", "values": {"language": "fr", "level": "C1"}},
    }


def test_obstacles_are_kept() -> None:
    search = propose(need(), [], rules(*ALL_RULES))

    assert search_from_json(json.loads(json.dumps(search_json(search)))) == search


def test_a_need_is_read_back_the_same() -> None:
    asked = need(
        text="Réforme",
        languages=(LanguageNeed("fr", Level.NATIVE),),
        profiles=(Profile("lead", ("statistics",)),),
        excluded=frozenset({"EX-0002"}),
        pinned=frozenset({"EX-0001"}),
    )

    assert need_from_json(json.loads(json.dumps(need_json(asked)))) == asked
