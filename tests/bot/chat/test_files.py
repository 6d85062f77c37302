"""Fetching what people send: stored before it is read, once, and never more than there is room for."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.chat.arrivals import store_updates
from bot.chat.files import LARGEST, PATIENCE, ChatFiles
from bot.chat.read import read_update
from bot.dispatch.closer_look import NotYet
from intake.message import Message, Why, Withheld
from storage.chat_files import MOST_A_DAY, put_with_request
from storage.files import store_file
from storage.mail import Inbox
from storage.requests import StoredFile
from storage.states import InboxStatus
from storage.transaction import Transaction
from tests.factories import add_request
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_faults import Fault
from tests.peers.telegram_files import Attached

AMINA = 100


class Pauses:
    """Waiting that takes no time, but is counted."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def files(peer: TelegramPeer, transaction: Transaction, pauses: Pauses) -> ChatFiles:
    return ChatFiles(peer.token, peer.base_url, transaction, pauses)


async def arrived(peer: TelegramPeer, transaction: Transaction, now: datetime) -> list[Message]:
    """Everything pending, stored as the fetch loop stores it, and read."""
    updates = [(update, json.dumps(update).encode()) for update in peer.pending]
    await store_updates(transaction, updates, now)
    read = [read_update(payload, now) for _, payload in updates]
    return [message for message in read if message is not None]


async def stored(transaction: Transaction) -> list[tuple[str, bytes]]:
    async with transaction() as session:
        rows = await session.exec(select(StoredFile).order_by(col(StoredFile.id)))
        return [(row.filename, row.content) for row in rows.all()]


async def examined(files: ChatFiles, message: Message, now: datetime) -> Message:
    found = await files(message, now)
    assert isinstance(found, Message)
    return found


async def test_a_file_is_stored_before_anybody_reads_it(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, now: datetime
) -> None:
    peer.attach(AMINA, Attached("../law.txt", b"Article 1"))
    (message,) = await arrived(peer, transaction, now)

    found = await examined(files, message, now)

    assert [(one.filename, one.content, one.media_type) for one in found.attachments] == [
        ("law.txt", b"Article 1", "text/plain")
    ]
    assert await stored(transaction) == [("law.txt", b"Article 1")]


async def test_what_was_fetched_before_a_crash_is_not_fetched_again(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, now: datetime
) -> None:
    peer.attach(AMINA, Attached("law.txt", b"Article 1"))
    (message,) = await arrived(peer, transaction, now)
    first = await examined(files, message, now)

    again = await examined(files, message, now)

    assert again.attachments == first.attachments
    assert len(peer.called("getFile")) == 1
    assert len(await stored(transaction)) == 1


async def test_a_file_too_large_for_a_bot_is_not_asked_for(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, now: datetime
) -> None:
    peer.attach(AMINA, Attached("film.mp4", b"x", size=LARGEST + 1))
    (message,) = await arrived(peer, transaction, now)

    found = await examined(files, message, now)

    assert found.withheld == (Withheld("film.mp4", Why.TOO_LARGE),)
    assert peer.called("getFile") == []


async def test_a_size_that_was_not_told_is_found_out(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, now: datetime
) -> None:
    peer.attach(AMINA, Attached("film.mp4", b"x", size=LARGEST + 1))
    (message,) = await arrived(peer, transaction, now)
    unknown = replace(message, files=tuple(replace(file, size=0) for file in message.files))

    found = await examined(files, unknown, now)

    assert found.withheld == (Withheld("film.mp4", Why.TOO_LARGE),)


async def test_while_telegram_is_away_the_message_waits_and_then_is_heard_without_its_file(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, now: datetime
) -> None:
    peer.attach(AMINA, Attached("law.txt", b"Article 1"))
    (message,) = await arrived(peer, transaction, now)
    peer.fail_next(Fault(status=502, description="Bad Gateway"), "getFile", times=2)

    early = await files(message, now)
    late = await examined(files, message, now + PATIENCE)

    assert isinstance(early, NotYet)
    assert late.withheld == (Withheld("law.txt", Why.UNCHECKED),)


async def test_so_many_files_a_day_are_taken_from_one_chat(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, now: datetime
) -> None:
    peer.attach(AMINA, Attached("law.txt", b"Article 1"))
    (message,) = await arrived(peer, transaction, now)
    await sent_enough(transaction, message, now)

    today = await examined(files, message, now)
    tomorrow = await examined(files, message, now + timedelta(days=1, seconds=1))

    assert today.withheld == (Withheld("law.txt", Why.TOO_MANY),)
    assert tomorrow.withheld == ()


async def test_no_album_is_waited_for_that_would_not_be_taken(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, pauses: Pauses, now: datetime
) -> None:
    peer.album(AMINA, [Attached("a.txt", b"a"), Attached("b.txt", b"b")])
    first, last = await arrived(peer, transaction, now)
    await sent_enough(transaction, first, now)

    found = [await examined(files, message, now) for message in (first, last)]

    assert [(one.more_follows, one.withheld[0].why) for one in found] == [
        (True, Why.TOO_MANY), (False, Why.TOO_MANY),
    ]  # fmt: skip
    assert pauses.seconds == []


async def sent_enough(transaction: Transaction, message: Message, now: datetime) -> None:
    """The chat of this message sent as many files today as it may."""
    async with transaction() as session:
        earlier = Inbox(
            channel="telegram", external_id="x", stream=message.sender, payload=b"", received_at=now
        )
        session.add(earlier)
        await session.flush()
        for number in range(MOST_A_DAY):
            session.add(
                StoredFile(inbox_id=earlier.id, filename=str(number), media_type="text/plain", size=1,
                           sha256=str(number), content=b"x", created_at=now)
            )  # fmt: skip


async def test_of_an_album_all_but_the_last_say_that_more_follows(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, pauses: Pauses, now: datetime
) -> None:
    peer.album(AMINA, [Attached(f"{name}.txt", name.encode()) for name in "abc"])
    messages = await arrived(peer, transaction, now)

    found = []
    for message in messages:
        found.append((await examined(files, message, now)).more_follows)
        await done(transaction, message)

    assert found == [True, True, False]
    assert len(pauses.seconds) == 1


async def done(transaction: Transaction, message: Message) -> None:
    """The message is handled."""
    async with transaction() as session:
        row = (await session.exec(select(Inbox).where(Inbox.external_id == message.source_id))).one()
        row.status = InboxStatus.DONE


async def test_the_files_of_a_group_are_nobodys_request(
    peer: TelegramPeer, transaction: Transaction, files: ChatFiles, now: datetime
) -> None:
    peer.attach(AMINA, Attached("law.txt", b"Article 1"))
    (message,) = await arrived(peer, transaction, now)

    found = await examined(files, replace(message, recipients=("telegram:-5",)), now)

    assert found.attachments == ()


async def test_files_go_to_the_request_and_what_was_withheld_since_goes_away(
    transaction: Transaction, now: datetime
) -> None:
    async with transaction() as session:
        request = await add_request(session)
        row = Inbox(channel="telegram", external_id="1", stream="telegram:1", payload=b"", received_at=now)
        session.add(row)
        await session.flush()
        for content in (b"clean", b"infected"):
            await store_file(
                session, request_id=None, inbox_id=row.id, filename="file", content=content, now=now
            )

        await put_with_request(session, row.id or 0, request.id or 0, [b"clean"])

        left = (await session.exec(select(StoredFile.content, StoredFile.request_id))).all()
    assert [tuple(one) for one in left] == [(b"clean", request.id)]
