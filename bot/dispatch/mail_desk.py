"""A mail: what it belongs to decides who hears it; machines are noted, strangers get a kind answer once a day."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import select

from bot.dispatch.brake import DAY, brake
from bot.dispatch.commands import ABOUT_INQUIRIES, ABOUT_PROPOSALS, Command, Verb, read_first_line
from bot.dispatch.desk import carry_out
from bot.dispatch.drafting import SAME_QUESTION, Outcome, asked_whether_same, follow, hear_whether_same
from bot.dispatch.experts import ask_again, hear_bounce, hear_expert, hear_machine
from bot.dispatch.facts import request_facts
from bot.dispatch.partner_chat import pass_on, status_letter
from bot.dispatch.post import Post, ReplyTo, mail, to_officers
from bot.dispatch.proposal_letter import undecided_teams
from bot.dispatch.settling import inquiry_in_doubt
from bot.texts import partner as letters
from bot.texts.letter import Letter
from bot.texts.officer import not_a_decision, nothing_in_doubt
from bot.texts.officer_desk import look_at_message, not_permitted, officer_help, reply_to_my_mail
from bot.texts.partner_status import answer_passed_on
from bot.texts.rows import without_choices
from bot.texts.stranger import somebody_looks
from intake import routing
from intake.drafts import known_of, open_draft
from intake.fields import blank_form, read_filled_form
from intake.form import in_channel, reopened, start, step
from intake.form_events import Attached, Event, Filled, Typed
from intake.form_state import ChannelKind, FormState, Known
from intake.message import Kind, Message
from intake.prose import read_prose
from intake.request_signs import is_request
from intake.submit import keep_attachments
from intake.tokens import Purpose, codes_in
from intake.words import guess_language
from storage.institutions import find_or_add_contact
from storage.missions import Inquiry, Proposal
from storage.people import Contact, Expert, Officer
from storage.queries import contact_by_email, job_by_message_id, request_by_code, requests_since
from storage.requests import Request
from storage.states import RequestStatus, Role

EXCERPT = 600
NEW_REQUESTS_A_DAY = 5
"""Of a sender nobody has vouched for: the address may be forged, and what is written to it a nuisance."""


async def hear_mail(post: Post, message: Message, *, inbox_id: int) -> str:
    """Do what a mail asks for; returns a note for the inbox."""
    route = await routing.route(
        post.session, message, secret=post.house.secret, mail_address=post.house.mail_address
    )
    braked = await brake(post, message, route, inbox_id=inbox_id)
    if braked is None:
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
        case routing.ToInquiry(inquiry_id, trusted=True):
            return await hear_expert(post, inquiry_id, message)
        case routing.ToOfficerDesk(officer_id, request_id, proposal_id):
            return await _officer(post, message, officer_id, request_id, proposal_id)
        case routing.FromOfficer(officer_id):
            return await _officer_without_token(post, message, officer_id)
        case routing.StatusQuestion(code):
            return await _status(post, message, code)
        case routing.ToDraft(request_id, trusted=True):
            return await _to_draft(post, message, request_id, inbox_id=inbox_id)
        case routing.ToRequest(request_id, trusted=True):
            return await _to_request(post, message, request_id, inbox_id=inbox_id)
        case routing.NewRequest():
            return await _new(post, message, inbox_id=inbox_id)
        case routing.ToInquiry(inquiry_id, reason=routing.NO_TOKEN):
            await _look(post, message, routing.NO_TOKEN, dedupe=f"look:{inbox_id}")
            await ask_again(post, inquiry_id)
            return f"inquiry:{inquiry_id} asked again: {routing.NO_TOKEN}"
        case (
            routing.ToInquiry(reason=reason)
            | routing.ToDraft(reason=reason)
            | routing.ToRequest(reason=reason)
        ):
            return await _for_an_officer(post, message, reason or "not_a_party", inbox_id=inbox_id)
        case routing.Unclear(reason):
            return await _for_an_officer(post, message, reason, inbox_id=inbox_id)


async def _machine(post: Post, message: Message, about: str) -> str:
    """Nothing automatic is ever answered; an absence or a bounce is noted where it belongs."""
    kind, _, number = about.partition(":")
    if kind == "inquiry" and number.isdecimal():
        if message.kind is Kind.AUTOMATIC:
            return await hear_machine(post, int(number), message)
        if message.kind is Kind.BOUNCE and await _is_proven(post, message, int(number)):
            return await hear_bounce(post, int(number), message.text or message.subject)
    if message.kind is Kind.BOUNCE:
        if kind in {"request", "inquiry"}:
            reason = "bounced" if kind == "request" else "bounce_in_doubt"
            await _look(post, message, reason, dedupe=f"{reason}:{about}")
    elif _needs_eyes(message, about):
        day = post.house.today(post.now).isoformat()
        await _look(post, message, "not_answered", dedupe=f"machine:{message.sender}:{day}")
    return f"{message.kind} about {about or 'nothing known'}"


async def _is_proven(post: Post, message: Message, inquiry_id: int) -> bool:
    """Whether a report says for good that the letter to this expert, at the address of today, failed."""
    if not message.failed_for_good:
        return False
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    if expert.email in message.failed_for_good:
        return True
    for returned in message.returned[:1]:
        job = await job_by_message_id(post.session, returned)
        if job is not None and (job.about, job.destination) == (f"inquiry:{inquiry_id}", expert.email):
            return True
    return False


def _needs_eyes(message: Message, about: str) -> bool:
    """Whether what looks like a machine's mail may hold a person's words: a request, or about one of ours."""
    if about:
        return message.kind in {Kind.LIST, Kind.CALENDAR}
    return read_filled_form(message.text) is not None or is_request(message.text, subject=message.subject)


async def _officer(post: Post, message: Message, officer_id: int, request_id: int, proposal_id: int) -> str:
    officer = await post.session.get_one(Officer, officer_id)
    command = read_first_line(message.text, officer.language)
    if command is not None and command.verb in ABOUT_PROPOSALS:
        proposal_id = proposal_id or await _only_proposal(post, request_id)
        command = command if proposal_id else None
    request = await post.session.get_one(Request, request_id)
    if command is None:
        letter = not_a_decision(
            await request_facts(post.session, request), text=message.text[:EXCERPT], language=officer.language
        )
    else:
        order = command.aimed(
            request_id=request_id, proposal_id=proposal_id, seen_at=await _written_at(post, message)
        )
        letter = await _order(post, officer, order, request_id)
    if command is not None and command.verb is Verb.CARD:
        shown = await undecided_teams(post.session, request)
        proposal_id = (shown.id or 0) if shown else 0
    reply_to = ReplyTo(Purpose.PROPOSAL, proposal_id) if proposal_id else ReplyTo(Purpose.OFFICER, request_id)
    await _answer_officer(post, officer, letter, request_id, reply_to)
    return f"officer: {command.verb if command else 'no command word'}"


async def _written_at(post: Post, message: Message) -> datetime | None:
    """When the mail was written that this one answers."""
    for reference in message.references[:1]:
        job = await job_by_message_id(post.session, reference)
        if job is not None:
            return job.created_at
    return None


async def _order(post: Post, officer: Officer, order: Command, request_id: int) -> Letter:
    """Carry out an order; one about a doubtful answer finds the answer by the request and the name."""
    if order.verb in ABOUT_INQUIRIES:
        inquiry_id = await inquiry_in_doubt(post, request_id, order.words)
        if not inquiry_id:
            request = await post.session.get_one(Request, request_id)
            return nothing_in_doubt(await request_facts(post.session, request), language=officer.language)
        order = replace(order, target=inquiry_id)
    return await carry_out(post, officer, order)


async def _only_proposal(post: Post, request_id: int) -> int:
    """The proposal of a request that has had only one, so that "approve A" cannot mean another's team A."""
    found = await post.session.exec(select(Proposal.id).where(Proposal.request_id == request_id))
    proposals = found.all()
    return (proposals[0] or 0) if len(proposals) == 1 else 0


