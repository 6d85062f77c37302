"""Messages that wait for an officer: why they wait, and what becomes of them by whose decision."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from bot.dispatch.message_orders import MessageOrder, MessageVerb
from bot.dispatch.permissions import may
from bot.dispatch.post import Post, ReplyTo, to_officers
from bot.texts import open_message as letters
from bot.texts.letter import Letter
from bot.texts.open_message import OpenMessage
from bot.texts.people import role_lacks
from config.folding import fold
from intake.message import AS_NEW, Channel, Message
from intake.tokens import Purpose
from storage.inbox import remember
from storage.journal import record
from storage.mail import Inbox
from storage.missions import Inquiry, Mission
from storage.open_messages import (
    DECISION,
    DOUBT,
    discard,
    doubtful_of_sender,
    open_message,
    open_messages,
    take_up,
)
from storage.people import Expert, Officer
from storage.queries import request_by_code, request_of_inquiry
from storage.requests import Request
from storage.states import InboxStatus, InquiryStatus

UNPROVEN = "unproven"
"""The reason of an order whose sender nobody vouches for."""
FORGED = "forged"
"""The reason of a message of which our own border says that its sender has not written it."""
EXCERPT = 600
SHOWN_A_DAY = 5
"""So many doubtful messages of one sender are shown to the officers in a day; the others wait in the list."""
_STILL_ASKED = (InquiryStatus.ASKED, InquiryStatus.DOUBTFUL)


async def set_aside(
    post: Post, message: Message, *, inbox_id: int, reason: str, about: str = "", words: str = ""
) -> None:
    """Have the message wait for an officer; `about` is what it may belong to (inquiry:7, request:3)."""
    facts = {
        "reason": reason,
        "about": about,
        "sender": message.sender or message.envelope_from,
        "subject": message.subject[:EXCERPT],
        "excerpt": words or message.text[:EXCERPT],
    }
    await remember(post.session, inbox_id, DOUBT, facts)
    post.doubts.append(reason)


async def put_before_officers(
    post: Post, message: Message, *, inbox_id: int, reason: str, about: str = ""
) -> None:
    """Have the message wait for an officer, and show it to all who may act, with what can be done.

    Who writes one such message after the other fills the list, and not the officers' mailboxes. Observers, to whom the
    list is closed, are not shown it: it may be anybody's, and about anybody's health.
    """
    sender, day_ago = message.sender or message.envelope_from, post.now - timedelta(days=1)
    earlier = await doubtful_of_sender(post.session, inbox_id, sender=sender, since=day_ago)
    await set_aside(post, message, inbox_id=inbox_id, reason=reason, about=about)
    if earlier >= SHOWN_A_DAY:
        return
    row = await post.session.get_one(Inbox, inbox_id, populate_existing=True)
    shown = await told(post, row)
    await to_officers(
        post,
        lambda language: letters.open_message(shown, language=language),
        about=f"message:{inbox_id}",
        reply_to=ReplyTo(Purpose.MESSAGE, inbox_id),
        once=f"look:{inbox_id}",
        observers=False,
    )


async def order_about_message(post: Post, officer: Officer, order: MessageOrder) -> Letter:
    """Do what an officer orders about a message that waits, and say what was done."""
    if not may(officer.role, order.verb):
        return role_lacks(officer.role, language=officer.language)
    return await settle_message(post, order, by=f"officer:{officer.id}", language=officer.language)


async def settle_message(post: Post, order: MessageOrder, *, by: str, language: str) -> Letter:
    """Do what somebody who may decide orders about a message that waits, and say what was done."""
    if order.verb is MessageVerb.LIST:
        rows = await open_messages(post.session)
        waiting = [await told(post, row) for row in rows]
        return letters.open_messages(waiting, language=language)
    row = await open_message(post.session, order.number)
    if row is None:
        return letters.no_longer_open(language=language)
    return await _DOINGS.get(order.verb, _show)(post, row, order, by, language)


async def told(post: Post, row: Inbox) -> OpenMessage:
    """The message as a letter tells it."""
    facts = _doubt(row)
    request = await _request_of(post, str(facts.get("about", "")))
    attachable = _is_attachable(row)
    return OpenMessage(
        number=row.id or 0,
        sender=_sender(row),
        subject=str(facts.get("subject", "")),
        reason=str(facts.get("reason", "dead" if row.status is InboxStatus.DEAD else "other")),
        received_on=post.house.today(row.received_at),
        code=(request.code or "") if request and attachable else "",
        excerpt=str(facts.get("excerpt", "")),
        dead=row.status is InboxStatus.DEAD,
        attachable=attachable,
    )


async def _attach(post: Post, row: Inbox, order: MessageOrder, by: str, language: str) -> Letter:
    if not _is_attachable(row):
        return await _show(post, row, order, by, language)
    about = str(_doubt(row).get("about", ""))
    request = await _request_of(post, about)
    if order.code or order.name or request is None:
        code = order.code or (request.code or "" if request else "")
        found = await _place(post, row, replace(order, code=code), language)
        if isinstance(found, Letter):
            return found
        about = found
        request = await _request_of(post, about)
    if request is None:
        return letters.attach_where(code=order.code, language=language)
    await take_up(post.session, row.id or 0, decision={"attached_to": about, "by": by})
    record(
        post.session,
        at=post.now,
        actor=by,
        event="message.attached",
        subject=about,
        request_id=request.id,
        facts={"message": row.id},
    )
    return letters.attached(sender=_sender(row), code=request.code or "", language=language)


async def _place(post: Post, row: Inbox, order: MessageOrder, language: str) -> str | Letter:
    """What the officer means: an inquiry of this request that is still open, or the request itself."""
    request = await request_by_code(post.session, order.code) if order.code else None
    if request is None:
        return letters.attach_where(code=order.code, language=language)
    asked = await _asked_for(post, request)
    meant = [inquiry for inquiry, expert in asked if _is_meant(expert, order.name, _sender(row))]
    if len(meant) == 1:
        return f"inquiry:{meant[0].id}"
    if order.name:
        names = [f"{expert.first_name} {expert.last_name}" for _, expert in asked]
        return letters.attach_where(code=order.code, names=names, language=language)
    return f"request:{request.id}"


def _is_meant(expert: Expert, name: str, sender: str) -> bool:
    """The expert who is named; without a name the one who wrote."""
    if name:
        return set(fold(name).split()) <= set(fold(f"{expert.first_name} {expert.last_name}").split())
    return expert.email == sender


async def _asked_for(post: Post, request: Request) -> list[tuple[Inquiry, Expert]]:
    query = select(Inquiry, Expert).join(Expert, col(Expert.id) == col(Inquiry.expert_id))
    query = query.join(Mission, col(Mission.id) == col(Inquiry.mission_id))
    query = query.where(Mission.request_id == request.id, col(Inquiry.status).in_(_STILL_ASKED))
    return list((await post.session.exec(query.order_by(col(Inquiry.id)))).all())


async def _show(post: Post, row: Inbox, _order: MessageOrder, _by: str, language: str) -> Letter:
    return letters.open_message(await told(post, row), language=language)


async def _discard(post: Post, row: Inbox, _order: MessageOrder, by: str, language: str) -> Letter:
    await discard(post.session, row.id or 0, by=by, now=post.now)
    return letters.discarded(sender=_sender(row), language=language)


async def _retry(post: Post, row: Inbox, order: MessageOrder, by: str, language: str) -> Letter:
    if row.status is not InboxStatus.DEAD:
        return await _show(post, row, order, by, language)
    # What was decided about it before it failed still holds: where it belongs, and whose order it is.
    decided = row.envelope.get(DECISION)
    earlier = dict(decided) if isinstance(decided, Mapping) else {}
    await take_up(post.session, row.id or 0, decision={**earlier, "by": by})
    return letters.tried_again(sender=_sender(row), language=language)


async def _take_up(post: Post, row: Inbox, order: MessageOrder, by: str, language: str) -> Letter:
    if not _is_attachable(row):
        return await _show(post, row, order, by, language)
    await take_up(post.session, row.id or 0, decision={"attached_to": AS_NEW, "by": by})
    record(
        post.session,
        at=post.now,
        actor=by,
        event="message.taken",
        subject="mail",
        facts={"message": row.id},
    )
    return letters.taken_up(sender=_sender(row), language=language)


_DOINGS: Mapping[MessageVerb, Callable[[Post, Inbox, MessageOrder, str, str], Awaitable[Letter]]] = {
    MessageVerb.ATTACH: _attach,
    MessageVerb.DISCARD: _discard,
    MessageVerb.RETRY: _retry,
    MessageVerb.TAKE_UP: _take_up,
}


async def _request_of(post: Post, about: str) -> Request | None:
    kind, _, number = about.partition(":")
    if not number.isdecimal():
        return None
    if kind == "inquiry":
        return await request_of_inquiry(post.session, int(number))
    return await post.session.get(Request, int(number)) if kind == "request" else None


def _is_attachable(row: Inbox) -> bool:
    """Whether it may be somebody's words about a request: a mail, and no order in an officer's name."""
    return row.channel == Channel.MAIL and _doubt(row).get("reason") != UNPROVEN


def _doubt(row: Inbox) -> Mapping[str, object]:
    facts = row.envelope.get(DOUBT)
    return facts if isinstance(facts, Mapping) else {}


def _sender(row: Inbox) -> str:
    return str(_doubt(row).get("sender", "")) or row.stream
