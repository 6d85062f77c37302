from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from intake.date_intervals import (
    Interval,
    Mode,
    Statement,
    ever_from,
    ever_until,
    interval_of,
    laid_over,
    period_of,
)

START = date(2026, 3, 1)


def march(first: int, last: int) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last))


def free(period: Period, mode: Mode = Mode.UNSAID, *, exact: bool = True) -> Statement:
    return Statement(period, free=True, mode=mode, exact=exact)


def taken(period: Period) -> Statement:
    return Statement(period, free=False)


def interval(first: int, last: int, mode: Mode = Mode.UNSAID) -> Interval:
    return interval_of(march(first, last), mode)


def test_open_ends_are_none_and_come_back() -> None:
    since, until = ever_from(START), ever_until(START)

    assert (interval_of(since), interval_of(until)) == (Interval(START, None), Interval(None, START))
    assert (period_of(Interval(START, None)), period_of(Interval(None, START))) == (since, until)


def test_interval_knows_its_days() -> None:
    since = Interval(START, None)

    assert START in since
    assert START - timedelta(days=1) not in since
    assert since.within(march(1, 9)) == march(1, 9)
    assert (since.open_start, since.open_end) == (False, True)


def test_neighbours_are_one_run_unless_their_modes_differ() -> None:
    assert laid_over([free(march(1, 5)), free(march(6, 9))]) == ((interval(1, 9),), ())
    assert laid_over([free(march(1, 5)), free(march(6, 9), Mode.REMOTE)]) == (
        (interval(1, 5), interval(6, 9, Mode.REMOTE)),
        (),
    )


def test_narrower_statement_wins_in_either_direction() -> None:
    assert laid_over([free(march(1, 20)), taken(march(9, 9))]) == (
        (interval(1, 8), interval(10, 20)),
        (interval(9, 9),),
    )
    assert laid_over([free(march(9, 9)), taken(march(1, 20))]) == (
        (interval(9, 9),),
        (interval(1, 8), interval(10, 20)),
    )


def test_refusal_wins_over_an_offer_of_the_same_days() -> None:
    assert laid_over([taken(march(1, 5)), free(march(1, 5))]) == ((), (interval(1, 5),))


def test_offer_inside_another_narrows_it_unless_it_is_a_mere_preference() -> None:
    assert laid_over([free(march(1, 31)), free(march(9, 13))]) == ((interval(9, 13),), ())
    assert laid_over([free(march(1, 31)), free(march(9, 13), exact=False)]) == ((interval(1, 31),), ())


def test_open_end_is_cut_by_the_month_it_was_said_of() -> None:
    assert laid_over([free(march(1, 31)), free(ever_from(date(2026, 3, 12)))]) == ((interval(12, 31),), ())


_PERIODS = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(
    lambda pair: Period(START + timedelta(days=pair[0]), START + timedelta(days=pair[0] + pair[1]))
)


@given(st.lists(st.tuples(_PERIODS, st.booleans()), max_size=8))
def test_every_day_is_free_or_taken_or_neither_never_both(said: list[tuple[Period, bool]]) -> None:
    offered, refused = laid_over([Statement(period, is_free) for period, is_free in said])

    days = [START + timedelta(days=n) for n in range(85)]
    both = [day for day in days if any(day in one for one in offered) and any(day in one for one in refused)]
    assert both == []
    assert list(offered) == sorted(offered, key=lambda one: one.start or date.min)
