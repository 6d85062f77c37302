"""The kinds of rules a facility may write: what each looks at in a person, and when a team meets it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from typing_extensions import override

from config.languages import Level
from matching.availability import Calendar, common_period, has_run
from matching.conditions import Condition, Coverage, Ints, Marks, Tally, Together, Variety, some_day
from matching.languages import speaks
from matching.need import Candidate, Need, Profile, Reason
from matching.pool import NUMBERS, Pool

Trait = Hashable
Value = str | int | float

_WORDED = frozenset({"missions_abroad", "years", "country", "region", "gender", "occupation"})
_WORDED_DISTINCT = frozenset({"country", "region", "gender", "occupation"})
"""Attributes the catalogues have words of their own for."""


@dataclass(frozen=True, slots=True)
class Kind(ABC):
    """A rule of one kind, its parameters read; the search knows people only by their traits."""

    def bar(self, need: Need, profile: Profile, candidate: Candidate) -> Reason | None:
        """Why this person alone breaks the rule, if so."""
        del need, profile, candidate
        return None

    def trait(self, need: Need, candidate: Candidate) -> Trait:
        """What the rule looks at in a person; people with equal traits are alike to it."""
        return self.bar(need, Profile(), candidate) is None

    def possible(self, need: Need, traits: Sequence[Trait], missing: int = 0) -> bool:
        """Whether the members so far may still meet the rule with `missing` more; none missing: whether they do."""
        del need, missing
        return all(traits)

    def allows(self, need: Need, profile: Profile, pool: Pool) -> Marks:
        """Who of the pool is not barred from such a seat; the same as `bar`, all at once."""
        del need, profile
        return np.ones(len(pool), dtype=np.bool_)

    def conditions(self, need: Need, pool: Pool) -> tuple[Condition, ...]:
        """What a team of the pool must be to meet the rule; the same as `possible`, for the search."""
        return (Tally(len(need.profiles), self.allows(need, Profile(), pool)),)

    def parts(self, need: Need, pool: Pool) -> tuple[tuple[Condition, ...], ...]:
        """As a wish, what each earns an even part of the weight."""
        return (self.conditions(need, pool),)

    @abstractmethod
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        """What the team has of what the rule asks."""


@dataclass(frozen=True, slots=True)
class AtLeast(Kind):
    """At least `count` members whose attribute is `value`, one of several values, or that number or more."""

    attribute: str
    value: Value | tuple[Value, ...]
    count: int = 1

    @override
    def trait(self, need: Need, candidate: Candidate) -> Trait:
        own: Value = getattr(candidate, self.attribute)
        if isinstance(self.value, tuple):
            return own in self.value
        return own == self.value if isinstance(own, str) or isinstance(self.value, str) else own >= self.value

    @override
    def possible(self, need: Need, traits: Sequence[Trait], missing: int = 0) -> bool:
        return sum(map(bool, traits)) + missing >= self._needed(need)

    @override
    def conditions(self, need: Need, pool: Pool) -> tuple[Condition, ...]:
        return (Tally(self._needed(need), self.marks(pool)),)

    def marks(self, pool: Pool) -> Marks:
        """Whose attribute it is."""
        accepted = self.value if isinstance(self.value, tuple) else (self.value,)
        if self.attribute not in NUMBERS:
            return pool.text(self.attribute).among(accepted)
        own = pool.number(self.attribute)
        if isinstance(self.value, tuple):
            return np.isin(own, [one for one in accepted if not isinstance(one, str)])
        return np.zeros(len(pool), dtype=np.bool_) if isinstance(self.value, str) else own >= self.value

    @override
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        values = {"count": sum(map(bool, traits)), "needed": self._needed(need)}
        if (self.attribute, self.value) == ("eligibility", "partner"):
            return Reason("rule.at_least.partner_country", values)
        worded = self.attribute if self.attribute in _WORDED else "other"
        return Reason(f"rule.at_least.{worded}", values)

    def _needed(self, need: Need) -> int:
        """A rule for two cannot bind a team of one."""
        return min(self.count, len(need.profiles))


@dataclass(frozen=True, slots=True)
class Distinct(Kind):
    """At least `minimum` different values of an attribute, among the members who match `among`."""

    attribute: str
    minimum: int = 2
    among: AtLeast | None = None

    @override
    def trait(self, need: Need, candidate: Candidate) -> Trait:
        counts = self.among is None or self.among.trait(need, candidate)
        return (getattr(candidate, self.attribute) or None) if counts else None

    @override
    def possible(self, need: Need, traits: Sequence[Trait], missing: int = 0) -> bool:
        return self._found(traits) + missing >= self._needed(need)

    @override
    def conditions(self, need: Need, pool: Pool) -> tuple[Condition, ...]:
        codes: Ints
        if self.attribute in NUMBERS:
            codes = pool.number(self.attribute)
        else:
            codes = pool.text(self.attribute).codes.astype(np.int64)
        counts = codes if self.among is None else np.where(self.among.marks(pool), codes, 0)
        return (Variety(self._needed(need), counts),)

    @override
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        values = {"count": self._found(traits), "needed": self._needed(need)}
        if self.attribute == "country" and self.among == AtLeast("region", "EU"):
            return Reason("rule.distinct.member_states", values)
        return Reason(
            f"rule.distinct.{self.attribute if self.attribute in _WORDED_DISTINCT else 'other'}", values
        )

    def _found(self, traits: Sequence[Trait]) -> int:
        return len(set(traits) - {None})

    def _needed(self, need: Need) -> int:
        return min(self.minimum, len(need.profiles))


@dataclass(frozen=True, slots=True)
class LanguageCover(Kind):
    """Every working language spoken by all members at `everyone` and by one at least at `one`."""

    everyone: Level = Level.B2
    one: Level = Level.C1

    @override
    def bar(self, need: Need, profile: Profile, candidate: Candidate) -> Reason | None:
        for language in need.languages:
            if not speaks(candidate, language.code, self.everyone):
                return Reason("language.missing", {"language": language.code, "level": self.everyone.label})
        return None

    @override
    def trait(self, need: Need, candidate: Candidate) -> Trait:
        """Whether all is spoken well enough, then each language at the higher level."""
        codes = [language.code for language in need.languages]
        enough = all(speaks(candidate, code, self.everyone) for code in codes)
        return (enough, *(speaks(candidate, code, self.one) for code in codes))

    @override
    def possible(self, need: Need, traits: Sequence[Trait], missing: int = 0) -> bool:
        if not traits:
            return missing > 0
        enough, *well = zip(*_flags(traits), strict=True)
        return all(enough) and (missing > 0 or all(any(one) for one in well))

    @override
    def allows(self, need: Need, profile: Profile, pool: Pool) -> Marks:
        marks = np.ones(len(pool), dtype=np.bool_)
        for language in need.languages:
            marks &= pool.speaks(language.code, self.everyone)
        return marks

    @override
    def conditions(self, need: Need, pool: Pool) -> tuple[Condition, ...]:
        if not need.languages:
            return ()
        enough = Tally(len(need.profiles), self.allows(need, Profile(), pool))
        return (enough, *(Tally(1, pool.speaks(one.code, self.one)) for one in need.languages))

    @override
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        if not need.languages:
            return Reason("rule.language_cover.none")
        columns = list(zip(*_flags(traits), strict=True))
        fluent = min(sum(column) for column in columns[1:])
        values: dict[str, Value] = {
            "enough": sum(columns[0]),
            "seats": len(traits),
            "level": self.everyone.label,
            "fluent": fluent,
            "fluent_level": self.one.label,
        }
        return Reason("rule.language_cover", values)


@dataclass(frozen=True, slots=True)
class AreasCovered(Kind):
    """Everybody knows an area of the seat they take; with `share`, the team knows that part of the request's.

    As a wish it is worth its weight by degrees: a team that brings one area more is better for it.
    """

    share: float = 0.0

    @override
    def bar(self, need: Need, profile: Profile, candidate: Candidate) -> Reason | None:
        if profile.areas and not set(profile.areas) & set(candidate.areas):
            return Reason("pool.profile", {"areas": ";".join(profile.areas)})
        return None

    @override
    def trait(self, need: Need, candidate: Candidate) -> Trait:
        return frozenset(candidate.areas) & _asked(need)

    @override
    def possible(self, need: Need, traits: Sequence[Trait], missing: int = 0) -> bool:
        """Who may take which seat is settled person by person; here, whether enough areas are known."""
        return missing > 0 or len(_union(traits)) >= self.share * len(_asked(need))

    @override
    def allows(self, need: Need, profile: Profile, pool: Pool) -> Marks:
        if not profile.areas:
            return np.ones(len(pool), dtype=np.bool_)
        fit: Marks = np.logical_or.reduce([pool.knows(area) for area in profile.areas])
        return fit

    @override
    def conditions(self, need: Need, pool: Pool) -> tuple[Condition, ...]:
        needed = ceil(self.share * len(_asked(need)) - 1e-9)
        if needed <= 0:
            return ()
        bits = np.zeros(len(pool), dtype=np.int64)
        for place, area in enumerate(area for area in sorted(_asked(need)) if area in pool.areas):
            bits |= pool.knows(area).astype(np.int64) << place
        return (Coverage(needed, bits),)

    @override
    def parts(self, need: Need, pool: Pool) -> tuple[tuple[Condition, ...], ...]:
        return tuple((Tally(1, pool.knows(area)),) for area in sorted(_asked(need))) or ((),)

    @override
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        known = [area for area in dict.fromkeys(_every_area(need)) if area in _union(traits)]
        values: dict[str, Value] = {"areas": ";".join(known), "count": len(known), "asked": len(_asked(need))}
        if not values["asked"]:
            return Reason("rule.areas_covered.none")
        return Reason("rule.areas_covered" if known else "rule.areas_covered.nothing", values)


@dataclass(frozen=True, slots=True)
class CommonDays(Kind):
    """The needed working days in a row on which nobody of the team is known to be taken."""

    calendar: Calendar
    days: int

    @override
    def bar(self, need: Need, profile: Profile, candidate: Candidate) -> Reason | None:
        if has_run(self.calendar.possible(candidate), self.days):
            return None
        return Reason("availability.no_run", {"days": self.days})

    @override
    def trait(self, need: Need, candidate: Candidate) -> Trait:
        return self.calendar.possible(candidate)

    @override
    def possible(self, need: Need, traits: Sequence[Trait], missing: int = 0) -> bool:
        return has_run(_shared(self.calendar, traits), self.days)

    @override
    def allows(self, need: Need, profile: Profile, pool: Pool) -> Marks:
        return some_day(pool.starts(self.calendar, self.days))

    @override
    def conditions(self, need: Need, pool: Pool) -> tuple[Condition, ...]:
        return (Together(pool.starts(self.calendar, self.days)),)

    @override
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        period = common_period([_shared(self.calendar, traits)], self.calendar)
        if period is None or not self.possible(need, traits):
            return Reason("rule.common_days.none", {"days": self.days})
        days: dict[str, Value] = {
            "period_start": period.start.isoformat(),
            "period_end": period.end.isoformat(),
        }
        return Reason("rule.common_days", {**days, "days": self.days})


@dataclass(frozen=True, slots=True)
class NoConflict(Kind):
    """Nobody whose attribute is the partner country's."""

    attribute: str = "country"

    @override
    def bar(self, need: Need, profile: Profile, candidate: Candidate) -> Reason | None:
        own: str = getattr(candidate, self.attribute)
        if not own or own != need.country:
            return None
        return Reason("pool.conflict", {"country": need.country})

    @override
    def allows(self, need: Need, profile: Profile, pool: Pool) -> Marks:
        if not need.country:
            return np.ones(len(pool), dtype=np.bool_)
        return ~pool.text(self.attribute).among([need.country])

    @override
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        return _personal("no_conflict", traits)


