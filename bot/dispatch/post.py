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
from bot.dispatch.people_orders import is_address
from bot.dispatch.permissions import asks_for_decision, decides, for_role
from bot.dispatch.shown import note_shown
from bot.texts.letter import Letter
from bot.texts.letter_json import letter_to_json
from bot.texts.rows import without_choices
from intake.drafts import known_of
from intake.message import Channel, Message
from intake.tokens import Purpose, codes_in, make_token
from storage.chats import officer_group, reads_in_group, takes_letters
from storage.jobs import enqueue
from storage.mail import Job
from storage.people import Contact, Expert, Officer, OfficerGroup
from storage.queries import active_officers
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
    digest: bool = False,
) -> bool:
    """Put a mail into the job table, once per content, instant and addressee; False if it was there before."""
    letter = await numbered(post.session, letter, to=to, about=about)
    payload: dict[str, object] = {
        "letter": letter_to_json(letter),
        "to": to,
        "to_name": to_name,
        "reply_token": _token(post.house, reply_to, to),
        "code": _note_code(post, letter),
    } | ({"digest": True} if digest else {})
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


async def chat(
    post: Post,
    letter: Letter,
    *,
    to: str,
    about: str = "",
    dedupe: str | None = None,
    edit: int | None = None,
) -> int | None:
    """Put a chat message into the job table, or words in place of an earlier one; the chat's name says which channel.

    Returns the job, None if there was one already.
    """
    channel, _, address = to.partition(":")
    payload: dict[str, object] = {"letter": letter_to_json(letter), "code": _note_code(post, letter)}
    if channel == Channel.TELEGRAM:
        payload["chat_id"] = int(address)
        payload |= {"edit": edit} if edit else {}
    return await enqueue(
        post.session,
        kind=channel if channel == Channel.TELEGRAM else to,  # each terminal takes only its own letters
        destination=to,
        payload=payload,
        about=about,
        due_at=post.now,
        now=post.now,
        dedupe=dedupe,
    )


async def answer_button(post: Post, message: Message, *, text: str = "") -> None:
    """Stop the waiting sign on a pressed Telegram button, perhaps with words that only who pressed it sees."""
    callback = next((one for one in message.references if one.startswith("callback:")), "")
    if not message.action or not callback:
        return
    payload: dict[str, object] = {"callback": callback.removeprefix("callback:")}
    payload |= {"text": text} if text else {}
    await enqueue(
        post.session,
        kind=Channel.TELEGRAM,
        destination=callback,  # its own: no letter needs to wait for it
        payload=payload,
        due_at=post.now,
        now=post.now,
        dedupe=callback,
    )


async def to_contact(post: Post, contact: Contact, letter: Letter, *, request_id: int) -> None:
    """Tell a partner by the channel they use: the chat if they have one and have not blocked it, else e-mail."""
    about = f"request:{request_id}"
    if await takes_letters(post.session, contact.chat):
        await chat(post, letter, to=contact.chat or "", about=about)
    elif not await mail_contact(post, contact, letter, about=about) and contact.chat:
        await chat(post, letter, to=contact.chat, about=about)  # it comes back, and the officers hear of it


async def mail_contact(post: Post, contact: Contact, letter: Letter, *, about: str) -> bool:
    """Tell a partner by e-mail; False if no address is known.

    An address that was only told in a chat may be anybody's: whoever answers to it is not believed.
    """
    address = contact.email or (await known_of(post.session, contact)).contact_email
    if not is_address(address):
        return False
    kind, _, number = about.partition(":")
    proven = contact.email and (contact.chat is None or contact.verified or contact.proven_at is not None)
    reply_to = ReplyTo(Purpose.REQUEST, int(number)) if proven and kind == "request" else None
    await mail(post, letter, to=address, to_name=contact.name, about=about, reply_to=reply_to)
    return True


