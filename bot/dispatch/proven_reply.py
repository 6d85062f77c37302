"""A request begun in a chat that goes on by mail: the reply proves whose address the form was sent to."""

from bot.dispatch.post import Post
from intake.message import Message
from intake.tokens import Purpose, claims_in, genuine
from storage.contacts import prove_address, trust
from storage.journal import record
from storage.people import Contact
from storage.requests import Request


async def contact_who_replied(post: Post, message: Message, draft: Request, contact: Contact) -> Contact:
    """The contact of the draft; chat and address are one contact's if the reply came by the address made for it."""
    known = contact.chat is None or (contact.email == message.sender and contact.proven_at is not None)
    if known or message.attached_to or not _holds_token(post, message, draft):
        return contact
    proven = await prove_address(post.session, contact, message.sender, now=post.now)
    await trust(post.session, proven)
    record(
        post.session, at=post.now, actor=f"contact:{proven.id}", event="contact.proven",
        subject=f"contact:{proven.id}",
    )  # fmt: skip
    return proven


def _holds_token(post: Post, message: Message, draft: Request) -> bool:
    """Whether the mail went to the address that only this sender was given: a From line alone proves nothing."""
    claims = claims_in(message.recipients, post.house.mail_address)
    return any(
        claim.purpose is Purpose.DRAFT
        and claim.row_id == draft.id
        and genuine(post.house.secret, claim, message.sender)
        for claim in claims
    )
