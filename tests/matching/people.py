"""Candidates, needs and rules with no surprise in them; each test changes the one thing it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from config.languages import Level
from config.periods import Period
from config.rules import Rule, Rules, Weights, Wish, load_rules
from matching.need import Assessment, Candidate, LanguageNeed, Need, Part, Profile, Reason

MARCH = Period(date(2026, 3, 2), date(2026, 3, 27))
"""Four weeks from a Monday to a Friday: twenty working days."""

_EXPERT = Candidate(
    key="EX-0001",
    country="BE",
    region="EU",
    eligibility="european",
    occupation="public",
    employment="active",
    gender="woman",
    languages={"fr": Level.C1},
    areas=("cash_transfers",),
    years=20,
    missions_abroad=5,
)
_NEED = Need(
    areas=("cash_transfers",),
    text="",
    languages=(LanguageNeed("fr"),),
    window=MARCH,
    days=10,
    profiles=(Profile(), Profile()),
    country="TG",
    region="Africa",
)


def expert(key: str = "EX-0001", **changes: Any) -> Candidate:
    return replace(_EXPERT, key=key, **changes)


def need(**changes: Any) -> Need:
    return replace(_NEED, **changes)


def rules(*hard: Rule, wishes: tuple[Wish, ...] = (), **changes: Any) -> Rules:
    """The facility's settings with these rules only."""
    return replace(load_rules(), hard=hard, wishes=wishes, weights=Weights(0.4, 0.2, 0.2, 0.2), **changes)


def march(first: int, last: int) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last))


def judged(key: str, total: float, barred: Reason | None = None) -> Assessment:
    part = Part(total, Reason("topic.nothing"))
    return Assessment(key, part, part, part, part, total, barred)


TWO_STATES = Rule(
    "two_member_states",
    "distinct",
    {"attribute": "country", "minimum": 2, "among": {"attribute": "region", "value": "EU"}},
)
ABROAD = Rule("mission_experience", "at_least", {"attribute": "missions_abroad", "value": 1, "count": 1})
SPOKEN = Rule("working_language", "language_cover", {"all": "B2", "one": "C1"})
PROFILES = Rule("profiles_covered", "areas_covered", {})
TOGETHER = Rule("common_days", "common_days", {})
NO_CONFLICT = Rule("no_conflict", "no_conflict", {"attribute": "country"})
LOAD = Rule("load_cap", "load_cap", {"missions": 3})
ALL_RULES = (TWO_STATES, ABROAD, SPOKEN, PROFILES, TOGETHER, NO_CONFLICT, LOAD)

GENDERS = Wish("gender_balance", "distinct", 0.06, {"attribute": "gender", "minimum": 2})
SECTORS = Wish("public_private_mix", "distinct", 0.04, {"attribute": "occupation", "minimum": 2})
PARTNER = Wish(
    "triangular_cooperation", "at_least", 0.03, {"attribute": "eligibility", "value": "partner", "count": 1}
)
AREAS = Wish("areas_together", "areas_covered", 0.05, {"share": 1.0})
ALL_WISHES = (GENDERS, SECTORS, PARTNER, AREAS)
