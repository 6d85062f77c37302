from datetime import datetime, timedelta

import pytest

from storage.database import Database
from storage.journal import last_decision, record
from tests.factories import add_request

HOUR = timedelta(hours=1)


async def after(database: Database, now: datetime, *events: tuple[str, str]) -> tuple[str, datetime | None]:
    """The last decision about request 1 after these events (actor, event), one an hour."""
    async with database.transaction() as session:
        request, other = await add_request(session), await add_request(session)
        for number, (actor, event) in enumerate(events):
            record(
                session,
                at=now + number * HOUR,
                actor=actor,
                event=event,
                subject=f"request:{request.id}",
                request_id=request.id,
            )
        record(
            session,
            at=now + 99 * HOUR,
            actor="officer:9",
            event="request.rejected",
            subject=f"request:{other.id}",
            request_id=other.id,
        )
        await session.flush()
        return await last_decision(session, request.id or 0)


async def test_nobody_decided_before_an_officer_did(database: Database, now: datetime) -> None:
    assert await after(database, now, ("contact:1", "request.received")) == ("", None)


async def test_officer_who_moved_the_request_last_decided(database: Database, now: datetime) -> None:
    events = (("officer:1", "request.checking"), ("officer:2", "request.eligible"))

    assert await after(database, now, *events) == ("officer:2", now + HOUR)


@pytest.mark.parametrize(
    "later",
    [
        ("muster", "request.approved"),
        ("expert:4", "inquiry.accepted"),
        ("contact:1", "request.reply"),
        ("officer:3", "request.question"),
    ],
)
async def test_what_others_did_since_is_no_decision(
    database: Database, now: datetime, later: tuple[str, str]
) -> None:
    assert await after(database, now, ("officer:2", "request.eligible"), later) == ("officer:2", now)


async def test_of_two_decisions_at_one_moment_the_later_entry_counts(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        for actor in ("officer:1", "officer:2"):
            record(
                session,
                at=now,
                actor=actor,
                event="request.eligible",
                subject="request:1",
                request_id=request.id,
            )
            await session.flush()

        assert await last_decision(session, request.id or 0) == ("officer:2", now)
