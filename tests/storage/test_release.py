from datetime import datetime, timedelta

from sqlmodel import col, select

from storage import inbox, jobs
from storage.database import Database
from storage.mail import Inbox, Job
from storage.release import lease_owners, release

LEASE = timedelta(minutes=5)


async def stocked(database: Database, now: datetime) -> None:
    """Four messages and four jobs, each in a line of its own."""
    async with database.transaction() as session:
        for number in range(4):
            await inbox.store(
                session,
                channel="mail",
                external_id=str(number),
                stream=f"sender {number}",
                payload=b"x",
                envelope={},
                received_at=now,
            )
            await jobs.enqueue(
                session, kind="mail", destination=f"to {number}", payload={}, due_at=now, now=now
            )


async def take(database: Database, owner: str, now: datetime, *, limit: int) -> tuple[list[int], list[int]]:
    """Ids of the messages and of the jobs this owner gets."""
    async with database.transaction() as session:
        messages = await inbox.claim(session, owner=owner, now=now, lease=LEASE, limit=limit)
        claimed = await jobs.claim(session, kinds=["mail"], owner=owner, now=now, lease=LEASE, limit=limit)
        return [row.id or 0 for row in messages], [row.id or 0 for row in claimed]


async def give_back(database: Database, owner: str = "") -> None:
    async with database.transaction() as session:
        await release(session, owner=owner)


async def owners(database: Database) -> frozenset[str]:
    async with database.transaction() as session:
        return await lease_owners(session)


async def test_what_one_owner_gives_back_others_can_take_at_once(database: Database, now: datetime) -> None:
    await stocked(database, now)
    await take(database, "anna", now, limit=2)
    await take(database, "ben", now, limit=1)

    await give_back(database, "anna")

    assert await take(database, "carla", now, limit=9) == ([1, 2, 4], [1, 2, 4])


async def test_what_nobody_names_everybody_gives_back(database: Database, now: datetime) -> None:
    await stocked(database, now)
    await take(database, "anna", now, limit=2)
    await take(database, "ben", now, limit=1)

    await give_back(database)

    assert await take(database, "carla", now, limit=9) == ([1, 2, 3, 4], [1, 2, 3, 4])


async def test_owner_who_holds_nothing_gives_nothing_back(database: Database, now: datetime) -> None:
    await stocked(database, now)
    await take(database, "anna", now, limit=2)

    await give_back(database, "nobody")

    assert await take(database, "carla", now, limit=9) == ([3, 4], [3, 4])


async def test_try_that_was_begun_still_counts(database: Database, now: datetime) -> None:
    await stocked(database, now)
    await take(database, "anna", now, limit=1)

    await give_back(database, "anna")

    async with database.transaction() as session:
        messages = (await session.exec(select(Inbox.attempts).order_by(col(Inbox.id)))).all()
        tries = (await session.exec(select(Job.attempts).order_by(col(Job.id)))).all()
    assert (messages, tries) == ([1, 0, 0, 0], [1, 0, 0, 0])


async def test_finished_rows_are_left_as_they_are(database: Database, now: datetime) -> None:
    await stocked(database, now)
    await take(database, "anna", now, limit=1)
    async with database.transaction() as session:
        await jobs.done(session, 1, owner="anna", now=now)

    await give_back(database)

    async with database.transaction() as session:
        assert (await session.get_one(Job, 1)).done_at == now
    assert (await take(database, "ben", now, limit=9))[1] == [2, 3, 4]


async def test_owners_are_those_who_hold_something(database: Database, now: datetime) -> None:
    await stocked(database, now)
    assert await owners(database) == frozenset()
    await take(database, "anna", now, limit=1)
    await take(database, "ben", now, limit=1)
    assert await owners(database) == {"anna", "ben"}

    await give_back(database, "anna")

    assert await owners(database) == {"ben"}


async def test_owner_of_an_ended_lease_is_still_named(database: Database, now: datetime) -> None:
    await stocked(database, now)
    await take(database, "anna", now - 2 * LEASE, limit=1)

    assert await owners(database) == {"anna"}
