import re
from datetime import date

import pytest

from bot.dispatch.report_times import Rhythm, Scheduled, is_due, period_over, read_schedule
from config.day_settings import REPORT, DaySettings
from config.periods import Period
from reporting.reading import NAMES

DECEMBER = Period(date(2025, 12, 1), date(2025, 12, 31))


def test_a_schedule_names_reports_and_how_often_each_comes() -> None:
    assert read_schedule("interim six-monthly, table2 monthly") == (
        Scheduled("interim", Rhythm.SIX_MONTHLY),
        Scheduled("table2", Rhythm.MONTHLY),
    )
    assert read_schedule("") == ()


def test_every_report_there_is_can_be_scheduled() -> None:
    assert all(re.fullmatch(REPORT, name) for name in NAMES)


@pytest.mark.parametrize(
    "words", ["interim", "table9 monthly", "table2 daily", "table2 monthly,", "table2 monthly table3 monthly"]
)
def test_what_is_no_schedule_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="must be like: interim six-monthly"):
        DaySettings(report_schedule=words)


def test_a_schedule_may_be_written_loosely() -> None:
    assert DaySettings(report_schedule=" Interim  Monthly,table2 six-monthly ").report_schedule == (
        "interim monthly,table2 six-monthly"
    )


@pytest.mark.parametrize(
    ("today", "rhythm", "over"),
    [
        (date(2026, 1, 12), Rhythm.MONTHLY, DECEMBER),
        (date(2026, 3, 31), Rhythm.MONTHLY, Period(date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 4, 1), Rhythm.SIX_MONTHLY, Period(date(2025, 10, 1), date(2026, 3, 31))),
        (date(2026, 1, 12), Rhythm.SIX_MONTHLY, Period(date(2025, 4, 1), date(2025, 9, 30))),
    ],
)
def test_a_report_tells_of_the_time_that_is_over(today: date, rhythm: Rhythm, over: Period) -> None:
    assert period_over(today, rhythm) == over


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 1, 1), True),  # a Thursday
        (date(2026, 1, 7), True),
        (date(2026, 1, 8), False),
        (date(2025, 12, 31), False),
    ],
)
def test_it_comes_on_the_first_working_day_or_a_few_days_late(today: date, *, due: bool) -> None:
    assert is_due(today, DECEMBER) is due


@pytest.mark.parametrize(("day", "due"), [(1, False), (2, True)])  # the first of March 2026 is a Sunday
def test_a_weekend_is_waited_for(day: int, *, due: bool) -> None:
    assert is_due(date(2026, 3, day), Period(date(2026, 2, 1), date(2026, 2, 28))) is due
