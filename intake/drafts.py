"""Drafts: a request still being told, kept as a row so that it survives restarts and changes of channel."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.form_state import FormState, Known
from storage.life import move_request
from storage.people import Contact, Institution
from storage.requests import Request
from storage.states import RequestStatus

MOST_NAMES = 1000
"""How many institutions a typed name is compared with, the newest first."""


async def open_draft(
    session: AsyncSession,
    contact: Contact,
    state: FormState,
    *,
    channel: str,
    source_id: str,
    language: str,
    verified: bool,
    now: datetime,
) -> Request:
    """A new draft of this contact; `verified` when there is no doubt who began it."""
    draft = Request(
        contact_id=contact.id,
        channel=channel,
        source_id=source_id,
        language=language,
        form=state.to_json(),
        verified=verified,
        created_at=now,
        touched_at=now,
        status_since=now,
    )
    session.add(draft)
    await session.flush()
    return draft


def keep(draft: Request, state: FormState, *, now: datetime) -> None:
    """Keep what was answered so far."""
    draft.form, draft.touched_at = state.to_json(), now


async def drop_draft(
    session: AsyncSession, draft: Request, *, actor: str, reason: str, now: datetime
) -> None:
    """Close a draft that will not become a request; its answers stay in the row."""
    await move_request(session, draft, RequestStatus.CLOSED, now=now, actor=actor, reason=reason)


async def known_of(session: AsyncSession, contact: Contact) -> Known:
    """What need not be asked, because this contact told it before."""
    institution = await session.get(Institution, contact.institution_id) if contact.institution_id else None
    names = await session.exec(
        select(Institution.name).order_by(col(Institution.id).desc()).limit(MOST_NAMES)
    )
    return Known(
        institution=institution.name if institution else "",
        country=institution.country if institution else "",
        contact_name=contact.name,
        contact_email=contact.email or await _email_told(session, contact),
        contact_phone=contact.phone,
        institutions=tuple(names.all()),
    )


async def _email_told(session: AsyncSession, contact: Contact) -> str:
    """The address a chat partner gave with an earlier request: good enough not to be asked again."""
    forms = await session.exec(
        select(Request.form)
        .where(Request.contact_id == contact.id, col(Request.code).is_not(None))
        .order_by(col(Request.id).desc())
        .limit(1)
    )
    earlier = forms.first()
    told = FormState.from_json(earlier).answers.get("contact_email") if earlier else None
    return told if isinstance(told, str) else ""
