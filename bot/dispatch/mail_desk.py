"""A mail: what it belongs to decides who hears it; machines are noted, strangers get a kind answer once a day."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dispatch.answers import hear_expert
from bot.dispatch.brake import DAY, brake
from bot.dispatch.calendar_desk import hear_button_of_another, hear_calendar
from bot.dispatch.commands import Verb, read_first_line
from bot.dispatch.drafting import (
    SAME_QUESTION,
    Outcome,
    asked_whether_same,
    follow,
    hear_same_with_form,
    hear_whether_same,
)
from bot.dispatch.experts import ask_again, hear_bounce, hear_machine
from bot.dispatch.facts import request_facts
from bot.dispatch.message_desk import put_before_officers
from bot.dispatch.officer_mail import hear_about_message, hear_officer, hear_officer_without_token
from bot.dispatch.partner_chat import pass_on, pass_on_attached, status_letter
from bot.dispatch.post import Post, ReplyTo, mail, to_officers
from bot.dispatch.proofs import is_absence_of, is_forged, is_proven, is_returned
from bot.texts import partner as letters
from bot.texts.files import beside_unread_files, unread_files, withheld_files
from bot.texts.letter import Letter
from bot.texts.officer_desk import look_at_message, not_permitted
from bot.texts.partner_status import answer_passed_on
from bot.texts.stranger import somebody_looks
from intake import routing
from intake.drafts import known_of, open_draft
from intake.enclosures import enclosed_in, language_of, raw_answers, raw_request
from intake.fields import blank_form, read_filled_form
from intake.form import in_channel, reopened, start, step
from intake.form_events import Attached, Event, Filled, Typed
from intake.form_state import ChannelKind, FormState, Known
from intake.message import Kind, Message, Why
from intake.parties import is_contact
from intake.request_signs import is_request
from intake.submit import keep_attachments
from intake.tokens import Purpose
from storage.institutions import find_or_add_contact
from storage.missions import Inquiry
from storage.people import Contact, Expert
from storage.queries import contact_by_email, request_by_code, requests_since
from storage.requests import Request
from storage.states import RequestStatus

EXCERPT = 600
NEW_REQUESTS_A_DAY = 5
"""Of a sender nobody has vouched for: the address may be forged, and what is written to it a nuisance."""
FORGED = "forged"
_IN_SOMEBODYS_NAME = (
    routing.ToInquiry | routing.ToRequest | routing.ToDraft | routing.StatusQuestion | routing.Unclear
)
"""What only an officer may act on if it is forged. Officers' own orders have a second look, new requests a warning."""


async def hear_mail(post: Post, message: Message, *, inbox_id: int) -> str:
    """Do what a mail asks for; returns a note for the inbox."""
    route = await routing.route(
        post.session, message, secret=post.house.secret, mail_address=post.house.mail_address
    )
    released = bool(message.attached_to or message.confirmed)
    braked = None if released else await brake(post, message, route, inbox_id=inbox_id)
    if braked is None:
        await _tell_of_withheld(post, message)
        if isinstance(route, _IN_SOMEBODYS_NAME) and is_forged(post, message):
            return await _for_an_officer(post, message, FORGED, _about(route), inbox_id=inbox_id)
        return await _follow(post, message, route, inbox_id=inbox_id)
    if braked.alarming:
        await _look(post, message, "loop", dedupe=f"loop:{message.sender}:{_day(post)}")
    return braked.note


async def _follow(  # noqa: C901, PLR0911 -- one match over the routes
    post: Post, message: Message, route: routing.Route, *, inbox_id: int
) -> str:
    match route:
        case routing.Unattended(about=about):
            return await _machine(post, message, about)
        case routing.ToInquiry(inquiry_id, trusted=True) if message.calendar is not None:
            return await hear_calendar(post, inquiry_id, message, message.calendar)
        case routing.ToInquiry(inquiry_id, reason=reason) if message.calendar is not None:
            return await hear_button_of_another(post, inquiry_id, message, reason=reason, inbox_id=inbox_id)
        case routing.ToInquiry(inquiry_id, trusted=True):
            return await hear_expert(post, inquiry_id, message)
        case routing.ToOfficerDesk():
            return await hear_officer(post, message, route, inbox_id=inbox_id)
        case routing.ToMessage():
            return await hear_about_message(post, message, route, inbox_id=inbox_id)
        case routing.FromOfficer(officer_id):
            return await hear_officer_without_token(post, message, officer_id)
        case routing.StatusQuestion(code):
            return await _status(post, message, code)
        case routing.ToDraft(request_id, trusted=True):
            return await _to_draft(post, message, request_id, inbox_id=inbox_id)
        case routing.ToRequest(request_id, trusted=True):
            return await _to_request(post, message, request_id, inbox_id=inbox_id)
        case routing.NewRequest():
            # A minister's letter is often passed on without a word.
            told = replace(message, text=message.text or message.forwarded)
            return await _new(post, told, inbox_id=inbox_id)
        case _:
            return await _in_doubt(post, message, route, inbox_id=inbox_id)


