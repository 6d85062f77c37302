"""Which days of the calendar a date or a range means when its month or year was left out, and what is doubtful in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.periods import Period
from intake.date_days import Point
from intake.date_pieces import Piece

_LONG_WAY_BACK = 15
_JUST_PAST = timedelta(days=31)
_Month = tuple[int, int]
"""Year and month."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The days, and what is doubtful about them."""

    period: Period
    turned: bool = False
    """The ends were said in the wrong order."""
    doubt: str = ""
    """'order', 'weekday', 'year' or 'next'."""
    readings: tuple[Period, ...] = ()
    """What a doubtful date may mean, the likeliest first."""


def with_month(piece: Piece, earlier: Sequence[Piece], later: Sequence[Piece]) -> Piece:
    """A bare day takes the month of the next date in its list, else of the last one: '12, 14 and 16 March'."""
    if not piece.bare:
        return _with_year_of_list(piece, later)
    giver = next((one for one in later if not one.bare), None)
    point = _dated_end(giver, first=True) if giver else None
    if point is None:
        giver = next((one for one in reversed(earlier) if not one.bare), None)
        point = _dated_end(giver, first=False) if giver else None
    if point is None or point.months > 1:
        return piece
    second = replace(piece.second, month=point.month, year=point.year) if piece.second else None
    return replace(piece, first=replace(piece.first, month=point.month, year=point.year), second=second)


def _dated_end(piece: Piece, *, first: bool) -> Point | None:
    ends = (piece.first, piece.second) if first else (piece.second, piece.first)
    return next((point for point in ends if point is not None and not point.bare), None)


def _with_year_of_list(piece: Piece, later: Sequence[Piece]) -> Piece:
    """'3 March and 10 April 2027': one year serves all."""
    year = next((one.first.year for one in later if one.first.year is not None), None)
    if piece.year_said or year is None or piece.second is not None:
        return piece
    return replace(piece, first=replace(piece.first, year=year))


def days_meant(piece: Piece, today: date, window: Period | None) -> Meaning | None:
    """The days a piece means; None if no calendar has them."""
    found = _plainly(piece, today, window)
    if found is None or (other := _other_order(piece)) is None:
        return _checked(piece, found, today, window) if found else None
    return _ordered(found, _plainly(other, today, window), window)


def _plainly(piece: Piece, today: date, window: Period | None) -> Meaning | None:
    if piece.second is None:
        point = piece.first.as_bound() if piece.opens else piece.first
        period = _single(point, today, window)
        if period is not None and piece.length:
            period = Period(period.start, period.start + timedelta(days=piece.length - 1))
        return Meaning(period) if period else None
    runs = list(_runs(piece, today, window))
    for run in runs:
        if _is_near(run.period, today, window, years_said=piece.year_said, bare=piece.bare):
            return run
    # 'Del 1 al 15' of the days from 2 to 27 March.
    return next(
        (run for run in runs if piece.bare and not run.turned and _lies_mostly_in(run.period, window)), None
    )


def _runs(piece: Piece, today: date, window: Period | None) -> Iterator[Meaning]:
    """What a run of days may mean, likeliest first."""
    if piece.second is None:
        return
    first, second = _months_shared(piece.first, piece.second)
    for one, other in _years(first, second, today, window):
        start, end = first.as_bound().period(*one), second.as_bound().period(*other)
        if start is None or end is None:
            continue
        turned = end.end < start.start
        yield Meaning(Period(end.start, start.end) if turned else Period(start.start, end.end), turned)


def _lies_mostly_in(period: Period, window: Period | None) -> bool:
    shared = period.overlap(window) if window is not None else None
    return shared is not None and 2 * shared.days > period.days


# --- doubts ---


def _other_order(piece: Piece) -> Piece | None:
    """The piece with day and month the other way round, if it can be read so."""
    if piece.first.doubt != "order" and (piece.second is None or piece.second.doubt != "order"):
        return None
    second = _swapped(piece.second) if piece.second else None
    return replace(piece, first=_swapped(piece.first), second=second)


def _swapped(point: Point) -> Point:
    if point.doubt != "order" or point.month is None:
        return point
    return replace(point, first=point.month, last=point.month, month=point.first)


def _ordered(found: Meaning, other: Meaning | None, window: Period | None) -> Meaning:
    """Of the two readings the only sensible one, else both: the day is written first by most."""
    readings = [one for one in (found, other) if one is not None and not one.turned]
    if window is not None:
        readings = [one for one in readings if one.period.overlap(window)] or readings
    if len(readings) < 2:
        return readings[0] if readings else found
    return replace(found, doubt="order", readings=tuple(one.period for one in readings))


