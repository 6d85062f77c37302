from datetime import datetime
from typing import Any

from sqlmodel import col, select

from bot.dispatch.outcome import Never, Sent
from bot.dispatch.report_desk import MOST_A_DAY, ReportDesk, have_made, order_report
from bot.dispatch.report_orders import ReportOrder
from storage.database import Database
from storage.mail import Job
from storage.people import Officer
from storage.requests import StoredFile
from tests.bot.dispatch.office import HOUSE, OLGA, post, tray
from tests.factories import add_officer, add_request

CHAT = "telegram:500"


async def ordered(database: Database, order: ReportOrder, to: str = OLGA, **officer: Any) -> Job:
    async with database.transaction() as session:
        asking = await add_officer(session, **officer)
        await have_made(post(session), asking, order, to=to)
        return (await session.exec(select(Job))).one()


async def delivered(database: Database, job: Job, now: datetime) -> object:
    desk = ReportDesk(database.snapshot, database.transaction, HOUSE, lambda: now)
    return await desk.deliver(job)


async def test_a_report_by_mail_brings_its_file(sqlite_database: Database, now: datetime) -> None:
    job = await ordered(sqlite_database, ReportOrder("overview", "fr"))
    async with sqlite_database.transaction() as session:
        await add_request(session, code="2026-01", received_at=now)

    assert await delivered(sqlite_database, job, now) == Sent({"report": "overview"})

    async with sqlite_database.transaction() as session:
        (letter,) = await tray(session)
        file = (await session.exec(select(StoredFile))).one()
    assert (letter.to, letter.letter.documents) == (OLGA, (file.id,))
    assert "2026-01 - Togo" in letter.words
    assert (file.filename, file.media_type) == ("overview.pdf", "application/pdf")


async def test_in_a_chat_the_file_follows_the_words(sqlite_database: Database, now: datetime) -> None:
    job = await ordered(sqlite_database, ReportOrder("silence"), to=CHAT)

    await delivered(sqlite_database, job, now)

    async with sqlite_database.transaction() as session:
        jobs = (await session.exec(select(Job).where(Job.destination == CHAT).order_by(col(Job.id)))).all()
    assert [sorted(set(one.payload) - {"code"}) for one in jobs] == [
        ["chat_id", "letter"],
        ["chat_id", "document"],
    ]


async def test_a_terminal_is_told_the_command_that_writes_the_file(
    sqlite_database: Database, now: datetime
) -> None:
    job = await ordered(sqlite_database, ReportOrder("silence"), to="terminal:olga")

    await delivered(sqlite_database, job, now)

    async with sqlite_database.transaction() as session:
        (letter,) = await tray(session)
        assert (await session.exec(select(StoredFile))).all() == []
    assert "muster report silence -o silence.pdf" in letter.words


async def test_what_cannot_be_made_is_told(sqlite_database: Database, now: datetime) -> None:
    job = await ordered(sqlite_database, ReportOrder("table2"))
    job.payload = {**job.payload, "first": "2026-05-01", "last": "2026-01-01"}

    assert await delivered(sqlite_database, job, now) == Sent({"failed": "table2"})

    async with sqlite_database.transaction() as session:
        (letter,) = await tray(session)
    assert "could not be made" in letter.words


async def test_who_has_left_gets_no_report(sqlite_database: Database, now: datetime) -> None:
    job = await ordered(sqlite_database, ReportOrder("table2"), active=False)

    assert isinstance(await delivered(sqlite_database, job, now), Never)


async def test_nobody_orders_more_than_so_many_a_day(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        officer: Officer = await add_officer(session)
        order = ReportOrder("table2")
        answers = [await order_report(post(session), officer, order, to=OLGA) for _ in range(MOST_A_DAY + 1)]

    assert answers[:MOST_A_DAY] == [None] * MOST_A_DAY
    assert answers[-1] is not None
