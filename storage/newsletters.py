"""Tables of newsletters: who agreed to get them, what was sent, and one row for each copy. Consent comes and goes here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant, optional_instant
from storage.journal import record
from storage.people import Contact, Expert
from storage.queries import addresses_of_expert, expert_by_email

LIST = "news"
"""The list that is meant where none is named."""


class NewsletterSubscription(SQLModel, table=True):
    """The consent of one address to one list; kept when it is taken back, so that nobody is added again unasked."""

    __tablename__ = "newsletter_subscriptions"
    __table_args__ = (UniqueConstraint("list_name", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    list_name: str
    address: str = Field(index=True, description="lower case")
    name: str = ""
    language: str = Field(default="", description="en, fr, es or pt; '' for the facility's")
    source: str = Field(description="how and where they agreed")
    subscribed_by: str = Field(description="operator or officer:2")
    subscribed_at: datetime = instant()
    unsubscribed_at: datetime | None = optional_instant()
    bounced_at: datetime | None = optional_instant()


class NewsletterIssue(SQLModel, table=True):
    """What a list gets once, in as many languages as it is written in."""

    __tablename__ = "newsletter_issues"
    __table_args__ = (UniqueConstraint("list_name", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    list_name: str
    name: str
    begun_at: datetime = instant()


class NewsletterEdition(SQLModel, table=True):
    """The text of an issue in one language; copies are made from it when they are sent."""

    __tablename__ = "newsletter_editions"
    __table_args__ = (UniqueConstraint("issue_id", "language"),)

    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="newsletter_issues.id")
    language: str
    subject: str
    markdown: str


class NewsletterCopy(SQLModel, table=True):
    """An issue on its way to one address: there is never a second one."""

    __tablename__ = "newsletter_copies"
    __table_args__ = (UniqueConstraint("issue_id", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="newsletter_issues.id")
    edition_id: int = Field(foreign_key="newsletter_editions.id")
    subscription_id: int = Field(foreign_key="newsletter_subscriptions.id", index=True)
    address: str
    job_id: int | None = Field(default=None, foreign_key="jobs.id")
    bounced_at: datetime | None = optional_instant()


@dataclass(frozen=True, slots=True)
class Consent:
    """That somebody agreed to get a newsletter."""

    address: str
    source: str
    """How and where they agreed."""
    by: str
    """Who took it down."""
    list_name: str = LIST
    name: str = ""
    language: str = ""
    again: bool = False
    """They were left out at their own wish, and have changed their mind."""


class Added(StrEnum):
    """What became of somebody's consent."""

    ADDED = "added"
    KNOWN = "known"
    """They get it already; name and language are what was told now."""
    LEFT = "left"
    """They once asked to be left out; only a new wish of theirs changes that."""
    OPTED_OUT = "opted_out"
    """An expert who asked never to be written to."""


async def subscription_of(
    session: AsyncSession, address: str, *, list_name: str = LIST
) -> NewsletterSubscription | None:
    """The row of this address on a list, whether they get it or not."""
    query = select(NewsletterSubscription).where(
        NewsletterSubscription.list_name == list_name,
        NewsletterSubscription.address == address.strip().lower(),
    )
    return (await session.exec(query)).one_or_none()


async def subscribe(session: AsyncSession, consent: Consent, *, now: datetime) -> Added:
    """Take down that somebody agreed; name and language are the registers' where they are not told."""
    address = consent.address.strip().lower()
    expert = await expert_by_email(session, address)
    if expert is not None and expert.opted_out:
        return Added.OPTED_OUT
    row = await subscription_of(session, address, list_name=consent.list_name)
    gets_it = row is not None and row.unsubscribed_at is None and row.bounced_at is None
    if not gets_it and not consent.again and await _has_left(session, address, consent.list_name):
        return Added.LEFT
    row = row or NewsletterSubscription(
        list_name=consent.list_name, address=address, source="", subscribed_by="", subscribed_at=now
    )
    known_name, known_language = await _as_registered(session, address, expert)
    row.name = consent.name or row.name or known_name
    row.language = consent.language or row.language or known_language
    session.add(row)
    if gets_it:
        await session.flush()
        return Added.KNOWN
    row.source, row.subscribed_by, row.subscribed_at = consent.source, consent.by, now
    row.unsubscribed_at = row.bounced_at = None
    await session.flush()
    _note(session, "newsletter.subscribed", row, actor=consent.by, now=now, source=consent.source)
    return Added.ADDED


