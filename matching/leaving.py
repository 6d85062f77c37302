"""Experts who ask something back, and experts who ask to be left alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from matching.terms import Terms
from storage.journal import record
from storage.life import lock_request
from storage.missions import Inquiry, Mission
from storage.people import Expert
from storage.queries import expert_by_code
from storage.states import InquiryStatus

OPEN = frozenset({InquiryStatus.ASKED, InquiryStatus.DOUBTFUL})


@dataclass(frozen=True, slots=True)
class WelcomedBack:
    """An expert who may be asked from now on; `was_gone` is False if nothing had to be taken back."""

    code: str
    name: str
    email: str
    was_gone: bool
    bounced: bool
    """Mail to them came back, so they are still not asked before the address is corrected."""


async def wait_for_officer(session: AsyncSession, inquiry_id: int, *, terms: Terms, now: datetime) -> bool:
    """Keep a question open while an officer answers what the expert asks; False if it is open no longer."""
    inquiry = await session.get_one(Inquiry, inquiry_id)
    mission = await session.get_one(Mission, inquiry.mission_id)
    await lock_request(session, mission.request_id)
    await session.refresh(inquiry)
    if inquiry.status not in OPEN:
        return False
    inquiry.reply_by = max(inquiry.reply_by, now + terms.remind_after)
    record(
        session, at=now, actor=f"expert:{inquiry.expert_id}", event="inquiry.asked_back",
        subject=f"inquiry:{inquiry_id}", request_id=mission.request_id,
    )  # fmt: skip
    return True


async def opt_out(session: AsyncSession, expert_id: int, *, now: datetime) -> tuple[int, ...]:
    """Never propose or ask this expert again; returns the inquiries that were still open."""
    expert = await session.get_one(Expert, expert_id)
    if not expert.opted_out:
        expert.opted_out = True
        actor, subject = f"expert:{expert_id}", f"expert:{expert_id}"
        record(session, at=now, actor=actor, event="expert.opted_out", subject=subject)
    found = await session.exec(
        select(Inquiry.id)
        .where(Inquiry.expert_id == expert_id, col(Inquiry.status).in_(OPEN))
        .order_by(col(Inquiry.id))
    )
    return tuple(inquiry_id or 0 for inquiry_id in found.all())


async def welcome_back(
    session: AsyncSession, code: str, *, actor: str, because: str, now: datetime
) -> WelcomedBack | None:
    """Take an expert's wish for no more mail back, on their own word; None if nobody has this code."""
    expert = await expert_by_code(session, code)
    if expert is None:
        return None
    await session.refresh(expert, with_for_update=True)
    was_gone, expert.opted_out = expert.opted_out, False
    if was_gone:
        subject, facts = f"expert:{expert.id}", {"reason": because} if because else {}
        record(session, at=now, actor=actor, event="expert.welcomed", subject=subject, facts=dict(facts))
    name = f"{expert.first_name} {expert.last_name}"
    return WelcomedBack(expert.code, name, expert.email, was_gone, expert.email_bounced)
