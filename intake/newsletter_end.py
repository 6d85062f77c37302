"""Whether a mail ends somebody's newsletters: by the signed address it came to, or as a reply to a copy of theirs."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.folding import fold
from intake.message import Kind, Message
from intake.newsletter_words import SUBJECT, wants_out
from intake.parties import is_anothers
from intake.tokens import Claim, Purpose
from storage.mail import Job
from storage.newsletters import NewsletterCopy, NewsletterSubscription

NEWS = "newsletter"
"""What letters about a subscription, and copies of an issue, are about begins with this."""
_MOST_REFERENCES = 5


async def end_of_newsletter(
    session: AsyncSession, message: Message, claims: tuple[Claim, ...], secret: bytes
) -> int | None:
    """The subscription that is to end; 0 if the address it came to was never given to anybody, None if none is to.

    The signed address is proof enough, as the link is: mail programs unsubscribe from whatever address they have.
    """
    by_itself = message.kind in {Kind.AUTOMATIC, Kind.LIST} and fold(message.subject) == SUBJECT
    if not by_itself and (message.kind is not Kind.PERSON or not wants_out(message.subject, message.text)):
        return None
    signed = [claim for claim in claims if claim.purpose is Purpose.NEWSLETTER]
    for claim in signed:
        if await is_anothers(session, claim, secret):
            return claim.row_id
    return await _as_reply(session, message) or (0 if signed else None)


async def _as_reply(session: AsyncSession, message: Message) -> int | None:
    """The sender's own subscription, if this answers a copy that went to them."""
    if message.kind is not Kind.PERSON or not message.references:
        return None
    query = (
        select(NewsletterSubscription.id)
        .join(NewsletterCopy, col(NewsletterCopy.subscription_id) == col(NewsletterSubscription.id))
        .join(Job, col(Job.id) == col(NewsletterCopy.job_id))
        .where(
            col(Job.message_id).in_(message.references[:_MOST_REFERENCES]),
            NewsletterSubscription.address == message.sender,
        )
        .limit(1)
    )
    return (await session.exec(query)).first()
