"""Which reports come by themselves, how often, and on which day: the first working day after the time they tell of."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from config.periods import Period
from reporting.figures.periods import half_year_of

_LATE = timedelta(days=7)
"""How long after its day a report still comes, if Muster was not running then."""
_SATURDAY = 5


class Rhythm(StrEnum):
    """How often a report comes; half-years begin in April and October, as in the reports."""

    MONTHLY = "monthly"
    SIX_MONTHLY = "six-monthly"


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One report that comes by itself."""

    name: str
    rhythm: Rhythm


def read_schedule(words: str) -> tuple[Scheduled, ...]:
    """The reports of a setting such as `interim monthly, table2 six-monthly`; empty for none."""
    entries = (entry.split() for entry in words.split(",") if entry.strip())
    return tuple(Scheduled(name, Rhythm(rhythm)) for name, rhythm in entries)


def period_over(today: date, rhythm: Rhythm) -> Period:
    """The last month, or the last half-year, that is over."""
    if rhythm is Rhythm.MONTHLY:
        end = today.replace(day=1) - timedelta(days=1)
        return Period(end.replace(day=1), end)
    end = date.fromisoformat(half_year_of(today)) - timedelta(days=1)
    return Period(date.fromisoformat(half_year_of(end)), end)


def is_due(today: date, over: Period) -> bool:
    """Whether it is the first working day after a period, or soon after it."""
    first = over.end + timedelta(days=1)
    while first.weekday() >= _SATURDAY:
        first += timedelta(days=1)
    return first <= today < first + _LATE
