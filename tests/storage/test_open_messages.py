from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from storage import inbox
from storage.database import Database
from storage.inbox import Arrival
from storage.mail import Inbox
from storage.open_messages import DECISION, DOUBT, discard, doubtful_of_sender, open_messages, take_up
from storage.states import InboxStatus

LEASE = timedelta(minutes=1)
WORKER = "worker"


@pytest.fixture
async def doubtful(database: Database, now: datetime) -> Inbox:
    """A message that was handled and waits for an officer."""
    arrival = Arrival("mail", "a1", "afi@ministry.example", b"raw", {"peer": "127.0.0.1"}, now)
    async with database.transaction() as session:
        await inbox.store_many(session, [arrival])
        (row,) = await inbox.claim(session, owner=WORKER, now=now, lease=LEASE, limit=1)
        await inbox.finish(session, row.id or 0, owner=WORKER, now=now, note="not a party", doubtful=True)
    return await the_row(database)


async def the_row(database: Database) -> Inbox:
    async with database.snapshot() as session:
        return (await session.exec(select(Inbox))).one()


async def test_a_doubtful_message_is_not_handled_again_by_itself(
    database: Database, now: datetime, doubtful: Inbox
) -> None:
    async with database.transaction() as session:
        claimed = await inbox.claim(session, owner=WORKER, now=now + LEASE * 2, lease=LEASE, limit=9)

    assert (claimed, doubtful.status) == ([], InboxStatus.DOUBTFUL)


async def test_a_doubtful_message_does_not_hold_up_its_stream(
    database: Database, now: datetime, doubtful: Inbox
) -> None:
    async with database.transaction() as session:
        await inbox.store_many(session, [Arrival("mail", "a2", doubtful.stream, b"next", {}, now)])
        claimed = await inbox.claim(session, owner=WORKER, now=now, lease=LEASE, limit=9)

    assert [row.external_id for row in claimed] == ["a2"]


async def test_open_messages_are_the_doubtful_and_the_dead(
    database: Database, now: datetime, doubtful: Inbox
) -> None:
    async with database.transaction() as session:
        await inbox.store_many(session, [Arrival("mail", name, name, b"raw", {}, now) for name in ("b", "c")])
        for attempt in range(inbox.MAX_ATTEMPTS):
            (row, *_) = await inbox.claim(
                session, owner=WORKER, now=now + LEASE * 2 * attempt, lease=LEASE, limit=1
            )
            await inbox.fail(session, row.id or 0, owner=WORKER, now=now, error="KeyError: 'x'")

    async with database.snapshot() as session:
        found = await open_messages(session)

    assert [(row.external_id, row.status) for row in found] == [
        (doubtful.external_id, InboxStatus.DOUBTFUL),
        ("b", InboxStatus.DEAD),
    ]


async def test_a_message_taken_up_is_handled_again_with_the_decision(
    database: Database, now: datetime, doubtful: Inbox
) -> None:
    decision = {"attached_to": "inquiry:7", "by": "officer:2"}

    async with database.transaction() as session:
        taken_up = await take_up(session, doubtful.id or 0, decision=decision)
        claimed = await inbox.claim(session, owner=WORKER, now=now, lease=LEASE, limit=9)

    assert taken_up
    assert [(row.envelope, row.attempts) for row in claimed] == [
        ({"peer": "127.0.0.1", DECISION: decision}, 1)
    ]


async def test_a_discarded_message_is_kept_and_says_who_discarded_it(
    database: Database, now: datetime, doubtful: Inbox
) -> None:
    async with database.transaction() as session:
        assert await discard(session, doubtful.id or 0, by="officer:2", now=now)

    row = await the_row(database)
    assert (row.status, row.payload, row.note) == (
        InboxStatus.DONE,
        b"raw",
        "not a party; discarded by officer:2",
    )


async def test_the_second_of_two_decisions_finds_the_message_decided(
    database: Database, now: datetime, doubtful: Inbox
) -> None:
    async with database.transaction() as session:
        assert await discard(session, doubtful.id or 0, by="officer:2", now=now)

    async with database.transaction() as session:
        assert not await discard(session, doubtful.id or 0, by="officer:3", now=now)
        assert not await take_up(session, doubtful.id or 0, decision={})
        assert not await take_up(session, 999, decision={})


async def test_what_waits_of_the_same_stream_is_counted_for_a_while(
    database: Database, now: datetime, doubtful: Inbox
) -> None:
    async with database.transaction() as session:
        later = now + timedelta(hours=1)
        await inbox.store_many(session, [Arrival("mail", "a2", doubtful.stream, b"next", {}, later)])
        row = (await session.exec(select(Inbox).where(Inbox.external_id == "a2"))).one()
        counted = [
            await doubtful_of_sender(session, row.id or 0, sender="", since=since)
            for since in (now, later, later + LEASE)
        ]
        itself = await doubtful_of_sender(session, doubtful.id or 0, sender="", since=now)

    assert (counted, itself) == ([1, 0, 0], 0)


async def test_what_waits_in_the_same_name_is_counted_whatever_its_stream(
    database: Database, now: datetime, doubtful: Inbox
) -> None:
    async with database.transaction() as session:
        await inbox.remember(session, doubtful.id or 0, DOUBT, {"sender": "ines@experts.example"})
        await inbox.store_many(session, [Arrival("mail", "a2", "other@x.example", b"next", {}, now)])
        row = (await session.exec(select(Inbox).where(Inbox.external_id == "a2"))).one()
        counted = [
            await doubtful_of_sender(session, row.id or 0, sender=sender, since=now)
            for sender in ("ines@experts.example", "eve@elsewhere.example")
        ]

    assert counted == [1, 0]
