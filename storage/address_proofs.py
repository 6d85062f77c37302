"""Proofs of addresses: six digits are mailed to an address, and whoever types them in the chat reads its mail."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant, optional_instant

LASTS = timedelta(minutes=30)
MOST_TRIES = 5
MOST_A_DAY = 3
"""Codes asked for by one person within a day, to whatever addresses."""
MOST_TO_ADDRESS = 12
"""Codes to one address within a day: so many that no stranger alone keeps its owner from one."""
_DAY = timedelta(days=1)
_DIGITS = 6


class AddressProof(SQLModel, table=True):
    """A code on its way to an address; only a keyed hash of it is kept, for six digits are soon tried out."""

    __tablename__ = "address_proofs"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contacts.id", index=True)
    email: str = Field(index=True)
    code_hash: str
    tries: int = 0
    created_at: datetime = instant()
    expires_at: datetime = instant()
    used_at: datetime | None = optional_instant()


class Wrong(StrEnum):
    """Why a code does not count."""

    NONE = "none"
    """Nobody asked for one, or it was used."""
    LATE = "late"
    DIGITS = "digits"
    TRIES = "tries"


async def begin_proof(
    session: AsyncSession, contact_id: int, email: str, *, secret: bytes, now: datetime
) -> str | None:
    """The code to mail to this address; None if enough were sent today. Earlier codes of the person end."""
    theirs, there = await _asked_today(session, contact_id, email, now)
    if theirs >= MOST_A_DAY or there >= MOST_TO_ADDRESS:
        return None
    earlier = await _open_proof(session, contact_id)
    if earlier is not None:
        earlier.used_at = now
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    session.add(
        AddressProof(
            contact_id=contact_id,
            email=email,
            code_hash=_hash(secret, contact_id, email, code),
            created_at=now,
            expires_at=now + LASTS,
        )
    )
    await session.flush()
    return code


async def finish_proof(
    session: AsyncSession, contact_id: int, code: str, *, secret: bytes, now: datetime
) -> str | Wrong:
    """The address that is proven by this code, once and in time; or what is wrong."""
    proof = await _open_proof(session, contact_id)
    if proof is None:
        return Wrong.NONE
    if proof.expires_at <= now:
        return Wrong.LATE
    if proof.tries >= MOST_TRIES:
        return Wrong.TRIES
    proof.tries += 1
    if not hmac.compare_digest(proof.code_hash, _hash(secret, contact_id, proof.email, code)):
        return Wrong.DIGITS if proof.tries < MOST_TRIES else Wrong.TRIES
    proof.used_at = now
    return proof.email


async def _open_proof(session: AsyncSession, contact_id: int) -> AddressProof | None:
    """The code asked for last, kept from everyone else's tries until the transaction ends."""
    query = (
        select(AddressProof)
        .where(AddressProof.contact_id == contact_id, col(AddressProof.used_at).is_(None))
        .order_by(col(AddressProof.id).desc())
        .limit(1)
        .with_for_update()
    )
    return (await session.exec(query)).one_or_none()


async def _asked_today(session: AsyncSession, contact_id: int, email: str, now: datetime) -> tuple[int, int]:
    """How many codes this person asked for, and how many went to this address."""
    counts = []
    for whose in (AddressProof.contact_id == contact_id, AddressProof.email == email):
        query = select(func.count()).select_from(AddressProof)
        counts.append(
            (await session.exec(query.where(col(AddressProof.created_at) > now - _DAY, whose))).one()
        )
    return counts[0], counts[1]


def _hash(secret: bytes, contact_id: int, email: str, code: str) -> str:
    told = f"address proof\n{contact_id}\n{email}\n{code}".encode(errors="replace")
    return hmac.new(secret, told, hashlib.sha256).hexdigest()
