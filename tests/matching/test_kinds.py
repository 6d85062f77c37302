from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.languages import Level
from matching.availability import Calendar
from matching.kinds import (
    AreasCovered,
    AtLeast,
    CommonDays,
    Distinct,
    Kind,
    LanguageCover,
    LoadCap,
    NoConflict,
)
from matching.need import Candidate, LanguageNeed, Need, Profile, Reason
from matching.pool import Pool
from tests.matching.people import MARCH, expert, march, need

NEED = need(areas=("cash_transfers", "statistics"))
TRIO = need(profiles=(Profile(),) * 3)
UNION = AtLeast("region", "EU")


def met(kind: Kind, *team: Candidate, asked: Need = NEED) -> bool:
    return kind.possible(asked, [kind.trait(asked, one) for one in team])


def told(kind: Kind, *team: Candidate, asked: Need = NEED) -> Reason:
    return kind.words(asked, [kind.trait(asked, one) for one in team])


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        (AtLeast("missions_abroad", 3), {"missions_abroad": 3}, True),
        (AtLeast("missions_abroad", 3), {"missions_abroad": 2}, False),
        (AtLeast("eligibility", "partner"), {"eligibility": "partner"}, True),
        (AtLeast("eligibility", "partner"), {"eligibility": "european"}, False),
        (AtLeast("country", ("PL", "LT")), {"country": "LT"}, True),
        (AtLeast("country", ("PL", "LT")), {"country": "FR"}, False),
    ],
)
def test_at_least_one_has_the_value(kind: AtLeast, changes: dict[str, Any], *, expected: bool) -> None:
    assert met(kind, expert(**changes), expert(missions_abroad=0)) is expected


def test_at_least_two_asks_a_team_of_one_for_one() -> None:
    kind = AtLeast("missions_abroad", 1, count=2)
    alone = need(profiles=(Profile(),))

    assert met(kind, expert(), asked=alone)
    assert not met(kind, expert(), expert(missions_abroad=0))
    assert told(kind, expert(), asked=alone) == Reason(
        "rule.at_least.missions_abroad", {"count": 1, "needed": 1}
    )


def test_an_expert_from_a_partner_country_is_told_as_such() -> None:
    kind = AtLeast("eligibility", "partner")

    assert told(kind, expert()) == Reason("rule.at_least.partner_country", {"count": 0, "needed": 1})
    assert told(AtLeast("employer", "x"), expert()).key == "rule.at_least.other"


def test_distinct_counts_only_those_it_is_about() -> None:
    kind = Distinct("country", 2, UNION)
    belgian, french, togolese = expert(), expert(country="FR"), expert(country="TG", region="Africa")

    assert met(kind, belgian, french)
    assert not met(kind, belgian, togolese)
    assert not met(kind, belgian, belgian)
    assert told(kind, belgian, togolese) == Reason("rule.distinct.member_states", {"count": 1, "needed": 2})


def test_what_is_not_stated_is_no_value_of_its_own() -> None:
    assert not met(Distinct("gender", 2), expert(gender=""), expert(gender="man"))


@pytest.mark.parametrize(
    ("attribute", "key"), [("gender", "rule.distinct.gender"), ("employer", "rule.distinct.other")]
)
def test_distinct_is_told_by_its_attribute(attribute: str, key: str) -> None:
    assert told(Distinct(attribute, 2), expert(), expert()).key == key


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Level.C1, Level.B2, True),
        (Level.B2, Level.B2, False),
        (Level.C2, Level.B1, False),
        (Level.NATIVE, Level.B2, True),
    ],
)
def test_all_follow_and_one_leads_in_the_working_language(
    first: Level, second: Level, *, expected: bool
) -> None:
    team = expert(languages={"fr": first}), expert(languages={"fr": second})

    assert met(LanguageCover(), *team) is expected


def test_each_working_language_needs_its_leader() -> None:
    asked = need(languages=(LanguageNeed("fr"), LanguageNeed("en")))
    team = (
        expert(languages={"fr": Level.C1, "en": Level.B2}),
        expert(languages={"fr": Level.B2, "en": Level.B2}),
    )

    assert not met(LanguageCover(), *team, asked=asked)
    assert told(LanguageCover(), *team, asked=asked) == Reason(
        "rule.language_cover", {"enough": 2, "seats": 2, "level": "B2", "fluent": 0, "fluent_level": "C1"}
    )


def test_without_working_languages_the_cover_is_met() -> None:
    asked = need(languages=())

    assert met(LanguageCover(), expert(), asked=asked)
    assert told(LanguageCover(), expert(), asked=asked) == Reason("rule.language_cover.none")


def test_a_speaker_below_the_level_of_all_is_barred() -> None:
    kind = LanguageCover(everyone=Level.C2)

    assert kind.bar(NEED, Profile(), expert()) == Reason(
        "language.missing", {"language": "fr", "level": "C2"}
    )
    assert LanguageCover().bar(NEED, Profile(), expert()) is None


def test_a_seat_with_areas_is_for_who_knows_one_of_them() -> None:
    seat = Profile("actuary", ("actuarial_analysis", "statistics"))

    assert AreasCovered().bar(NEED, seat, expert(areas=("statistics",))) is None
    assert AreasCovered().bar(NEED, Profile(), expert(areas=())) is None
    assert AreasCovered().bar(NEED, seat, expert(areas=("cash_transfers",))) == Reason(
        "pool.profile", {"areas": "actuarial_analysis;statistics"}
    )


@pytest.mark.parametrize(("share", "expected"), [(0.0, True), (0.5, True), (1.0, False)])
def test_a_share_of_the_areas_must_be_known_together(share: float, *, expected: bool) -> None:
    assert met(AreasCovered(share), expert(areas=("statistics",)), expert(areas=("disability",))) is expected


