from datetime import datetime, timedelta

from sqlmodel import select

from storage.database import Database
from storage.inbox import RECENT_OF_STREAM, Arrival, earlier_envelopes, remember, store_many
from storage.mail import Inbox

AFI, BOLA = "afi@ministry.example", "bola@ministry.example"
HOUR = timedelta(hours=1)


async def keep(database: Database, *mails: tuple[str, datetime]) -> None:
    """Mails of these senders, numbered from one."""
    arrivals = [
        Arrival("mail", str(number), stream, b"", {"number": number}, received_at)
        for number, (stream, received_at) in enumerate(mails, start=1)
    ]
    async with database.transaction() as session:
        await store_many(session, arrivals)


async def earlier(database: Database, row_id: int, since: datetime) -> list[object]:
    async with database.transaction() as session:
        return [one["number"] for one in await earlier_envelopes(session, row_id, since=since)]


async def test_earlier_mails_of_a_sender_come_newest_first(database: Database, now: datetime) -> None:
    await keep(database, (AFI, now), (BOLA, now), (AFI, now), (AFI, now), (AFI, now))

    assert await earlier(database, 4, now) == [3, 1]


async def test_what_came_too_long_ago_is_forgotten(database: Database, now: datetime) -> None:
    await keep(database, (AFI, now - 2 * HOUR), (AFI, now - HOUR), (AFI, now))

    assert await earlier(database, 3, now - HOUR) == [2]
    assert await earlier(database, 3, now) == []


async def test_first_mail_and_no_mail_have_nothing_before_them(database: Database, now: datetime) -> None:
    await keep(database, (AFI, now))

    assert await earlier(database, 1, now) == []
    assert await earlier(database, 99, now) == []


async def test_no_more_is_read_of_a_sender_than_a_day_can_hold(database: Database, now: datetime) -> None:
    await keep(database, *[(AFI, now)] * (RECENT_OF_STREAM + 3))

    found = await earlier(database, RECENT_OF_STREAM + 3, now)

    assert found == list(range(RECENT_OF_STREAM + 2, 2, -1))


async def test_what_is_remembered_stands_beside_what_was_known(database: Database, now: datetime) -> None:
    await keep(database, (AFI, now), (AFI, now))

    async with database.transaction() as session:
        await remember(session, 1, "heard", ["place", "words"])
        await remember(session, 1, "heard", ["place", "other words"])

    async with database.snapshot() as session:
        envelopes = (await session.exec(select(Inbox.envelope).order_by("id"))).all()
    assert list(envelopes) == [{"number": 1, "heard": ["place", "other words"]}, {"number": 2}]