async def _in_doubt(post: Post, message: Message, route: routing.Route, *, inbox_id: int) -> str:
    """Words that nobody vouches for decide nothing."""
    match route:
        case routing.ToInquiry(inquiry_id, reason=routing.NO_TOKEN):
            await put_before_officers(
                post, message, inbox_id=inbox_id, reason=routing.NO_TOKEN, about=_about(route)
            )
            await ask_again(post, inquiry_id)
            return f"inquiry:{inquiry_id} asked again: {routing.NO_TOKEN}"
        case routing.ToInquiry() | routing.ToDraft() | routing.ToRequest() | routing.Unclear():
            return await _for_an_officer(post, message, route.reason, _about(route), inbox_id=inbox_id)
    raise TypeError(f"no doubt about {type(route).__name__}")


def _about(route: routing.Route) -> str:
    """What a doubtful message may belong to; '' if that is not known."""
    match route:
        case routing.ToInquiry(inquiry_id):
            return f"inquiry:{inquiry_id}"
        case routing.ToDraft(request_id) | routing.ToRequest(request_id):
            return f"request:{request_id}"
    return ""


async def _machine(post: Post, message: Message, about: str) -> str:
    """Nothing automatic is ever answered; an absence or a bounce is noted where it belongs."""
    if message.delivery and message.kind is Kind.AUTOMATIC:
        return f"{message.delivery}: {about or 'nothing known'}"  # late, delivered or read: no absence
    kind, _, number = about.partition(":")
    if kind == "inquiry" and number.isdecimal():
        address = await _asked_at(post, int(number))
        if message.kind is Kind.AUTOMATIC and is_absence_of(post, message, address):
            return await hear_machine(post, int(number), message)
        if message.kind is Kind.BOUNCE and await is_returned(post, message, about=about, to=address):
            words = message.diagnostic or message.text or message.subject
            return await hear_bounce(post, int(number), words, cause=message.cause)
        if message.kind is Kind.AUTOMATIC:
            await _look(post, message, "not_answered", dedupe=f"machine:{about}:{_day(post)}")
    if message.kind is Kind.BOUNCE:
        if kind in {"request", "inquiry"}:
            reason = "bounced" if kind == "request" else "bounce_in_doubt"
            await _look(post, message, reason, dedupe=f"{reason}:{about}")
    elif _needs_eyes(message, about):
        await _look(post, message, "not_answered", dedupe=f"machine:{message.sender}:{_day(post)}")
    return f"{message.kind} about {about or 'nothing known'}"


async def _asked_at(post: Post, inquiry_id: int) -> str:
    """The address of today of the expert who is asked."""
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    return (await post.session.get_one(Expert, inquiry.expert_id)).email


def _needs_eyes(message: Message, about: str) -> bool:
    """Whether what looks like a machine's mail may hold a person's words: a request, or about one of ours."""
    if about:
        return message.kind in {Kind.LIST, Kind.CALENDAR}
    return _asks(message)


async def _status(post: Post, message: Message, code: str) -> str:
    contact = await contact_by_email(post.session, message.sender)
    language = contact.language if contact else _language(post, message)
    letter = await status_letter(post, contact, (code,) if code else (), language=language)
    if contact is None:
        await _once_a_day(post, message, letter, "status")
        return f"status {code}: a stranger"
    about = f"contact:{contact.id}"
    await mail(post, letter, to=message.sender, to_name=contact.name, about=about, reply_to=None)
    return f"status {code}"


async def _to_draft(post: Post, message: Message, request_id: int, *, inbox_id: int) -> str:
    """A reply to "just one thing is missing", or to "is it the same?"."""
    draft = await post.session.get_one(Request, request_id)
    contact = await post.session.get_one(Contact, draft.contact_id)
    if draft.status is not RequestStatus.DRAFT:
        return await _to_request(post, message, request_id, inbox_id=inbox_id)
    enclosed = enclosed_in(message)
    raw = raw_answers(message, enclosed)
    if asked_whether_same(draft):
        hear = hear_whether_same if raw is None else hear_same_with_form
        outcome = await hear(post, draft, contact, message.text)
        if outcome is not None:
            return await _shown(post, contact, draft, outcome)
    event: Event = Filled(raw) if raw else Typed(message.text)
    known = await known_of(post.session, contact)
    return await _step(post, message, draft, contact, known, event, unread=enclosed.unread, inbox_id=inbox_id)


