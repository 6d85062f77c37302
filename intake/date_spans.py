"""Which days a text names, and where: ranges, lists, months, quarters, open ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.periods import Period, merged
from intake.date_days import day_month, numeric_day
from intake.date_line import Line, cut
from intake.date_meaning import Meaning, days_meant, with_month
from intake.date_pieces import Piece, is_believable, pieces_at
from intake.date_points import Scope
from intake.date_segments import segments_of
from intake.date_window_weeks import window_weeks

_OPEN_DAYS = timedelta(days=89)
_DAY = timedelta(days=1)
_MOST_MONTHS_AHEAD = 14
_LONGEST_MONTH = 31
_MOST_WORDS_BETWEEN = 16
_STOPS = frozenset(".!?;")


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
    weak: bool = False
    """No month was said, or only 'Monday': a date if somebody's availability is spoken of."""
    doubt: str = ""
    """'order', 'weekday', 'year' or 'next': what somebody has to be asked."""
    readings: tuple[Period, ...] = ()
    """What a doubtful date may mean, the likeliest first."""
    runs: tuple[Period, ...] = ()
    """The days themselves where `period` only holds them all: each Tuesday of the days asked about."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text and what helps to understand its dates."""

    line: Line
    scope: Scope
    window: Period | None

    def contexts(self, before: Sequence[Span]) -> Iterator[Period]:
        """Where a day without its month is looked for: in the days named before, in the window, in the near future."""
        for span in before[-1:-4:-1]:
            # Behind 'from 13 October' the 12th is that of October.
            bound = span.period.end if span.open_start else span.period.start
            yield _whole_months(Period(bound, bound)) if span.open_end or span.open_start else span.period
        for span in before[-1:] if self.window is not None or self.scope.near else ():
            yield _whole_months(span.period)
        if self.window is not None:
            yield self.window
        if self.scope.near:
            yield from _months_ahead(self.scope.today)


def periods_in(
    text: str, *, today: date, language: str = "", window: Period | None = None, near: bool = False
) -> tuple[Span, ...]:
    """All days a text names, in its order; a missing month, year or end is taken from the window or the near future.

    With `near` also 'tomorrow', 'Monday' and, without a window, 'the 12th' are dates.
    """
    spans: list[Span] = []
    at = 0
    for segment in segments_of(cut(text, language), text):
        reading = _Reading(segment.line, Scope(today, near), window)
        at = _read_segment(reading, max(at, segment.first), spans)
    return tuple(_with_ends_joined(spans, text))


def _read_segment(reading: _Reading, at: int, spans: list[Span]) -> int:
    """Adds the days named from this word to the end of the sentence, whose place is given back."""
    while at < len(reading.line.words):
        pieces = pieces_at(reading.line, at, reading.scope)
        for number, piece in enumerate(pieces):
            whole = with_month(piece, pieces[:number], pieces[number + 1 :])
            if is_believable(reading.line, piece, pieces) and (span := _span(reading, whole, spans)):
                spans.append(span)
        at = pieces[-1].next if pieces else at + 1
    return at


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


def _span(reading: _Reading, piece: Piece, before: Sequence[Span]) -> Span | None:
    # '2' or '2.' alone answers some other question, or numbers a list.
    said = reading.line.words[piece.at : piece.next]
    lone = reading.window is None and not before and all(word.isdecimal() or word == "." for word in said)
    lone = lone and piece.bare
    found = None if lone else _found(reading, piece, before)
    if found is None:
        return None
    line = reading.line
    return Span(
        period=_bounded(piece.opens, found.period, reading.scope.today, reading.window),
        start_offset=line.starts[piece.at],
        end_offset=line.ends[piece.next - 1],
        open_start=piece.opens in {"until", "before"},
        open_end=piece.opens in {"from", "after"},
        reversed=found.turned,
        year_said=piece.year_said,
        weak=piece.first.near or (piece.bare and reading.window is None),
        doubt=found.doubt,
        readings=found.readings,
    )


def _found(reading: _Reading, piece: Piece, before: Sequence[Span]) -> Meaning | None:
    today = reading.scope.today
    if piece.first.leans and (leaning := _leaning(reading.line, piece, before)) is not None:
        return Meaning(leaning)
    if piece.first.leans in {"month", "window", "week", "weeks"}:
        return _of_window(piece, reading.window)
    if piece.bare and (giver := _month_to_come(reading.line, piece, before)) is not None:
        piece = with_month(piece, (), (giver,))
    if not piece.bare:
        return days_meant(piece, today, reading.window)
    doubtful: Meaning | None = None
    for context in reading.contexts(before):
        found = days_meant(piece, today, context)
        if found is not None and not found.doubt:
            return _once(piece, found, context, today) if context is reading.window else found
        doubtful = doubtful or found
    return doubtful


def _once(piece: Piece, found: Meaning, window: Period, today: date) -> Meaning:
    """Whether 'the 20th' is one day of a window of several months, or has to be asked."""
    later = Period(found.period.end + _DAY, window.end) if found.period.end < window.end else None
    other = days_meant(piece, today, later) if later is not None else None
    inside = other is not None and not other.doubt and other.period.overlap(window) is not None
    if other is None or not inside or piece.first.weekday is not None:
        return found
    return replace(found, doubt="month", readings=(found.period, other.period))


