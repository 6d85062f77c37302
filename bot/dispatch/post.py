"""Letters become jobs: which channel, which reply address, which thread. Nothing is sent here."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.calendar_entries import numbered
from bot.dispatch.house import House
from bot.texts.letter import Letter
from bot.texts.letter_json import letter_to_json
from bot.texts.rows import without_choices
from intake.message import Channel, Message
from intake.tokens import Purpose, codes_in, make_token
from storage.jobs import enqueue
from storage.mail import Job
from storage.people import Contact, Expert, Officer
from storage.queries import acting_officers, active_officers
from storage.states import Role

MAX_REFERENCES = 10


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """What a reply to a letter will be about; becomes the signed reply address."""

    purpose: Purpose
    row_id: int


@dataclass(frozen=True, slots=True)
class Post:
    """Everything a letter needs to find its way, but the letter and the addressee."""

    session: AsyncSession
    house: House
    now: datetime
    cause: Message | None = None
    """The message being answered, if any: its author's mails stay in one thread."""
    codes: list[str] = field(default_factory=list)
    """Codes of the requests that letters were written about, for the log."""
    doubts: list[str] = field(default_factory=list)
    """Why the message itself is to wait for an officer; empty if it is done with."""


async def mail(
    post: Post,
    letter: Letter,
    *,
    to: str,
    to_name: str = "",
    about: str,
    reply_to: ReplyTo | None,
    dedupe: str | None = None,
) -> bool:
    """Put a mail into the job table, once per content, instant and addressee; False if it was there before."""
    letter = await numbered(post.session, letter, to=to, about=about)
    payload: dict[str, object] = {
        "letter": letter_to_json(letter),
        "to": to,
        "to_name": to_name,
        "reply_token": _token(post.house, reply_to, to),
        "code": _note_code(post, letter),
    }
    message_id = _message_id(post, payload, f"{about} {dedupe or ''}")
    payload |= await _thread(post, to=to, about=about)
    added = await enqueue(
        post.session,
        kind="mail",
        destination=to,
        payload=payload,
        about=about,
        due_at=post.now,
        now=post.now,
        message_id=message_id,
        dedupe=dedupe or message_id,
    )
    return added is not None


async def chat(post: Post, letter: Letter, *, to: str, about: str = "", dedupe: str | None = None) -> None:
    """Put a chat message into the job table; the chat's name says which channel carries it."""
    channel, _, address = to.partition(":")
    payload: dict[str, object] = {"letter": letter_to_json(letter), "code": _note_code(post, letter)}
    if channel == Channel.TELEGRAM:
        payload["chat_id"] = int(address)
    await enqueue(
        post.session,
        kind=channel if channel == Channel.TELEGRAM else to,  # each terminal takes only its own letters
        destination=to,
        payload=payload,
        about=about,
        due_at=post.now,
        now=post.now,
        dedupe=dedupe,
    )


async def answer_button(post: Post, message: Message) -> None:
    """Stop the waiting sign on a pressed Telegram button."""
    callback = next((one for one in message.references if one.startswith("callback:")), "")
    if not message.action or not callback:
        return
    await enqueue(
        post.session,
        kind=Channel.TELEGRAM,
        destination=callback,  # its own: no letter needs to wait for it
        payload={"callback": callback.removeprefix("callback:")},
        due_at=post.now,
        now=post.now,
        dedupe=callback,
    )


async def to_contact(post: Post, contact: Contact, letter: Letter, *, request_id: int) -> None:
    """Tell a partner by the channel they use: the chat if they have one, else e-mail."""
    about = f"request:{request_id}"
    if contact.chat:
        await chat(post, letter, to=contact.chat, about=about)
    elif contact.email:
        reply_to = ReplyTo(Purpose.REQUEST, request_id)
        await mail(post, letter, to=contact.email, to_name=contact.name, about=about, reply_to=reply_to)


async def to_officer(
    post: Post, officer: Officer, letter: Letter, *, about: str, reply_to: ReplyTo | None, once: str = ""
) -> None:
    """Tell one officer: by chat if linked; a terminal may be closed, so it never replaces the mail.

    An observer reads the same words without anything to decide by.
    """
    if officer.role is Role.OBSERVER:
        letter, reply_to = without_choices(letter), None
    if officer.chat:
        await chat(post, letter, to=officer.chat, about=about, dedupe=_for(officer.chat, once))
    if not officer.chat or officer.chat.startswith(Channel.TERMINAL):
        await mail(
            post,
            letter,
            to=officer.email,
            to_name=officer.name,
            about=about,
            reply_to=reply_to,
            dedupe=_for(officer.email, once),
        )


async def to_officers(
    post: Post,
    write: Callable[[str], Letter],
    *,
    about: str,
    reply_to: ReplyTo | None,
    once: str = "",
    besides: Officer | None = None,
    observers: bool = True,
) -> None:
    """Tell every active officer, or all but one, in their own language; without observers, only those who may act.

    With `once`, what was told under it is not told again.
    """
    told = active_officers if observers else acting_officers
    for officer in await told(post.session):
        if besides is None or officer.id != besides.id:
            letter = write(officer.language)
            await to_officer(post, officer, letter, about=about, reply_to=reply_to, once=once)


async def to_expert(
    post: Post, expert: Expert, letter: Letter, *, inquiry_id: int, once: str | None = None
) -> None:
    """Tell an expert, always by e-mail; a reply is about the inquiry."""
    await mail(
        post,
        letter,
        to=expert.email,
        to_name=f"{expert.first_name} {expert.last_name}",
        about=f"inquiry:{inquiry_id}",
        reply_to=ReplyTo(Purpose.INQUIRY, inquiry_id),
        dedupe=once,
    )


def _note_code(post: Post, letter: Letter) -> str:
    """The code of the request a letter is about, kept for the log; '' if it is about none."""
    code = next(iter(codes_in(letter.subject)), "")
    if code and code not in post.codes:
        post.codes.append(code)
    return code


def _for(address: str, once: str) -> str | None:
    return f"{once}:{address}" if once else None


def _token(house: House, reply_to: ReplyTo | None, party: str) -> str:
    return make_token(house.secret, reply_to.purpose, reply_to.row_id, party) if reply_to else ""


async def _thread(post: Post, *, to: str, about: str) -> dict[str, object]:
    """The mail this one answers or follows, so that clients show one conversation."""
    cause = post.cause
    if cause is not None and cause.channel is Channel.MAIL and cause.sender == to and cause.message_id:
        references = [*reversed(cause.references), cause.message_id][-MAX_REFERENCES:]
        return {"in_reply_to": cause.message_id, "references": references, "subject": cause.subject}
    earlier = await post.session.exec(
        select(Job.message_id)
        .where(Job.kind == "mail", Job.destination == to, Job.about == about)
        .order_by(col(Job.id).desc())
        .limit(1)
    )
    previous = earlier.first()
    return {"in_reply_to": previous, "references": [previous]} if previous else {}


def _message_id(post: Post, payload: dict[str, object], news: str) -> str:
    """Fixed by what is said, to whom, when and why, so that a repeated transaction makes the same mail."""
    cause = post.cause.source_id if post.cause else ""
    words = json.dumps([payload, news, post.now.isoformat(), cause], sort_keys=True, default=str)
    digest = hashlib.sha256(post.house.secret + words.encode()).hexdigest()[:32]
    return f"{digest}@{post.house.mail_domain}"
