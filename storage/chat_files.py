"""Files of a chat: kept as soon as they are fetched, and put with a request once it is known which."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, update
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.expert_cvs import ExpertCv
from storage.mail import Inbox, Job
from storage.requests import StoredFile
from storage.states import InboxStatus

MOST_A_DAY = 40
"""Files of one chat within a day."""
LOOSE_KEPT = timedelta(days=30)
"""How long files are kept that came with a command, or with anything else that put them with no request."""
_MOST_LETTERS = 300


async def inbox_row_of(session: AsyncSession, channel: str, source_id: str) -> Inbox | None:
    """The stored message a chat message was read from."""
    query = select(Inbox).where(Inbox.channel == channel, Inbox.external_id == source_id)
    return (await session.exec(query)).one_or_none()


async def waiting_behind(session: AsyncSession, row: Inbox) -> Sequence[bytes]:
    """The next messages of the same chat, as they came."""
    query = (
        select(Inbox.payload)
        .where(Inbox.stream == row.stream, Inbox.status == InboxStatus.WAITING, col(Inbox.id) > (row.id or 0))
        .order_by(col(Inbox.id))
        .limit(10)
    )
    return (await session.exec(query)).all()


async def fetched_before(session: AsyncSession, inbox_id: int) -> Sequence[StoredFile]:
    """What an earlier try has fetched already."""
    query = select(StoredFile).where(StoredFile.inbox_id == inbox_id).order_by(col(StoredFile.id))
    return (await session.exec(query)).all()


async def files_within_a_day(session: AsyncSession, stream: str, *, now: datetime) -> int:
    """How many files this chat sent since yesterday."""
    query = (
        select(func.count())
        .select_from(StoredFile)
        .join(Inbox, col(Inbox.id) == col(StoredFile.inbox_id))
        .where(Inbox.stream == stream, col(StoredFile.created_at) > now - timedelta(days=1))
    )
    return (await session.exec(query)).one()


async def put_with_request(
    session: AsyncSession, inbox_id: int, request_id: int, contents: Collection[bytes]
) -> None:
    """Let the files of a message belong to a request; what was withheld since is kept no longer."""
    wanted = {sha256(content).hexdigest() for content in contents}
    known = set(await session.exec(select(StoredFile.sha256).where(StoredFile.request_id == request_id)))
    loose = (col(StoredFile.inbox_id) == inbox_id, col(StoredFile.request_id).is_(None))
    keep = wanted - known
    await session.exec(delete(StoredFile).where(*loose, col(StoredFile.sha256).not_in(keep)))
    await session.exec(update(StoredFile).where(*loose).values(request_id=request_id))


async def drop_loose_files(session: AsyncSession, *, now: datetime) -> int:
    """Delete old files of messages that are done with, which are no request's and nobody's CV; how many."""
    waiting = select(Inbox.id).where(Inbox.id == StoredFile.inbox_id, col(Inbox.status) != InboxStatus.DONE)
    cv = select(ExpertCv.id).where(ExpertCv.file_id == StoredFile.id)
    loose = delete(StoredFile).where(
        col(StoredFile.request_id).is_(None),
        col(StoredFile.created_at) < now - LOOSE_KEPT,
        ~waiting.exists(),
        ~cv.exists(),
    )
    return (await session.exec(loose)).rowcount


async def about_of_chat_message(session: AsyncSession, chat: str, number: int) -> str:
    """What a message that Muster wrote into a chat is about (request:3), '' if about nothing or not ours."""
    query = (
        select(Job.about, Job.result)
        .where(Job.destination == chat, Job.about != "")
        .order_by(col(Job.id).desc())
        .limit(_MOST_LETTERS)
    )
    for about, result in (await session.exec(query)).all():
        numbers = result.get("message_ids")
        if isinstance(numbers, list) and number in numbers:
            return about
    return ""
