from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period, common, merged, without

_FIRST = date(2026, 1, 1)


def _march(start: int, end: int) -> Period:
    return Period(date(2026, 3, start), date(2026, 3, end))


def _period(start: int, length: int) -> Period:
    return Period(_FIRST + timedelta(days=start), _FIRST + timedelta(days=start + length))


periods = st.builds(_period, st.integers(0, 40), st.integers(0, 12))
several = st.lists(periods, max_size=6)


def _days(of: tuple[Period, ...] | list[Period]) -> set[date]:
    return {day for period in of for day in period}


def test_period_counts_both_ends() -> None:
    week = _march(9, 15)

    assert (week.days, week.working_days) == (7, 5)
    assert list(_march(1, 3)) == [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)]


def test_period_of_one_day_is_a_period() -> None:
    assert _march(12, 12).days == 1


def test_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        _march(12, 11)


def test_periods_sort_by_start_then_end() -> None:
    assert sorted([_march(5, 9), _march(1, 9), _march(1, 2)]) == [_march(1, 2), _march(1, 9), _march(5, 9)]


def test_overlap_is_the_days_in_both() -> None:
    assert _march(1, 10).overlap(_march(8, 20)) == _march(8, 10)
    assert _march(1, 10).overlap(_march(10, 20)) == _march(10, 10)
    assert _march(1, 10).overlap(_march(11, 20)) is None


def test_removing_a_day_cuts_a_period_in_two() -> None:
    assert without([_march(12, 20)], _march(16, 16)) == (_march(12, 15), _march(17, 20))


def test_removing_more_than_there_is_leaves_nothing() -> None:
    assert without([_march(12, 20)], _march(1, 31)) == ()


def test_neighbouring_days_merge_into_one_period() -> None:
    assert merged([_march(5, 6), _march(1, 4), _march(8, 9)]) == (_march(1, 6), _march(8, 9))


def test_common_days_of_two_calendars() -> None:
    first = [_march(1, 10), _march(20, 31)]
    second = [_march(8, 22)]

    assert common(first, second) == (_march(8, 10), _march(20, 22))


@given(several)
def test_merging_keeps_every_day_and_leaves_gaps_between(some: list[Period]) -> None:
    result = merged(some)

    assert _days(result) == _days(some)
    assert all(a.end + timedelta(days=1) < b.start for a, b in pairwise(result))


@given(several, periods)
def test_removing_takes_exactly_the_removed_days(some: list[Period], removed: Period) -> None:
    assert _days(without(some, removed)) == _days(some) - set(removed)


@given(several, several)
def test_common_days_are_the_intersection_and_order_does_not_matter(a: list[Period], b: list[Period]) -> None:
    assert _days(common(a, b)) == _days(a) & _days(b)
    assert common(a, b) == common(b, a)


@given(periods, periods)
def test_a_period_contains_another_exactly_when_it_has_all_its_days(a: Period, b: Period) -> None:
    assert a.contains(b) == (set(b) <= set(a))


@given(periods)
def test_working_days_are_those_from_monday_to_friday(period: Period) -> None:
    assert period.working_days == len([day for day in period if day.isoweekday() <= 5])


@given(periods, st.dates(date(2025, 1, 1), date(2027, 1, 1)))
def test_period_since_a_day_has_its_days_from_then_on(period: Period, day: date) -> None:
    left = period.since(day)

    assert set(left or ()) == {one for one in period if one >= day}
