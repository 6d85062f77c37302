from datetime import datetime, timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chat_files import LOOSE_KEPT, drop_loose_files
from storage.database import Database
from storage.files import store_file
from storage.mail import Inbox
from storage.requests import StoredFile
from storage.states import InboxStatus
from tests.factories import add_request, added


async def message(session: AsyncSession, status: InboxStatus, *, now: datetime) -> int:
    row = Inbox(
        channel="telegram", external_id="1", stream="telegram:1", payload=b"", received_at=now, status=status
    )
    return (await added(session, row)).id or 0


@pytest.mark.parametrize(
    ("status", "age", "kept"),
    [
        (InboxStatus.DONE, LOOSE_KEPT + timedelta(seconds=1), False),
        (InboxStatus.DONE, LOOSE_KEPT, True),
        (InboxStatus.WAITING, 2 * LOOSE_KEPT, True),
        (InboxStatus.DOUBTFUL, 2 * LOOSE_KEPT, True),
        (InboxStatus.DEAD, 2 * LOOSE_KEPT, True),
    ],
)
async def test_files_of_no_request_go_when_they_are_old_and_their_message_is_done_with(
    database: Database, now: datetime, status: InboxStatus, age: timedelta, *, kept: bool
) -> None:
    async with database.transaction() as session:
        inbox_id = await message(session, status, now=now)
        await store_file(
            session, request_id=None, inbox_id=inbox_id, filename="a.pdf", content=b"a", now=now - age
        )

        dropped = await drop_loose_files(session, now=now)

        left = (await session.exec(select(StoredFile.filename))).all()
    assert (dropped, left) == ((0, ["a.pdf"]) if kept else (1, []))


async def test_files_of_a_request_stay(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        inbox_id = await message(session, InboxStatus.DONE, now=now)
        await store_file(
            session,
            request_id=request.id,
            inbox_id=inbox_id,
            filename="a.pdf",
            content=b"a",
            now=now - 2 * LOOSE_KEPT,
        )

        assert await drop_loose_files(session, now=now) == 0
