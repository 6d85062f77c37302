"""Messages that wait for a person: doubtful ones, and those that could not be handled at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import func, or_, text
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.mail import Inbox
from storage.states import InboxStatus

DECISION = "decision"
"""Where a person's decision about a message is kept, in its envelope."""
DOUBT = "doubt"
"""Where the reason why a message waits is kept, in its envelope."""
OPEN = text("status IN ('doubtful', 'dead')")
_WITHOUT_PAYLOAD = defer(cast("QueryableAttribute[bytes]", Inbox.payload), raiseload=True)
"""A message may have 25 MB, and nobody decides by looking at bytes."""


async def open_messages(session: AsyncSession, *, limit: int = 200) -> list[Inbox]:
    """Doubtful and dead messages, the oldest first."""
    query = select(Inbox).where(OPEN).order_by(col(Inbox.id)).limit(limit).options(_WITHOUT_PAYLOAD)
    return list((await session.exec(query)).all())


async def open_message(session: AsyncSession, row_id: int) -> Inbox | None:
    """The doubtful or dead message of this number, locked: of two who decide at once, the second finds it decided."""
    query = select(Inbox).where(Inbox.id == row_id, OPEN).with_for_update().options(_WITHOUT_PAYLOAD)
    return (await session.exec(query, execution_options={"populate_existing": True})).one_or_none()


async def doubtful_of_sender(session: AsyncSession, row_id: int, *, sender: str, since: datetime) -> int:
    """How many messages of the same stream, or in the name of this sender, came since then and wait for a person."""
    stream = select(Inbox.stream).where(Inbox.id == row_id).scalar_subquery()
    named = col(Inbox.envelope)[(DOUBT, "sender")].as_string() == sender
    query = (
        select(func.count())
        .select_from(Inbox)
        .where(OPEN, or_(col(Inbox.stream) == stream, named))
        .where(col(Inbox.received_at) >= since, col(Inbox.id) != row_id)
    )
    return (await session.exec(query)).one()


async def take_up(session: AsyncSession, row_id: int, *, decision: Mapping[str, object]) -> bool:
    """Have an open message handled again, with what a person decided about it; False if it is open no more."""
    row = await open_message(session, row_id)
    if row is None:
        return False
    row.envelope = {**row.envelope, DECISION: dict(decision)}
    row.status, row.attempts, row.done_at = InboxStatus.WAITING, 0, None
    row.lease_owner = row.lease_until = None
    await session.flush()
    return True


async def discard(session: AsyncSession, row_id: int, *, by: str, now: datetime) -> bool:
    """Let an open message rest, kept and done with; False if it is open no more."""
    row = await open_message(session, row_id)
    if row is None:
        return False
    row.status, row.done_at = InboxStatus.DONE, now
    row.note = f"{row.note or row.last_error}; discarded by {by}".removeprefix("; ")
    await session.flush()
    return True