def _leaning(line: Line, piece: Piece, before: Sequence[Span]) -> Period | None:
    """'the first week' of the month, 'the Wednesday' of the days, 'the week after' the one named in the same sentence."""
    if not before or piece.second is not None or piece.opens or _is_new_sentence(line, piece, before[-1]):
        return None
    point, last = piece.first, before[-1].period
    if point.leans == "week":
        monday = last.end + (7 - last.end.weekday()) * _DAY
        return Period(monday, monday + 6 * _DAY)
    if point.leans == "weeks":
        is_week = last.start.weekday() == 0 and last.days % 7 == 0
        return point.period(last.end.year, point.month or last.end.month) if is_week else None
    if point.leans in {"month", "window"}:
        is_month = (last.start.year, last.start.month) == (last.end.year, last.end.month)
        return point.period(last.start.year, last.start.month) if is_month else None
    days = [day for day in last if day.weekday() == point.weekday] if last.days <= _LONGEST_MONTH else []
    return Period(days[0], days[0]) if len(days) == 1 else None


def _of_window(piece: Piece, window: Period | None) -> Meaning | None:
    """'Only the second week': of the days asked about."""
    alone = piece.first.leans == "window" and piece.second is None and not piece.opens
    return window_weeks(piece.first, window) if alone and window is not None else None


def _is_new_sentence(line: Line, piece: Piece, last: Span) -> bool:
    between = range(max(0, piece.at - _MOST_WORDS_BETWEEN), piece.at)
    return any(line.word(at) in _STOPS and line.starts[at] >= last.end_offset for at in between)


def _month_to_come(line: Line, piece: Piece, before: Sequence[Span]) -> Piece | None:
    """The next date of the sentence that has its month: 'Tuesday 10 in the afternoon or Wednesday 11 March'."""
    if piece.opens or (before and not _is_new_sentence(line, piece, before[-1])):
        return None
    for at in range(piece.next, min(piece.next + _MOST_WORDS_BETWEEN, len(line.words))):
        if line.word(at) in _STOPS or line.word(at) == "|":
            return None
        if (
            line.number(at) is not None
            and (found := day_month(line, at) or numeric_day(line, at)) is not None
        ):
            return Piece(found.point, None, at, found.next)
    return None


def _whole_months(period: Period) -> Period:
    start = period.start.replace(day=1)
    return Period(start, (period.end.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY)


def _months_ahead(today: date) -> Iterator[Period]:
    """The coming month, then longer and longer ahead: 'Friday 14th' is the nearest Friday the 14th."""
    yield Period(today, today + 35 * _DAY)
    for months in range(2, _MOST_MONTHS_AHEAD):
        yield Period(today + (31 * months - 31) * _DAY, today + (31 * months + 5) * _DAY)


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
        if waiting is not None and _bars(waiting, span, text):
            last = span.period.start - _DAY
            yield _joined(waiting, replace(span, period=Period(last, last), open_end=False))
            waiting = None
            continue
        if waiting is not None and _closes(waiting, span, text):
            yield _joined(waiting, span)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = span
    if waiting is not None:
        yield waiting


def _joined(first: Span, second: Span) -> Span:
    return Span(
        Period(first.period.start, second.period.start if second.open_end else second.period.end),
        first.start_offset,
        second.end_offset,
        year_said=first.year_said or second.year_said,
        weak=first.weak and second.weak,
        doubt=first.doubt or second.doubt,
        readings=first.readings or second.readings,
    )


_STAYS = re.compile(
    r"(?<!\w)(?:stay|remain|leave|leaving|work|fly (?:back|home)|go (?:back|home)|back|return(?:ing)?|departure|rester|repartir|repars|rentre|retour|départ|quedarme|me quedo|salir|regresar|(?:me )?regreso|vuelta|vuelvo|salida"
    r"|ficar|fico|regressar|regresso|volta|volto|partida|bleiben|zurück|rückreise|abreise|restare|ripartire|ritorno|partenza)(?!\w)",
    re.IGNORECASE,
)


def _closes(first: Span, second: Span, text: str) -> bool:
    between = text[first.end_offset : second.start_offset]
    if second.open_end and _returns(first, second, text):
        return True  # 'from the 16th, and I go back on the 26th'
    if (
        first.period.days == 1
        and not first.open_start
        and not (second.period.days > 1 and not second.open_start)
    ):
        lasts = len(between) <= _LONGEST_STAY and "." not in between and _STAYS.search(between) is not None
        if lasts and first.period.start <= second.period.end:
            return True  # 'arrive on the 8th and stay until the 12th'
    near = len(text[first.end_offset : second.start_offset].split()) <= 2
    starts = first.open_end or (
        second.open_start
        and first.period.days > 1
        and first.period.contains(Period(second.period.end, second.period.end))
    )
    return starts and second.open_start and near and first.period.start <= second.period.end


_LONGEST_STAY = 60
# 'Not before the 10th nor after the 24th'.
_NOR = re.compile(r"[\s,;]{0,3}(?:nor|or|and not|ni|ou|nem|y no|et pas|e n[ãa]o|oder)\s{1,3}", re.IGNORECASE)
_NOT = re.compile(r"n(?:ot|either|o|ão|ao|i|em)(?!\w)|pas(?!\w)|ne(?!\w)", re.IGNORECASE)


def _bars(first: Span, second: Span, text: str) -> bool:
    """Whether two open ends bound one run from both sides: what is ruled out after it ends it."""
    between = text[first.end_offset : second.start_offset]
    barred = _NOT.match(text, first.start_offset) is not None
    later = first.period.start < second.period.start
    return first.open_end and second.open_end and barred and later and _NOR.fullmatch(between) is not None


def _returns(first: Span, second: Span, text: str) -> bool:
    """Whether the later day is the one of the journey home; "." ends what is said of the first."""
    between = text[first.end_offset : second.end_offset]
    near = len(between) <= _LONGEST_STAY and "." not in between and _STAYS.search(between) is not None
    begins = first.open_end or first.period.days == 1
    return near and begins and not first.open_start and first.period.start < second.period.start