def _checked(piece: Piece, found: Meaning, today: date, window: Period | None) -> Meaning:
    """The meaning with a doubt where the weekday is wrong or the days have just gone by."""
    ends = ((piece.first, found.period.start), (piece.second, found.period.end))
    for point, day in ends:
        if point is not None and point.weekday is not None and point.weekday != day.weekday():
            return replace(found, doubt="weekday", readings=(Period(day, day), _nearest(day, point.weekday)))
    if piece.first.doubt == "next":
        week_later = Period(found.period.start + timedelta(days=7), found.period.end + timedelta(days=7))
        return replace(found, doubt="next", readings=(found.period, week_later))
    return _just_past(piece, found, today) if window is None else found


def _nearest(day: date, weekday: int) -> Period:
    ahead = (weekday - day.weekday()) % 7
    there = day + timedelta(days=ahead if ahead <= 3 else ahead - 7)
    return Period(there, there)


def _just_past(piece: Piece, found: Meaning, today: date) -> Meaning:
    """'2-6 March' said on 20 March: next year's, or a slip?"""
    if piece.year_said or piece.bare or found.period.start.year <= today.year:
        return found
    try:
        start = found.period.start.replace(year=found.period.start.year - 1)
        end = found.period.end.replace(year=found.period.end.year - 1)
    except ValueError:
        return found
    if not today - _JUST_PAST <= end < today:
        return found
    return replace(found, doubt="year", readings=(found.period, Period(start, end)))


# --- months and years left out ---


def _single(point: Point, today: date, window: Period | None) -> Period | None:
    found = [p for month in _candidates(point, today, window) if (p := point.period(*month)) is not None]
    inside = [p for p in found if window is not None and p.overlap(window) is not None]
    if point.bare:
        fitting = [p for p in inside if point.weekday in {None, p.start.weekday()}]
        return next(iter(fitting or inside), None)
    if inside:
        return inside[0]
    if point.year is not None:
        return found[0] if found else None
    return next((p for p in found if p.end >= today), None)


def _candidates(point: Point, today: date, window: Period | None) -> list[_Month]:
    """Years and months a point may lie in, likeliest first."""
    if point.month is None:
        return _months_of(window) if window else []
    if point.year is not None:
        return [(point.year, point.month)]
    years = [*(range(window.start.year, window.end.year + 1) if window else ()), today.year, today.year + 1]
    return [(year, point.month) for year in dict.fromkeys(years)]


def _months_of(window: Period) -> list[_Month]:
    first = window.start.year * 12 + window.start.month - 1
    last = window.end.year * 12 + window.end.month - 1
    return [(n // 12, n % 12 + 1) for n in range(first, min(last, first + 24) + 1)]


def _months_shared(first: Point, second: Point) -> tuple[Point, Point]:
    """'12-20 March', 'March 12-20', '28-3 April' (from 28 March): one month serves both ends."""
    if first.bare == second.bare:
        return first, second
    if first.bare:
        month, year = second.month or 1, second.year
        back = first.first - second.first >= _LONG_WAY_BACK
        return _moved(first, month, first.year or year, by=-1 if back else 0), second
    ahead = first.first - second.first >= _LONG_WAY_BACK
    return first, _moved(second, first.month or 1, second.year or first.year, by=1 if ahead else 0)


def _moved(point: Point, month: int, year: int | None, *, by: int) -> Point:
    count = (year or 0) * 12 + month - 1 + by
    return replace(point, month=count % 12 + 1, year=count // 12 if year is not None else None)


def _years(
    first: Point, second: Point, today: date, window: Period | None
) -> Iterator[tuple[_Month, _Month]]:
    """Pairs of (year, month) the two ends may lie in, likeliest first."""
    if first.month is None or second.month is None:
        for year, month in _months_of(window) if window else ():
            following = (year + month // 12, month % 12 + 1)
            yield (year, month), ((year, month) if first.first <= second.last else following)
        for month_of_both in _months_of(window) if window else ():
            yield month_of_both, month_of_both
        return
    wraps = int(second.month < first.month and (second.month - first.month) % 12 <= 5)
    if first.year is None and second.year is None:
        for year, _ in _candidates(first, today, window):
            yield (year, first.month), (year + wraps, second.month)
        return
    one = first.year if first.year is not None else (second.year or 0) - wraps
    other = second.year if second.year is not None else one + wraps
    yield (one, first.month), (other, second.month)


def _is_near(period: Period, today: date, window: Period | None, *, years_said: bool, bare: bool) -> bool:
    if bare:
        return window is not None and window.contains(period)
    if years_said:
        return True
    return period.end >= today or (window is not None and period.overlap(window) is not None)
