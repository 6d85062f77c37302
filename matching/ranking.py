"""How well each candidate serves each seat: four parts, their weighted sum, and the hard noes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from config.rules import Rules, Weights
from matching.availability import Calendar, availability
from matching.experience import experience
from matching.languages import language
from matching.need import Assessment, Candidate, Need, Part, Profile, Reason
from matching.rules import Clause, clauses
from matching.topics import Texts, theme_of, topics

ASSESSED_DECIMALS = 6
"""Totals are rounded here, so that a score cannot depend on the order in which floats were added."""


def seated(need: Need, rules: Rules) -> Need:
    """The need with the facility's usual number of seats when none was asked for."""
    return need if need.profiles else replace(need, profiles=(Profile(),) * rules.default_seats)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What every candidate of one need is measured with."""

    need: Need
    rules: Rules
    calendar: Calendar
    hard: tuple[Clause, ...]

    @classmethod
    def of(cls, need: Need, rules: Rules) -> "Yardstick":
        """The yardstick of a need under the facility's rules."""
        hard = tuple(clause for clause in clauses(need, rules) if clause.hard)
        return cls(need, rules, Calendar.of(need.window), hard)

    @property
    def days(self) -> int:
        """Working days needed; nobody is asked for none."""
        return max(self.need.days, 1)


def assess(
    need: Need, candidates: Sequence[Candidate], rules: Rules, texts: Texts | None = None
) -> tuple[tuple[Assessment, ...], ...]:
    """Seats by candidates, in their order; `texts` is what their documents tell, if it is known already."""
    need = seated(need, rules)
    yardstick = Yardstick.of(need, rules)
    themes = {profile: theme_of(need, profile) for profile in need.profiles}
    known = dict(zip(themes, topics(list(themes.values()), candidates, texts), strict=True))
    rows = {
        profile: tuple(
            _assessment(yardstick, profile, candidate, topic)
            for candidate, topic in zip(candidates, parts, strict=True)
        )
        for profile, parts in known.items()
    }
    return tuple(rows[profile] for profile in need.profiles)


def barred(yardstick: Yardstick, profile: Profile, candidate: Candidate) -> Reason | None:
    """Why the candidate cannot take the seat, whatever the score; None when nothing speaks against it."""
    need = yardstick.need
    if candidate.key in need.excluded:
        return Reason("pool.excluded")
    noes = (
        experience(candidate)[1],
        language(candidate, need.languages)[1],
        availability(candidate, yardstick.calendar, days=yardstick.days, unknown=0.0)[1],
        *(clause.kind.bar(need, profile, candidate) for clause in yardstick.hard),
    )
    return next((no for no in noes if no is not None), None)


def _assessment(yardstick: Yardstick, profile: Profile, candidate: Candidate, topic: Part) -> Assessment:
    rules = yardstick.rules
    tongue, _ = language(candidate, yardstick.need.languages)
    unknown = rules.unknown_availability
    free, _ = availability(candidate, yardstick.calendar, days=yardstick.days, unknown=unknown)
    seasoned, _ = experience(candidate)
    total = _total(rules.weights, topic=topic, language=tongue, availability=free, experience=seasoned)
    no = barred(yardstick, profile, candidate)
    return Assessment(candidate.key, topic, tongue, free, seasoned, total, no)


def _total(weights: Weights, **parts: Part) -> float:
    """The weighted mean of the parts in [0, 1]; what is not a number counts as nothing."""
    shares = {name: max(float(getattr(weights, name)), 0.0) for name in parts}
    whole = sum(shares.values())
    if whole <= 0:
        return 0.0
    total = sum(shares[name] * _bounded(part.score) for name, part in parts.items()) / whole
    return round(total, ASSESSED_DECIMALS)


def _bounded(score: float) -> float:
    return 0.0 if math.isnan(score) else min(max(score, 0.0), 1.0)
