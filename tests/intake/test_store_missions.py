from datetime import date, datetime

import pytest
from sqlmodel import col, select

from intake.import_missions import MissionRow
from intake.import_row import Stored
from intake.store_missions import store_missions
from storage.database import Database
from storage.missions import Mission, Seat
from storage.people import AvailabilityPeriod
from storage.states import MissionStatus, SeatStatus
from tests.factories import add_expert, add_mission, add_proposal, add_request, add_seat

PAST = MissionRow(2, "2014-01", 1, date(2014, 3, 3), date(2014, 3, 7), experts=("EX-0001", "EX-0002"))
AHEAD = MissionRow(
    3, "2014-01", 2, date(2026, 3, 2), date(2026, 3, 6), status="confirmed", experts=("EX-0001",)
)


@pytest.fixture
async def known(sqlite_database: Database) -> Database:
    async with sqlite_database.transaction() as session:
        await add_request(session, code="2014-01")
        await add_expert(session, 1)
        await add_expert(session, 2)
    return sqlite_database


async def store(database: Database, *rows: MissionRow, now: datetime) -> tuple[int, int, int, list[str]]:
    async with database.transaction() as session:
        stored: Stored = await store_missions(session, rows, now=now)
    return stored.taken, stored.updated, stored.unchanged, [one.what for one in stored.refused]


async def teams(database: Database) -> list[tuple[int, int | None, SeatStatus]]:
    async with database.transaction() as session:
        seats = (await session.exec(select(Seat).order_by(col(Seat.mission_id), col(Seat.position)))).all()
    return [(one.mission_id, one.expert_id, one.status) for one in seats]


async def blocked(database: Database) -> list[tuple[int, str, date]]:
    async with database.transaction() as session:
        return [
            (one.expert_id, one.source, one.start)
            for one in (await session.exec(select(AvailabilityPeriod))).all()
        ]


async def test_past_missions_took_place_with_their_teams(known: Database, now: datetime) -> None:
    assert await store(known, PAST, now=now) == (1, 0, 0, [])
    assert await store(known, PAST, now=now) == (0, 0, 1, [])

    async with known.transaction() as session:
        mission = (await session.exec(select(Mission))).one()
    assert (mission.number, mission.status, mission.on_site_days) == (1, MissionStatus.COMPLETED, 5)
    assert await teams(known) == [(1, 1, SeatStatus.CONFIRMED), (1, 2, SeatStatus.CONFIRMED)]
    assert await blocked(known) == []


async def test_what_is_confirmed_and_ahead_takes_its_days_of_the_team(known: Database, now: datetime) -> None:
    await store(known, AHEAD, now=now)
    assert await blocked(known) == [(1, "mission:1", date(2026, 3, 2))]

    later = MissionRow(3, "2014-01", 2, date(2026, 3, 9), date(2026, 3, 13), experts=("EX-0002",))
    assert await store(known, later, now=now) == (0, 1, 0, [])
    assert await blocked(known) == [(2, "mission:1", date(2026, 3, 9))]

    off = MissionRow(3, "2014-01", 2, date(2026, 3, 9), date(2026, 3, 13), status="cancelled")
    assert await store(known, off, now=now) == (0, 1, 0, [])
    assert await blocked(known) == []


async def test_a_later_file_corrects_what_differs_and_keeps_what_it_does_not_say(
    known: Database, now: datetime
) -> None:
    await store(known, PAST, now=now)
    costs = MissionRow(2, "2014-01", 1, PAST.start, PAST.end, costs={"actual_cents": 430_000})

    assert await store(known, costs, now=now) == (0, 1, 0, [])

    async with known.transaction() as session:
        mission = (await session.exec(select(Mission))).one()
    assert (mission.actual_cents, mission.on_site_quarter_days) == (430_000, 20)
    assert len(await teams(known)) == 2


async def test_rows_of_nothing_known_are_refused(known: Database, now: datetime) -> None:
    unknown = MissionRow(2, "2014-09", 1, PAST.start, PAST.end)
    activity = MissionRow(3, "2014-01", 3, PAST.start, PAST.end, activity="4a")
    nobody = MissionRow(4, "2014-01", 4, PAST.start, PAST.end, experts=("EX-0099",))

    assert (await store(known, unknown, activity, nobody, now=now))[3] == [
        "unknown_action",
        "unknown_activity",
        "unknown_expert",
    ]


async def test_a_completed_mission_does_not_become_planned_again(known: Database, now: datetime) -> None:
    await store(known, PAST, now=now)
    back = MissionRow(2, "2014-01", 1, PAST.start, PAST.end, status="planned")

    assert await store(known, back, now=now) == (0, 0, 0, ["mission_status"])


async def test_a_team_that_muster_asked_stays(known: Database, now: datetime) -> None:
    async with known.transaction() as session:
        request = await add_request(session, code="2014-02")
        proposal = await add_proposal(session, request)
        mission = await add_mission(session, request, proposal_id=proposal.id)
        await add_seat(session, mission, expert_id=1, status=SeatStatus.CONFIRMED)
    other = MissionRow(2, "2014-02", 1, PAST.start, PAST.end, experts=("EX-0002",))

    assert await store(known, other, now=now) == (0, 0, 0, ["own_team"])
    assert await teams(known) == [(1, 1, SeatStatus.CONFIRMED)]
