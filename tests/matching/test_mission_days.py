from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from matching.mission_days import (
    ahead,
    answer_json,
    days_left,
    days_of_others,
    deadlines,
    longest,
    over_weekends,
)
from storage.database import Database
from storage.missions import Inquiry, Mission
from tests.factories import add_expert, add_inquiry, add_mission, add_request, add_seat
from tests.matching.people import MARCH, march
from tests.matching.planned import TERMS, YES, only, plan, without_days

PERIODS = st.lists(
    st.builds(
        lambda first, length: Period(
            MARCH.start + timedelta(days=first), MARCH.start + timedelta(days=first + length)
        ),
        st.integers(-5, 30),
        st.integers(0, 12),
    ),
    max_size=4,
)


def days(periods: object) -> set[object]:
    return {day for period in periods for day in period}  # type: ignore[attr-defined]


def test_days_left_are_offered_and_not_taken() -> None:
    assert days_left([MARCH], [march(9, 27)], [march(12, 13)]) == (march(9, 11), march(14, 27))


def test_nothing_is_left_of_nothing() -> None:
    assert days_left([], [MARCH], []) == ()
    assert days_left([MARCH], [], []) == ()


@given(PERIODS, PERIODS, PERIODS)
def test_days_left_are_what_sets_of_days_would_leave(
    planned: list[Period], free: list[Period], busy: list[Period]
) -> None:
    assert days(days_left(planned, free, busy)) == (days(planned) & days(free)) - days(busy)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([march(2, 6), march(9, 20)], march(9, 20)),
        ([march(9, 13), march(16, 20)], march(9, 13)),
        ([march(16, 20), march(9, 13)], march(9, 13)),
        ([march(7, 15), march(16, 20)], march(7, 15)),
        ([march(2, 5), march(14, 15)], None),
        ([], None),
    ],
)
def test_longest_part_counts_working_days(parts: list[Period], expected: Period | None) -> None:
    assert longest(parts, 5) == expected


def test_days_ahead_begin_tomorrow() -> None:
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)

    assert ahead([march(2, 6), march(9, 13), march(16, 20)], noon) == (march(11, 13), march(16, 20))


@pytest.mark.parametrize(
    ("now", "remind_at", "reply_by"),
    [
        ((2, 1), (2, 4), (2, 8)),
        ((3, 18), (3, 21), (3, 22, 12)),
        ((3, 22, 6), (3, 22, 15), (3, 23)),
        ((3, 22, 18), (3, 22, 21), (3, 23)),
    ],
)
def test_answer_is_due_before_the_last_possible_start(
    now: tuple[int, ...], remind_at: tuple[int, ...], reply_by: tuple[int, ...]
) -> None:
    moment, *expected = (datetime(2026, *one, tzinfo=UTC) for one in (now, remind_at, reply_by))  # type: ignore[misc, arg-type]

    assert deadlines(MARCH, 5, terms=TERMS, now=moment) == tuple(expected)


def test_answer_has_a_day_where_the_start_allows_it() -> None:
    moment = datetime(2026, 3, 21, 18, tzinfo=UTC)

    _, reply_by = deadlines(MARCH, 5, terms=TERMS, now=moment)

    assert reply_by == moment + timedelta(days=1)


def test_answer_is_kept_as_plain_days() -> None:
    assert answer_json([march(2, 6)], [march(4, 4)]) == {
        "free": [["2026-03-02", "2026-03-06"]],
        "busy": [["2026-03-04", "2026-03-04"]],
    }


async def others(database: Database, number: int) -> tuple[Period, ...]:
    async with database.transaction() as session:
        inquiry = await session.get_one(Inquiry, number)
        return await days_of_others(session, await session.get_one(Mission, inquiry.mission_id), inquiry)


async def test_before_anybody_answered_all_days_planned_are_left(database: Database) -> None:
    await plan(database)

    assert await others(database, 1) == (MARCH,)


async def test_own_earlier_answer_does_not_bind(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(2, 10)))

    assert await others(database, 1) == (MARCH,)
    assert await others(database, 2) == (march(2, 10),)


async def test_days_that_others_offered_apart_stay_apart(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(2, 10), march(16, 20)))

    assert await planned.days() == march(2, 10)
    assert await others(database, 2) == (march(2, 10), march(16, 20))


async def test_busy_days_of_others_are_cut_out(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, without_days(march(10, 11)))

    assert await others(database, 2) == (march(2, 9), march(12, 27))


async def test_plain_yes_means_the_days_asked_about(database: Database) -> None:
    planned = await plan(database)
    await planned.says(2, only(march(12, 20)))
    async with database.transaction() as session:
        first = await session.get_one(Inquiry, 1)
        first.start, first.end = march(12, 20).start, march(12, 20).end
    await planned.says(1, YES)

    assert await others(database, 2) == (march(12, 20),)


async def test_mission_that_no_proposal_led_to_has_its_own_days(database: Database) -> None:
    async with database.transaction() as session:
        seat = await add_seat(session, mission := await add_mission(session, await add_request(session)))
        inquiry = await add_inquiry(session, seat, await add_expert(session))

        assert await days_of_others(session, mission, inquiry) == (march(9, 20),)


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ((march(9, 13), march(16, 20)), (march(9, 20),)),
        ((march(16, 20), march(9, 13)), (march(9, 20),)),
        ((march(9, 14), march(16, 20)), (march(9, 20),)),
        ((march(9, 12), march(16, 20)), (march(9, 12), march(16, 20))),
        ((march(9, 13), march(17, 20)), (march(9, 13), march(17, 20))),
        ((), ()),
    ],
)
def test_weekend_between_days_offered_does_not_part_them(
    offered: tuple[Period, ...], expected: tuple[Period, ...]
) -> None:
    assert over_weekends(offered) == expected


@given(PERIODS)
def test_bridged_weekends_add_no_working_day(offered: list[Period]) -> None:
    bridged = over_weekends(offered)

    assert {day for day in days(bridged) if day.weekday() < 5} == {  # type: ignore[attr-defined]
        day
        for day in days(offered)
        if day.weekday() < 5  # type: ignore[attr-defined]
    }
    assert days(offered) <= days(bridged)


@given(PERIODS, st.integers(1, 12))
def test_longest_run_holds_as_many_working_days_in_a_row_as_are_offered(
    offered: list[Period], wanted: int
) -> None:
    working = [day for day in MARCH if day.weekday() < 5]
    free = days(offered)
    runs = [working[at : at + wanted] for at in range(len(working) - wanted + 1)]
    possible = any(all(day in free for day in run) for run in runs)

    assert (longest(days_left([MARCH], over_weekends(offered), []), wanted) is not None) is possible


async def test_two_weeks_offered_without_the_weekend_hold_ten_days(database: Database) -> None:
    planned = await plan(database)
    async with database.transaction() as session:
        (await session.get_one(Mission, planned.mission)).on_site_days = 10

    await planned.says(1, only(march(9, 13), march(16, 20)))
    await planned.says(2, YES)

    assert await planned.standing() == ("approved", "confirmed")
    assert await planned.days() == march(9, 20)


async def test_weekend_somebody_cannot_stay_over_parts_the_days(database: Database) -> None:
    planned = await plan(database)

    await planned.says(1, without_days(march(14, 15)))

    assert await planned.days() == march(2, 13)
