"""Experts who are never proposed or asked, and why: for an officer who wonders."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.journal import JournalEntry
from storage.people import Expert
from storage.queries import NOT_MERGED


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One expert whom nobody asks, as the list shows it."""

    code: str
    name: str
    email: str
    opted_out: bool
    opted_out_on: date | None
    bounced: bool
    flagged: bool
    flag_reason: str


async def experts_left_out(session: AsyncSession) -> tuple[LeftOut, ...]:
    """Every expert whom a wish, an address that fails or a flag keeps from being asked, by code."""
    reasons = or_(col(Expert.opted_out), col(Expert.email_bounced), col(Expert.flagged))
    found = (await session.exec(select(Expert).where(reasons, NOT_MERGED).order_by(col(Expert.code)))).all()
    since = await _opted_out_on(session, [expert for expert in found if expert.opted_out])
    return tuple(
        LeftOut(
            code=expert.code,
            name=f"{expert.first_name} {expert.last_name}",
            email=expert.email,
            opted_out=expert.opted_out,
            opted_out_on=since.get(f"expert:{expert.id}"),
            bounced=expert.email_bounced,
            flagged=expert.flagged,
            flag_reason=expert.flag_reason,
        )
        for expert in found
    )


async def _opted_out_on(session: AsyncSession, experts: list[Expert]) -> dict[str, date]:
    """The day of the last such wish, by journal subject."""
    query = select(JournalEntry).where(
        JournalEntry.event == "expert.opted_out",
        col(JournalEntry.subject).in_([f"expert:{expert.id}" for expert in experts]),
    )
    entries = (await session.exec(query.order_by(col(JournalEntry.id)))).all()
    return {entry.subject: entry.at.date() for entry in entries}
