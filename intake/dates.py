"""Which days a text speaks of: ranges, lists, months, quarters, open ends; and misprinted dates of old lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from config.periods import Period, merged
from intake import date_words as words
from intake.date_line import Line, cut
from intake.date_meaning import days_meant, with_month
from intake.date_pieces import Piece, is_believable, pieces_at

_OPEN_DAYS = timedelta(days=89)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days named in a text, and where: `text[start_offset:end_offset]` names them."""

    period: Period
    start_offset: int
    end_offset: int
    open_start: bool = False
    """'until the 20th': the start was supplied (the window's, or today)."""
    open_end: bool = False
    """'from the 12th': the end was supplied (the window's, or three months on)."""
    reversed: bool = False
    """'20-12 March': the days are given the right way round here."""
    year_said: bool = False


def periods_in(
    text: str, *, today: date, language: str = "", window: Period | None = None
) -> tuple[Span, ...]:
    """All days a text names, in its order; a missing month, year or end is taken from the window or the near future."""
    line = cut(text, language)
    spans: list[Span] = []
    at = 0
    while at < len(line.words):
        pieces = pieces_at(line, at, today)
        found = list(_spans(line, pieces, today, window))
        spans.extend(found)
        at = pieces[-1].next if pieces else at + 1
    return tuple(_with_ends_joined(spans, text))


def read_period(text: str, *, today: date, language: str = "") -> Period | None:
    """The one run of days an answer means; of several separate ones the first."""
    spans = periods_in(text, today=today, language=language)
    if spans:
        return merged(span.period for span in spans)[0]
    return _whole_year(text, today)


def _whole_year(text: str, today: date) -> Period | None:
    """'2026' or 'any time in 2026'."""
    years = re.findall(r"(?<![\d/.-])(20\d\d|21\d\d)(?![\d/.-])", text[:200])
    if len(years) != 1 or re.search(r"\d", text[:200].replace(years[0], "", 1)):
        return None
    end = date(int(years[0]), 12, 31)
    start = date(int(years[0]), 1, 1)
    return Period(max(start, today), end) if end >= today else Period(start, end)


def _spans(line: Line, pieces: Sequence[Piece], today: date, window: Period | None) -> Iterator[Span]:
    for number, piece in enumerate(pieces):
        meant = with_month(piece, pieces[number + 1 :], window)
        if meant is None or not is_believable(line, piece, pieces):
            continue
        found = days_meant(meant, today, window)
        if found is not None:
            period, turned = found
            yield Span(
                period=_bounded(piece.opens, period, today, window),
                start_offset=line.starts[piece.at],
                end_offset=line.ends[piece.next - 1],
                open_start=piece.opens in {"until", "before"},
                open_end=piece.opens in {"from", "after"},
                reversed=turned,
                year_said=meant.year_said,
            )


def _bounded(opens: str, period: Period, today: date, window: Period | None) -> Period:
    """The open side closed by the window; without one by today or three months on."""
    if opens in {"from", "after"}:
        start = period.start if opens == "from" else period.end + _DAY
        return Period(start, max(start, window.end if window else start + _OPEN_DAYS))
    if opens in {"until", "before"}:
        end = period.end if opens == "until" else period.start - _DAY
        return Period(min(end, window.start if window else today), end)
    return period


def _with_ends_joined(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """'after the 12th and before the 20th' is one run of days."""
    waiting: Span | None = None
    for span in spans:
        if waiting is not None and _closes(waiting, span, text):
            period = Period(waiting.period.start, span.period.end)
            said = waiting.year_said or span.year_said
            yield Span(period, waiting.start_offset, span.end_offset, year_said=said)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = span
    if waiting is not None:
        yield waiting


def _closes(first: Span, second: Span, text: str) -> bool:
    near = len(text[first.end_offset : second.start_offset].split()) <= 2
    return first.open_end and second.open_start and near and first.period.start <= second.period.end


# --- dates of old lists ---


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date of an old list; `note` is '' or how a misprint was read (a word, not a sentence)."""

    date: date
    note: str = ""


_PRINTED = (
    ("", re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")),
    ("", re.compile(r"(?P<y>\d{4})-(\d{2})-(\d{2})")),
    ("separator", re.compile(r"(\d{1,2})[ .,;-]{1,3}(\d{1,2})[ .,;-]{1,3}(\d{4})")),
    ("missing_separator", re.compile(r"(\d{2})[/.-](\d{2})(\d{4})")),
    ("missing_separator", re.compile(r"(\d{2})(\d{2})[/.-](\d{4})")),
    ("missing_separator", re.compile(r"(\d{2})(\d{2})(\d{4})")),
    ("short_year", re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})")),
    ("month_name", re.compile(r"(\d{1,2})[ /.-]{1,3}([^\W\d_]{3,12})\.?[ /.-]{1,3}(\d{4}|\d{2})")),
)


def read_printed_date(text: str) -> PrintedDate | None:
    """A date of an imported list, read even when misprinted: 15/072014, 14/May/2014."""
    text = text.strip()[:40]
    for note, pattern in _PRINTED:
        if match := pattern.fullmatch(text):
            return _printed(match, note)
    return None


def _printed(match: "re.Match[str]", note: str) -> PrintedDate | None:
    parts = list(match.groups())
    if "y" in match.groupdict():
        parts.reverse()
    month = _month_number(parts[1])
    day, year = int(parts[0]), int(parts[2])
    year += 2000 if year < 100 else 0
    if 12 < month <= 31 and day <= 12:
        day, month, note = month, day, "month_first"
    try:
        return PrintedDate(date(year, month, day), note)
    except ValueError:
        return None


def _month_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    word = cut(text).word(0)
    return words.MONTHS.get(word) or words.SHORT_MONTHS.get(word, 0)
