"""Leases given back early: by a worker that stops, or on behalf of one that was killed."""

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.leases import WAITING
from storage.mail import Inbox, Job


async def release(session: AsyncSession, *, owner: str = "") -> None:
    """Let others claim at once what `owner` had leased; without an owner, whatever anybody had leased.

    The try that was begun still counts, so that a message that kills the process is given up in the end.
    """
    for table in (Inbox, Job):
        back = update(table).where(col(table.status) == WAITING, col(table.lease_owner).is_not(None))
        if owner:
            back = back.where(col(table.lease_owner) == owner)
        await session.exec(back.values(lease_owner=None, lease_until=None))


async def lease_owners(session: AsyncSession) -> frozenset[str]:
    """Everybody who has leased anything just now."""
    owners: set[str] = set()
    for table in (Inbox, Job):
        leased = select(table.lease_owner).where(col(table.status) == WAITING).distinct()
        owners.update(owner for owner in await session.exec(leased) if owner)
    return frozenset(owners)
