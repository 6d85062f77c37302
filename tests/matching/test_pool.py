from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from config.languages import Level
from config.periods import Period
from matching.availability import Calendar, has_run
from matching.need import Candidate
from matching.pool import Column, Pool, words_of
from tests.matching.people import MARCH, expert, march

LONG = Period(date(2026, 1, 5), date(2026, 12, 31))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SPELLS = st.lists(st.builds(lambda a, b: Period(min(a, b), max(a, b)), DAYS, DAYS), max_size=3).map(tuple)


def masks(words: "np.typing.NDArray[np.uint64]") -> list[int]:
    return [int.from_bytes(row.astype("<u8").tobytes(), "little") for row in words]


def test_columns_hold_what_the_candidates_say() -> None:
    people = [expert("EX-0001", country="BE"), expert("EX-0002", country="", years=3, flagged=True)]

    pool = Pool.of(people, MARCH)

    assert pool.keys.tolist() == ["EX-0001", "EX-0002"]
    assert pool.text("country").among(["BE"]).tolist() == [True, False]
    assert pool.number("years").tolist() == [20, 3]
    assert pool.speaks("fr", Level.C1).tolist() == [True, True]
    assert pool.speaks("fr", Level.C2).tolist() == [False, False]
    assert pool.knows("cash_transfers").tolist() == [True, True]
    assert pool.flagged.tolist() == [False, True]


def test_what_nobody_has_needs_no_column() -> None:
    pool = replace(Pool.of([expert()], MARCH), texts={}, numbers={}, levels={}, areas={})

    assert pool.text("country").codes.tolist() == [0]
    assert pool.number("years").tolist() == [0]
    assert not pool.speaks("fr", Level.A1).any()
    assert not pool.knows("statistics").any()


def test_nobody_is_a_pool_too() -> None:
    pool = Pool.of([], MARCH)

    assert len(pool) == 0
    assert pool.starts(pool.calendar, 5).shape == (0, 1)


def test_a_text_has_one_code() -> None:
    column = Column.of(["BE", "", "FR", "BE"])

    assert column.codes.tolist() == [1, 0, 2, 1]
    assert column.names == ("", "BE", "FR")


@given(SPELLS, SPELLS, st.integers(1, 80))
def test_a_start_is_where_the_days_follow_each_other(
    free: tuple[Period, ...], busy: tuple[Period, ...], length: int
) -> None:
    one = expert(free=free or None, busy=busy)
    pool = Pool.of([one], LONG)
    mask = pool.calendar.possible(one)

    (starts,) = masks(pool.starts(pool.calendar, length))

    run = (1 << length) - 1
    assert starts == sum(1 << n for n in range(len(pool.calendar.days)) if mask >> n & run == run)
    assert bool(starts) == has_run(mask, length)


@given(SPELLS, st.integers(0, 300), st.integers(1, 120))
def test_the_days_of_another_window_are_cut_out(busy: tuple[Period, ...], first: int, length: int) -> None:
    pool = Pool.of([expert(busy=busy)], LONG)
    days = list(LONG)[first : first + length]
    inside = Calendar.of(Period(days[0], days[-1]))

    assert masks(pool.starts(inside, 1)) == [inside.possible(expert(busy=busy))]
    assert pool.free_days(inside).tolist() == [inside.possible(expert(busy=busy)).bit_count()]


def test_days_the_pool_does_not_tell_about_are_taken() -> None:
    pool = Pool.of([expert()], march(9, 13))
    earlier = Calendar.of(march(2, 13))

    assert masks(pool.starts(earlier, 1)) == [0b1111100000]


def test_who_is_taken_out_of_a_pool_stays_who_they_are() -> None:
    people = [expert(f"EX-000{n}", years=n, country="BE" if n % 2 else "FR") for n in range(5)]
    pool = Pool.of(people, MARCH).taken(np.array([3, 1]))

    assert [pool.candidate(n) for n in range(2)] == [people[3], people[1]]


def test_a_pool_of_arrays_alone_tells_of_each_person() -> None:
    one = expert(free=(march(2, 6), march(16, 20)), areas=("statistics", "disability"))
    pool = replace(Pool.of([one, expert("EX-0002")], MARCH), candidates=())

    told = [pool.candidate(n) for n in range(2)]

    assert told == [one, expert("EX-0002")]


def test_busy_days_of_an_unknown_calendar_stay_busy() -> None:
    one: Candidate = expert(busy=(march(4, 5),))
    pool = replace(Pool.of([one], MARCH), candidates=())

    assert pool.candidate(0) == one


def test_words_have_room_for_every_bit() -> None:
    assert words_of([1 << 64 | 1, 0], 65).tolist() == [[1, 1], [0, 0]]
    assert words_of([0], 0).shape == (1, 1)
