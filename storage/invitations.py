"""Single-use invitations: the link's secret is given out once, and only its hash is kept."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.link_secrets import new_secret, secret_hash
from storage.people import Invitation, Officer


async def invite(session: AsyncSession, officer_id: int, now: datetime, expires: datetime) -> str:
    """The secret for this officer's link; earlier unused invitations of the officer end."""
    secret = new_secret()
    await end_invitations(session, officer_id, now=now)
    session.add(Invitation(secret_hash=secret_hash(secret), officer_id=officer_id, expires_at=expires))
    await session.flush()
    return secret


async def end_invitations(session: AsyncSession, officer_id: int, *, now: datetime) -> None:
    """No link that was given out for this officer works any more."""
    unused = update(Invitation).where(
        col(Invitation.officer_id) == officer_id, col(Invitation.used_at).is_(None)
    )
    await session.exec(unused.values(used_at=now))


async def redeem(
    session: AsyncSession, secret: str, now: datetime, *, only: Officer | None = None
) -> Officer | None:
    """The active officer this secret was made for, once and in time; else None, whatever is wrong with it.

    With `only`, the secret of somebody else is not used up.
    """
    whose = [col(Invitation.officer_id) == only.id] if only else []
    used = (
        update(Invitation)
        .where(
            col(Invitation.secret_hash) == secret_hash(secret),
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
            *whose,
        )
        .values(used_at=now)
        .returning(col(Invitation.officer_id))
    )
    officer_id = (await session.exec(used)).scalar_one_or_none()
    officer = await session.get(Officer, officer_id) if officer_id else None
    return officer if officer and officer.active else None
