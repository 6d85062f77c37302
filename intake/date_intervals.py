"""Runs of days that may be open at an end, and what was said of them laid over each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from config.periods import Period

_DAY = timedelta(days=1)
# Ends of time that leave a day to step on.
_EVER = Period(date(2, 1, 1), date(9998, 12, 31))


class Mode(StrEnum):
    """How somebody would work."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    EITHER = "either"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included; None where the end is open."""

    start: date | None
    end: date | None
    mode: Mode = Mode.UNSAID

    @property
    def open_start(self) -> bool:
        """'until the 20th'."""
        return self.start is None

    @property
    def open_end(self) -> bool:
        """'from the 12th'."""
        return self.end is None

    def within(self, window: Period) -> Period | None:
        """The days of it in a window, if any."""
        return period_of(self).overlap(window)

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Statement:
    """Days said to be free, or not."""

    period: Period
    free: bool
    mode: Mode = Mode.UNSAID
    exact: bool = True
    """False for 'ideally 9-13 March', which takes nothing back of 'in March'."""


def ever_from(start: date) -> Period:
    """All days from one on."""
    return Period(start, _EVER.end)


def ever_until(end: date) -> Period:
    """All days up to one."""
    return Period(_EVER.start, end)


def period_of(interval: Interval) -> Period:
    """The interval with the ends of time where it is open."""
    return Period(interval.start or _EVER.start, interval.end or _EVER.end)


def interval_of(period: Period, mode: Mode = Mode.UNSAID) -> Interval:
    """The period with None at the ends of time."""
    start = None if period.start == _EVER.start else period.start
    return Interval(start, None if period.end == _EVER.end else period.end, mode)


def laid_over(statements: Iterable[Statement]) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    """The free and the taken days: of two statements about a day the narrower one counts, a refusal before an offer."""
    told = narrowed(tuple(statements))
    free: list[Statement] = []
    taken: list[Statement] = []
    for statement in sorted(told, key=lambda one: (-one.period.days, not one.free)):
        kept, lost = (free, taken) if statement.free else (taken, free)
        kept.append(statement)
        lost[:] = _without(lost, statement.period)
    return tuple(_intervals(free)), tuple(_intervals(taken))


def narrowed(statements: Sequence[Statement]) -> Sequence[Statement]:
    """'In March, from the 12th on' offers 12-31 March, not all of March and all that follows."""
    offers = [one for one in statements if one.free and one.exact]
    result = [one for one in statements if not one.free]
    for one in (one for one in statements if one.free):
        inner = [other for other in offers if other is not one and _narrows(other.period, one.period)]
        # What others say more exactly is left to them.
        if not inner:
            result.append(_cut_by_frame(one, offers) if one.exact else one)
    return result


def _narrows(inner: Period, outer: Period) -> bool:
    if inner == outer or outer.contains(inner):
        return inner != outer
    ends_later = inner.end == _EVER.end and outer.start < inner.start < outer.end < inner.end
    begins_earlier = inner.start == _EVER.start and inner.start < outer.start < inner.end < outer.end
    begins_earlier = begins_earlier and not _is_open(outer)
    return ends_later or begins_earlier


def _cut_by_frame(one: Statement, offers: Sequence[Statement]) -> Statement:
    if not _is_open(one.period):
        return one
    bound = one.period.start if one.period.end == _EVER.end else one.period.end
    frames = [
        other.period for other in offers if other is not one and other.period.start < bound < other.period.end
    ]
    period = one.period.overlap(frames[0]) if frames else None
    return replace(one, period=period) if period else one


def _is_open(period: Period) -> bool:
    return period.end == _EVER.end or period.start == _EVER.start


def _without(statements: Sequence[Statement], removed: Period) -> Iterator[Statement]:
    for one in statements:
        if one.period.overlap(removed) is None:
            yield one
            continue
        if one.period.start < removed.start:
            yield replace(one, period=Period(one.period.start, removed.start - _DAY))
        if removed.end < one.period.end:
            yield replace(one, period=Period(removed.end + _DAY, one.period.end))


def _intervals(statements: Sequence[Statement]) -> Iterator[Interval]:
    """As few as possible, in order; days next to each other are one run if they are of one mode."""
    current: Statement | None = None
    for one in sorted(statements, key=lambda one: one.period):
        if current is None:
            current = one
        elif one.mode is current.mode and one.period.start <= current.period.end + _DAY:
            end = max(current.period.end, one.period.end)
            current = replace(current, period=Period(current.period.start, end))
        else:
            yield interval_of(current.period, current.mode)
            current = one
    if current is not None:
        yield interval_of(current.period, current.mode)
