"""Weeks counted from the beginning or the end of the days asked about: 'only the second week', 'the last week of your window'."""

from collections.abc import Iterator
from datetime import date, timedelta

from config.periods import Period
from intake.date_days import MIDDLE_OF_MONTH, Point
from intake.date_meaning import Meaning

_WEEK = 7
_MOST_OF_A_WEEK = 3
"""So many working days make a week that people count as the first or the last."""


def window_weeks(point: Point, window: Period) -> Meaning | None:
    """The weeks meant; both readings if those of the month are as likely; None if nobody could say which they are."""
    if (point.first, point.last) in {(1, MIDDLE_OF_MONTH), (MIDDLE_OF_MONTH + 1, 0)}:
        return _half_month(point, window)
    counted = _counted(point, tuple(_weeks(window)))
    if (
        counted is None or point.first <= 1
    ):  # the first ones and the last ones are those of the days asked about
        return None if counted is None else Meaning(counted)
    of_month = point.period(window.start.year, window.start.month)
    if of_month is None or not _differs(of_month, counted, window):
        return Meaning(counted)
    return Meaning(counted, doubt="month", readings=(counted, of_month))


def _half_month(point: Point, window: Period) -> Meaning | None:
    """'La première quinzaine' of the only month that was asked about."""
    if (window.start.year, window.start.month) != (window.end.year, window.end.month):
        return None
    half = point.period(window.start.year, window.start.month)
    return None if half is None else Meaning(half)


def _weeks(window: Period) -> Iterator[Period]:
    """The weeks of the window, Monday to Sunday, but one with hardly a working day asked about."""
    monday = window.start - timedelta(days=window.start.weekday())
    while monday <= window.end:
        week = Period(monday, monday + timedelta(days=_WEEK - 1))
        if len(_working(week, window)) >= _MOST_OF_A_WEEK:
            yield week
        elif monday <= window.start:
            return  # is that the first week, or the one after it?
        monday += timedelta(days=_WEEK)


def _counted(point: Point, weeks: tuple[Period, ...]) -> Period | None:
    count = (point.last - point.first + 1) // _WEEK
    place = len(weeks) - count if point.first <= 0 else (point.first - 1) // _WEEK
    chosen = weeks[max(place, 0) : place + count]
    whole = count > 0 and place >= 0 and len(chosen) == count
    return Period(chosen[0].start, chosen[-1].end) if whole else None


def _differs(one: Period, other: Period, window: Period) -> bool:
    """Whether both could be meant, and other working days by each."""
    first, second = _working(one, window), _working(other, window)
    return len(first) >= _MOST_OF_A_WEEK and first != second


def _working(days: Period, window: Period) -> set[date]:
    return {day for day in days if day.weekday() < 5 and window.start <= day <= window.end}
