"""'The second half of March, that is the 16th to the 27th': of two ways to name the same days the exact one counts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from config.periods import Period
from intake.date_spans import Span

_LEAST = 6
"""A stretch of fewer days is exact enough."""
_LONGEST_BETWEEN = 60
_CALLED = (
    r"(?:so|the|i\.? ?e\.?|ie|that is|namely|say|from|between|on|soit|c'est[- ]à[- ]dire|à savoir|donc|du|de|d'|entre|les?|au|es decir|o sea|esto es|concretamente|del|desde|el|los|entre"
    r"|ou seja|isto é|quer dizer|concretamente|dos?|entre|os|das|também|das heißt|d\. ?h\.|also|vom|von|zwischen|cioè|ossia|dal|dei|tra|:|,|;|–|-)"
)
_BETWEEN = re.compile(
    rf"\s*[,:;(–-]\s*(?:{_CALLED}\s*){{0,3}}|\s+(?:so|soit|also|i\.?e\.?|ou seja|o sea|es decir|cioè|donc) (?:{_CALLED}\s*){{0,2}}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"(?P<words>[^.!?();:]{{0,45}})\((?:{_CALLED}\s*){{0,3}}", re.IGNORECASE)
# What turns away from the days named: 'March is fine except the holiday (9-13)'.
_TURNS = re.compile(
    r"(?<!\w)(?:but|not|except\w*|without|save|apart|bar|mais|sauf|pas|hormis|excepté|pero|no|salvo|excepto|menos|mas|não|exceto|tirando|aber|nicht|außer|ma|non|tranne|until|till|jusqu\w*|hasta|até|bis|fino|and|et|y|e|und|or|ou|o|oder)(?!\w)",
    re.IGNORECASE,
)


def narrowed_by_apposition(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The days, a stretch cut down to the exact days that follow it and lie in it."""
    found = list(spans)
    for number, (stretch, exact) in enumerate(pairwise(spans)):
        if _is_called(stretch, exact, text):
            found[number] = replace(stretch, period=exact.period, readings=(), doubt=exact.doubt)
    return tuple(found)


def _is_called(stretch: Span, exact: Span, text: str) -> bool:
    """Whether the exact days only say again which days the stretch is."""
    opens = stretch.open_start or stretch.open_end or exact.open_start or exact.open_end
    opens = opens or stretch.doubt not in {"", "month"}
    if opens or not _may_be(stretch.period, exact.period):
        return False
    between = text[stretch.end_offset : exact.start_offset]
    numbered = _NUMBERED.search(text[stretch.start_offset : stretch.end_offset])
    if numbered or len(between) > _LONGEST_BETWEEN:
        return False
    bracket = _IN_BRACKETS.fullmatch(between)
    if bracket is not None:
        return _TURNS.search(bracket["words"]) is None
    return _BETWEEN.fullmatch(between) is not None


def _may_be(outer: Period, inner: Period) -> bool:
    """Whether days can be those of a stretch; 'the last week (23-27 March)' is not the last seven days."""
    shared = outer.overlap(inner)
    if shared is None or inner == outer or outer.days < _LEAST:
        return False
    return _FEW <= inner.days <= outer.days and 2 * shared.days >= inner.days


# 'Busy 2-20 March, 9-13 is possible' names two things; 'the 2nd half of March' is one stretch.
_NUMBERED = re.compile(
    r"\d(?!(?:st|nd|rd|re|er|e|ère|ème|ª|º|°|\.)?[ \w]{0,3} ?(?:half|week|wk|semaine|quinzaine|moitié|semana|quincena|mitad|quinzena|metade|woche|hälfte|settimana|metà))"
)
_FEW = 2
"""A single day behind a comma may be one more: 'in March, the 16th'."""
