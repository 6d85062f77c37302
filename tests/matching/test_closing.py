from datetime import date, datetime

import pytest
from sqlmodel import col, select

from config.expert_days import ExpertDays
from matching.closing import (
    Closed,
    NotOver,
    Strangers,
    close_mission,
    mission_meant,
    missions_to_ask_about,
    rendered,
    set_actual_cost,
)
from storage.assignments import Assignment
from storage.database import Database
from storage.journal import JournalEntry
from storage.missions import Mission
from storage.people import Expert
from storage.requests import Request
from storage.states import MissionStatus, SeatStatus
from tests.factories import add_expert, add_mission, add_request, add_seat

TODAY = date(2026, 3, 21)
PLANNED = ExpertDays(8, 20, 8)
Outcome = Closed | NotOver | Strangers


async def over(database: Database, **values: object) -> None:
    """A confirmed mission of two experts that ended yesterday."""
    async with database.transaction() as session:
        request = await add_request(session, code="2026-04")
        mission = await add_mission(session, request, **{"status": MissionStatus.CONFIRMED} | values)
        for number in (1, 2):
            expert = await add_expert(session, number, missions_abroad=3)
            await add_seat(
                session, mission, position=number, expert_id=expert.id, status=SeatStatus.CONFIRMED
            )


async def close(
    database: Database, now: datetime, days: dict[int, ExpertDays] | None = None, today: date = TODAY
) -> Outcome:
    async with database.transaction() as session:
        mission = await session.get_one(Mission, 1)
        return await close_mission(session, mission, days or {}, today=today, actor="officer:1", now=now)


async def people(database: Database) -> list[tuple[int, bool]]:
    async with database.transaction() as session:
        found = (await session.exec(select(Expert).order_by(col(Expert.id)))).all()
    return [(one.missions_abroad, one.mobilised) for one in found]


async def test_days_as_planned_complete_the_mission(database: Database, now: datetime) -> None:
    await over(database)

    done = await close(database, now)

    assert isinstance(done, Closed)
    assert (done.days, done.again) == ({1: PLANNED, 2: PLANNED}, False)
    async with database.transaction() as session:
        work = (await session.exec(select(Assignment).order_by(col(Assignment.id)))).all()
        mission = await session.get_one(Mission, 1)
        events = (await session.exec(select(JournalEntry.event).order_by(col(JournalEntry.id)))).all()
    assert [(one.action, one.request_id, one.expert_id, one.quarter_days, one.source) for one in work] == [
        ("2026-04", 1, 1, 36, "mission:1"),
        ("2026-04", 1, 2, 36, "mission:1"),
    ]
    assert mission.status is MissionStatus.COMPLETED
    assert list(events) == ["mission.completed", "mission.days"]
    assert await people(database) == [(4, True), (4, True)]


async def test_told_again_days_replace_those_before_and_nothing_counts_twice(
    sqlite_database: Database, now: datetime
) -> None:
    await over(sqlite_database)
    await close(sqlite_database, now, {1: ExpertDays(6, 20, 8)})

    done = await close(sqlite_database, now, {2: ExpertDays()})

    assert isinstance(done, Closed)
    assert (done.days, done.again) == ({1: ExpertDays(6, 20, 8), 2: ExpertDays()}, True)
    assert await people(sqlite_database) == [(4, True), (3, True)]
    async with sqlite_database.transaction() as session:
        assert await rendered(session, await session.get_one(Mission, 1)) == done.days


async def test_work_from_afar_is_no_mission_abroad(sqlite_database: Database, now: datetime) -> None:
    await over(sqlite_database, mode="remote")

    await close(sqlite_database, now)

    assert await people(sqlite_database) == [(3, True), (3, True)]


@pytest.mark.parametrize("status", [MissionStatus.PLANNED, MissionStatus.CANCELLED])
async def test_what_did_not_take_place_has_no_days(
    sqlite_database: Database, now: datetime, status: MissionStatus
) -> None:
    await over(sqlite_database, status=status)

    assert isinstance(await close(sqlite_database, now), NotOver)


async def test_the_last_day_must_have_passed(sqlite_database: Database, now: datetime) -> None:
    await over(sqlite_database)

    assert isinstance(await close(sqlite_database, now, today=date(2026, 3, 20)), NotOver)


async def test_days_of_somebody_else_change_nothing(sqlite_database: Database, now: datetime) -> None:
    await over(sqlite_database)

    assert isinstance(await close(sqlite_database, now, {9: PLANNED}), Strangers)
    assert await people(sqlite_database) == [(3, False), (3, False)]


async def test_a_mission_is_asked_about_until_somebody_was_asked(sqlite_database: Database) -> None:
    await over(sqlite_database)

    async with sqlite_database.transaction() as session:
        assert await missions_to_ask_about(session, today=date(2026, 3, 20)) == []
        (due,) = await missions_to_ask_about(session, today=TODAY)
        due.days_asked_on = TODAY
        await session.flush()
        assert await missions_to_ask_about(session, today=TODAY) == []


async def test_the_first_that_waits_is_meant_and_else_the_last(
    sqlite_database: Database, now: datetime
) -> None:
    await over(sqlite_database)
    async with sqlite_database.transaction() as session:
        request = await session.get_one(Request, 1)
        await add_mission(
            session, request, number=2, start=date(2026, 5, 4), end=date(2026, 5, 8)
        )  # fmt: skip

    async with sqlite_database.transaction() as session:
        assert await mission_meant(session, 1, today=date(2026, 3, 1)) is None
        waiting = await mission_meant(session, 1, today=TODAY)
    await close(sqlite_database, now)
    async with sqlite_database.transaction() as session:
        last = await mission_meant(session, 1, today=TODAY)

    assert (waiting and waiting.number, last and last.number) == (1, 1)


async def test_the_actual_cost_is_noted_once(sqlite_database: Database, now: datetime) -> None:
    await over(sqlite_database)

    async with sqlite_database.transaction() as session:
        mission = await session.get_one(Mission, 1)
        noted = [set_actual_cost(session, mission, 430_050, actor="operator", now=now) for _ in range(2)]
        await session.flush()
        events = (await session.exec(select(JournalEntry.facts))).all()

    assert (noted, list(events)) == ([True, False], [{"words": "4300.50 EUR"}])
