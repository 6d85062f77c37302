"""The one place where an expert is flagged, and the flag taken off: nobody flagged is proposed."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.journal import record
from storage.people import Expert


async def flag_expert(
    session: AsyncSession, expert_id: int, *, reason: str, actor: str, now: datetime
) -> bool:
    """Flag an expert for this reason; False if they are flagged for it already."""
    return await _set(session, expert_id, reason, event="expert.flagged", actor=actor, now=now)


async def unflag_expert(
    session: AsyncSession, expert_id: int, *, because: str, actor: str, now: datetime
) -> bool:
    """Take the flag off; False if there is none."""
    return await _set(session, expert_id, "", event="expert.unflagged", actor=actor, now=now, because=because)


async def _set(
    session: AsyncSession,
    expert_id: int,
    reason: str,
    *,
    event: str,
    actor: str,
    now: datetime,
    because: str = "",
) -> bool:
    expert = await session.get_one(Expert, expert_id)
    if (expert.flagged, expert.flag_reason) == (bool(reason), reason):
        return False
    expert.flagged, expert.flag_reason = bool(reason), reason
    record(
        session, at=now, actor=actor, event=event, subject=f"expert:{expert_id}",
        facts={"reason": reason or because},
    )  # fmt: skip
    return True
