"""Drafts nobody has touched for a while: what is due is a query."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.requests import Request
from storage.states import RequestStatus

MOST_AT_ONCE = 50


async def drafts_to_remind(session: AsyncSession, *, before: datetime) -> Sequence[Request]:
    """Drafts last touched before then whose partner was never reminded, oldest first."""
    query = (
        select(Request)
        .where(
            Request.status == RequestStatus.DRAFT,
            col(Request.contact_id).is_not(None),
            col(Request.touched_at) <= before,
            col(Request.reminded_at).is_(None),
        )
        .order_by(col(Request.id))
        .limit(MOST_AT_ONCE)
    )
    return (await session.exec(query)).all()
