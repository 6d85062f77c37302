"""Several runs of days in one phrase: `Tuesdays 3, 10, 17 and 24 March 2026`."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from config.periods import Period, merged
from config.texts import day_and_month, list_text, period_text, say, weekday_text, with_first

_LEAST = 3
"""Runs that are told month by month."""
_MOST_DAYS = 12
"""Runs of a pattern that are all told; of more the first and the last day."""
_MOST_NAMES = 3
"""Days of the week that are named one by one; of more the dates say it shorter."""
_WEEK = 7


def periods_text(periods: Sequence[Period], language: str) -> str:
    """The periods as a sentence says them; days of the same weekdays every week by their names."""
    if len(periods) < _LEAST:
        return list_text([period_text(period, language) for period in periods], language)
    weekdays = _weekdays(periods)
    if not weekdays:
        return _by_month(periods, language)
    named = _names(weekdays, language)
    if len(periods) > _MOST_DAYS:
        whole = Period(periods[0].start, periods[-1].end)
        return say(language, "week.every", weekdays=named, period=period_text(whole, language))
    return say(language, "week.days", weekdays=named, days=_by_month(periods, language))


def _weekdays(periods: Sequence[Period]) -> tuple[int, ...]:
    """The weekdays that make up the periods, every one from the first day to the last; none if there is no such rule, or no short one."""
    days = [day for period in periods for day in period]
    wanted = {day.weekday() for day in days}
    whole = Period(days[0], days[-1])
    every = merged(Period(day, day) for day in whole if day.weekday() in wanted)
    brief = len(wanted) <= _MOST_NAMES or (_in_a_row(sorted(wanted)) and len(wanted) < _WEEK)
    return tuple(sorted(wanted)) if every == tuple(periods) and brief else ()


def _in_a_row(weekdays: Sequence[int]) -> bool:
    return len(weekdays) >= _LEAST and weekdays[-1] - weekdays[0] == len(weekdays) - 1


def _names(weekdays: tuple[int, ...], language: str) -> str:
    if _in_a_row(weekdays):
        first, last = weekday_text(weekdays[0], language), weekday_text(weekdays[-1], language)
        return say(language, "week.range", first=first, last=last)
    return list_text([say(language, f"week.plural.{number}") for number in weekdays], language)


def _by_month(periods: Sequence[Period], language: str) -> str:
    """`3, 10 and 17 March 2026`; `24, 31 March and 7, 14 April 2026`."""
    months = [tuple(group) for _, group in groupby(periods, key=lambda one: (one.end.year, one.end.month))]
    if len(months) == 1:
        return list_text(list(_of_month(months[0], language, year=True)), language)
    years = [month[0].end.year for month in months]
    told = (
        ", ".join(_of_month(month, language, year=year != following))
        for month, year, following in zip(months, years, [*years[1:], 0], strict=True)
    )
    return list_text(list(told), language)


def _of_month(periods: Sequence[Period], language: str, *, year: bool) -> Iterator[str]:
    """The days of a month; the last of them with its name, and the year if asked for."""
    for number, one in enumerate(periods):
        last = number == len(periods) - 1
        if not last and (one.start.year, one.start.month) == (one.end.year, one.end.month):
            yield _numbers(one, language)
        elif year and last:
            yield period_text(one, language)
        else:
            yield _without_year(one, language)


def _numbers(period: Period, language: str) -> str:
    first = _number(period.start, language)
    return first if period.days == 1 else f"{first}-{_number(period.end, language)}"


def _number(day: date, language: str) -> str:
    return with_first(str(day.day), day, language)


def _without_year(period: Period, language: str) -> str:
    end = day_and_month(period.end, language)
    if period.days == 1:
        return end
    same = (period.start.year, period.start.month) == (period.end.year, period.end.month)
    return (
        f"{_number(period.start, language)}-{end}"
        if same
        else f"{day_and_month(period.start, language)} - {end}"
    )
