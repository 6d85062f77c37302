from dataclasses import replace

import numpy as np
import pytest

from config.rules import load_rules
from matching.hunt import Effort
from matching.library import teams_again, teams_for
from matching.need import Need, Profile, Reason
from matching.pool import Pool
from matching.ranking import assess
from matching.situation import Situation
from matching.solve import prepare
from matching.team import find_teams
from tests.matching.people import MARCH, expert, need, rules
from tests.matching.people import TWO_STATES as STATES
from tests.matching.roster import WINDOW, candidates, need_of, requests

PEOPLE = candidates()


def register(asked: Need) -> Situation:
    """The register as bare arrays, with the scores that ranking gives."""
    scores = np.array([one.total for one in assess(asked, PEOPLE, load_rules())[0]])
    pool = replace(Pool.of(PEOPLE, WINDOW), candidates=())
    return Situation.of_scores(asked, pool, scores, load_rules())


@pytest.mark.parametrize("code", ["2014-14", "2015-10", "2014-21"])
def test_arrays_lead_to_the_same_teams_as_candidates(code: str) -> None:
    asked = need_of(requests()[code], seats=3)

    search = teams_for(register(asked))

    usual = find_teams(asked, PEOPLE, assess(asked, PEOPLE, load_rules()), load_rules())
    shown = [(team.score, team.period, team.rules, team.alternates) for team in search.teams]
    assert shown == [(team.score, team.period, team.rules, team.alternates) for team in usual.teams]
    assert [[one.key for one in team.members] for team in search.teams] == [
        [one.key for one in team.members] for team in usual.teams
    ]
    assert search.certificate.proven


def test_each_member_is_told_of() -> None:
    (first, *_), *_ = (team.members for team in teams_for(register(need_of(requests()["2015-10"]))).teams)

    assert first.assessment.language.reason.key.startswith("language.")
    assert first.assessment.availability.reason.key == "availability.unknown"
    assert first.assessment.experience.reason.key.startswith("experience.")
    assert first.assessment.topic.reason.key == "topic.text_only"


def test_five_teams_that_share_nobody() -> None:
    search = teams_for(register(need_of(requests()["2015-10"])), Effort(wanted=5, overlap=0))

    keys = [member.key for team in search.teams for member in team.members]
    assert len(search.teams) == 5
    assert len(set(keys)) == 10


def test_a_prepared_question_is_answered_again() -> None:
    now = register(need_of(requests()["2015-10"]))
    prepared = prepare(now.question())
    best = teams_again(now, prepared).teams[0]

    without = teams_again(now, prepared.again(excluded={best.members[0].key})).teams[0]

    assert best.members[0].key not in {one.key for one in without.members}


def test_without_a_team_arrays_are_told_why_and_what_comes_near() -> None:
    people = [expert(f"EX-000{n}") for n in range(3)]
    now = Situation.of_scores(need(), Pool.of(people, MARCH), np.array([0.1, 0.2, 0.3]), rules(STATES))

    search = teams_for(now)

    assert search.teams == ()
    assert search.obstacles[-1] == Reason("unlock.without_rule", {"rule": "two_member_states", "teams": 3})
    assert search.nearly is not None
    assert [one.key for one in search.nearly.members] == ["EX-0002", "EX-0001"]


@pytest.mark.parametrize(
    ("count", "asked", "key"),
    [
        (0, need(), "obstacle.nobody_registered"),
        (1, need(), "obstacle.no_single_change"),
        (3, need(profiles=(Profile(),) * 9), "obstacle.no_single_change"),
    ],
)
def test_nobody_or_too_few_is_said_in_words(count: int, asked: Need, key: str) -> None:
    people = [expert(f"EX-000{n}") for n in range(count)]
    now = Situation.of_scores(asked, Pool.of(people, MARCH), np.full(count, np.nan), rules(STATES))

    assert [reason.key for reason in teams_for(now).obstacles] == [key]


def test_a_search_stopped_at_once_says_so() -> None:
    now = register(need_of(requests()["2015-10"]))

    search = teams_for(now, Effort(node_limit=1))

    assert search.obstacles == (Reason("obstacle.search_stopped", {"nodes": 1}),)
    assert not search.certificate.proven
