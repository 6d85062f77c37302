"""Which days of the calendar a date or a range means when its month or year was left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from config.periods import Period
from intake.date_pieces import Piece
from intake.date_points import Point

_LONG_WAY_BACK = 15
_Month = tuple[int, int]
"""Year and month."""


def with_month(piece: Piece, later: Sequence[Piece], window: Period | None) -> Piece | None:
    """A bare day takes the month of the next date in its list; without one only a window can tell."""
    if not piece.bare:
        return piece
    for other in later:
        if not other.bare:
            first = other.first if not other.first.bare else other.second
            if first is None:
                return None
            month, year = first.month, first.year
            second = replace(piece.second, month=month, year=year) if piece.second else None
            return replace(piece, first=replace(piece.first, month=month, year=year), second=second)
    return piece if window is not None else None


def days_meant(piece: Piece, today: date, window: Period | None) -> tuple[Period, bool] | None:
    """The days, and whether their ends were said in the wrong order; None if no calendar has them."""
    if piece.second is None:
        period = _single(piece.first, today, window)
        return (period, False) if period else None
    first, second = _months_shared(piece.first, piece.second)
    for one, other in _years(first, second, today, window):
        start, end = _on(first, one), _on(second, other)
        if start is None or end is None:
            continue
        turned = end.end < start.start
        period = Period(end.start, start.end) if turned else Period(start.start, end.end)
        if _is_near(period, today, window, years_said=piece.year_said, bare=piece.bare):
            return period, turned
    return None


def _on(point: Point, month: _Month) -> Period | None:
    return point.period(*month)


def _single(point: Point, today: date, window: Period | None) -> Period | None:
    found = [p for month in _candidates(point, today, window) if (p := _on(point, month)) is not None]
    inside = [p for p in found if window is not None and p.overlap(window) is not None]
    if inside or point.bare:
        return inside[0] if inside else None
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