async def to_officer(
    post: Post, officer: Officer, letter: Letter, *, about: str, reply_to: ReplyTo | None, once: str = ""
) -> None:
    """Tell one officer: by chat if linked; a terminal may be closed, so it never replaces the mail.

    The letter offers only what the officer's role may order.
    """
    own_chat = officer.chat if await takes_letters(post.session, officer.chat) else None
    if own_chat:
        offered = for_role(letter, officer.role)
        job = await chat(post, offered, to=own_chat, about=about, dedupe=_for(own_chat, once))
        await note_shown(post.session, offered, chat=own_chat, job=job, officer=officer, now=post.now)
    if not own_chat or own_chat.startswith(Channel.TERMINAL):
        await _mail_officer(post, officer, letter, about=about, reply_to=reply_to, once=once)


async def _mail_officer(
    post: Post, officer: Officer, letter: Letter, *, about: str, reply_to: ReplyTo | None, once: str
) -> None:
    """A reply by somebody who decides nothing would decide nothing, so no word for one is offered."""
    if not decides(officer.role):
        letter, reply_to = without_choices(letter), None
    await mail(
        post,
        for_role(letter, officer.role),
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
    """Tell every active officer, or all but one, in their own language; without observers, only those who do the work.

    What everybody may read goes to the officers' group, if there is one, instead of to the own chats of those who were
    seen there. Approvers are told what they are to decide. With `once`, what was told under it is not told again.
    """
    group = await officer_group(post.session) if observers else None
    if group is not None and not (besides is not None and _came_from(post, group.chat)):
        await _post_to_group(post, group, write(group.language), about=about, once=once)
    for officer in await active_officers(post.session):
        letter = write(officer.language)
        if besides is not None and officer.id == besides.id:
            continue
        if group is not None and await _reads_in_group(post, group.chat, officer):
            continue
        if _is_told(officer, letter, observers=observers):
            await to_officer(post, officer, letter, about=about, reply_to=reply_to, once=once)


async def to_readers_of_group(
    post: Post, group: str, letter: Letter, *, about: str, reply_to: ReplyTo | None, once: str
) -> None:
    """Tell those who would have read it in this group, each in their own chat."""
    for officer in await active_officers(post.session):
        told = _is_told(officer, letter, observers=True) and await _reads_in_group(post, group, officer)
        if told:
            await to_officer(post, officer, letter, about=about, reply_to=reply_to, once=once)


async def to_admins(post: Post, write: Callable[[str], Letter], *, about: str, once: str = "") -> None:
    """Tell those who look after Muster, or all who do the work if nobody is the admin."""
    officers = await active_officers(post.session)
    admins = [officer for officer in officers if officer.role is Role.ADMIN]
    for officer in admins or [one for one in officers if one.role is Role.OFFICER]:
        await to_officer(post, officer, write(officer.language), about=about, reply_to=None, once=once)


def _is_told(officer: Officer, letter: Letter, *, observers: bool) -> bool:
    match officer.role:
        case Role.OBSERVER:
            return observers
        case Role.APPROVER:
            return observers and asks_for_decision(letter, officer.role)
    return True


async def _reads_in_group(post: Post, group: str, officer: Officer) -> bool:
    """Only who was seen there: anybody else would hear of nothing."""
    on_telegram = (officer.chat or "").startswith(Channel.TELEGRAM)
    reachable = on_telegram and await takes_letters(post.session, officer.chat)
    return reachable and await reads_in_group(post.session, group, officer)


async def _post_to_group(post: Post, group: OfficerGroup, letter: Letter, *, about: str, once: str) -> None:
    job = await chat(post, letter, to=group.chat, about=about, dedupe=_for(group.chat, once))
    await note_shown(post.session, letter, chat=group.chat, job=job, officer=None, now=post.now)


def _came_from(post: Post, chat: str) -> bool:
    """Whether the order that this follows from was given there, where its echo is read too."""
    return post.cause is not None and post.cause.recipients[:1] == (chat,)


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
