"""Who is a party: the people a token can have been made for, and those an address belongs to."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.tokens import Claim, Purpose, genuine
from storage.missions import Inquiry
from storage.newsletters import NewsletterSubscription
from storage.people import Contact, Expert, Officer
from storage.queries import addresses_of_expert, officer_by_email
from storage.requests import Request


async def officer_at(session: AsyncSession, address: str) -> Officer | None:
    """The active officer of exactly this address."""
    officer = await officer_by_email(session, address)
    # The look-up lowers letters; an address that only looks alike is somebody else's.
    return officer if officer is not None and officer.email == address else None


async def is_contact(session: AsyncSession, address: str, request_id: int) -> bool:
    """Whether the request is of the contact with this address."""
    query = select(Contact.email).join(Request, col(Request.contact_id) == col(Contact.id))
    return (await session.exec(query.where(Request.id == request_id))).one_or_none() == address


async def is_anothers(session: AsyncSession, claim: Claim, secret: bytes) -> bool:
    """Whether the claim was made for anybody it can have been made for."""
    return any(genuine(secret, claim, party) for party in await parties_of(session, claim))


async def parties_of(session: AsyncSession, claim: Claim) -> tuple[str, ...]:
    """The addresses a token of this purpose and row can have been made for."""
    if claim.purpose is Purpose.INQUIRY:
        inquiry = await session.get(Inquiry, claim.row_id)
        return tuple(await addresses_of_expert(session, inquiry.expert_id)) if inquiry else ()
    if claim.purpose is Purpose.EXPERT:
        known = await session.get(Expert, claim.row_id)
        return tuple(await addresses_of_expert(session, claim.row_id)) if known else ()
    if claim.purpose in {Purpose.REQUEST, Purpose.DRAFT}:
        contacts = select(Contact.email).join(Request, col(Request.contact_id) == col(Contact.id))
        found = await session.exec(contacts.where(Request.id == claim.row_id))
        return tuple(email for email in found if email)
    if claim.purpose is Purpose.NEWSLETTER:
        reader = select(NewsletterSubscription.address).where(NewsletterSubscription.id == claim.row_id)
        return tuple(await session.exec(reader))
    return tuple(await session.exec(select(Officer.email)))
