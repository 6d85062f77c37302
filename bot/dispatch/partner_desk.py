"""A partner's mail: a new request, more of one that is not complete yet, words about one that is, or none of these."""

from dataclasses import replace

from bot.dispatch.brake import DAY, NEW_REQUESTS_A_DAY
from bot.dispatch.commands import Verb, read_first_line
from bot.dispatch.drafting import (
    SAME_QUESTION,
    Outcome,
    asked_whether_same,
    follow,
    hear_same_with_form,
    hear_whether_same,
)
from bot.dispatch.facts import request_facts
from bot.dispatch.feedback_desk import read_feedback
from bot.dispatch.message_desk import FORGED, put_before_officers
from bot.dispatch.once_a_day import (
    Answered,
    answer_once_a_day,
    day_of,
    have_officers_look,
    language_of_stranger,
)
from bot.dispatch.partner_requests import pass_on, pass_on_attached
from bot.dispatch.post import Post, ReplyTo, mail
from bot.dispatch.proofs import is_forged, is_proven
from bot.texts import partner as letters
from bot.texts.files import beside_unread_files, unread_files
from bot.texts.officer_desk import not_permitted
from bot.texts.partner_status import answer_passed_on
from bot.texts.stranger import somebody_looks
from intake.drafts import known_of, open_draft
from intake.enclosures import enclosed_in, raw_answers, raw_request
from intake.fields import blank_form, read_filled_form
from intake.form import in_channel, reopened, start, step
from intake.form_events import Attached, Event, Filled, Typed
from intake.form_state import ChannelKind, FormState, Known
from intake.message import AS_NEW, Message
from intake.parties import is_contact
from intake.request_signs import is_request
from intake.status_words import own_subject
from intake.submit import keep_attachments
from intake.tokens import Purpose
from storage.institutions import find_or_add_contact
from storage.people import Contact
from storage.queries import request_by_code, requests_since
from storage.requests import Request
from storage.states import RequestStatus

AGAIN = "not_understood_again"
"""The reason of a message that cannot be told what it asks, by somebody who was sent the form today."""


async def hear_about_draft(post: Post, message: Message, request_id: int, *, inbox_id: int) -> str:
    """A reply to "just one thing is missing", or to "is it the same?"."""
    draft = await post.session.get_one(Request, request_id)
    contact = await post.session.get_one(Contact, draft.contact_id)
    if draft.status is not RequestStatus.DRAFT:
        return await hear_about_request(post, message, request_id, inbox_id=inbox_id)
    enclosed = enclosed_in(message)
    raw = raw_answers(message, enclosed)
    if asked_whether_same(draft):
        hear = hear_whether_same if raw is None else hear_same_with_form
        outcome = await hear(post, draft, contact, message.text)
        if outcome is not None:
            return await _shown(post, message, contact, draft, outcome)
    event: Event = Filled(raw) if raw else Typed(message.text)
    known = await known_of(post.session, contact)
    if not known.contact_email:  # begun in a chat: where to write, and no more than that
        known = replace(known, contact_email=_answered_at(message, contact))
    return await _step(post, message, draft, contact, known, event, unread=enclosed.unread, inbox_id=inbox_id)


async def hear_about_request(post: Post, message: Message, request_id: int, *, inbox_id: int) -> str:
    """Words of a partner about a request of theirs: kept, and put before the officers."""
    request = await post.session.get_one(Request, request_id)
    if not request.code:
        earlier = await request_by_code(post.session, str(request.form.get(SAME_QUESTION, "")))
        if earlier is None:  # a draft that was given up
            return await hear_new(post, message, inbox_id=inbox_id)
        request, request_id = earlier, earlier.id or 0
    own = await is_contact(post.session, message.sender, request_id)
    if own and (noted := await read_feedback(post, request, message.text)):
        await mail(post, noted, to=message.sender, about=f"request:{request_id}", reply_to=None)
        return f"feedback for {request.code}"
    await keep_attachments(post.session, request, message.attachments, inbox_id=inbox_id, now=post.now)
    if message.attached_to:
        await pass_on_attached(post, request, message)
    else:
        contact = await find_or_add_contact(
            post.session, now=post.now, email=message.sender, language=request.language
        )
        await pass_on(post, request, contact, message.text)
    if own or not message.attached_to:
        letter = answer_passed_on(await request_facts(post.session, request), language=request.language)
        # Whoever answers to such an address is believed from then on.
        reply_to = ReplyTo(Purpose.REQUEST, request_id) if own else None
        await mail(post, letter, to=message.sender, about=f"request:{request_id}", reply_to=reply_to)
    return f"answer for {request.code}"


