"""How well a candidate speaks the working languages; below the asked level is a hard no."""

from collections.abc import Mapping
from types import MappingProxyType

from config.languages import Level
from matching.need import Candidate, LanguageNeed, Part, Reason

SCORE_OF_LEVEL: Mapping[Level, float] = MappingProxyType(
    {
        Level.A1: 0.05,
        Level.A2: 0.15,
        Level.B1: 0.35,
        Level.B2: 0.6,
        Level.C1: 0.85,
        Level.C2: 0.95,
        Level.NATIVE: 1.0,
    }
)
"""C1 is where somebody can train and negotiate; from there on more is only a little better."""


def language(candidate: Candidate, needs: tuple[LanguageNeed, ...]) -> tuple[Part, Reason | None]:
    """The language part over all working languages, and the language that rules the candidate out, if any."""
    if not needs:
        return Part(1.0, Reason("language.none_asked")), None
    shortfalls = [reason for need in needs if (reason := _shortfall(candidate, need)) is not None]
    levels = [candidate.languages.get(need.code) for need in needs]
    score = sum(SCORE_OF_LEVEL[level] for level in levels if level is not None) / len(needs)
    if shortfalls:
        return Part(score, shortfalls[0]), shortfalls[0]
    return Part(score, _spoken(needs, [level for level in levels if level is not None])), None


def speaks(candidate: Candidate, code: str, minimum: Level) -> bool:
    """Whether the candidate speaks the language at the level or above."""
    level = candidate.languages.get(code)
    return level is not None and level >= minimum


def _shortfall(candidate: Candidate, need: LanguageNeed) -> Reason | None:
    level = candidate.languages.get(need.code)
    if level is None:
        return Reason("language.missing", {"language": need.code, "level": need.minimum.label})
    if level < need.minimum:
        return Reason(
            "language.below", {"language": need.code, "own": level.label, "level": need.minimum.label}
        )
    return None


def _spoken(needs: tuple[LanguageNeed, ...], levels: list[Level]) -> Reason:
    lowest = min(levels)
    native = lowest is Level.NATIVE
    if len(needs) > 1:
        key = "language.several_native" if native else "language.several"
        return Reason(key, {"count": len(needs), "level": lowest.label})
    key = "language.native" if native else "language.speaks"
    return Reason(key, {"language": needs[0].code, "level": lowest.label})
