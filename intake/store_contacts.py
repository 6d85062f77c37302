"""Rows of institutions, contacts and focal points become rows of the database; one that is known is corrected."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.import_contacts import ContactRow, FocalPointRow, InstitutionRow
from intake.import_row import Stored
from intake.store_rows import Ledger, said
from storage.focal_points import FocalPoint
from storage.institutions import find_or_add_institution, institution_key
from storage.people import Contact, Institution


async def store_institutions(
    session: AsyncSession, rows: Sequence[InstitutionRow], *, now: datetime, actor: str = "operator"
) -> Stored:
    """Add or correct institutions; each is known by its name, whatever its accents, in its country."""
    ledger = Ledger(session, Stored(), now, actor)
    for row in rows:
        key = institution_key(row.name)
        query = select(Institution).where(Institution.country == row.country, Institution.key == key)
        known = (await session.exec(query)).first()
        values = said(name=row.name, kind=row.kind)
        if known:
            ledger.correct(known, values, event="institution.corrected", noun="institution")
        else:
            new = Institution(key=key, country=row.country, **values)
            await ledger.add(new, event="institution.imported", noun="institution")
    return ledger.stored


async def store_contacts(
    session: AsyncSession, rows: Sequence[ContactRow], *, now: datetime, actor: str = "operator"
) -> Stored:
    """Add or correct contacts; each is known by the address."""
    ledger = Ledger(session, Stored(), now, actor)
    known = await _contacts(session, [row.email for row in rows])
    for row in rows:
        institution = await find_or_add_institution(session, row.institution, row.country)
        values = said(
            name=row.name,
            institution_id=institution.id,
            position=row.position,
            phone=row.phone,
            language=row.language,
        )
        if contact := known.get(row.email):
            ledger.correct(contact, values, event="contact.corrected", noun="contact")
        else:
            new = Contact(email=row.email, created_at=now, **values)
            await ledger.add(new, event="contact.imported", noun="contact")
    return ledger.stored


async def store_focal_points(
    session: AsyncSession, rows: Sequence[FocalPointRow], *, now: datetime, actor: str = "operator"
) -> Stored:
    """Add or correct focal points; one who is no contact yet is refused."""
    ledger = Ledger(session, Stored(), now, actor)
    contacts = await _contacts(session, [row.email for row in rows])
    ids = [contact.id for contact in contacts.values()]
    found = await session.exec(select(FocalPoint).where(col(FocalPoint.contact_id).in_(ids)))
    known = {(point.contact_id, point.country): point for point in found.all()}
    for row in rows:
        contact = contacts.get(row.email)
        if contact is None:
            ledger.turn_away(row.line, "email", "unknown_contact", row.email)
            continue
        values: dict[str, Any] = {"since": row.since, "until": row.until, "note": row.note}
        if point := known.get((contact.id or 0, row.country)):
            ledger.correct(point, values, event="focal_point.corrected", noun="focal_point")
        else:
            new = FocalPoint(contact_id=contact.id or 0, country=row.country, **values)
            await ledger.add(new, event="focal_point.imported", noun="focal_point")
    return ledger.stored


async def _contacts(session: AsyncSession, addresses: Sequence[str]) -> dict[str, Contact]:
    found = await session.exec(select(Contact).where(col(Contact.email).in_(set(addresses))))
    return {contact.email or "": contact for contact in found.all()}