async def hear_new(post: Post, message: Message, *, inbox_id: int) -> str:
    """A mail that belongs to nothing: a request, an officer's order by somebody else, or neither."""
    taken_up = message.attached_to == AS_NEW
    if taken_up and not message.sender:
        await put_before_officers(post, message, inbox_id=inbox_id, reason="unknown_sender")
        return "for an officer: nobody to answer"
    if taken_up:  # the subject of the letter it answered is no title
        message = replace(message, subject=own_subject(message.subject))
    language, enclosed = language_of_stranger(post, message), enclosed_in(message)
    if not (enclosed or taken_up or asks(message)):
        return await _not_a_request(post, message, language, enclosed.unread, inbox_id=inbox_id)
    contact = await find_or_add_contact(
        post.session, now=post.now, email=message.sender, name=message.sender_name, language=language
    )
    vouched_for = contact.verified and is_proven(post, message)
    if not (vouched_for or taken_up) and await _has_asked_enough(post, contact):
        await have_officers_look(post, message, "loop", dedupe=f"loop:{message.sender}:{day_of(post)}")
        await answer_once_a_day(post, message, somebody_looks(language=language), "somebody looks")
        return "too many requests today: kept"
    raw = raw_request(message, enclosed, today=post.house.today(post.now), language=language)
    known = await known_of(post.session, contact)
    state, _ = start(language, ChannelKind.MAIL, known=known)
    draft = await open_draft(
        post.session,
        contact,
        state,
        channel=message.channel,
        source_id=f"mail:{message.source_id}",
        language=language,
        verified=vouched_for,
        now=post.now,
    )
    return await _step(
        post, message, draft, contact, known, Filled(raw), unread=enclosed.unread, inbox_id=inbox_id
    )


async def _has_asked_enough(post: Post, contact: Contact) -> bool:
    asked = await requests_since(post.session, contact.id or 0, since=post.now - DAY)
    return asked >= NEW_REQUESTS_A_DAY


async def _step(
    post: Post,
    message: Message,
    draft: Request,
    contact: Contact,
    known: Known,
    event: Event,
    *,
    unread: tuple[str, ...],
    inbox_id: int,
) -> str:
    """One step of the form with everything the mail brought."""
    today = post.house.today(post.now)
    state = reopened(in_channel(FormState.from_json(draft.form), ChannelKind.MAIL))
    await keep_attachments(post.session, draft, message.attachments, inbox_id=inbox_id, now=post.now)
    for attachment in message.attachments:
        state, _ = step(state, Attached(attachment.filename), today=today, known=known)
    state, effects = step(state, event, today=today, known=known)
    outcome = await follow(post, draft, contact, state, effects)
    if unread:
        await have_officers_look(post, message, "attachment_unread", dedupe=f"files:{inbox_id}", files=unread)
    if unread and outcome.open and outcome.letters:
        asking = beside_unread_files(outcome.letters[0], unread)
        outcome = replace(outcome, letters=(asking, *outcome.letters[1:]))
    return await _shown(post, message, contact, draft, outcome)


def _answered_at(message: Message, contact: Contact) -> str:
    """Where the answer goes: to whoever wrote, for a draft begun in a chat may be gone on with from any mailbox."""
    return (contact.email or "") if message.attached_to else message.sender


async def _shown(post: Post, message: Message, contact: Contact, draft: Request, outcome: Outcome) -> str:
    purpose = Purpose.DRAFT if outcome.open else Purpose.REQUEST
    address = _answered_at(message, contact)
    for letter in outcome.letters if address else ():
        await mail(
            post,
            letter,
            to=address,
            to_name=contact.name if address == contact.email else "",
            about=f"request:{draft.id}",
            reply_to=ReplyTo(purpose, draft.id or 0),
        )
    return outcome.note


async def _not_a_request(
    post: Post, message: Message, language: str, unread: tuple[str, ...], *, inbox_id: int
) -> str:
    command = read_first_line(message.text, language)
    if command is not None and command.verb not in {Verb.HELP, Verb.CARD}:
        await answer_once_a_day(post, message, not_permitted(language=language), "not permitted")
        return "not permitted"
    form = blank_form(language)
    if unread:
        await answer_once_a_day(
            post, message, unread_files(unread, form=form, language=language), "files unread"
        )
        await have_officers_look(post, message, "attachment_unread", dedupe=f"look:{inbox_id}", files=unread)
        return "attachment not read"
    letter = letters.not_understood(form=form, language=language)
    if await answer_once_a_day(post, message, letter, "not understood") is Answered.NOW:
        await have_officers_look(post, message, "not_understood", dedupe=f"look:{inbox_id}")
        return "not understood"
    # Who has no answer today, or must have none, waits in the list instead: there it can be made a request.
    reason = FORGED if is_forged(post, message) else AGAIN
    await put_before_officers(post, message, inbox_id=inbox_id, reason=reason)
    return f"not understood: {reason}"


def asks(message: Message) -> bool:
    """Whether the words of the mail are a filled form or ask for help."""
    return read_filled_form(message.text) is not None or is_request(message.text, subject=message.subject)
