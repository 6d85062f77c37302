from datetime import date, datetime, timedelta

from sqlmodel import col, select

from matching.closing import ON_SITE
from matching.papers import drop_papers, late_papers, owe_papers
from matching.terms import Terms
from storage.database import Database
from storage.deliverables import Deliverable
from storage.missions import Mission, Seat
from storage.states import MissionStatus, SeatStatus
from tests.factories import add_expert, add_mission, add_request, add_seat

TERMS = Terms(report_within=timedelta(days=10))
TOREX = ("torex", "ToREx 2026-04/M1", date(2026, 3, 8))
FIRST = ("exmr", "ExMR 2026-04/M1 EX-0001", date(2026, 3, 30))
SECOND = ("exmr", "ExMR 2026-04/M1 EX-0002", date(2026, 3, 30))


async def confirmed(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session, code="2026-04")
        mission = await add_mission(session, request, status=MissionStatus.CONFIRMED, mode=ON_SITE)
        for number in (1, 2):
            expert = await add_expert(session, number)
            await add_seat(
                session, mission, position=number, expert_id=expert.id, status=SeatStatus.CONFIRMED
            )


async def owe(database: Database, now: datetime) -> int:
    async with database.transaction() as session:
        return await owe_papers(session, await session.get_one(Mission, 1), terms=TERMS, now=now)


async def papers(database: Database) -> list[tuple[str, str, date | None]]:
    async with database.transaction() as session:
        found = (await session.exec(select(Deliverable).order_by(col(Deliverable.id)))).all()
    return [(one.kind, one.title, one.due) for one in found]


async def test_terms_of_reference_are_owed_before_and_reports_after(
    sqlite_database: Database, now: datetime
) -> None:
    await confirmed(sqlite_database)

    assert [await owe(sqlite_database, now), await owe(sqlite_database, now)] == [3, 0]
    assert await papers(sqlite_database) == [TOREX, FIRST, SECOND]


async def test_papers_that_have_not_come_follow_the_dates_and_the_team(
    sqlite_database: Database, now: datetime
) -> None:
    await confirmed(sqlite_database)
    await owe(sqlite_database, now)
    async with sqlite_database.transaction() as session:
        (await session.get_one(Mission, 1)).end = date(2026, 3, 21)
        (await session.get_one(Seat, 2)).status = SeatStatus.OPEN
        first = await session.get_one(Deliverable, 1)
        first.received, first.due = date(2026, 3, 1), date(2026, 3, 5)

    await owe(sqlite_database, now)

    assert await papers(sqlite_database) == [
        (*TOREX[:2], date(2026, 3, 5)),
        (*FIRST[:2], date(2026, 3, 31)),
    ]


async def test_a_mission_that_is_off_owes_nothing(sqlite_database: Database, now: datetime) -> None:
    await confirmed(sqlite_database)
    await owe(sqlite_database, now)

    async with sqlite_database.transaction() as session:
        assert [one.title for one in await late_papers(session, today=date(2026, 3, 30))] == [TOREX[1]]
        await drop_papers(session, await session.get_one(Mission, 1))

    assert await papers(sqlite_database) == []
