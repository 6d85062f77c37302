from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from storage.database import Database
from storage.journal import JournalEntry, record


async def an_entry(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        record(
            session,
            at=now,
            actor="officer:2",
            event="request.rejected",
            subject="request:3",
            facts={"why": "no"},
        )


async def test_an_entry_keeps_who_what_when_and_why(database: Database, now: datetime) -> None:
    await an_entry(database, now)

    async with database.snapshot() as session:
        entry = (await session.exec(select(JournalEntry))).one()

    assert entry.model_dump() == {
        "id": 1,
        "at": now,
        "actor": "officer:2",
        "event": "request.rejected",
        "subject": "request:3",
        "request_id": None,
        "facts": {"why": "no"},
    }


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET actor = 'nobody'",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE id = 1",
    ],
)
async def test_an_entry_can_be_neither_changed_nor_removed(
    database: Database, now: datetime, change: str
) -> None:
    await an_entry(database, now)

    with pytest.raises(DBAPIError, match="append-only"):
        async with database.transaction() as session:
            await (await session.connection()).execute(text(change))

    async with database.snapshot() as session:
        assert (await session.exec(select(JournalEntry.actor))).all() == ["officer:2"]


async def test_an_entry_cannot_be_changed_through_the_model(database: Database, now: datetime) -> None:
    await an_entry(database, now)

    async def rewrite() -> None:
        async with database.transaction() as session:
            entry = (await session.exec(select(JournalEntry))).one()
            entry.actor = "nobody"

    with pytest.raises(DBAPIError, match="append-only"):
        await rewrite()


@pytest.mark.postgresql
async def test_a_server_refuses_to_empty_the_journal(postgresql_database: Database) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        async with postgresql_database.transaction() as session:
            await (await session.connection()).execute(text("TRUNCATE journal"))
