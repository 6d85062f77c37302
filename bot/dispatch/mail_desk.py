"""A mail: what it belongs to decides who hears it; machines are noted, strangers get a kind answer once a day."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import select

from bot.dispatch.commands import ABOUT_INQUIRIES, ABOUT_PROPOSALS, Command, Verb, read_first_line
from bot.dispatch.desk import carry_out
from bot.dispatch.drafting import SAME_QUESTION, Outcome, asked_whether_same, follow, hear_whether_same
from bot.dispatch.experts import hear_bounce, hear_expert, hear_machine
from bot.dispatch.facts import request_facts
from bot.dispatch.partner_chat import pass_on, status_letter
from bot.dispatch.post import Post, ReplyTo, mail, to_officers
from bot.dispatch.settling import inquiry_in_doubt
from bot.texts import partner as letters
from bot.texts.letter import Letter
from bot.texts.officer import not_a_decision, nothing_in_doubt
from bot.texts.officer_desk import look_at_message, not_permitted, officer_help, reply_to_my_mail
from bot.texts.partner_status import answer_passed_on
from bot.texts.stranger import somebody_looks
from intake import routing
from intake.drafts import known_of, open_draft
from intake.fields import blank_form, read_filled_form
from intake.form import in_channel, reopened, start, step
from intake.form_events import Attached, Event, Filled, Typed
from intake.form_state import ChannelKind, FormState
from intake.message import Kind, Message
from intake.prose import read_prose
from intake.request_signs import is_request
from intake.submit import keep_attachments
from intake.tokens import Purpose, codes_in
from intake.words import guess_language
from storage.institutions import find_or_add_contact
from storage.missions import Proposal
from storage.people import Contact, Officer
from storage.queries import contact_by_email, job_by_message_id, mails_since, request_by_code
from storage.requests import Request
from storage.states import RequestStatus

EXCERPT = 600
STATUS_ANSWERS_A_DAY = 20
"""More than a person asks; a machine that poses as one is not answered for ever."""


async def hear_mail(post: Post, message: Message, *, inbox_id: int) -> str:  # noqa: C901, PLR0911 -- one match over the routes
    """Do what a mail asks for; returns a note for the inbox."""
    route = await routing.route(
        post.session, message, secret=post.house.secret, mail_address=post.house.mail_address
    )
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
        if message.kind is Kind.BOUNCE:
            return await hear_bounce(post, int(number), message.text or message.subject)
    if kind == "request" and message.kind is Kind.BOUNCE:
        await _look(post, message, "bounced", dedupe=f"bounce:{about}")
    return f"{message.kind} about {about or 'nothing known'}"


async def _officer(post: Post, message: Message, officer_id: int, request_id: int, proposal_id: int) -> str:
    officer = await post.session.get_one(Officer, officer_id)
    command = read_first_line(message.text, officer.language)
    if command is not None and command.verb in ABOUT_PROPOSALS:
        proposal_id = proposal_id or await _only_proposal(post, request_id)
        command = command if proposal_id else None
    reply_to = ReplyTo(Purpose.PROPOSAL, proposal_id) if proposal_id else ReplyTo(Purpose.OFFICER, request_id)
    if command is None:
        request = await post.session.get_one(Request, request_id)
        letter = not_a_decision(
            await request_facts(post.session, request), text=message.text[:EXCERPT], language=officer.language
        )
    else:
        order = command.aimed(
            request_id=request_id, proposal_id=proposal_id, seen_at=await _written_at(post, message)
        )
        letter = await _order(post, officer, order, request_id)
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
    if request is None:
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
        await _once_a_day(post, message, letter, f"status:{code}")
        return f"status {code}: a stranger"
    answered = await mails_since(post.session, message.sender, since=post.now - timedelta(days=1))
    if answered < STATUS_ANSWERS_A_DAY:
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
    return await _step(post, message, draft, contact, event, inbox_id=inbox_id)


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
    raw = read_prose(
        message.text,
        subject=message.subject,
        sender=message.sender,
        sender_name=message.sender_name,
        today=post.house.today(post.now),
        language=language,
    )
    state, _ = start(language, ChannelKind.MAIL, known=await known_of(post.session, contact))
    draft = await open_draft(
        post.session,
        contact,
        state,
        channel=message.channel,
        source_id=f"mail:{message.source_id}",
        language=language,
        now=post.now,
    )
    return await _step(post, message, draft, contact, Filled(raw), inbox_id=inbox_id)


async def _step(
    post: Post, message: Message, draft: Request, contact: Contact, event: Event, *, inbox_id: int
) -> str:
    """One step of the form with everything the mail brought."""
    known, today = await known_of(post.session, contact), post.house.today(post.now)
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
        day = post.house.today(post.now).isoformat()
        await mail(
            post,
            letter,
            to=message.sender,
            to_name=message.sender_name,
            about=f"sender:{message.sender}",
            reply_to=None,
            dedupe=f"{kind}:{message.sender}:{day}",
        )


def _language(post: Post, message: Message) -> str:
    """The language a stranger writes in."""
    return guess_language(f"{message.subject}\n{message.text}"[:5000]) or post.house.language
