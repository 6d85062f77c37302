"""Who asks: a partner institution is known by its folded name in its country, a contact by the channel used."""

import unicodedata
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import Contact, Institution
from storage.queries import contact_by_chat, contact_by_email
from storage.upsert import insert_new


def institution_key(name: str) -> str:
    """The name without case, accents and punctuation: 'Ministère de la Santé' and 'MINISTERE DE LA SANTE' are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


async def find_or_add_institution(session: AsyncSession, name: str, country: str) -> Institution:
    """The institution of this name in this country, added if it is new."""
    tidy = " ".join(name.split())
    row = {"name": tidy, "key": institution_key(tidy) or tidy, "country": country}
    await insert_new(session, Institution, [row], unique=("country", "key"))
    query = select(Institution).where(Institution.country == country, Institution.key == row["key"])
    return (await session.exec(query)).one()


async def find_or_add_contact(
    session: AsyncSession,
    *,
    now: datetime,
    email: str | None = None,
    chat: str | None = None,
    name: str = "",
    phone: str = "",
    language: str = "en",
    institution_id: int | None = None,
) -> Contact:
    """The contact who wrote by `chat`, or else from `email`; added if new, blanks filled in.

    An e-mail address typed in a chat is a claim: it never leads to another contact's requests, and it gives way when
    somebody writes from that address.
    """
    address = email.strip().lower() if email else None
    if chat:
        contact = await contact_by_chat(session, chat) or _new(session, now, chat=chat, language=language)
        contact.email = contact.email or await _unclaimed(session, address)
    else:
        contact = await _by_address(session, address) or _new(session, now, email=address, language=language)
    contact.name = contact.name or name
    contact.phone = contact.phone or phone
    contact.institution_id = contact.institution_id or institution_id
    await session.flush()
    return contact


def _new(
    session: AsyncSession, now: datetime, *, language: str, chat: str | None = None, email: str | None = None
) -> Contact:
    contact = Contact(chat=chat, email=email, language=language, created_at=now)
    session.add(contact)
    return contact


async def _unclaimed(session: AsyncSession, address: str | None) -> str | None:
    """The address, unless it is somebody's already."""
    if address is None:
        return None
    taken = (await session.exec(select(Contact.id).where(Contact.email == address))).first()
    return None if taken else address


async def _by_address(session: AsyncSession, address: str | None) -> Contact | None:
    """The contact who writes from this address; a claim made in a chat is dropped first."""
    if address is None:
        return None
    claim = select(Contact).where(
        Contact.email == address,
        col(Contact.chat).is_not(None),
        ~col(Contact.verified),
        col(Contact.proven_at).is_(None),
    )
    for claimant in (await session.exec(claim)).all():
        claimant.email = None
    await session.flush()
    return await contact_by_email(session, address)
