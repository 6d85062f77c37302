"""The drafts: requests half told that wait for their partner and have no code yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import Contact
from storage.requests import Request
from storage.states import RequestStatus


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft as the list shows it."""

    contact: str
    address: str
    """The e-mail address, else the chat."""
    title: str
    """'' while it has none."""
    country: str
    begun_on: date
    since_days: int


async def list_drafts(session: AsyncSession, *, now: datetime, country: str = "") -> tuple[DraftRow, ...]:
    """The drafts, newest first; of this country, if given."""
    found = await session.exec(
        select(Request, Contact)
        .join(Contact, col(Contact.id) == col(Request.contact_id), isouter=True)
        .where(Request.status == RequestStatus.DRAFT)
        .order_by(col(Request.id).desc())
    )
    rows = (_row(request, contact, now=now) for request, contact in found.all())
    return tuple(row for row in rows if country in {"", row.country})


async def count_drafts(session: AsyncSession) -> int:
    """How many requests are half told."""
    query = select(func.count()).select_from(Request).where(Request.status == RequestStatus.DRAFT)
    return (await session.exec(query)).one()


def _row(draft: Request, contact: Contact | None, *, now: datetime) -> DraftRow:
    answers = draft.form.get("answers")
    told = answers if isinstance(answers, Mapping) else {}
    return DraftRow(
        contact=str(told.get("contact_name") or (contact.name if contact else "")),
        address=str(told.get("contact_email") or (contact and (contact.email or contact.chat)) or ""),
        title=draft.title or str(told.get("title") or ""),
        country=draft.country or str(told.get("country") or ""),
        begun_on=draft.created_at.date(),
        since_days=max(0, (now - draft.created_at).days),
    )
