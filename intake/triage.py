"""What officers decide about a request before anybody is matched: eligible, rejected, or a question first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.journal import last_decision, record
from storage.life import Moved, NotAllowed, lock_request, move_request
from storage.people import Contact
from storage.requests import Request
from storage.states import RequestStatus

TRIAGED = frozenset(
    {RequestStatus.RECEIVED, RequestStatus.CHECKING, RequestStatus.ELIGIBLE, RequestStatus.ON_HOLD}
)
"""From these a request may be found eligible or rejected; later, people are already being asked."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The request took the step."""

    request: Request


@dataclass(frozen=True, slots=True)
class AlreadyDecided:
    """Somebody was faster; `by` is a journal actor such as officer:2."""

    request: Request
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoSuchRequest:
    """There is no such request, or it is still a draft."""


Triage = Decided | AlreadyDecided | NoSuchRequest


async def mark_eligible(session: AsyncSession, request_id: int, *, actor: str, now: datetime) -> Triage:
    """Let the request go on to matching; whoever mailed it is vouched for from now on."""
    done = await _step(session, request_id, RequestStatus.ELIGIBLE, actor=actor, now=now)
    if isinstance(done, Decided) and done.request.channel == "mail":
        await _vouch(session, done.request, actor=actor, now=now)
    return done


async def reject_request(
    session: AsyncSession, request_id: int, *, reason: str, actor: str, now: datetime
) -> Triage:
    """Turn the request down, with the reason the partner will read."""
    return await _step(session, request_id, RequestStatus.REJECTED, actor=actor, now=now, reason=reason)


async def put_question(
    session: AsyncSession, request_id: int, *, question: str, actor: str, now: datetime
) -> Triage:
    """Record an officer's question; a request just received is now being checked."""
    request = await lock_request(session, request_id)
    if request is None or request.status is RequestStatus.DRAFT:
        return NoSuchRequest()
    if request.status is RequestStatus.RECEIVED:
        await move_request(session, request, RequestStatus.CHECKING, now=now, actor=actor)
    record(
        session, at=now, actor=actor, event="request.question", subject=f"request:{request_id}",
        request_id=request_id, facts={"question": question},
    )  # fmt: skip
    return Decided(request)


async def _vouch(session: AsyncSession, request: Request, *, actor: str, now: datetime) -> None:
    """Once for each contact known by mail alone; an address typed in a chat stays a claim (decision 0029)."""
    unknown = (
        update(Contact)
        .where(
            col(Contact.id) == request.contact_id,
            ~col(Contact.verified),
            col(Contact.chat).is_(None),
            col(Contact.institution_id) == request.institution_id,
        )
        .values(verified=True)
    )
    if (await session.exec(unknown)).rowcount == 1:
        record(
            session, at=now, actor=actor, event="contact.verified", subject=f"contact:{request.contact_id}",
            request_id=request.id,
        )  # fmt: skip


async def _step(
    session: AsyncSession,
    request_id: int,
    to: RequestStatus,
    *,
    actor: str,
    now: datetime,
    reason: str = "",
) -> Triage:
    request = await lock_request(session, request_id)
    if request is None or request.status is RequestStatus.DRAFT:
        return NoSuchRequest()
    if request.status not in TRIAGED:
        by, at = await last_decision(session, request_id)
        return AlreadyDecided(request, by, at or request.status_since)
    match await move_request(session, request, to, now=now, actor=actor, reason=reason):
        case Moved():
            return Decided(request)
        case NotAllowed():
            by, at = await last_decision(session, request_id)
            return AlreadyDecided(request, by, at or request.status_since)
