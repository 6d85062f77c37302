"""Public holidays of a country: on them nobody there receives a mission."""

from datetime import date
from functools import lru_cache

from config.periods import Period

_YEARS_KNOWN = 10
"""A longer period is cut, because the computation of a year costs a millisecond."""


def public_holidays(country: str, period: Period) -> tuple[date, ...]:
    """The public holidays within a period, in order; none for a country nothing is known of."""
    last = min(period.end.year, period.start.year + _YEARS_KNOWN)
    days = (day for year in range(period.start.year, last + 1) for day in _holidays_of(country, year))
    return tuple(day for day in days if period.start <= day <= period.end)


@lru_cache(maxsize=64)
def _holidays_of(country: str, year: int) -> tuple[date, ...]:
    # A slow import: 50 ms that only who looks at a team needs.
    import holidays  # noqa: PLC0415

    nation = country.partition("-")[0]  # a territory keeps the holidays of its state
    try:
        return tuple(sorted(holidays.country_holidays(nation, years=year)))
    except NotImplementedError:
        return ()