@dataclass(frozen=True, slots=True)
class LoadCap(Kind):
    """Nobody who already has `missions` missions this year."""

    missions: int

    @override
    def bar(self, need: Need, profile: Profile, candidate: Candidate) -> Reason | None:
        if candidate.missions_this_year < self.missions:
            return None
        return Reason("pool.load", {"missions": candidate.missions_this_year, "limit": self.missions})

    @override
    def allows(self, need: Need, profile: Profile, pool: Pool) -> Marks:
        return pool.number("missions_this_year") < self.missions

    @override
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        return _personal("load_cap", traits)


def _personal(kind: str, traits: Sequence[Trait]) -> Reason:
    broken = len(traits) - sum(map(bool, traits))
    return Reason(f"rule.{kind}.broken", {"count": broken}) if broken else Reason(f"rule.{kind}")


def _flags(traits: Sequence[Trait]) -> list[tuple[bool, ...]]:
    return [trait for trait in traits if isinstance(trait, tuple)]


def _shared(calendar: Calendar, traits: Sequence[Trait]) -> int:
    shared = calendar.everything
    for mask in traits:
        shared &= mask if isinstance(mask, int) else 0
    return shared


def _every_area(need: Need) -> Collection[str]:
    return [*need.areas, *(area for profile in need.profiles for area in profile.areas)]


def _asked(need: Need) -> frozenset[str]:
    return frozenset(_every_area(need))


def _union(traits: Sequence[Trait]) -> frozenset[str]:
    return frozenset(area for trait in traits if isinstance(trait, frozenset) for area in trait)
