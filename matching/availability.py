"""Who can go when: working days of a window as bits, the runs in them, and the availability part of a score."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from config.periods import Period
from matching.need import Candidate, Part, Reason

LONGEST_WINDOW = 3 * 366


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a window; bit `n` of a mask is the n-th of them, so a weekend never breaks a run."""

    window: Period
    days: tuple[date, ...]

    @classmethod
    def of(cls, window: Period) -> "Calendar":
        """The calendar of a window, Monday to Friday; of an endless one, its first three years."""
        if window.days > LONGEST_WINDOW:
            window = Period(window.start, window.start + timedelta(days=LONGEST_WINDOW - 1))
        return cls(window, tuple(day for day in _days(window) if day.weekday() < 5))

    @property
    def everything(self) -> int:
        """The mask of all working days."""
        return (1 << len(self.days)) - 1

    def mask(self, periods: Iterable[Period]) -> int:
        """The working days of the window that lie in one of the periods."""
        mask = 0
        for period in periods:
            first, last = bisect_left(self.days, period.start), bisect_right(self.days, period.end)
            mask |= (1 << max(last, first)) - (1 << first)
        return mask

    def periods(self, mask: int) -> Iterator[Period]:
        """The runs of working days in the mask."""
        return (Period(self.days[first], self.days[last]) for first, last in _runs(mask))

    def possible(self, candidate: Candidate) -> int:
        """The days the candidate may be asked for: not known to be taken."""
        known = known_free(candidate, self.window)
        free = self.everything if known is None else self.mask(known)
        return free & ~self.mask(candidate.busy)

    def longest_run(self, mask: int) -> Period | None:
        """The longest run of working days in the mask, the earliest of equals; all days give the window itself."""
        if mask == self.everything:
            return self.window
        runs = sorted(_runs(mask), key=lambda run: (run[0] - run[1], run[0]))
        return Period(self.days[runs[0][0]], self.days[runs[0][1]]) if runs else None


def has_run(mask: int, length: int) -> bool:
    """Whether the mask holds `length` working days in a row."""
    missing = length - 1
    step = 1
    while missing > 0 and mask:
        shift = min(step, missing)
        mask &= mask >> shift
        missing -= shift
        step *= 2
    return mask != 0 or length <= 0


def first_run(window: Period, days: int) -> Period | None:
    """The earliest `days` working days in a row of the window; None when it has fewer."""
    working = Calendar.of(window).days
    return Period(working[0], working[days - 1]) if 0 < days <= len(working) else None


def known_free(candidate: Candidate, window: Period) -> tuple[Period, ...] | None:
    """The days known to be free; None (unknown) when what is known is about other months."""
    free = candidate.free
    if not free or any(period.overlap(window) is not None for period in free):
        return free
    return None


def availability(
    candidate: Candidate, calendar: Calendar, *, days: int, unknown: float
) -> tuple[Part, Reason | None]:
    """The availability part, and why the candidate cannot go at all, if so."""
    mask = calendar.possible(candidate)
    count = mask.bit_count()
    if count < days:
        reason = Reason("availability.too_few", {"count": count, "days": days})
        return Part(count / days, reason), reason
    if known_free(candidate, calendar.window) is None:
        apart = any(period.overlap(calendar.window) for period in candidate.busy)
        return Part(unknown, Reason("availability.unknown_busy" if apart else "availability.unknown")), None
    return Part(1.0, _free(calendar, mask, days)), None


def _free(calendar: Calendar, mask: int, days: int) -> Reason:
    run = calendar.longest_run(mask)
    if run is None or not has_run(mask, days):
        return Reason("availability.scattered", {"count": mask.bit_count(), "days": days})
    return Reason(
        "availability.free", {"period_start": run.start.isoformat(), "period_end": run.end.isoformat()}
    )


def common_period(masks: Iterable[int], calendar: Calendar) -> Period | None:
    """The longest run of working days all masks share."""
    shared = calendar.everything
    for mask in masks:
        shared &= mask
    return calendar.longest_run(shared)


def _runs(mask: int) -> Iterator[tuple[int, int]]:
    """First and last bit of each run of ones."""
    position = 0
    while mask:
        gap = (mask & -mask).bit_length() - 1
        mask >>= gap
        length = (~mask & (mask + 1)).bit_length() - 1
        yield position + gap, position + gap + length - 1
        mask >>= length
        position += gap + length


def _days(window: Period) -> Iterator[date]:
    return (window.start + timedelta(days=n) for n in range(window.days))