async def _answer_officer(
    post: Post, officer: Officer, letter: Letter, request_id: int, reply_to: ReplyTo | None
) -> None:
    if officer.role is Role.OBSERVER:
        letter, reply_to = without_choices(letter), None
    await mail(
        post,
        letter,
        to=officer.email,
        to_name=officer.name,
        about=f"request:{request_id}" if request_id else f"officer:{officer.id}",
        reply_to=reply_to,
    )


async def _officer_without_token(post: Post, message: Message, officer_id: int) -> str:
    """A From line can be forged: orders count only as replies to Muster's own mails."""
    officer = await post.session.get_one(Officer, officer_id)
    codes = codes_in(f"{message.subject}\n{message.text[:EXCERPT]}")
    request = await routing.known_request(post.session, codes)
    if request is None or officer.role is Role.OBSERVER:
        letter = officer_help(role=officer.role, language=officer.language)
        await _answer_officer(post, officer, letter, 0, None)
        return "officer: help"
    letter = reply_to_my_mail(code=request.code or "", language=officer.language)
    await _answer_officer(post, officer, letter, request.id or 0, ReplyTo(Purpose.OFFICER, request.id or 0))
    return "officer: without token"


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
    raw = read_filled_form(message.text)
    if raw is None and asked_whether_same(draft):
        outcome = await hear_whether_same(post, draft, contact, message.text)
        return await _shown(post, contact, draft, outcome)
    event: Event = Filled(raw) if raw else Typed(message.text)
    known = await known_of(post.session, contact)
    return await _step(post, message, draft, contact, known, event, inbox_id=inbox_id)


