"""Whatever the library is given, the answer is a value in words, and no team breaks a hard rule."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.texts.reasons import reason_text
from config.languages import INTERFACE_LANGUAGES
from config.rules import Rule, Rules
from matching.library import Candidate, LanguageNeed, Need, Pool, Search, Situation, propose, teams_for
from tests.matching.people import ALL_RULES, ALL_WISHES, expert, march, need, rules

USUAL = rules(*ALL_RULES, wishes=ALL_WISHES)
SIX = [expert(f"EX-000{n}", country="FR" if n % 2 else "BE") for n in range(6)]
FLAGGED = [expert(f"EX-000{n}", flagged=True) for n in range(6)]
ODD = [
    expert("EX-0000", years=-5, missions_abroad=-9, missions_this_year=-1, areas=("no_such_area",)),
    expert("EX-0001", country="", region="", gender="", documents=("", "\x00", "$" * 500), free=()),
]
IMPOSSIBLE = rules(Rule("veterans", "at_least", {"attribute": "years", "value": 900, "count": 2}))

CASES: list[tuple[str, Need, Sequence[Candidate], Rules]] = [
    ("no experts", need(), [], USUAL),
    ("one expert", need(), SIX[:1], USUAL),
    ("all flagged", need(), FLAGGED, USUAL),
    ("empty text and no area", need(text="", areas=()), SIX, USUAL),
    ("10,000 words", need(text="pension reform, réforme des pensions " * 2_000), SIX, USUAL),
    ("unknown language", need(languages=(LanguageNeed("xx"),)), SIX, USUAL),
    ("unknown area", need(areas=("no_such_area",)), SIX, USUAL),
    ("negative days", need(days=-4), SIX, USUAL),
    ("more days than the window has", need(days=500), SIX, USUAL),
    ("a window of a weekend", need(window=march(7, 8)), SIX, USUAL),
    ("too many pins", need(pinned=frozenset({"EX-0000", "EX-0001", "EX-0002"})), SIX, USUAL),
    ("pinned and left out", need(pinned=frozenset({"EX-0001"}), excluded=frozenset({"EX-0001"})), SIX, USUAL),
    ("an unknown pin", need(pinned=frozenset({"EX-9999"})), SIX, USUAL),
    ("a rule that no one can meet", need(), SIX, IMPOSSIBLE),
    ("odd experts", need(), [*SIX, *ODD], USUAL),
]
WITH_TEAMS = {"empty text and no area", "10,000 words", "unknown area", "negative days", "odd experts"}


def check(name: str, search: Search) -> None:
    assert bool(search.teams) is (name in WITH_TEAMS)
    assert all(one.met for team in search.teams for one in team.rules if one.hard)
    assert bool(search.obstacles) is not bool(search.teams)
    assert all(reason_text(one, language) for one in search.obstacles for language in INTERFACE_LANGUAGES)


@pytest.mark.parametrize(("name", "asked", "people", "setting"), CASES, ids=[case[0] for case in CASES])
def test_candidates_one_by_one(name: str, asked: Need, people: Sequence[Candidate], setting: Rules) -> None:
    check(name, propose(asked, people, setting))


@pytest.mark.parametrize(("name", "asked", "people", "setting"), CASES, ids=[case[0] for case in CASES])
def test_columns_with_scores_that_are_no_numbers(
    name: str, asked: Need, people: Sequence[Candidate], setting: Rules
) -> None:
    scores = np.array([[np.nan, np.inf, -np.inf, -1.0, 7.0, 0.5][n % 6] for n in range(len(people))])

    unique = {one.key: one for one in people}
    pool = Pool.of(list(unique.values()), asked.window)

    check(name, teams_for(Situation.of_scores(asked, pool, scores[: len(unique)], setting)))
