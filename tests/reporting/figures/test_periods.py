from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.figures.periods import half_year_of, quarter_of, without_gaps


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2014, 3, 31), "2013-10-01"),
        (date(2014, 4, 1), "2014-04-01"),
        (date(2014, 9, 30), "2014-04-01"),
        (date(2014, 10, 1), "2014-10-01"),
        (date(2014, 12, 31), "2014-10-01"),
        (date(2015, 1, 1), "2014-10-01"),
    ],
    ids=str,
)
def test_interim_periods_begin_in_april_and_in_october(day: date, period: str) -> None:
    assert half_year_of(day) == period


@pytest.mark.parametrize(
    ("month", "period"), [(1, "2016-01-01"), (3, "2016-01-01"), (4, "2016-04-01"), (12, "2016-10-01")]
)
def test_quarters_are_those_of_the_calendar(month: int, period: str) -> None:
    assert quarter_of(date(2016, month, 15)) == period


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_period_begins_on_or_before_its_days_and_is_named_by_itself(day: date) -> None:
    for period_of in (half_year_of, quarter_of):
        first = date.fromisoformat(period_of(day))

        assert first <= day
        assert period_of(first) == period_of(day)


def test_periods_in_which_nothing_happened_are_kept() -> None:
    assert without_gaps({"2015-10-01", "2014-04-01"}, half_year_of) == (
        "2014-04-01",
        "2014-10-01",
        "2015-04-01",
        "2015-10-01",
    )
    assert without_gaps({"2015-10-01", "2016-04-01"}, quarter_of) == (
        "2015-10-01",
        "2016-01-01",
        "2016-04-01",
    )


def test_what_has_no_date_stands_last() -> None:
    assert without_gaps({"", "2014-04-01"}, half_year_of) == ("2014-04-01", "")
    assert without_gaps({""}, half_year_of) == ("",)
    assert without_gaps(set(), half_year_of) == ()
