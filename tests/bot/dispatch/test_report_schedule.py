from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.post import Post
from bot.dispatch.report_schedule import send_scheduled
from bot.dispatch.report_times import Rhythm, Scheduled
from storage.database import Database
from storage.mail import Job
from storage.states import Role
from tests.bot.dispatch.office import HOUSE
from tests.factories import add_officer

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The first working day of March."""
SCHEDULE = (
    Scheduled("silence", Rhythm.MONTHLY),
    Scheduled("planning", Rhythm.MONTHLY),
    Scheduled("interim", Rhythm.SIX_MONTHLY),
)


def at(session: AsyncSession, now: datetime = MONDAY) -> Post:
    return Post(session, replace(HOUSE, report_schedule=SCHEDULE), now)


async def ordered(session: AsyncSession) -> list[tuple[object, ...]]:
    jobs = (await session.exec(select(Job).order_by(col(Job.id)))).all()
    return [
        tuple(job.payload[key] for key in ("report", "to", "first", "last", "language", "scheduled"))
        for job in jobs
    ]


async def test_officers_get_each_report_of_the_month_that_is_over_once(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        await add_officer(session, language="fr")
        await add_officer(session, email="watch@facility.example", role=Role.OBSERVER)
        await add_officer(session, email="gone@facility.example", active=False)

        told = [await send_scheduled(at(session)) for _ in range(3)]

        assert told == [2, 0, 0]
        assert await ordered(session) == [
            ("silence", "olga@facility.example", "2026-02-01", "2026-02-28", "fr", True),
            ("planning", "olga@facility.example", "2026-03-01", "2026-08-31", "fr", True),
        ]


async def test_who_has_a_chat_gets_them_there(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        await add_officer(session, chat="telegram:500")
        await add_officer(session, email="ada@facility.example", role=Role.ADMIN, chat="terminal:ada")

        await send_scheduled(at(session))

        assert {to for _, to, *_ in await ordered(session)} == {"telegram:500", "ada@facility.example"}


async def test_before_the_morning_and_on_other_days_nothing_comes(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        await add_officer(session)

        early = await send_scheduled(at(session, MONDAY.replace(hour=6)))
        late = await send_scheduled(at(session, MONDAY.replace(day=9)))

        assert (early, late) == (0, 0)


async def test_half_years_are_told_of_in_april(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        await add_officer(session)

        await send_scheduled(at(session, MONDAY.replace(month=4, day=1)))

        assert ("interim", "olga@facility.example", "2025-10-01", "2026-03-31", "en", True) in await ordered(
            session
        )
