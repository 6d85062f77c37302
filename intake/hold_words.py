"""What an officer writes after HOLD: the day to look at the request again, and why it waits."""

from dataclasses import dataclass
from datetime import date, timedelta

from config.folding import fold
from intake.date_spans import Span, periods_in

LONGEST_HOLD = timedelta(days=2 * 366)
"""A day farther away is a slip of the pen."""
_ONE_DAY = timedelta(days=1)
_END = frozenset({"end", "fin", "fim", "final", "finales", "finais"})
_UNTIL = frozenset({"until", "till", "to", "on", "jusqu", "jusque", "a", "au", "le", "hasta", "el", "al", "ate", "o", "ao"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class HoldWords:
    """What an officer wrote after HOLD."""

    until: date | None
    """The day to look at the request again; None if the words name none that is to come."""
    reason: str


def read_hold(words: str, *, today: date, language: str = "") -> HoldWords:
    """The wake-up day and the reason: `2026-05-01 waiting for the new minister`, `until May`."""
    spans = periods_in(words, today=today, language=language)
    for span in spans[:1]:
        day = _wake_day(span, words)
        fits = today < day <= today + LONGEST_HOLD
        return HoldWords(day if fits else None, _without(words, span))
    return HoldWords(None, words.strip())


def _wake_day(span: Span, words: str) -> date:
    """The day meant: "until May" and "May" end when May begins, "until the end of May" when it is over."""
    named = set(fold(words[span.start_offset : span.end_offset]).split())
    if named & _END:
        return span.period.end
    if not span.open_start:
        return span.period.start
    names_a_day = any(word.isdecimal() and len(word) <= 2 for word in named)
    ends_a_month = (span.period.end + _ONE_DAY).day == 1
    return span.period.end.replace(day=1) if ends_a_month and not names_a_day else span.period.end


def _without(words: str, span: Span) -> str:
    """The reason: the words beside the day, if they are not only "until"."""
    before = words[: span.start_offset].rstrip(" \n,;:–-")
    after = words[span.end_offset :].lstrip(" \n,;:.–-").rstrip()
    if set(fold(before).split()) <= _UNTIL:
        return after
    return words.strip()
