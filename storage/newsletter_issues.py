"""An issue of a newsletter: who is to get it, a job for each of them and never two, and how far it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.jobs import enqueue
from storage.mail import Job
from storage.newsletters import (
    NewsletterCopy,
    NewsletterEdition,
    NewsletterIssue,
    NewsletterSubscription,
)
from storage.people import Expert
from storage.states import JobStatus
from storage.upsert import insert_new

WITHDRAWN = "withdrawn"
COPY = "newsletter_copy"
"""What the job of a copy is about, before its number."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue as it is to be sent: to one list, in one language."""

    list_name: str
    name: str
    language: str
    subject: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an issue is; each copy is counted once."""

    list_name: str
    name: str
    subjects: tuple[tuple[str, str], ...]
    """Languages with their subjects."""
    begun_at: datetime
    sent: int = 0
    waiting: int = 0
    came_back: int = 0
    not_delivered: int = 0
    left: int = 0
    """Not sent after all: they had unsubscribed before their turn came."""


class OtherWordsError(Exception):
    """An issue of this name has gone out with other words."""


async def readers(
    session: AsyncSession, draft: Draft, *, facility_language: str, at_most: int | None = None
) -> Sequence[NewsletterSubscription]:
    """Who is to get this and has not got it yet in any language, by address."""
    row = NewsletterSubscription
    languages = [draft.language, *([""] if draft.language == facility_language else [])]
    kept = aliased(Expert)
    unwanted = (
        select(Expert.email)
        .join(kept, col(kept.code) == col(Expert.merged_into), isouter=True)
        .where(or_(col(Expert.opted_out), col(Expert.email_bounced), col(kept.opted_out)))
    )
    got_it = (
        select(NewsletterCopy.address)
        .join(NewsletterIssue, col(NewsletterIssue.id) == col(NewsletterCopy.issue_id))
        .where(NewsletterIssue.list_name == draft.list_name, NewsletterIssue.name == draft.name)
    )
    query = select(row).where(
        row.list_name == draft.list_name,
        col(row.language).in_(languages),
        col(row.unsubscribed_at).is_(None),
        col(row.bounced_at).is_(None),
        col(row.address).not_in(unwanted),
        col(row.address).not_in(got_it),
    )
    return (await session.exec(query.order_by(col(row.address)).limit(at_most))).all()


async def begin(session: AsyncSession, draft: Draft, *, now: datetime) -> NewsletterEdition:
    """The issue in this language, new or begun before; an OtherWordsError if it was begun with other words."""
    new = {"list_name": draft.list_name, "name": draft.name, "begun_at": now}
    await insert_new(session, NewsletterIssue, [new], unique=("list_name", "name"))
    wanted = select(NewsletterIssue.id).where(
        NewsletterIssue.list_name == draft.list_name, NewsletterIssue.name == draft.name
    )
    issue_id = (await session.exec(wanted)).one()
    text = {
        "issue_id": issue_id,
        "language": draft.language,
        "subject": draft.subject,
        "markdown": draft.markdown,
    }
    await insert_new(session, NewsletterEdition, [text], unique=("issue_id", "language"))
    edition = (
        await session.exec(
            select(NewsletterEdition).where(
                NewsletterEdition.issue_id == issue_id, NewsletterEdition.language == draft.language
            )
        )
    ).one()
    if edition.markdown != draft.markdown:
        raise OtherWordsError(OtherWordsError.__doc__)
    return edition


async def put_copies(
    session: AsyncSession,
    edition: NewsletterEdition,
    to: Sequence[NewsletterSubscription],
    *,
    first_due: datetime,
    apart: timedelta,
    message_id: Callable[[str], str],
    now: datetime,
) -> int:
    """A copy and a job for each of them who has none yet; returns for how many.

    Copies are due one after the other, so that letters to people never wait behind a whole list, and their line in
    the job table is their own, so that a letter to the same person does not wait for a copy that is due later.
    """
    rows = [
        {
            "issue_id": edition.issue_id,
            "edition_id": edition.id,
            "subscription_id": one.id,
            "address": one.address,
        }
        for one in to
    ]
    added = await insert_new(session, NewsletterCopy, rows, unique=("issue_id", "address"))
    query = select(NewsletterCopy).where(col(NewsletterCopy.id).in_(added)).order_by(col(NewsletterCopy.id))
    names = {one.address: one.name for one in to}
    for place, copy in enumerate((await session.exec(query)).all()):
        copy.job_id = await enqueue(
            session,
            kind="mail",
            destination=f"newsletter:{copy.address}",
            payload={"copy": copy.id, "to": copy.address, "to_name": names[copy.address]},
            about=f"{COPY}:{copy.id}",
            due_at=first_due + apart * place,
            now=now,
            message_id=message_id(copy.address),
            dedupe=f"newsletter:{edition.issue_id}:{copy.address}",
        )
    await session.flush()
    return len(added)


async def progress(session: AsyncSession) -> list[Progress]:
    """Every issue, the newest first."""
    issues = (await session.exec(select(NewsletterIssue).order_by(col(NewsletterIssue.id).desc()))).all()
    editions = (await session.exec(select(NewsletterEdition).order_by(col(NewsletterEdition.id)))).all()
    counts = await _counts(session)
    return [
        Progress(
            issue.list_name,
            issue.name,
            tuple((one.language, one.subject) for one in editions if one.issue_id == issue.id),
            issue.begun_at,
            **counts.get(issue.id or 0, {}),
        )
        for issue in issues
    ]


async def _counts(session: AsyncSession) -> dict[int, dict[str, int]]:
    withdrawn = col(Job.result)[WITHDRAWN].as_boolean()
    outcome = case(
        (col(NewsletterCopy.bounced_at).is_not(None), "came_back"),
        (col(Job.status) == JobStatus.WAITING, "waiting"),
        (col(Job.status) == JobStatus.DEAD, "not_delivered"),
        (withdrawn, "left"),
        else_="sent",
    )
    found = await session.exec(
        select(NewsletterCopy.issue_id, outcome, func.count())
        .join(Job, col(Job.id) == col(NewsletterCopy.job_id))
        .group_by(col(NewsletterCopy.issue_id), outcome)
    )
    counts: dict[int, dict[str, int]] = {}
    for issue_id, word, number in found:
        counts.setdefault(issue_id, {})[word] = number
    return counts
