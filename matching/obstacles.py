"""Why there is no team: shortages that can be counted, then every single change that would make one possible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from config.rules import Rules
from matching.availability import Calendar
from matching.board import set_up
from matching.hunt import Effort, best_lineups
from matching.languages import speaks
from matching.need import Assessment, Candidate, LanguageNeed, Need, Reason
from matching.ranking import Yardstick, barred
from matching.rules import clauses

Rows = Sequence[Sequence[Assessment]]


@dataclass(frozen=True, slots=True)
class Situation:
    """A need with the people and rules there are; relaxing it gives another one."""

    need: Need
    candidates: Sequence[Candidate]
    rules: Rules


def obstacles(now: Situation, assessments: Rows) -> tuple[Reason, ...]:
    """Reasons, the plainest first; never empty when there is no team."""
    plain = tuple(_impossible(now, assessments))
    if plain:
        return plain
    short = tuple(_shortages(now, assessments))
    changes = tuple(reason for reason, relaxed in _relaxations(now) if _exists(now, relaxed, assessments))
    shorter = _shorter(now, assessments)
    found = (*short, *changes, *shorter)
    return found or (Reason("obstacle.no_single_change"),)


def _impossible(now: Situation, assessments: Rows) -> Iterator[Reason]:
    """What no change of rules could mend."""
    if not now.candidates:
        yield Reason("obstacle.nobody_registered")
        return
    if len(now.candidates) < len(now.need.profiles):
        yield Reason("obstacle.too_few_registered", _counted(len(now.candidates), now.need))
    days = len(Calendar.of(now.need.window).days)
    if days < now.need.days:
        yield Reason("obstacle.window_too_short", {"count": days, "days": now.need.days})
    yield from _pins(now, assessments)


def _pins(now: Situation, assessments: Rows) -> Iterator[Reason]:
    need = now.need
    if len(need.pinned) > len(need.profiles):
        yield Reason("obstacle.too_many_pins", _counted(len(need.pinned), need))
    known = {candidate.key: n for n, candidate in enumerate(now.candidates)}
    for key in sorted(need.pinned):
        if key not in known:
            yield Reason("obstacle.pin_unknown", {"expert": key})
            continue
        noes = [row[known[key]].barred for row in assessments]
        if noes and all(noes):
            yield Reason("obstacle.pin_barred", {"expert": key})
            yield noes[0] or Reason("pool.excluded")


def _shortages(now: Situation, assessments: Rows) -> Iterator[Reason]:
    """How few speak a language, and how few are left when all personal conditions are applied."""
    for language in now.need.languages:
        yield from _speakers(now, language)
    left = sum(any(row[n].barred is None for row in assessments) for n in range(len(now.candidates)))
    if left < len(now.need.profiles):
        key = {0: "nobody_left", 1: "one_left"}.get(left, "few_left")
        yield Reason(f"obstacle.{key}", {**_counted(left, now.need), "candidates": len(now.candidates)})


def _speakers(now: Situation, language: LanguageNeed) -> Iterator[Reason]:
    count = sum(speaks(candidate, language.code, language.minimum) for candidate in now.candidates)
    if count < len(now.need.profiles):
        key = {0: "no_speaker", 1: "one_speaker"}.get(count, "few_speakers")
        values = {"language": language.code, "level": language.minimum.label}
        yield Reason(f"obstacle.{key}", {**_counted(count, now.need), **values})


def _relaxations(now: Situation) -> Iterator[tuple[Reason, Situation]]:
    """Every single change worth trying, with the words for it."""
    need = now.need
    for rule in now.rules.hard:
        kept = tuple(one for one in now.rules.hard if one is not rule)
        relaxed = replace(now, rules=replace(now.rules, hard=kept))
        yield Reason("obstacle.without_rule", {"rule": rule.name}), relaxed
    for language in need.languages:
        others = tuple(one for one in need.languages if one is not language)
        relaxed = replace(now, need=replace(need, languages=others))
        yield Reason("obstacle.without_language", {"language": language.code}), relaxed
    unknown = [replace(one, free=None, busy=()) for one in now.candidates]
    yield Reason("obstacle.other_dates"), replace(now, candidates=unknown)
    pardoned = [replace(one, flagged=False) for one in now.candidates]
    yield Reason("obstacle.without_flags"), replace(now, candidates=pardoned)
    yield Reason("obstacle.without_exclusions"), replace(now, need=replace(need, excluded=frozenset()))
    yield Reason("obstacle.without_pins"), replace(now, need=replace(need, pinned=frozenset()))


def _shorter(now: Situation, assessments: Rows) -> Iterator[Reason]:
    """The longest stay, shorter than the one asked for, that a team has days for."""
    shortest, longest = 0, max(now.need.days, 1)
    while longest - shortest > 1:
        middle = (shortest + longest) // 2
        if _exists(now, replace(now, need=replace(now.need, days=middle)), assessments):
            shortest = middle
        else:
            longest = middle
    if shortest:
        yield Reason("obstacle.shorter_stay", {"days": shortest})


def _exists(now: Situation, relaxed: Situation, assessments: Rows) -> bool:
    """Whether the relaxed situation has a team; scores do not matter, so they are not made anew."""
    if relaxed == now:
        return False
    rows = _barred_anew(now, relaxed, assessments)
    board = set_up(relaxed.need, relaxed.candidates, rows, clauses(relaxed.need, relaxed.rules))
    return bool(best_lineups(board, Effort(wanted=1))[1].lineups)


def _barred_anew(now: Situation, relaxed: Situation, assessments: Rows) -> list[list[Assessment]]:
    before, after = _noes(now), _noes(relaxed)
    return [
        [
            # A no that does not come from the situation, an officer's for instance, stays.
            one if one.barred and not was else replace(one, barred=no)
            for one, was, no in zip(row, before[profile], after[profile], strict=True)
        ]
        for row, profile in zip(assessments, now.need.profiles, strict=True)
    ]


def _noes(at: Situation) -> dict[object, list[Reason | None]]:
    """By profile, why each candidate cannot take such a seat."""
    yardstick = Yardstick.of(at.need, at.rules)
    return {
        profile: [barred(yardstick, profile, one) for one in at.candidates]
        for profile in dict.fromkeys(at.need.profiles)
    }


def _counted(count: int, need: Need) -> dict[str, str | int | float]:
    return {"count": count, "needed": len(need.profiles)}
