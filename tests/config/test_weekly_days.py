from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.languages import INTERFACE_LANGUAGES
from config.periods import Period, merged
from config.texts import period_text
from config.weekly_days import periods_text


def weekly(weekdays: Iterable[int], start: date, end: date) -> tuple[Period, ...]:
    wanted = set(weekdays)
    return merged(Period(day, day) for day in Period(start, end) if day.weekday() in wanted)


MARCH = (date(2026, 3, 2), date(2026, 3, 27))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Tuesdays 3, 10, 17 and 24 March 2026"),
        ("fr", "les mardis 3, 10, 17 et 24 mars 2026"),
        ("es", "los martes 3, 10, 17 y 24 de marzo de 2026"),
        ("pt", "terças-feiras 3, 10, 17 e 24 de março de 2026"),
    ],
)
def test_one_day_of_every_week_is_named_once(language: str, words: str) -> None:
    assert periods_text(weekly([1], *MARCH), language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Monday to Wednesday 2-4, 9-11, 16-18 and 23-25 March 2026"),
        ("fr", "du lundi au mercredi 2-4, 9-11, 16-18 et 23-25 mars 2026"),
        ("es", "de lunes a miércoles 2-4, 9-11, 16-18 y 23-25 de marzo de 2026"),
        ("pt", "de segunda-feira a quarta-feira 2-4, 9-11, 16-18 e 23-25 de março de 2026"),
    ],
)
def test_days_of_the_week_in_a_row_are_named_by_the_first_and_the_last(language: str, words: str) -> None:
    assert periods_text(weekly([0, 1, 2], *MARCH), language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Tuesdays and Thursdays 3, 5, 10, 12, 17, 19, 24 and 26 March 2026"),
        ("fr", "les mardis et les jeudis 3, 5, 10, 12, 17, 19, 24 et 26 mars 2026"),
        ("es", "los martes y los jueves 3, 5, 10, 12, 17, 19, 24 y 26 de marzo de 2026"),
        ("pt", "terças-feiras e quintas-feiras 3, 5, 10, 12, 17, 19, 24 e 26 de março de 2026"),
    ],
)
def test_two_days_of_every_week_are_both_named(language: str, words: str) -> None:
    assert periods_text(weekly([1, 3], *MARCH), language) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 3, 2), date(2026, 4, 24), "Tuesdays 3, 10, 17, 24, 31 March and 7, 14, 21 April 2026"),
        (
            date(2026, 12, 14),
            date(2027, 1, 15),
            "Tuesdays 15, 22, 29 December 2026 and 5, 12 January 2027",
        ),
        (date(2026, 3, 2), date(2026, 9, 24), "Tuesdays (3 March - 22 September 2026)"),
    ],
)
def test_days_of_several_months_are_told_month_by_month(start: date, end: date, words: str) -> None:
    assert periods_text(weekly([1], start, end), "en") == words


def test_many_days_of_the_week_are_not_named() -> None:
    assert periods_text(weekly([0, 1, 2, 3, 5, 6], *MARCH), "en") == "2-5, 7-12, 14-19 and 21-26 March 2026"


def test_first_of_a_month_is_counted_in_french() -> None:
    days = weekly([6], date(2026, 3, 1), date(2026, 3, 20))

    assert periods_text(days, "fr") == "les dimanches 1er, 8 et 15 mars 2026"


def test_days_without_a_rule_share_their_month() -> None:
    days = (
        Period(date(2026, 3, 2), date(2026, 3, 5)),
        Period(date(2026, 3, 9), date(2026, 3, 9)),
        Period(date(2026, 3, 30), date(2026, 4, 2)),
        Period(date(2026, 4, 9), date(2026, 4, 12)),
    )

    assert periods_text(days, "en") == "2-5, 9 March and 30 March - 2 April, 9-12 April 2026"


def test_one_or_two_periods_are_told_in_full() -> None:
    one, other = Period(date(2026, 3, 2), date(2026, 3, 5)), Period(date(2026, 3, 9), date(2026, 3, 9))

    assert periods_text((), "en") == ""
    assert periods_text((one,), "en") == period_text(one, "en")
    assert periods_text((one, other), "en") == "2-5 March 2026 and 9 March 2026"


@given(
    st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), min_size=3, max_size=12, unique=True),
    st.sampled_from(INTERFACE_LANGUAGES),
)
def test_every_last_day_is_told(days: list[date], language: str) -> None:
    periods = merged(Period(day, day + timedelta(days=day.day % 3)) for day in days)

    words = periods_text(periods, language)

    assert all(str(period.end.day) in words for period in periods)
    assert str(periods[-1].end.year) in words
