"""What is said at most once a day: to senders Muster may not know, so that two machines never talk for ever, and to officers."""

from collections.abc import Sequence
from enum import StrEnum

from bot.dispatch.post import Post, mail, to_officers
from bot.dispatch.proofs import is_forged
from bot.texts.letter import Letter
from bot.texts.officer_desk import look_at_message
from intake.enclosures import language_of
from intake.message import Kind, Message
from storage.queries import contact_by_email, expert_by_email, officer_by_email

EXCERPT = 600
NULL_SENDER = "<>"


class Answered(StrEnum):
    """Whether a sender has an answer of a kind."""

    NOW = "now"
    EARLIER = "earlier"
    """Today already, to another mail."""
    NEVER = "never"


async def answer_once_a_day(post: Post, message: Message, letter: Letter, kind: str) -> Answered:
    """Answer the sender, unless such an answer was written today.

    A forged sender gets none: whoever has that address has not written. Nor does a machine.
    """
    if is_forged(post, message) or not _may_be_answered(post, message):
        return Answered.NEVER
    written = await mail(
        post,
        letter,
        to=message.sender,
        to_name=message.sender_name,
        about=f"sender:{message.sender}",
        reply_to=None,
        dedupe=f"{kind}:{message.sender}:{day_of(post)}",
    )
    return Answered.NOW if written else Answered.EARLIER


def _may_be_answered(post: Post, message: Message) -> bool:
    by_person = message.kind is Kind.PERSON and message.envelope_from != NULL_SENDER
    return by_person and bool(message.sender) and message.sender != post.house.mail_address


async def have_officers_look(
    post: Post, message: Message, reason: str, *, dedupe: str, files: Sequence[str] = ()
) -> None:
    """Show a message to the officers who may act, once for all that is told under `dedupe`."""
    await to_officers(
        post,
        lambda language: look_at_message(
            reason=reason,
            sender=message.sender or message.envelope_from,
            text_subject=message.subject,
            cause=message.cause,
            files=files,
            excerpt=message.text[:EXCERPT],
            language=language,
        ),
        about=dedupe,
        reply_to=None,
        once=dedupe,
        observers=False,
    )


def language_of_stranger(post: Post, message: Message) -> str:
    """The language somebody writes in; the facility's if it cannot be told."""
    return language_of(message) or post.house.language


async def language_of_sender(post: Post, message: Message) -> str:
    """The language in which Muster writes to this sender; to a stranger the one they write in."""
    for known in (officer_by_email, expert_by_email, contact_by_email):
        person = await known(post.session, message.sender)
        if person is not None:
            return person.language
    return language_of_stranger(post, message)


def day_of(post: Post) -> str:
    """Today, as the facility's calendar has it."""
    return post.house.today(post.now).isoformat()