async def _to_request(post: Post, message: Message, request_id: int, *, inbox_id: int) -> str:
    """Words of a partner about a request of theirs: kept, and put before the officers."""
    request = await post.session.get_one(Request, request_id)
    if not request.code:
        earlier = await request_by_code(post.session, str(request.form.get(SAME_QUESTION, "")))
        if earlier is None:  # a draft that was given up
            return await _new(post, message, inbox_id=inbox_id)
        request, request_id = earlier, earlier.id or 0
    own = await is_contact(post.session, message.sender, request_id)
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


async def _new(post: Post, message: Message, *, inbox_id: int) -> str:
    """A mail that belongs to nothing: a request, an officer's order by somebody else, or neither."""
    language, enclosed = _language(post, message), enclosed_in(message)
    if not enclosed and not _asks(message):
        return await _not_a_request(post, message, language, enclosed.unread, inbox_id=inbox_id)
    contact = await find_or_add_contact(
        post.session, now=post.now, email=message.sender, name=message.sender_name, language=language
    )
    vouched_for = contact.verified and is_proven(post, message)
    if not vouched_for and await _has_asked_enough(post, contact):
        await _look(post, message, "loop", dedupe=f"loop:{message.sender}:{_day(post)}")
        await _once_a_day(post, message, somebody_looks(language=language), "somebody looks")
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
        await _look(post, message, "attachment_unread", dedupe=f"files:{inbox_id}", files=unread)
    if unread and outcome.open and outcome.letters:
        asking = beside_unread_files(outcome.letters[0], unread)
        outcome = replace(outcome, letters=(asking, *outcome.letters[1:]))
    return await _shown(post, contact, draft, outcome)


async def _shown(post: Post, contact: Contact, draft: Request, outcome: Outcome) -> str:
    purpose = Purpose.DRAFT if outcome.open else Purpose.REQUEST
    for letter in outcome.letters if contact.email else ():
        await mail(
            post,
            letter,
            to=contact.email or "",
            to_name=contact.name,
            about=f"request:{draft.id}",
            reply_to=ReplyTo(purpose, draft.id or 0),
        )
    return outcome.note


async def _not_a_request(
    post: Post, message: Message, language: str, unread: tuple[str, ...], *, inbox_id: int
) -> str:
    command = read_first_line(message.text, language)
    if command is not None and command.verb not in {Verb.HELP, Verb.CARD}:
        await _once_a_day(post, message, not_permitted(language=language), "not permitted")
        return "not permitted"
    form = blank_form(language)
    if unread:
        await _once_a_day(post, message, unread_files(unread, form=form, language=language), "files unread")
        await _look(post, message, "attachment_unread", dedupe=f"look:{inbox_id}", files=unread)
        return "attachment not read"
    letter = letters.not_understood(form=form, language=language)
    await _once_a_day(post, message, letter, "not understood")
    await _look(post, message, "not_understood", dedupe=f"look:{inbox_id}")
    return "not understood"


async def _tell_of_withheld(post: Post, message: Message) -> None:
    """Officers and sender hear of every file that was not taken in; a machine's sender does not."""
    for why in Why:
        files = [one for one in message.withheld if one.why is why]
        if not files:
            continue
        named = [f"{one.filename} ({one.virus})" if one.virus else one.filename for one in files]
        await _look(post, message, f"attachment_{why}", dedupe=f"{why}:{message.source_id}", files=named)
        if message.kind is Kind.PERSON:
            told = [one.filename for one in files]
            letter = withheld_files(told, why=why, language=_language(post, message))
            await _once_a_day(post, message, letter, f"files {why}")


async def _for_an_officer(post: Post, message: Message, reason: str, about: str, *, inbox_id: int) -> str:
    """Doubtful mail changes nothing: it waits for an officer; a sender who may be real hears so."""
    await put_before_officers(post, message, inbox_id=inbox_id, reason=reason or "not_a_party", about=about)
    await _once_a_day(post, message, somebody_looks(language=_language(post, message)), "somebody looks")
    return f"for an officer: {reason}"


async def _look(post: Post, message: Message, reason: str, *, dedupe: str, files: Sequence[str] = ()) -> None:
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


async def _once_a_day(post: Post, message: Message, letter: Letter, kind: str) -> None:
    """At most one such answer per sender and day, so that two machines can never talk for ever.

    None to a forged sender: whoever has that address has not written.
    """
    if is_forged(post, message):
        return
    if message.sender and message.envelope_from != "<>" and message.sender != post.house.mail_address:
        await mail(
            post,
            letter,
            to=message.sender,
            to_name=message.sender_name,
            about=f"sender:{message.sender}",
            reply_to=None,
            dedupe=f"{kind}:{message.sender}:{_day(post)}",
        )


def _day(post: Post) -> str:
    return post.house.today(post.now).isoformat()


def _language(post: Post, message: Message) -> str:
    """The language a stranger writes in."""
    return language_of(message) or post.house.language


def _asks(message: Message) -> bool:
    """Whether the words of the mail are a filled form or ask for help."""
    return read_filled_form(message.text) is not None or is_request(message.text, subject=message.subject)
