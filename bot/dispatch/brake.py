"""The brakes: a machine that bears no mark is not answered for ever, a stranger does not keep officers busy."""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

from bot.dispatch.commands import read_first_line
from bot.dispatch.message_orders import read_message_reply
from bot.dispatch.post import Post
from config.folding import fold
from intake import routes
from intake.message import Message
from storage.inbox import earlier_envelopes, remember
from storage.journal import told_since
from storage.people import Contact, Officer
from storage.queries import codes_since, mails_since

DAY = timedelta(days=1)
MAILS_A_DAY = 20
"""More than a person needs; a machine that poses as one is not answered beyond it."""
NEW_REQUESTS_A_DAY = 5
"""Of a sender nobody has vouched for: the address may be forged, and what is written to it a nuisance."""
WORDS_A_DAY = 20
"""About their requests, by somebody in a chat whom no officer knows; what is more is kept, and told to nobody."""
FORMS_A_DAY = 3
"""Mailed for one person to any address: what they told goes to people who may never have asked for it."""
FORM_MAILED = "contact.form_mailed"
REPLIED = "request.reply"
LONGEST_COMPARED = 2_000
HEARD = "heard"
_OFFICERS = routes.ToOfficerDesk | routes.FromOfficer | routes.ToMessage
_REPLY = re.compile(r"(?:\s{0,9}(?:re|aw|sv|rv|res|antw|fw|fwd|tr|enc)\s{0,9}:){1,9}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Braked:
    """A mail that is kept and not answered; `alarming` when an officer should know that it goes on."""

    note: str
    alarming: bool


async def brake(post: Post, message: Message, route: routes.Route, *, inbox_id: int) -> Braked | None:
    """Why this mail is only kept; None if it is to be handled."""
    if isinstance(route, routes.Unattended) or await _is_an_order(post, message, route):
        return None
    author, heard = _digest(message.sender), (_digest(message.sender, repr(route)), _digest(*_words(message)))
    # Some programs give every mail an envelope sender of its own, and so a stream of its own; a machine at an
    # officer's address would be answered for ever.
    everywhere = isinstance(route, _OFFICERS)
    earlier = await earlier_envelopes(post.session, inbox_id, since=post.now - DAY, every_stream=everywhere)
    before = [
        place_and_words for one in earlier if (place_and_words := _heard(one, author if everywhere else ""))
    ]
    await remember(post.session, inbox_id, HEARD, [*heard, author])
    if await _too_many(post, message, route, len(before)):
        return Braked("too many mails today: kept", alarming=True)
    repeats = 0 if isinstance(route, routes.StatusQuestion) else _repeats(before, heard)
    # A request sent twice is worth the question whether it is the same one.
    free = 1 if isinstance(route, routes.NewRequest) else 0
    return Braked("the same words again: kept", alarming=repeats > 1) if repeats > free else None


async def _is_an_order(post: Post, message: Message, route: routes.Route) -> bool:
    """An officer's word of command counts however often it is said; no machine begins with one."""
    if not isinstance(route, _OFFICERS):
        return False
    officer = await post.session.get_one(Officer, route.officer_id)
    if isinstance(route, routes.ToMessage):
        return read_message_reply(message.text, officer.language, route.inbox_id) is not None
    return read_first_line(message.text, officer.language) is not None


async def _too_many(post: Post, message: Message, route: routes.Route, heard: int) -> bool:
    """Letters about new work never use up what an officer or an expert may be answered."""
    match route:
        case routes.ToOfficerDesk() | routes.FromOfficer() | routes.ToMessage():
            return heard >= MAILS_A_DAY
        case routes.ToInquiry(inquiry_id, trusted=True):
            about = f"inquiry:{inquiry_id}"
        case _:
            about = ""
    written = await mails_since(post.session, message.sender, since=post.now - DAY, about=about)
    return written >= MAILS_A_DAY


async def has_sent_enough(post: Post, contact: Contact) -> bool:
    """Whether no more requests are taken from this chat today."""
    if contact.verified:
        return False
    return await codes_since(post.session, contact.id or 0, since=post.now - DAY) >= NEW_REQUESTS_A_DAY


async def has_said_enough(post: Post, contact: Contact) -> bool:
    """Whether officers have heard from this chat often enough today."""
    if contact.verified:
        return False
    said = await told_since(post.session, f"contact:{contact.id}", REPLIED, since=post.now - DAY)
    return said >= WORDS_A_DAY


async def has_mailed_enough(post: Post, contact: Contact) -> bool:
    """Whether no more forms are mailed for this person today, to whatever address."""
    mailed = await told_since(post.session, f"contact:{contact.id}", FORM_MAILED, since=post.now - DAY)
    return mailed >= FORMS_A_DAY


def _repeats(before: list[tuple[str, str]], heard: tuple[str, str]) -> int:
    """How often the sender has just said the same there; other words in between begin a new count."""
    place, words = heard
    count = 0
    for said in (said for where, said in before if where == place):
        if said != words:
            break
        count += 1
    return count


def _heard(envelope: dict[str, object], author: str) -> tuple[str, str] | None:
    """Place and words of an earlier mail; None if it was not looked at, or is by somebody else than `author`."""
    match envelope.get(HEARD):
        case [str(place), str(words), *rest] if not author or author in rest:
            return place, words
    return None


def _words(message: Message) -> tuple[str, ...]:
    subject = _REPLY.sub("", message.subject[:LONGEST_COMPARED], count=1)
    files = (hashlib.sha256(attachment.content).hexdigest() for attachment in message.attachments)
    pressed = f"{message.calendar.attendance} {message.calendar.days}" if message.calendar else ""
    return fold(subject), fold(message.text[:LONGEST_COMPARED]), pressed, *files


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
