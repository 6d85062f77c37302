"""An order by mail that nobody vouches for: the officer is asked at their own address before it is carried out.

A reply address can be passed on with a forwarded mail, and a From line can be forged; whoever has both still does not
read the officer's mail. A border that checks DMARC (`mail_authserv_id`), or a DKIM signature, makes this needless, but
for a copy of an order that was heard already: its signature is as good as the first time.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import col, select

from bot.dispatch.commands import DECIDING, MAX_WORDS, Command
from bot.dispatch.message_desk import UNPROVEN, set_aside
from bot.dispatch.message_orders import MessageOrder, MessageVerb
from bot.dispatch.permissions import may
from bot.dispatch.post import Post, ReplyTo, mail
from bot.dispatch.proofs import is_proven
from bot.texts import open_message as letters
from bot.texts.letter import Letter
from intake.message import Message
from intake.tokens import Purpose
from storage.mail import Job
from storage.open_messages import DOUBT, discard, open_message, open_messages, take_up
from storage.people import Officer

MOST_OPEN = 2_000
_SETTLING = frozenset({MessageVerb.ATTACH, MessageVerb.DISCARD, MessageVerb.RETRY, MessageVerb.TAKE_UP})

MOST_QUESTIONS = 20
"""So many of one officer's orders may wait to be confirmed; a forger is not helped to fill the officer's mailbox."""


async def needs_second_look(post: Post, officer: Officer, message: Message, command: Command) -> bool:
    """Whether the order would decide something, and nobody knows that the officer has given it now."""
    if command.verb not in DECIDING or not may(officer.role, command.verb):
        return False  # what nobody may order is refused in any case
    return not await is_sure(post, officer, message)


async def settling_needs_second_look(
    post: Post, officer: Officer, message: Message, order: MessageOrder
) -> bool:
    """The same of an order about a message that waits: to attach an answer is to decide about a seat."""
    if order.verb not in _SETTLING or not may(officer.role, order.verb):
        return False
    return not await is_sure(post, officer, message)


async def is_sure(post: Post, officer: Officer, message: Message) -> bool:
    """Whether nothing is left to be asked."""
    if message.confirmed:
        return True
    return is_proven(post, message) and not await _was_answered(post, officer, message)


async def _was_answered(post: Post, officer: Officer, message: Message) -> bool:
    """Whether a mail of this very name was answered before: a copy that somebody passed on is signed as well."""
    if not message.message_id:
        return False
    answers = select(Job.id).where(
        Job.kind == "mail",
        Job.destination == officer.email,
        col(Job.payload)["in_reply_to"].as_string() == message.message_id,
    )
    return (await post.session.exec(answers.limit(1))).first() is not None


async def ask_whether_yours(
    post: Post, officer: Officer, message: Message, *, about: str, code: str = "", inbox_id: int
) -> str:
    """Ask the officer by a new mail; once while the same order waits, however often it is sent.

    `about` is what the order is about (request:3, proposal:5, message:12): APPROVE A of other teams is another order.
    """
    order = message.text.strip()[:MAX_WORDS]
    waiting = await _orders_waiting(post, officer)
    if (about, order) in waiting:
        return f"officer: asked already whether it is theirs, {about}"
    await set_aside(post, message, inbox_id=inbox_id, reason=UNPROVEN, about=about, words=order)
    if len(waiting) >= MOST_QUESTIONS:
        return f"officer: too many to be confirmed, {about}"
    await mail(
        # No thread with the mail that made us ask: its subject may be a forger's words.
        replace(post, cause=None),
        letters.is_this_yours(code=code, order=order, number=inbox_id, language=officer.language),
        to=officer.email,
        to_name=officer.name,
        about=about,
        reply_to=ReplyTo(Purpose.CONFIRMATION, inbox_id),
        dedupe=f"yours:{officer.id}:{inbox_id}",
    )
    return f"officer: to be confirmed, {about}"


async def _orders_waiting(post: Post, officer: Officer) -> list[tuple[object, object]]:
    """What was ordered in the officer's name, and is neither confirmed nor disowned: about what, in which words."""
    rows = await open_messages(post.session, limit=MOST_OPEN)
    doubts = (doubt for row in rows if isinstance(doubt := row.envelope.get(DOUBT), Mapping))
    return [
        (doubt.get("about"), doubt.get("excerpt"))
        for doubt in doubts
        if (doubt.get("reason"), doubt.get("sender")) == (UNPROVEN, officer.email)
    ]


async def hear_confirmation(
    post: Post, officer: Officer, said: MessageOrder | None, inbox_id: int
) -> Letter | None:
    """Carry the order out, or let it rest; None when it is carried out, because then its own echo follows."""
    row = await open_message(post.session, inbox_id)
    if row is None:
        return letters.no_longer_open(language=officer.language)
    actor = f"officer:{officer.id}"
    match said.verb if said else None:
        case MessageVerb.CONFIRM:
            await take_up(post.session, inbox_id, decision={"confirmed": True, "by": actor})
            return None
        case MessageVerb.DISOWN:
            await discard(post.session, inbox_id, by=actor, now=post.now)
            return letters.disowned(language=officer.language)
    facts = row.envelope.get(DOUBT)
    order = str(facts.get("excerpt", "")) if isinstance(facts, dict) else ""
    return letters.is_this_yours(code="", order=order, number=inbox_id, language=officer.language)