async def _as_registered(session: AsyncSession, address: str, expert: Expert | None) -> tuple[str, str]:
    """Name and language of whoever has this address; empty if nobody is known by it."""
    contact = (await session.exec(select(Contact).where(Contact.email == address))).one_or_none()
    if contact is not None:
        return contact.name, contact.language
    return (f"{expert.first_name} {expert.last_name}", expert.language) if expert else ("", "")


async def unsubscribe(session: AsyncSession, row: NewsletterSubscription, *, by: str, now: datetime) -> bool:
    """They get no more of this list at any address of theirs; False if they got none already."""
    theirs = await _subscriptions_of_person(session, row.address)
    return await _leave(session, [one for one in theirs if one.list_name == row.list_name], by=by, now=now)


async def leave_as_one(session: AsyncSession, address: str, *, by: str, now: datetime) -> None:
    """After a merge: what they left at one address, they get at no other one either."""
    await _leave_what_was_left(session, await _subscriptions_of_person(session, address), by=by, now=now)


async def leave_at_both(session: AsyncSession, addresses: Sequence[str], *, by: str, now: datetime) -> None:
    """Two addresses were found to be one contact's: what they left at one, they get at the other no more."""
    theirs = select(NewsletterSubscription).where(col(NewsletterSubscription.address).in_(addresses))
    await _leave_what_was_left(session, (await session.exec(theirs)).all(), by=by, now=now)


async def _leave_what_was_left(
    session: AsyncSession, theirs: Sequence[NewsletterSubscription], *, by: str, now: datetime
) -> None:
    left = {row.list_name for row in theirs if row.unsubscribed_at is not None}
    await _leave(session, [row for row in theirs if row.list_name in left], by=by, now=now)


async def _leave(
    session: AsyncSession, rows: Sequence[NewsletterSubscription], *, by: str, now: datetime
) -> bool:
    leaving = [row for row in rows if row.unsubscribed_at is None]
    for row in leaving:
        row.unsubscribed_at = now
        session.add(row)
        _note(session, "newsletter.unsubscribed", row, actor=by, now=now)
    await session.flush()
    return bool(leaving)


async def _has_left(session: AsyncSession, address: str, list_name: str) -> bool:
    theirs = await _subscriptions_of_person(session, address)
    return any(row.list_name == list_name and row.unsubscribed_at is not None for row in theirs)


async def _subscriptions_of_person(session: AsyncSession, address: str) -> Sequence[NewsletterSubscription]:
    """To any list, under this address and, of an expert, those of rows that were found to be the same person."""
    expert = await expert_by_email(session, address)
    others = [] if expert is None else await addresses_of_expert(session, expert.id or 0)
    addresses, row = {address, *others}, NewsletterSubscription
    return (
        await session.exec(select(row).where(col(row.address).in_(addresses)).order_by(col(row.id)))
    ).all()


async def note_bounce(session: AsyncSession, copy: NewsletterCopy, *, now: datetime) -> None:
    """The address of this copy is gone: nothing more is sent to it, by newsletter or as to an expert."""
    if copy.bounced_at is not None:
        return
    copy.bounced_at = now
    row = await session.get_one(NewsletterSubscription, copy.subscription_id)
    row.bounced_at = row.bounced_at or now
    expert = (await session.exec(select(Expert).where(Expert.email == copy.address))).one_or_none()
    if expert is not None:
        expert.email_bounced = True
    _note(session, "newsletter.bounced", row, actor="muster", now=now)
    await session.flush()


async def subscriptions(session: AsyncSession, *, list_name: str = LIST) -> Sequence[NewsletterSubscription]:
    """Everybody who ever agreed to this list, by address."""
    query = select(NewsletterSubscription).where(NewsletterSubscription.list_name == list_name)
    return (await session.exec(query.order_by(col(NewsletterSubscription.address)))).all()


def _note(
    session: AsyncSession,
    event: str,
    row: NewsletterSubscription,
    *,
    actor: str,
    now: datetime,
    **facts: object,
) -> None:
    subject = f"newsletter:{row.id}"
    record(session, at=now, actor=actor, event=event, subject=subject, facts={"list": row.list_name, **facts})
