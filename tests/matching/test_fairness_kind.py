from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.rules import Rules, Wish
from matching.fairness_kind import UnderRepresented
from matching.need import Candidate, Need, Reason, Represented, RuleOutcome, Search
from matching.pool import Pool
from matching.propose import propose, propose_priced
from matching.ranking import assess
from tests.matching.people import ABROAD, MARCH, expert, need, rules

RECORD = (Represented("gender", "man", 50, 30), Represented("gender", "woman", 50, 5))
SELDOM = Wish("passed_over", "under_represented", 0.2, {"attribute": "gender"})
WOMEN = UnderRepresented("gender", RECORD[1:])

BEST = expert("EX-0001", gender="man", missions_abroad=8, years=25)
NEXT = expert("EX-0002", gender="man", missions_abroad=7, years=25)
LESS = expert("EX-0003", gender="woman", missions_abroad=6, years=25)


def wishing(weight: float, asked: Need | None = None, *, priced: bool = True) -> Search:
    own = rules(wishes=(replace(SELDOM, weight=weight),))
    return (propose_priced if priced else propose)(asked or need(record=RECORD), [BEST, NEXT, LESS], own)


def outcome_of(search: Search, place: int = 0) -> RuleOutcome:
    return search.teams[place].rules[0]


def keys_of(search: Search) -> list[str]:
    return [member.key for member in search.teams[0].members]


def test_a_member_of_the_group_meets_the_wish() -> None:
    traits = [WOMEN.trait(need(), one) for one in (BEST, LESS)]

    assert traits == [False, True]
    assert WOMEN.possible(need(), traits)
    assert WOMEN.words(need(), traits) == Reason("rule.under_represented", {"count": 1})


def test_nobody_passed_over_is_a_wish_nobody_can_meet() -> None:
    nobody = UnderRepresented("gender", ())

    assert not nobody.possible(need(), [], missing=2)
    assert nobody.words(need(), []) == Reason("rule.under_represented.none")
    assert not nobody.conditions(need(), Pool.of([BEST, LESS], MARCH))[0].attainable()


@given(st.lists(st.sampled_from([BEST, NEXT, LESS]), min_size=2, max_size=2))
def test_the_search_and_the_words_agree(team: list[Candidate]) -> None:
    (condition,) = WOMEN.conditions(need(), Pool.of(team, MARCH))

    met = condition.failing(range(len(team))) is None

    assert met == WOMEN.possible(need(), [WOMEN.trait(need(), one) for one in team])


def test_the_wish_brings_somebody_in_and_says_what_that_costs() -> None:
    search = wishing(0.2)

    assert keys_of(search) == ["EX-0001", "EX-0003"]
    told = outcome_of(search).reason
    lost = (NEXT.missions_abroad - LESS.missions_abroad) / 8 * 0.6 * 0.2 / (2 + 0.2)
    assert (told.key, told.values["count"]) == ("rule.under_represented.costs", 1)
    assert told.values["cost"] == pytest.approx(lost, abs=1e-5)


def test_a_wish_too_light_for_its_cost_changes_no_team() -> None:
    search = wishing(0.001)

    assert keys_of(search) == ["EX-0001", "EX-0002"]
    assert outcome_of(search) == RuleOutcome(
        "passed_over", hard=False, met=False, reason=Reason("rule.under_represented", {"count": 0})
    )


def test_a_team_that_would_be_best_anyway_has_its_wish_for_nothing() -> None:
    search = wishing(0.2, need(record=RECORD, excluded=frozenset({"EX-0002"})))

    assert outcome_of(search).reason == Reason("rule.under_represented.free", {"count": 1, "cost": 0.0})


def test_only_the_best_team_is_priced_and_only_where_prices_are_asked_for() -> None:
    assert "cost" not in outcome_of(wishing(0.2, priced=False)).reason.values
    assert "cost" not in outcome_of(wishing(0.2), 1).reason.values


def test_teams_turned_down_are_passed_by() -> None:
    own = rules(wishes=(SELDOM,))
    refused = frozenset({frozenset({"EX-0001", "EX-0003"})})

    search = propose_priced(need(record=RECORD), [BEST, NEXT, LESS], own, besides=refused)

    assert ["cost" in team.rules[0].reason.values for team in search.teams] == [False, True, False]


def test_without_counts_the_wish_is_silent() -> None:
    assert keys_of(wishing(0.2, need())) == ["EX-0001", "EX-0002"]


PROTECTED = st.fixed_dictionaries(
    {
        "gender": st.sampled_from(["woman", "man", ""]),
        "country": st.sampled_from(["BE", "FR", "PL", "EE"]),
        "region": st.sampled_from(["EU", "Non-EU"]),
        "eligibility": st.sampled_from(["european", "partner"]),
        "occupation": st.sampled_from(["public", "private"]),
        "employment": st.sampled_from(["active", "retired"]),
        "employer": st.sampled_from(["", "Ministry"]),
    }
)
PEOPLE = [
    expert("EX-0001", documents=("Cash transfers in Lusophone Africa",), missions_abroad=3),
    expert("EX-0002", areas=("social_pensions",), years=4, busy=(MARCH,)),
    expert("EX-0003", documents=("Pension law",), free=(MARCH,)),
]


@settings(max_examples=25)
@given(st.lists(PROTECTED, min_size=3, max_size=3), st.booleans())
def test_who_somebody_is_never_touches_their_score(others: list[dict[str, Any]], recorded: bool) -> None:  # noqa: FBT001
    own: Rules = rules(ABROAD, wishes=(SELDOM,))
    asked = need(text="Cash transfers to the poor", record=RECORD if recorded else ())
    changed = [replace(one, **other) for one, other in zip(PEOPLE, others, strict=True)]

    before, after = assess(need(text=asked.text), PEOPLE, own), assess(asked, changed, own)

    parts = ("topic", "language", "availability", "experience", "total")
    assert [[getattr(one, part) for part in parts] for row in before for one in row] == [
        [getattr(one, part) for part in parts] for row in after for one in row
    ]


def test_candidates_tell_ranking_no_birth_and_no_name() -> None:
    assert {"birth", "age", "name", "first_name", "last_name"} & set(Candidate.__dataclass_fields__) == set()
    assert np.array_equal(WOMEN.values, ["woman"])
