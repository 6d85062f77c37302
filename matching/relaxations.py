"""What would have to change for a team to exist: every single change, else every two, with the teams each unlocks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import combinations

import numpy as np

from config.languages import Level
from config.periods import Period
from config.rules import Rule, Rules
from matching.hunt import Effort
from matching.need import LanguageNeed, Need, Reason
from matching.situation import Situation
from matching.solve import Found, best_lineups

MOST_COUNTED = 100
"""Teams are counted up to here."""
MOST_PAIRS = 3
LONGER_BY = (5, 10, 20)
"""By how many working days a period is drawn out, at most."""
ENOUGH = Effort(wanted=MOST_COUNTED, node_limit=5_000)

Step = Callable[[Situation], Situation]


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One thing that may give way, and the words for it."""

    reason: Reason
    made: Step


@dataclass(frozen=True, slots=True, eq=False)
class Unlocked:
    """Changes that together make teams exist."""

    changes: tuple[Change, ...]
    situation: Situation
    found: Found

    def reasons(self) -> tuple[Reason, ...]:
        """The changes in words, with the number of teams; two at once are announced."""
        count = len(self.found.lineups)
        teams = f"{count}+" if count >= MOST_COUNTED or not self.found.proven else count
        said = [replace(one.reason, values={**one.reason.values, "teams": teams}) for one in self.changes]
        return (Reason("unlock.both", {"teams": teams}), *said) if len(said) > 1 else tuple(said)


def unlocking(now: Situation) -> tuple[Unlocked, ...]:
    """The smallest sets of changes, one or two, that make a team exist."""
    changes = tuple(each_change(now))
    alone = tuple(one for change in changes if (one := _tried(now, (change,))) is not None)
    if alone:
        return alone
    pairs = (_tried(now, pair) for pair in combinations(changes, 2))
    found = (one for one in pairs if one is not None)
    return tuple(one for _, one in zip(range(MOST_PAIRS), found, strict=False))


def each_change(now: Situation) -> Iterator[Change]:
    """Every single change that is one."""
    yield from _of_rules(now.rules)
    for language in now.need.languages:
        yield from _of_language(language)
    yield from _of_days(now)
    if now.pool.flagged.any():
        pardoned = np.zeros_like(now.pool.flagged)
        yield Change(
            Reason("unlock.without_flags"), lambda at: replace(at, pool=replace(at.pool, flagged=pardoned))
        )
    if now.need.excluded:
        yield Change(Reason("unlock.without_exclusions"), lambda at: _asked(at, excluded=frozenset()))
    if now.need.pinned:
        yield Change(Reason("unlock.without_pins"), lambda at: _asked(at, pinned=frozenset()))


def without_rule(name: str) -> Step:
    """The step that drops a rule."""
    return lambda at: replace(
        at, rules=replace(at.rules, hard=tuple(one for one in at.rules.hard if one.name != name))
    )


def _of_rules(rules: Rules) -> Iterator[Change]:
    for rule in rules.hard:
        for param in ("count", "minimum"):
            needed = _number(rule.params, param, 2 if (rule.kind, param) == ("distinct", "minimum") else 1)
            if needed > 1:
                eased = replace(rule, params={**rule.params, param: needed - 1})
                reason = Reason("unlock.fewer", {"rule": rule.name, "needed": needed - 1})
                yield Change(reason, _with_rule(rule.name, eased))
        yield Change(Reason("unlock.without_rule", {"rule": rule.name}), without_rule(rule.name))


def _of_language(language: LanguageNeed) -> Iterator[Change]:
    if language.minimum > Level.A2:
        lower = Level(language.minimum - 1)
        values = {"language": language.code, "level": lower.label}
        yield Change(Reason("unlock.lower_level", values), lambda at: _at_level(at, language.code, lower))
    yield Change(
        Reason("unlock.without_language", {"language": language.code}),
        lambda at: _asked(at, languages=tuple(one for one in at.need.languages if one.code != language.code)),
    )


def _of_days(now: Situation) -> Iterator[Change]:
    free = replace(now.pool, days=np.full_like(now.pool.days, ~np.uint64(0)))
    yield Change(Reason("unlock.other_dates"), lambda at: replace(at, pool=free))
    longer = ((more, _longer(now.need.window, more)) for more in LONGER_BY)
    for more, window in longer:
        if _exists(_in(now, window)):
            yield Change(Reason("unlock.longer_period", {"days": more}), partial(_in, window=window))
            break
    days = _longest_stay(now)
    if days:
        yield Change(Reason("unlock.shorter_stay", {"days": days}), lambda at: _asked(at, days=days))


def _longest_stay(now: Situation) -> int:
    """The longest stay, shorter than the one asked for, that a team has days for; 0 if there is none."""
    shortest, longest = 0, max(now.need.days, 1)
    while longest - shortest > 1:
        middle = (shortest + longest) // 2
        if _exists(_asked(now, days=middle)):
            shortest = middle
        else:
            longest = middle
    return shortest


def _tried(now: Situation, changes: Sequence[Change]) -> Unlocked | None:
    for change in changes:
        now = change.made(now)
    found = best_lineups(now.question(), ENOUGH)
    return Unlocked(tuple(changes), now, found) if found.lineups else None


def _exists(now: Situation) -> bool:
    return bool(best_lineups(now.question(), Effort(wanted=1)).lineups)


def _asked(at: Situation, **changes: object) -> Situation:
    need: Need = replace(at.need, **changes)  # type: ignore[arg-type] # fields of a need, by name
    return replace(at, need=need)


def _in(at: Situation, window: Period) -> Situation:
    return replace(_asked(at, window=window), pool=at.pool_for(window))


def _at_level(at: Situation, code: str, level: Level) -> Situation:
    """One language accepted at a lower level; the others keep theirs, as each has a minimum of its own."""
    languages = tuple(replace(one, minimum=level) if one.code == code else one for one in at.need.languages)
    hard = tuple(_at_most(rule, level) for rule in at.rules.hard)
    return _asked(replace(at, rules=replace(at.rules, hard=hard)), languages=languages)


def _at_most(rule: Rule, level: Level) -> Rule:
    return (
        replace(rule, params={**rule.params, "all": level.label}) if rule.kind == "language_cover" else rule
    )


def _with_rule(name: str, rule: Rule) -> Step:
    return lambda at: replace(
        at, rules=replace(at.rules, hard=tuple(rule if one.name == name else one for one in at.rules.hard))
    )


def _longer(window: Period, working_days: int) -> Period:
    """The window and so many working days more."""
    end = window.end
    while working_days > 0:
        end += timedelta(days=1)
        working_days -= end.weekday() < 5
    return Period(window.start, end)


def _number(params: Mapping[str, object], name: str, default: int) -> int:
    value = params.get(name, default)
    return value if isinstance(value, int) else default
