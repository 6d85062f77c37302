"""The facility's rules and wishes for one need: read from config, judged on a team."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from config.languages import Level
from config.rules import Rule, Rules, Wish
from matching.availability import Calendar
from matching.fairness import USUAL_SHARE, under_represented
from matching.fairness_kind import UnderRepresented
from matching.kinds import (
    AreasCovered,
    AtLeast,
    CommonDays,
    Distinct,
    Kind,
    LanguageCover,
    LoadCap,
    NoConflict,
    Trait,
    Value,
)
from matching.need import Candidate, Need, RuleOutcome

Params = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule (hard) or wish (worth `weight` when met) of the facility."""

    name: str
    kind: Kind
    hard: bool
    weight: float = 0.0


def clauses(need: Need, rules: Rules) -> tuple[Clause, ...]:
    """The hard rules, then the wishes, ready to judge teams for this need."""
    hard = (Clause(rule.name, _kind(rule, need, rules), hard=True) for rule in rules.hard)
    wishes = (
        Clause(wish.name, _kind(wish, need, rules), hard=False, weight=wish.weight) for wish in rules.wishes
    )
    return (*hard, *wishes)


def judge(need: Need, clause: Clause, team: Sequence[Candidate]) -> RuleOutcome:
    """Whether these members meet the rule, in words."""
    traits = [clause.kind.trait(need, member) for member in team]
    met = clause.kind.possible(need, traits)
    return RuleOutcome(clause.name, clause.hard, met, clause.kind.words(need, traits))


def calendar_of(need: Need) -> Calendar:
    """The working days of the need's window."""
    return Calendar.of(need.window)


def _kind(rule: Rule | Wish, need: Need, rules: Rules) -> Kind:
    if rule.kind not in _READERS:
        raise ValueError(
            f"rule {rule.name!r} has an unknown kind {rule.kind!r}; known: {', '.join(_READERS)}"
        )
    return _READERS[rule.kind](rule.params, need, rules)


def _at_least(params: Params, need: Need, rules: Rules) -> Kind:
    del need, rules
    return _matching(params)


def _distinct(params: Params, need: Need, rules: Rules) -> Kind:
    del need, rules
    among = cast("Params | None", params.get("among"))
    return Distinct(
        str(params["attribute"]), _number(params, "minimum", 2), _matching(among) if among else None
    )


def _language_cover(params: Params, need: Need, rules: Rules) -> Kind:
    del need
    everyone = Level.read(str(params.get("all", ""))) or rules.min_language
    return LanguageCover(everyone, Level.read(str(params.get("one", ""))) or Level.C1)


def _areas_covered(params: Params, need: Need, rules: Rules) -> Kind:
    del need, rules
    return AreasCovered(float(cast("float", params.get("share", 0.0))))


def _common_days(params: Params, need: Need, rules: Rules) -> Kind:
    del params, rules
    return CommonDays(calendar_of(need), max(need.days, 1))


def _no_conflict(params: Params, need: Need, rules: Rules) -> Kind:
    del need, rules
    return NoConflict(str(params.get("attribute", "country")))


def _load_cap(params: Params, need: Need, rules: Rules) -> Kind:
    del need
    return LoadCap(_number(params, "missions", rules.load_cap))


def _under_represented(params: Params, need: Need, rules: Rules) -> Kind:
    del rules
    attribute = str(params["attribute"])
    share = float(cast("float", params.get("share", USUAL_SHARE)))
    return UnderRepresented(attribute, under_represented(need.record, attribute, share))


def _matching(params: Params) -> AtLeast:
    value = params["value"]
    accepted = tuple(value) if isinstance(value, list | tuple | frozenset) else cast("Value", value)
    return AtLeast(str(params["attribute"]), accepted, _number(params, "count", 1))


def _number(params: Params, name: str, default: int) -> int:
    return int(cast("int", params.get(name, default)))


_READERS: Mapping[str, Callable[[Params, Need, Rules], Kind]] = MappingProxyType(
    {
        "at_least": _at_least,
        "distinct": _distinct,
        "language_cover": _language_cover,
        "areas_covered": _areas_covered,
        "common_days": _common_days,
        "no_conflict": _no_conflict,
        "load_cap": _load_cap,
        "under_represented": _under_represented,
    }
)


__all__ = ["Clause", "Trait", "calendar_of", "clauses", "judge"]
