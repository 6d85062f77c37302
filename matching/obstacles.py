"""Why there is no team: what no change could mend, else shortages that can be counted."""

from collections.abc import Iterator, Sequence

import numpy as np

from config.rules import Rules
from matching.availability import Calendar
from matching.languages import speaks
from matching.need import Assessment, Candidate, LanguageNeed, Need, Reason
from matching.pool import Pool
from matching.question import kinds_of
from matching.ranking import Yardstick, barred
from matching.situation import Situation, in_millionths

Rows = Sequence[Sequence[Assessment]]


def situation_of(need: Need, candidates: Sequence[Candidate], assessments: Rows, rules: Rules) -> Situation:
    """What was asked, so that it can be relaxed; a no that does not follow from it, an officer's for instance, stays."""
    yardstick = Yardstick.of(need, rules)
    first = [seats[0] for seats in kinds_of(need)]
    shape = (len(first), len(candidates))
    own = [[barred(yardstick, need.profiles[seat], one) is not None for one in candidates] for seat in first]
    given = [[one.barred is not None for one in assessments[seat]] for seat in first]
    scores = [[one.total for one in assessments[seat]] for seat in first]
    return Situation(
        need,
        Pool.of(candidates, need.window),
        rules,
        in_millionths(np.array(scores, dtype=np.float64).reshape(shape)),
        (np.array(given, dtype=np.bool_) & ~np.array(own, dtype=np.bool_)).reshape(shape),
        lambda window: Pool.of(candidates, window),
    )


def impossible(need: Need, candidates: Sequence[Candidate], assessments: Rows) -> Iterator[Reason]:
    """What no change of rules could mend."""
    if not candidates:
        yield Reason("obstacle.nobody_registered")
        return
    if len(candidates) < len(need.profiles):
        yield Reason("obstacle.too_few_registered", _counted(len(candidates), need))
    days = len(Calendar.of(need.window).days)
    if days < need.days:
        yield Reason("obstacle.window_too_short", {"count": days, "days": need.days})
    yield from _pins(need, candidates, assessments)


def _pins(need: Need, candidates: Sequence[Candidate], assessments: Rows) -> Iterator[Reason]:
    if len(need.pinned) > len(need.profiles):
        yield Reason("obstacle.too_many_pins", _counted(len(need.pinned), need))
    known = {candidate.key: n for n, candidate in enumerate(candidates)}
    for key in sorted(need.pinned):
        if key not in known:
            yield Reason("obstacle.pin_unknown", {"expert": key})
            continue
        noes = [row[known[key]].barred for row in assessments]
        if noes and all(noes):
            yield Reason("obstacle.pin_barred", {"expert": key})
            yield noes[0] or Reason("pool.excluded")


def shortages(need: Need, candidates: Sequence[Candidate], assessments: Rows) -> Iterator[Reason]:
    """How few speak a language, and how few are left when all personal conditions are applied."""
    for language in need.languages:
        yield from _speakers(need, candidates, language)
    left = sum(any(row[n].barred is None for row in assessments) for n in range(len(candidates)))
    if left < len(need.profiles):
        key = {0: "nobody_left", 1: "one_left"}.get(left, "few_left")
        yield Reason(f"obstacle.{key}", {**_counted(left, need), "candidates": len(candidates)})


def _speakers(need: Need, candidates: Sequence[Candidate], language: LanguageNeed) -> Iterator[Reason]:
    count = sum(speaks(candidate, language.code, language.minimum) for candidate in candidates)
    if count < len(need.profiles):
        key = {0: "no_speaker", 1: "one_speaker"}.get(count, "few_speakers")
        values = {"language": language.code, "level": language.minimum.label}
        yield Reason(f"obstacle.{key}", {**_counted(count, need), **values})


def _counted(count: int, need: Need) -> dict[str, str | int | float]:
    return {"count": count, "needed": len(need.profiles)}