def test_as_a_wish_each_area_earns_its_part() -> None:
    pool = Pool.of([expert(areas=("statistics",))], MARCH)

    parts = AreasCovered(1.0).parts(NEED, pool)

    assert [[condition.failing([0]) for condition in part] for part in parts] == [[frozenset()], [None]]
    assert AreasCovered(1.0).parts(need(areas=()), pool) == ((),)
    assert len(AtLeast("years", 5).parts(NEED, pool)) == 1


@pytest.mark.parametrize(
    ("areas", "asked", "key"),
    [
        (("statistics",), NEED, "rule.areas_covered"),
        (("disability",), NEED, "rule.areas_covered.nothing"),
        (("statistics",), need(areas=()), "rule.areas_covered.none"),
    ],
)
def test_the_areas_a_team_brings_are_named(areas: tuple[str, ...], asked: Need, key: str) -> None:
    assert told(AreasCovered(1.0), expert(areas=areas), asked=asked).key == key


def test_common_days_are_in_a_row_for_everybody() -> None:
    kind = CommonDays(Calendar.of(MARCH), 5)
    early, late = expert(free=(march(2, 13),)), expert(free=(march(9, 27),))

    assert met(kind, early, late)
    assert not met(kind, early, expert(free=(march(12, 27),)))
    assert told(kind, early, late) == Reason(
        "rule.common_days", {"period_start": "2026-03-09", "period_end": "2026-03-13", "days": 5}
    )
    assert told(kind, early, expert(free=(march(16, 27),))) == Reason("rule.common_days.none", {"days": 5})


def test_somebody_without_the_days_in_a_row_is_barred() -> None:
    kind = CommonDays(Calendar.of(MARCH), 5)

    scattered = expert(free=(march(2, 4), march(9, 11)))
    assert kind.bar(NEED, Profile(), scattered) == Reason("availability.no_run", {"days": 5})
    assert kind.bar(NEED, Profile(), expert()) is None


def test_nobody_advises_the_own_country() -> None:
    local = expert(country="TG")

    assert NoConflict().bar(NEED, Profile(), local) == Reason("pool.conflict", {"country": "TG"})
    assert NoConflict().bar(need(country=""), Profile(), expert(country="")) is None
    assert told(NoConflict(), expert(), local) == Reason("rule.no_conflict.broken", {"count": 1})
    assert told(NoConflict(), expert()) == Reason("rule.no_conflict")


def test_nobody_goes_too_often() -> None:
    busy = expert(missions_this_year=4)

    assert LoadCap(4).bar(NEED, Profile(), busy) == Reason("pool.load", {"missions": 4, "limit": 4})
    assert LoadCap(5).bar(NEED, Profile(), busy) is None
    assert told(LoadCap(4), busy, busy) == Reason("rule.load_cap.broken", {"count": 2})
    assert told(LoadCap(4), expert()) == Reason("rule.load_cap")


KINDS = (
    AtLeast("missions_abroad", 1, 2),
    Distinct("country", 2, UNION),
    Distinct("country", 3),
    Distinct("gender", 1),
    LanguageCover(),
    AreasCovered(1.0),
    AreasCovered(0.5),
    CommonDays(Calendar.of(MARCH), 5),
    NoConflict(),
    LoadCap(3),
)

PEOPLE = st.builds(
    expert,
    country=st.sampled_from(["FR", "ES", "TG", ""]),
    region=st.sampled_from(["EU", "Africa"]),
    gender=st.sampled_from(["woman", "man", ""]),
    languages=st.fixed_dictionaries({"fr": st.sampled_from(list(Level))}),
    areas=st.sampled_from([(), ("cash_transfers",), ("statistics",)]),
    free=st.sampled_from([None, (march(2, 6),), (march(2, 13),), (march(9, 20),)]),
    missions_abroad=st.integers(0, 2),
    missions_this_year=st.integers(0, 4),
)


@given(st.sampled_from(KINDS), st.lists(PEOPLE, min_size=3, max_size=7))
def test_a_team_meets_the_conditions_exactly_when_it_meets_the_rule(
    kind: Kind, people: Sequence[Candidate]
) -> None:
    traits = [kind.trait(TRIO, one) for one in people]
    conditions = kind.conditions(TRIO, Pool.of(people, TRIO.window))

    for team in combinations(range(len(people)), 3):
        met = all(condition.failing(team) is None for condition in conditions)
        assert met == kind.possible(TRIO, [traits[n] for n in team])


@given(st.sampled_from(KINDS), st.lists(PEOPLE, min_size=1, max_size=7))
def test_the_pool_is_barred_as_each_of_it(kind: Kind, people: Sequence[Candidate]) -> None:
    profile = Profile("trainer", ("statistics", "disability"))

    allowed = kind.allows(TRIO, profile, Pool.of(people, TRIO.window))

    assert allowed.tolist() == [kind.bar(TRIO, profile, one) is None for one in people]


@given(st.sampled_from(KINDS), st.lists(PEOPLE, min_size=3, max_size=3))
def test_a_team_that_meets_a_rule_was_possible_all_along(kind: Kind, people: Sequence[Candidate]) -> None:
    traits = [kind.trait(TRIO, one) for one in people]

    if kind.possible(TRIO, traits):
        assert all(kind.possible(TRIO, traits[:n], 3 - n) for n in range(3))


@given(st.sampled_from(KINDS), st.lists(PEOPLE, min_size=1, max_size=4))
def test_every_team_can_be_told_about(kind: Kind, people: Sequence[Candidate]) -> None:
    assert told(kind, *people).key.startswith("rule.")


def test_before_anybody_is_chosen_everything_is_possible() -> None:
    assert all(kind.possible(TRIO, [], 3) for kind in KINDS)
