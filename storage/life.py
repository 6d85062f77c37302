"""The one place where a status changes: allowed steps only, one winner at a time, each change in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.codes import next_code
from storage.journal import record
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.requests import Request
from storage.states import (
    INQUIRY_STEPS,
    MISSION_STEPS,
    PROPOSAL_STEPS,
    REQUEST_STEPS,
    SEAT_STEPS,
    InquiryStatus,
    MissionStatus,
    ProposalStatus,
    RequestStatus,
    SeatStatus,
)

_Status = TypeVar("_Status", bound=StrEnum)
_Row = Request | Inquiry | Proposal | Seat | Mission
STEPS_BACK: Mapping[tuple[StrEnum, StrEnum], str] = MappingProxyType(
    {(MissionStatus.CONFIRMED, MissionStatus.PLANNED): "mission.reopened"}
)
"""Steps back that people must not take for the first time: the journal has a word of its own for them."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The status changed."""

    before: StrEnum
    after: StrEnum


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The step is not allowed from where the row stands now; perhaps somebody else was faster."""

    current: StrEnum
    wanted: StrEnum


async def lock_request(session: AsyncSession, request_id: int) -> Request | None:
    """The request as it stands now, kept from everyone else's changes until the transaction ends."""
    query = select(Request).where(Request.id == request_id).with_for_update()
    return (await session.exec(query, execution_options={"populate_existing": True})).one_or_none()


async def move_request(
    session: AsyncSession,
    request: Request,
    to: RequestStatus,
    *,
    now: datetime,
    actor: str,
    reason: str = "",
) -> Moved | NotAllowed:
    """Change where a request stands; a draft that is received gets its code."""
    await _lock(session, request)
    outcome = _outcome(REQUEST_STEPS, request.status, to)
    if isinstance(outcome, NotAllowed):
        return outcome
    if to is RequestStatus.RECEIVED:
        received_at = request.received_at or now
        request.code = request.code or await next_code(session, received_at.year)
        request.received_at = received_at
    request.status = to
    request.status_reason = reason
    request.status_since = now
    await _journal(session, request, outcome, request.id, now=now, actor=actor, reason=reason)
    return outcome


async def merge_request(
    session: AsyncSession, request: Request, into: Request, *, now: datetime, actor: str, reason: str = ""
) -> Moved | NotAllowed:
    """Let another request go on in the place of this one, whose code stays an alias of it for ever."""
    if request.id == into.id:
        return NotAllowed(request.status, RequestStatus.MERGED)
    outcome = await move_request(
        session, request, RequestStatus.MERGED, now=now, actor=actor, reason=reason or (into.code or "")
    )
    if isinstance(outcome, Moved):
        request.merged_into = into.code
        request.hold_until = None
    return outcome


async def move_inquiry(
    session: AsyncSession,
    inquiry: Inquiry,
    to: InquiryStatus,
    *,
    now: datetime,
    actor: str,
    reason: str = "",
) -> Moved | NotAllowed:
    """Change where the question to an expert stands."""
    await _lock(session, inquiry)
    outcome = _outcome(INQUIRY_STEPS, inquiry.status, to)
    if isinstance(outcome, NotAllowed):
        return outcome
    inquiry.status = to
    request_id = await _request_of(session, inquiry.mission_id)
    await _journal(session, inquiry, outcome, request_id, now=now, actor=actor, reason=reason)
    return outcome


async def move_proposal(
    session: AsyncSession,
    proposal: Proposal,
    to: ProposalStatus,
    *,
    now: datetime,
    actor: str,
    reason: str = "",
) -> Moved | NotAllowed:
    """Change where a set of proposed teams stands."""
    await _lock(session, proposal)
    outcome = _outcome(PROPOSAL_STEPS, proposal.status, to)
    if isinstance(outcome, NotAllowed):
        return outcome
    proposal.status = to
    proposal.reason = reason or proposal.reason
    if to is not ProposalStatus.SUPERSEDED:
        proposal.decided_at = now
    await _journal(session, proposal, outcome, proposal.request_id, now=now, actor=actor, reason=reason)
    return outcome


async def move_seat(
    session: AsyncSession, seat: Seat, to: SeatStatus, *, now: datetime, actor: str, reason: str = ""
) -> Moved | NotAllowed:
    """Change where a seat of a mission stands."""
    await _lock(session, seat)
    outcome = _outcome(SEAT_STEPS, seat.status, to)
    if isinstance(outcome, NotAllowed):
        return outcome
    seat.status = to
    request_id = await _request_of(session, seat.mission_id)
    await _journal(session, seat, outcome, request_id, now=now, actor=actor, reason=reason)
    return outcome


async def move_mission(
    session: AsyncSession,
    mission: Mission,
    to: MissionStatus,
    *,
    now: datetime,
    actor: str,
    reason: str = "",
) -> Moved | NotAllowed:
    """Change where a mission stands."""
    await _lock(session, mission)
    outcome = _outcome(MISSION_STEPS, mission.status, to)
    if isinstance(outcome, NotAllowed):
        return outcome
    mission.status = to
    mission.confirmed_at = now if to is MissionStatus.CONFIRMED else mission.confirmed_at
    await _journal(session, mission, outcome, mission.request_id, now=now, actor=actor, reason=reason)
    return outcome


async def _lock(session: AsyncSession, row: _Row) -> None:
    """Read the row again and keep it: what was loaded earlier may be out of date by now."""
    await session.flush()
    await session.refresh(row, with_for_update=True)


def _outcome(
    steps: Mapping[_Status, frozenset[_Status]], current: _Status, wanted: _Status
) -> Moved | NotAllowed:
    return Moved(current, wanted) if wanted in steps[current] else NotAllowed(current, wanted)


async def _request_of(session: AsyncSession, mission_id: int) -> int:
    return (await session.exec(select(Mission.request_id).where(Mission.id == mission_id))).one()


async def _journal(
    session: AsyncSession,
    row: _Row,
    moved: Moved,
    request_id: int | None,
    *,
    now: datetime,
    actor: str,
    reason: str,
) -> None:
    noun = type(row).__name__.lower()
    facts: dict[str, object] = {"from": moved.before.value, "to": moved.after.value}
    record(
        session,
        at=now,
        actor=actor,
        event=STEPS_BACK.get((moved.before, moved.after), f"{noun}.{moved.after.value}"),
        subject=f"{noun}:{row.id}",
        request_id=request_id,
        facts=facts | ({"reason": reason} if reason else {}),
    )
    await session.flush()
