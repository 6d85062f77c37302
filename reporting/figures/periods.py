"""Six months and three months as figures count them; each is named by its first day."""

from collections.abc import Callable, Collection
from datetime import date

PeriodOf = Callable[[date], str]


def half_year_of(day: date) -> str:
    """The interim reporting period of a day: from April to September, or from October to March."""
    if 4 <= day.month <= 9:
        return date(day.year, 4, 1).isoformat()
    return date(day.year if day.month >= 10 else day.year - 1, 10, 1).isoformat()


def quarter_of(day: date) -> str:
    """The quarter of the calendar year a day is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1).isoformat()


def without_gaps(found: Collection[str], period_of: PeriodOf) -> tuple[str, ...]:
    """These periods and all between them in order; the one without a day ('') last."""
    dated = sorted(key for key in found if key)
    every = dated[:1]
    while dated and every[-1] < dated[-1]:
        every.append(_following(every[-1], period_of))
    return (*every, *([""] if "" in found else []))


def _following(key: str, period_of: PeriodOf) -> str:
    day = date.fromisoformat(key)
    while period_of(day) == key:
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return period_of(day)
