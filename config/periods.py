"""Runs of calendar days: the value both reading and ranking speak of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Calendar days from `start` to `end`, both included; `start <= end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.end - self.start).days + 1

    @property
    def working_days(self) -> int:
        """Days from Monday to Friday."""
        return sum(day.weekday() < 5 for day in self)

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.days))

    def contains(self, other: "Period") -> bool:
        """Whether every day of `other` lies in this period."""
        return self.start <= other.start and other.end <= self.end

    def since(self, day: date) -> "Period | None":
        """The days from `day` on, if any."""
        return Period(max(self.start, day), self.end) if day <= self.end else None

    def overlap(self, other: "Period") -> "Period | None":
        """The days in both, if any."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None


def without(periods: Iterable[Period], removed: Period) -> tuple[Period, ...]:
    """The periods with the removed days cut out."""
    kept: list[Period] = []
    for period in periods:
        if period.overlap(removed) is None:
            kept.append(period)
            continue
        if period.start < removed.start:
            kept.append(Period(period.start, removed.start - timedelta(days=1)))
        if removed.end < period.end:
            kept.append(Period(removed.end + timedelta(days=1), period.end))
    return tuple(kept)


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days as few, sorted, disjoint periods."""
    result: list[Period] = []
    for period in sorted(periods):
        if result and period.start <= result[-1].end + timedelta(days=1):
            result[-1] = Period(result[-1].start, max(result[-1].end, period.end))
        else:
            result.append(period)
    return tuple(result)


def common(first: Iterable[Period], second: Iterable[Period]) -> tuple[Period, ...]:
    """The days that lie in both sets of periods."""
    second = tuple(second)
    found = (a.overlap(b) for a in first for b in second)
    return merged(period for period in found if period is not None)
