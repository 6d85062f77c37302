"""The last answer: the mission is confirmed, and may be reopened, moved and healed."""

import asyncio
from datetime import timedelta

from matching.inquiries import (
    SeatConfirmed,
    SeatOpen,
    ask_expert,
)
from storage.database import Database
from storage.missions import Mission, Seat
from storage.people import Expert
from tests.factories import MOMENT
from tests.matching.people import MARCH, march
from tests.matching.planned import (
    FOUR,
    NO,
    ONE,
    TERMS,
    TWO,
    YES,
    only,
    plan,
    without_days,
)

LATER = MOMENT + timedelta(hours=5)
WEEK = march(2, 6)


async def test_last_seat_confirms_the_mission_on_the_first_days_that_fit(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(12, 27)))

    applied = await planned.says(2, without_days(march(12, 13)), LATER)

    assert isinstance(applied, SeatConfirmed)
    assert (applied.complete, applied.news) == (True, True)
    assert await planned.days() == march(16, 20)
    assert (await planned.the_mission()).confirmed_at == LATER
    assert await planned.standing() == ("approved", "confirmed")
    assert await planned.journal("mission.confirmed", "request.approved") == [
        ("mission.confirmed", "muster", "mission:1"),
        ("request.approved", "muster", "request:1"),
    ]


async def test_confirmed_mission_never_starts_or_ends_on_a_weekend(database: Database) -> None:
    planned = await plan(database)

    await planned.says(1, only(march(7, 22)))
    await planned.says(2, YES)

    assert await planned.days() == march(9, 13)


async def test_confirmed_mission_fills_the_calendars_of_its_team(database: Database) -> None:
    planned = await plan(database)

    await planned.says(1, YES)
    await planned.says(2, YES)

    taken = (WEEK.start, WEEK.end, False, "mission:1")
    assert (await planned.calendar(1))[-1] == taken
    assert (await planned.calendar(2))[-1] == taken


async def test_team_of_one_is_confirmed_by_one_yes(database: Database) -> None:
    planned = await plan(database, ONE, alternates=((),))

    applied = await planned.says(1, YES)

    assert isinstance(applied, SeatConfirmed)
    assert await planned.standing() == ("approved", "confirmed")


async def test_repeated_yes_after_the_mission_is_confirmed_is_no_news(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, YES)
    await planned.says(2, YES)

    applied = await planned.says(1, YES)

    assert isinstance(applied, SeatConfirmed)
    assert (applied.complete, applied.news) == (True, False)
    assert await planned.days() == WEEK
    assert await planned.standing() == ("approved", "confirmed")


async def test_other_days_after_the_mission_is_confirmed_move_it(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, YES)
    await planned.says(2, YES)

    applied = await planned.says(1, only(march(16, 27)))

    assert isinstance(applied, SeatConfirmed)
    assert (applied.complete, applied.news) == (True, True)
    assert await planned.days() == march(16, 20)
    assert await planned.standing() == ("approved", "confirmed")
    assert [row for row in await planned.calendar(2) if row[3] == "mission:1"] == [
        (march(16, 20).start, march(16, 20).end, False, "mission:1")
    ]


async def test_no_after_the_mission_is_confirmed_reopens_it(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, YES)
    await planned.says(2, YES)

    applied = await planned.says(2, NO)

    assert isinstance(applied, SeatOpen)
    assert applied.reopened
    assert await planned.standing() == ("formulated", "planned")
    assert (await planned.the_mission()).confirmed_at is None
    assert await planned.asked() == [ONE, TWO, FOUR]
    assert await planned.days() == WEEK, "the dates were fixed for all"
    assert [row for row in await planned.calendar(1) if not row[2]] == []


async def test_alternate_heals_a_reopened_mission(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, YES)
    await planned.says(2, YES)
    await planned.says(2, NO)
    await planned.next_question()

    applied = await planned.says(3, YES)

    assert isinstance(applied, SeatConfirmed)
    assert (applied.complete, applied.news) == (True, True)
    assert await planned.standing() == ("approved", "confirmed")
    assert await planned.days() == WEEK


async def test_vacant_seat_keeps_the_mission_open(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    await planned.says(1, NO)

    applied = await planned.says(2, YES)

    assert isinstance(applied, SeatConfirmed)
    assert (applied.complete, applied.news) == (False, False)
    assert await planned.standing() == ("formulated", "planned")


async def test_vacant_seat_can_be_offered_to_anybody(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    await planned.says(1, NO)
    async with database.transaction() as session:
        seat, mission = await session.get_one(Seat, 1), await session.get_one(Mission, planned.mission)
        expert = await session.get_one(Expert, 5)
        inquiry = await ask_expert(session, mission, seat, expert, terms=TERMS, now=LATER)

    assert await planned.seat_words() == ["asked", "asked"]
    assert [seat.expert_id for seat in await planned.seats()] == [5, 2]
    assert inquiry.reply_by == LATER + timedelta(days=7)


async def test_two_answers_at_once_confirm_the_mission_once(database: Database) -> None:
    planned = await plan(database)

    applied = await asyncio.gather(planned.says(1, YES), planned.says(2, YES))

    assert sorted(one.news for one in applied if isinstance(one, SeatConfirmed)) == [False, True]
    assert await planned.standing() == ("approved", "confirmed")
    assert await planned.journal("mission.confirmed") == [("mission.confirmed", "muster", "mission:1")]


async def test_answer_after_a_longer_silence_counts_for_the_days_asked_about(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(12, 20)))

    await planned.says(2, YES, MOMENT + timedelta(days=6))

    assert await planned.days() == march(12, 18)
    assert await planned.calendar(2) == [
        (MARCH.start, MARCH.end, True, "inquiry:2"),
        (march(12, 18).start, march(12, 18).end, False, "mission:1"),
    ]
