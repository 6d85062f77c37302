from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from matching.availability import Calendar, availability, common_period, first_run, has_run, known_free
from matching.need import Part, Reason
from tests.matching.people import MARCH, expert, march

CALENDAR = Calendar.of(MARCH)


def test_only_working_days_count() -> None:
    assert len(CALENDAR.days) == 20
    assert CALENDAR.mask([march(6, 9)]) == 0b110000


def test_a_hostile_window_is_cut_to_a_few_years() -> None:
    calendar = Calendar.of(Period(date(1, 1, 1), date(9999, 12, 31)))

    assert len(calendar.days) < 1000


@pytest.mark.parametrize(
    ("mask", "length", "expected"),
    [(0b0111, 3, True), (0b0111, 4, False), (0b1011, 3, False), (0, 1, False), (0, 0, True), (1, 1, True)],
)
def test_a_run_has_no_gap(mask: int, length: int, *, expected: bool) -> None:
    assert has_run(mask, length) is expected


@given(st.integers(0, 2**40), st.integers(1, 42))
def test_a_run_is_found_where_the_binary_digits_show_it(mask: int, length: int) -> None:
    assert has_run(mask, length) == ("1" * length in f"{mask:b}")


def test_a_weekend_does_not_break_a_run() -> None:
    mask = CALENDAR.mask([march(2, 6), march(9, 13)])

    assert CALENDAR.longest_run(mask) == march(2, 13)


def test_of_equal_runs_the_earliest_is_the_longest() -> None:
    mask = CALENDAR.mask([march(2, 3), march(5, 6)])

    assert CALENDAR.longest_run(mask) == march(2, 3)


def test_no_free_day_has_no_run() -> None:
    assert CALENDAR.longest_run(0) is None


def test_an_unknown_calendar_is_never_called_free() -> None:
    part, barred = availability(expert(free=None), CALENDAR, days=10, unknown=0.5)

    assert (part, barred) == (Part(0.5, Reason("availability.unknown")), None)


def test_absences_of_an_otherwise_unknown_calendar_are_told() -> None:
    part, barred = availability(expert(busy=(march(2, 6),)), CALENDAR, days=10, unknown=0.5)

    assert (part, barred) == (Part(0.5, Reason("availability.unknown_busy")), None)


def test_days_free_in_other_months_leave_the_window_unknown() -> None:
    june = Period(date(2026, 6, 1), date(2026, 6, 12))

    part, barred = availability(expert(free=(june,)), CALENDAR, days=10, unknown=0.5)

    assert (part, barred) == (Part(0.5, Reason("availability.unknown")), None)


def test_a_known_calendar_with_enough_days_says_when() -> None:
    part, barred = availability(expert(free=(march(2, 20),)), CALENDAR, days=10, unknown=0.5)

    words = Reason("availability.free", {"period_start": "2026-03-02", "period_end": "2026-03-20"})
    assert (part, barred) == (Part(1.0, words), None)


def test_too_few_free_days_are_a_hard_no_with_the_share() -> None:
    part, barred = availability(expert(free=(march(2, 6),)), CALENDAR, days=10, unknown=0.5)

    assert part == Part(0.5, Reason("availability.too_few", {"count": 5, "days": 10}))
    assert barred == part.reason


def test_a_calendar_with_no_free_day_at_all_is_a_hard_no() -> None:
    assert availability(expert(free=()), CALENDAR, days=1, unknown=0.5)[1] is not None


def test_enough_days_but_not_in_a_row_are_told() -> None:
    free = (march(2, 4), march(9, 11), march(16, 18))

    part, barred = availability(expert(free=free), CALENDAR, days=8, unknown=0.5)

    assert (part, barred) == (Part(1.0, Reason("availability.scattered", {"count": 9, "days": 8})), None)


def test_days_refused_every_week_are_not_counted() -> None:
    fridays = tuple(march(day, day) for day in (6, 13, 20, 27))
    candidate = expert(free=(MARCH,), busy=fridays)

    assert availability(candidate, CALENDAR, days=16, unknown=0.5)[1] is None
    assert availability(candidate, CALENDAR, days=17, unknown=0.5)[1] == Reason(
        "availability.too_few", {"count": 16, "days": 17}
    )
    assert CALENDAR.longest_run(CALENDAR.possible(candidate)) == march(2, 5)


def test_more_days_than_the_window_has_are_a_hard_no_even_when_unknown() -> None:
    assert availability(expert(), CALENDAR, days=21, unknown=0.5)[1] == Reason(
        "availability.too_few", {"count": 20, "days": 21}
    )


def test_what_all_share_is_the_common_period() -> None:
    masks = [CALENDAR.mask([march(2, 18)]), CALENDAR.mask([march(10, 27)])]

    assert common_period(masks, CALENDAR) == march(10, 18)
    assert common_period([], CALENDAR) == MARCH


@pytest.mark.parametrize(
    ("days", "expected"), [(1, march(2, 2)), (6, march(2, 9)), (20, MARCH), (21, None), (0, None)]
)
def test_the_first_run_starts_on_the_first_working_day(days: int, expected: Period | None) -> None:
    assert first_run(MARCH, days) == expected


@given(st.integers(-9, 9), st.integers(0, 40), st.integers(1, 15))
def test_the_first_run_is_the_earliest_with_that_many_working_days(
    shift: int, length: int, days: int
) -> None:
    start = MARCH.start + timedelta(days=shift)
    window = Period(start, start + timedelta(days=length))

    run = first_run(window, days)

    if run is None:
        assert window.working_days < days
    else:
        assert window.contains(run)
        assert run.working_days == days
        assert {run.start.weekday(), run.end.weekday()} <= {0, 1, 2, 3, 4}
        assert Period(window.start, run.start).working_days == 1


def test_a_run_that_begins_on_a_thursday_spans_the_weekend_and_counts_it_not() -> None:
    assert first_run(Period(date(2026, 3, 5), MARCH.end), 5) == march(5, 11)


def test_days_known_to_be_free_are_told() -> None:
    free = (march(2, 6), Period(date(2026, 5, 4), date(2026, 5, 8)))

    assert known_free(expert(free=free), MARCH) == free


def test_calendar_that_tells_only_of_other_months_says_nothing_about_this_one() -> None:
    may = Period(date(2026, 5, 4), date(2026, 5, 8))

    assert known_free(expert(free=(may,)), MARCH) is None


@pytest.mark.parametrize("free", [None, ()])
def test_what_was_said_of_no_days_stays_as_it_is(free: tuple[Period, ...] | None) -> None:
    assert known_free(expert(free=free), MARCH) == free
