"""Invitations of partners: a single-use link that says who somebody is and for which institution they write."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Field, SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant, optional_instant
from storage.link_secrets import new_secret, secret_hash

PREFIX = "partner-"
"""Tells a partner's link from an officer's; both begin with /start."""


class PartnerInvitation(SQLModel, table=True):
    """A link for one person of one institution; only the hash of its secret is kept."""

    __tablename__ = "partner_invitations"

    id: int | None = Field(default=None, primary_key=True)
    secret_hash: str = Field(unique=True)
    institution_id: int = Field(foreign_key="institutions.id", index=True)
    name: str = ""
    email: str | None = None
    invited_by: str = Field(description="officer:2 or operator")
    expires_at: datetime = instant()
    used_at: datetime | None = optional_instant()


async def invite_partner(
    session: AsyncSession,
    *,
    institution_id: int,
    name: str,
    email: str | None,
    invited_by: str,
    expires_at: datetime,
) -> str:
    """The word behind /start that links a chat to the institution, once."""
    secret = PREFIX + new_secret()
    session.add(
        PartnerInvitation(
            secret_hash=secret_hash(secret),
            institution_id=institution_id,
            name=name,
            email=email,
            invited_by=invited_by,
            expires_at=expires_at,
        )
    )
    await session.flush()
    return secret


async def redeem_partner(session: AsyncSession, secret: str, *, now: datetime) -> PartnerInvitation | None:
    """The invitation with this secret, once and in time; else None, whatever is wrong with it."""
    used = (
        update(PartnerInvitation)
        .where(
            col(PartnerInvitation.secret_hash) == secret_hash(secret),
            col(PartnerInvitation.used_at).is_(None),
            col(PartnerInvitation.expires_at) > now,
        )
        .values(used_at=now)
        .returning(col(PartnerInvitation.id))
    )
    found = (await session.exec(used)).scalar_one_or_none()
    return await session.get(PartnerInvitation, found) if found is not None else None
