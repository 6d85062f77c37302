"""A job that was given up: an address that bounces is marked, and the officers learn of it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.house import House
from bot.dispatch.post import Post, ReplyTo, to_officers
from bot.texts.officer_desk import look_at_message
from intake.tokens import Purpose
from storage.journal import record
from storage.mail import Job
from storage.queries import expert_by_email, officer_by_email


async def tell_of_buried(session: AsyncSession, house: House, job: Job, error: str, *, now: datetime) -> None:
    """Tell the officers whom Muster could not reach; a letter to an officer never causes another."""
    record(
        session, at=now, actor="muster", event="job.dead", subject=f"job:{job.id}",
        facts={"kind": job.kind, "about": job.about, "error": error[:500]},
    )  # fmt: skip
    if job.kind == "mail" and await officer_by_email(session, job.destination):
        return
    expert = await expert_by_email(session, job.destination) if job.kind == "mail" else None
    if expert is not None:
        expert.email_bounced = True
    reply_to = _reply_to(job.about)
    await to_officers(
        Post(session, house, now),
        lambda language: look_at_message(
            reason="not_delivered", sender=job.destination, excerpt=error[:300], language=language
        ),
        about=job.about,
        reply_to=reply_to,
    )


async def tell_of_refusal(
    session: AsyncSession, house: House, *, sender: str, size: int, now: datetime
) -> None:
    """Tell the officers of a mail that was too large to take, once per sender and day."""
    megabytes = round(size / 1_000_000)
    record(
        session, at=now, actor="muster", event="mail.refused", subject="mail", facts={"megabytes": megabytes}
    )  # fmt: skip
    await to_officers(
        Post(session, house, now),
        lambda language: look_at_message(
            reason="too_large", sender=sender, excerpt=f"{megabytes} MB", language=language
        ),
        about=f"too_large:{sender}"[:200],
        reply_to=None,
        once=f"too_large:{sender}:{house.today(now)}"[:200],
    )


def _reply_to(about: str) -> ReplyTo | None:
    kind, _, number = about.partition(":")
    return ReplyTo(Purpose.OFFICER, int(number)) if kind == "request" and number.isdecimal() else None
