"""One person, one contact: a chat and an address that turn out to be the same person's become one row."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.address_proofs import AddressProof
from storage.feedback import Feedback
from storage.newsletters import leave_at_both
from storage.people import Contact
from storage.requests import Request

FREE_MAIL = frozenset(
    ["gmail", "googlemail", "yahoo", "ymail", "rocketmail", "hotmail", "outlook", "live", "msn", "icloud", "me", "mac",
     "aol", "gmx", "proton", "protonmail", "pm", "tuta", "tutanota", "tutamail", "mail", "email", "fastmail", "zoho",
     "zohomail", "yandex", "ya", "hushmail", "hey", "inbox", "list", "bk", "internet", "rambler", "ukr", "qq", "foxmail",
     "163", "126", "yeah", "139", "sina", "sohu", "aliyun", "naver", "daum", "hanmail", "rediffmail", "web", "freenet",
     "t-online", "arcor", "orange", "wanadoo", "free", "laposte", "sfr", "neuf", "bbox", "numericable", "bluewin",
     "skynet", "telenet", "ziggo", "kpnmail", "libero", "virgilio", "tiscali", "alice", "tin", "telefonica", "terra",
     "uol", "bol", "ig", "globo", "globomail", "sapo", "clix", "iol", "seznam", "centrum", "wp", "o2", "onet", "op",
     "interia", "abv", "btinternet", "btopenworld", "sky", "virginmedia", "ntlworld", "talktalk", "comcast", "verizon",
     "att", "sbcglobal", "bellsouth", "cox", "charter", "earthlink", "shaw", "rogers", "bigpond", "optusnet", "xtra",
     "webmail", "mweb", "telkomsa", "vodamail", "menara", "caramail", "voila", "lycos", "mailinator", "duck"]
)  # fmt: skip
"""Where anybody can have an address, under whatever ending: it says nothing about an institution."""
_SHARED_ENDINGS = frozenset(["co", "com", "net", "org", "ne", "or"])
"""Of countries: yahoo.co.uk, uol.com.br."""


async def prove_address(session: AsyncSession, contact: Contact, email: str, *, now: datetime) -> Contact:
    """The contact of this chat and this address from now on: the one known by mail, if there was one."""
    found = await session.exec(select(Contact).where(Contact.email == email))
    other = found.one_or_none()
    if other is not None and other.id != contact.id and _is_claim(other):
        other.email = None
        await session.flush()
        other = None
    if other is None or other.id == contact.id:
        contact.email, contact.proven_at = email, now
        await session.flush()
        return contact
    return await _joined(session, contact, other, now=now)


def _is_claim(contact: Contact) -> bool:
    """Whether the address was only told in a chat."""
    return bool(contact.chat) and not contact.verified and contact.proven_at is None


async def _joined(session: AsyncSession, began: Contact, known: Contact, *, now: datetime) -> Contact:
    """Everything of the one who began in the chat goes to the one known by mail; an empty row stays for the journal."""
    # An address that was only told in a chat may be anybody's.
    proven = [began.email] if began.email and began.proven_at is not None else []
    chat, began.chat, began.email = began.chat, None, None
    await session.flush()
    await leave_at_both(session, [*proven, known.email or ""], by=f"contact:{known.id}", now=now)
    known.chat, known.proven_at = chat, now
    known.name = known.name or began.name
    known.phone = known.phone or began.phone
    known.institution_id = known.institution_id or began.institution_id
    same = known.institution_id == began.institution_id  # whoever is believed for one is not for another
    known.verified = known.verified or (began.verified and same)
    known.language = began.language
    for table in (Request, AddressProof, Feedback):
        moved = update(table).where(col(table.contact_id) == began.id)
        await session.exec(moved.values(contact_id=known.id))
    await session.flush()
    return known


async def trust(session: AsyncSession, contact: Contact) -> bool:
    """Whether this contact is believed, because the proven address is of their institution or an officer knows them.

    Then so is what they ask in a chat for this institution. A mail in their name is not: anybody can write that.
    """
    if not contact.verified and await _writes_for(session, contact):
        contact.verified = True
    if contact.verified:
        theirs = update(Request).where(
            col(Request.contact_id) == contact.id,
            col(Request.institution_id) == contact.institution_id,
            col(Request.channel).in_(("telegram", "terminal")),
        )
        await session.exec(theirs.values(verified=True), execution_options={"synchronize_session": "fetch"})
    return contact.verified


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address there: gmx.net as well as mail.gmx.at or yahoo.co.uk."""
    names = domain.split(".")[:-1]
    if len(names) > 1 and names[-1] in _SHARED_ENDINGS:
        names.pop()
    return bool(names) and names[-1] in FREE_MAIL


async def _writes_for(session: AsyncSession, contact: Contact) -> bool:
    """Whether somebody we believe writes for the same institution from the same domain."""
    domain = (contact.email or "").rpartition("@")[2]
    if contact.proven_at is None or contact.institution_id is None or not domain or is_free_mail(domain):
        return False
    colleagues = await session.exec(
        select(Contact.email).where(
            Contact.institution_id == contact.institution_id,
            Contact.id != contact.id,
            col(Contact.verified),
            col(Contact.email).is_not(None),
        )
    )
    return any((email or "").rpartition("@")[2] == domain for email in colleagues.all())
