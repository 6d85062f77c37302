"""Merging requests: two letters about one wish become one request, and both codes go on meaning it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.journal import last_decision
from storage.life import Moved, lock_request, merge_request
from storage.queries import request_by_code
from storage.requests import Request
from storage.states import RequestStatus

LONGEST_CHAIN = 20
MERGEABLE = frozenset(
    {RequestStatus.RECEIVED, RequestStatus.CHECKING, RequestStatus.ELIGIBLE, RequestStatus.ON_HOLD}
)
"""Later, experts are being asked under the code: first the mission is called off."""
_ENDED = frozenset(
    {RequestStatus.DRAFT, RequestStatus.REJECTED, RequestStatus.CLOSED, RequestStatus.REPLACED}
)


@dataclass(frozen=True, slots=True)
class Merged:
    """The request goes on as another one."""

    request: Request
    into: Request


@dataclass(frozen=True, slots=True)
class MergedBefore:
    """Somebody was faster: it has been merged already."""

    request: Request
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CannotBeMerged:
    """One of the two is over, is the other, or already has experts who were asked."""


async def merge(
    session: AsyncSession, request_id: int, into_id: int, *, actor: str, now: datetime
) -> Merged | MergedBefore | CannotBeMerged:
    """Let another request stand for this one; a target that was merged itself stands for where it went."""
    before = await merge_target(session, into_id)
    # One order: two merges never wait crosswise.
    for id_ in sorted({request_id, (before.id or 0) if before else request_id}):
        await lock_request(session, id_)
    into = await merge_target(
        session, into_id
    )  # whoever held the locks may have merged it elsewhere, or into this one
    request = await session.get(Request, request_id)
    if request is not None and request.status is RequestStatus.MERGED:
        by, at = await last_decision(session, request_id)
        return MergedBefore(request, by, at or request.status_since)
    locked = before is not None and into is not None and before.id == into.id
    if request is None or into is None or not locked or not can_be_merged(request, into):
        return CannotBeMerged()
    moved = await merge_request(session, request, into, now=now, actor=actor)
    return Merged(request, into) if isinstance(moved, Moved) else CannotBeMerged()


def can_be_merged(request: Request, into: Request) -> bool:
    """Whether the second can stand for the first."""
    return request.id != into.id and request.status in MERGEABLE and into.status not in _ENDED


async def merge_target(session: AsyncSession, request_id: int) -> Request | None:
    """The request that stands for this one, wherever it was merged into since."""
    found = await session.get(Request, request_id)
    for _ in range(LONGEST_CHAIN):
        if found is None or found.status is not RequestStatus.MERGED:
            return found
        found = await request_by_code(session, found.merged_into or "")
    return None