async def _to_request(post: Post, message: Message, request_id: int, *, inbox_id: int) -> str:
    """Words of a partner about a request of theirs: kept, and put before the officers."""
    request = await post.session.get_one(Request, request_id)
    if not request.code:
        earlier = await request_by_code(post.session, str(request.form.get(SAME_QUESTION, "")))
        if earlier is None:  # a draft that was given up
            return await _new(post, message, inbox_id=inbox_id)
        request, request_id = earlier, earlier.id or 0
    contact = await find_or_add_contact(
        post.session, now=post.now, email=message.sender, language=request.language
    )
    await keep_attachments(post.session, request, message.attachments, inbox_id=inbox_id, now=post.now)
    await pass_on(post, request, contact, message.text)
    letter = answer_passed_on(await request_facts(post.session, request), language=request.language)
    reply_to = ReplyTo(Purpose.REQUEST, request_id)
    await mail(post, letter, to=message.sender, about=f"request:{request_id}", reply_to=reply_to)
    return f"answer for {request.code}"


async def _new(post: Post, message: Message, *, inbox_id: int) -> str:
    """A mail that belongs to nothing: a request, an officer's order by somebody else, or neither."""
    language = _language(post, message)
    if read_filled_form(message.text) is None and not is_request(message.text, subject=message.subject):
        return await _not_a_request(post, message, language, inbox_id=inbox_id)
    contact = await find_or_add_contact(
        post.session, now=post.now, email=message.sender, name=message.sender_name, language=language
    )
    if not contact.verified and await _has_asked_enough(post, contact):
        await _look(post, message, "loop", dedupe=f"loop:{message.sender}:{_day(post)}")
        await _once_a_day(post, message, somebody_looks(language=language), "somebody looks")
        return "too many requests today: kept"
    raw = read_prose(
        message.text,
        subject=message.subject,
        sender=message.sender,
        sender_name=message.sender_name,
        today=post.house.today(post.now),
        language=language,
    )
    known = await known_of(post.session, contact)
    state, _ = start(language, ChannelKind.MAIL, known=known)
    draft = await open_draft(
        post.session,
        contact,
        state,
        channel=message.channel,
        source_id=f"mail:{message.source_id}",
        language=language,
        now=post.now,
    )
    return await _step(post, message, draft, contact, known, Filled(raw), inbox_id=inbox_id)


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
    inbox_id: int,
) -> str:
    """One step of the form with everything the mail brought."""
    today = post.house.today(post.now)
    state = reopened(in_channel(FormState.from_json(draft.form), ChannelKind.MAIL))
    await keep_attachments(post.session, draft, message.attachments, inbox_id=inbox_id, now=post.now)
    for attachment in message.attachments:
        state, _ = step(state, Attached(attachment.filename), today=today, known=known)
    state, effects = step(state, event, today=today, known=known)
    return await _shown(post, contact, draft, await follow(post, draft, contact, state, effects))


async def _shown(post: Post, contact: Contact, draft: Request, outcome: Outcome) -> str:
    purpose = Purpose.DRAFT if outcome.open else Purpose.REQUEST
    for letter in outcome.letters:
        await mail(
            post,
            letter,
            to=contact.email or "",
            to_name=contact.name,
            about=f"request:{draft.id}",
            reply_to=ReplyTo(purpose, draft.id or 0),
        )
    return outcome.note


async def _not_a_request(post: Post, message: Message, language: str, *, inbox_id: int) -> str:
    command = read_first_line(message.text, language)
    if command is not None and command.verb not in {Verb.HELP, Verb.CARD}:
        await _once_a_day(post, message, not_permitted(language=language), "not permitted")
        return "not permitted"
    letter = letters.not_understood(form=blank_form(language), language=language)
    await _once_a_day(post, message, letter, "not understood")
    await _look(post, message, "not_understood", dedupe=f"look:{inbox_id}")
    return "not understood"


async def _for_an_officer(post: Post, message: Message, reason: str, *, inbox_id: int) -> str:
    """Doubtful mail changes nothing: an officer sees it, the sender hears that somebody will look."""
    await _look(post, message, reason, dedupe=f"look:{inbox_id}")
    await _once_a_day(post, message, somebody_looks(language=_language(post, message)), "somebody looks")
    return f"for an officer: {reason}"


async def _look(post: Post, message: Message, reason: str, *, dedupe: str) -> None:
    await to_officers(
        post,
        lambda language: look_at_message(
            reason=reason,
            sender=message.sender or message.envelope_from,
            text_subject=message.subject,
            excerpt=message.text[:EXCERPT],
            language=language,
        ),
        about=dedupe,
        reply_to=None,
        once=dedupe,
    )


async def _once_a_day(post: Post, message: Message, letter: Letter, kind: str) -> None:
    """At most one such answer per sender and day, so that two machines can never talk for ever."""
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
    return guess_language(f"{message.subject}\n{message.text}"[:5000]) or post.house.language
