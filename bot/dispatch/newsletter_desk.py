"""What comes back after a newsletter: wishes to get no more, addresses that are gone, and machines that are not heard."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.post import Post, mail
from bot.texts.newsletter import unsubscribed
from intake.message import Kind, Message
from intake.tokens import Purpose, claims_in, genuine
from storage.mail import Job
from storage.newsletter_issues import COPY
from storage.newsletters import NewsletterCopy, NewsletterSubscription, note_bounce, unsubscribe


async def hear_no_more(post: Post, subscription_id: int) -> str:
    """Somebody wants no more newsletters: from now on they get none, and one short mail says so."""
    row = await post.session.get_one(NewsletterSubscription, subscription_id)
    about = f"newsletter:{row.id}"
    if not await unsubscribe(post.session, row, by=about, now=post.now):
        return f"{about}: had unsubscribed already"
    await mail(
        post,
        unsubscribed(facility=post.house.name, language=row.language or post.house.language),
        to=row.address,
        to_name=row.name,
        about=about,
        reply_to=None,
        dedupe=f"{about}:out:{post.now.isoformat()}",
    )
    return f"{about}: unsubscribed"


async def hear_machine_about_news(post: Post, message: Message, about: str) -> str:
    """An address that is gone is marked; whatever else a machine says to a newsletter, nobody need read it."""
    note = f"{message.kind} about {about}"
    kind, _, number = about.partition(":")
    if kind != COPY or message.kind is not Kind.BOUNCE or not message.failed_for_good:
        return note
    copy = await post.session.get(NewsletterCopy, int(number))
    if copy is None or not await _is_returned(post, message, copy):
        return note
    await note_bounce(post.session, copy, now=post.now)
    return f"{note}: the address is gone"


async def is_copy_of_newsletter(session: AsyncSession, job: Job, *, is_gone: bool, now: datetime) -> bool:
    """Whether a job that was given up is a newsletter's: it is counted by its issue, and officers get no letter each."""
    copies = await session.exec(select(NewsletterCopy).where(col(NewsletterCopy.job_id) == job.id))
    copy = copies.one_or_none()
    if copy is not None and is_gone:
        await note_bounce(session, copy, now=now)
    return copy is not None


async def _is_returned(post: Post, message: Message, copy: NewsletterCopy) -> bool:
    """Whether the report quotes this copy, or names its address and came to the envelope sender it alone had."""
    job = await post.session.get_one(Job, copy.job_id)
    if job.message_id in message.returned[:1]:
        return True
    named = copy.address in message.failed_for_good
    claims = claims_in(message.recipients, post.house.mail_address)
    return named and any(
        claim.purpose is Purpose.BOUNCE
        and claim.row_id == job.id
        and genuine(post.house.secret, claim, job.destination)
        for claim in claims
    )
