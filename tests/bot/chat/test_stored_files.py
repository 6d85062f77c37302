from datetime import datetime

import pytest

from bot.chat.client import TelegramClient
from bot.chat.rates import Rates
from bot.chat.send import LONGEST_CAPTION, Pace
from bot.chat.stored_files import Sending
from bot.dispatch.outcome import Never, Sent
from storage.database import Database
from storage.files import store_file
from storage.mail import Job
from storage.requests import StoredFile
from tests.peers.telegram import TelegramPeer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


async def job_with(database: Database, now: datetime, what: str, **more: object) -> Job:
    async with database.transaction() as session:
        kept = await store_file(
            session, request_id=None, inbox_id=None, filename="figure1.png", content=PNG, now=now
        )
        assert isinstance(kept, StoredFile)
        return Job(kind="telegram", destination="telegram:7", payload={"chat_id": 7, what: kept.id, **more})


@pytest.mark.parametrize(("what", "method"), [("photo", "sendPhoto"), ("document", "sendDocument")])
async def test_a_stored_file_goes_as_what_it_is_meant_to_be(
    sqlite_database: Database,
    client: TelegramClient,
    peer: TelegramPeer,
    now: datetime,
    what: str,
    method: str,
) -> None:
    peer.chats.open(7)
    sending = Sending(client, Pace(Rates()), sqlite_database.transaction)

    outcome = await sending.deliver(await job_with(sqlite_database, now, what, caption="x" * 2000))

    assert isinstance(outcome, Sent)
    (call,) = peer.called(method)
    assert len(str(call.params.get("caption", ""))) == (LONGEST_CAPTION if what == "photo" else 0)


async def test_a_file_that_is_gone_is_given_up(
    sqlite_database: Database, client: TelegramClient, peer: TelegramPeer
) -> None:
    sending = Sending(client, Pace(Rates()), sqlite_database.transaction)
    job = Job(kind="telegram", destination="telegram:7", payload={"chat_id": 7, "photo": 99})

    assert isinstance(await sending.deliver(job), Never)
    assert peer.called("sendPhoto") == []
