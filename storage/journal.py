"""The append-only journal: who changed what, when, and why. For people; the log is for developers."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant
from storage.states import RequestStatus

_RECORDED = "recorded entries"


class JournalEntry(SQLModel, table=True):
    """One change; never updated, never deleted (a trigger refuses both)."""

    __tablename__ = "journal"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant(index=True)
    actor: str = Field(description="officer:2, expert:5, contact:3, muster, operator")
    event: str = Field(description="request.received, inquiry.accepted, ...")
    subject: str = Field(index=True, description="request:3, inquiry:7, ...")
    request_id: int | None = Field(default=None, foreign_key="requests.id", index=True)
    facts: dict[str, object] = Field(default_factory=dict, sa_type=JSON)


def record(
    session: AsyncSession,
    *,
    at: datetime,
    actor: str,
    event: str,
    subject: str,
    request_id: int | None = None,
    facts: dict[str, object] | None = None,
) -> None:
    """Add one entry to the running transaction."""
    entry = JournalEntry(
        at=at, actor=actor, event=event, subject=subject, request_id=request_id, facts=facts or {}
    )
    session.add(entry)
    session.info.setdefault(_RECORDED, []).append(entry)


def recorded(session: AsyncSession) -> list[JournalEntry]:
    """What the running transaction has recorded so far: whose screens may show something old now."""
    return list(session.info.get(_RECORDED, ()))


async def status_steps(session: AsyncSession, request_id: int) -> list[JournalEntry]:
    """Every change of this request's status, the latest first."""
    found = await session.exec(
        select(JournalEntry)
        .where(
            JournalEntry.request_id == request_id,
            col(JournalEntry.event).in_([f"request.{status}" for status in RequestStatus]),
        )
        .order_by(col(JournalEntry.id).desc())
    )
    return list(found.all())


async def last_decision(session: AsyncSession, request_id: int) -> tuple[str, datetime | None]:
    """Who of the officers last moved this request, and when; ('', None) if nobody did."""
    steps = await status_steps(session, request_id)
    entry = next((step for step in steps if step.actor.startswith("officer:")), None)
    return (entry.actor, entry.at) if entry else ("", None)


async def last_told(session: AsyncSession, subject: str, event: str) -> tuple[str, datetime | None]:
    """Who last did this to this subject, and when; ('', None) if nobody did."""
    found = await session.exec(
        select(JournalEntry)
        .where(JournalEntry.subject == subject, JournalEntry.event == event)
        .order_by(col(JournalEntry.id).desc())
        .limit(1)
    )
    entry = found.first()
    return (entry.actor, entry.at) if entry else ("", None)


async def told_since(session: AsyncSession, actor: str, event: str, *, since: datetime) -> int:
    """How often somebody has done this since then."""
    query = select(func.count()).select_from(JournalEntry)
    query = query.where(
        JournalEntry.actor == actor, JournalEntry.event == event, col(JournalEntry.at) > since
    )
    return (await session.exec(query)).one()
