"""A mail: what it belongs to decides who hears it; machines are noted, strangers get a kind answer once a day."""

from dataclasses import replace

from bot.dispatch.answers import hear_expert
from bot.dispatch.brake import brake
from bot.dispatch.calendar_desk import hear_button_of_another, hear_calendar
from bot.dispatch.cv_desk import brings_cv, hear_cv, hear_cv_reply, hear_registered
from bot.dispatch.digest import hear_about_digest
from bot.dispatch.experts import ask_again
from bot.dispatch.machine_desk import hear_unattended
from bot.dispatch.message_desk import FORGED, put_before_officers
from bot.dispatch.newsletter_desk import hear_no_more
from bot.dispatch.officer_mail import hear_about_message, hear_officer, hear_officer_without_token
from bot.dispatch.once_a_day import answer_once_a_day, day_of, have_officers_look, language_of_stranger
from bot.dispatch.partner_desk import hear_about_draft, hear_about_request, hear_new
from bot.dispatch.partner_requests import status_letter
from bot.dispatch.post import Post, mail
from bot.dispatch.proofs import is_forged
from bot.texts.files import withheld_files
from bot.texts.stranger import somebody_looks
from intake import routes, routing
from intake.message import Kind, Message, Why
from storage.queries import contact_by_email

_IN_SOMEBODYS_NAME = (
    routes.ToInquiry
    | routes.ToRequest
    | routes.ToDraft
    | routes.ToRegistration
    | routes.StatusQuestion
    | routes.Unclear
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
        acts = isinstance(route, _IN_SOMEBODYS_NAME) or _is_cv(message, route)
        if acts and is_forged(post, message):
            return await _for_an_officer(post, message, FORGED, _about(route), inbox_id=inbox_id)
        return await _follow(post, message, route, inbox_id=inbox_id)
    if braked.alarming:
        await have_officers_look(post, message, "loop", dedupe=f"loop:{message.sender}:{day_of(post)}")
    return braked.note


def _is_cv(message: Message, route: routes.Route) -> bool:
    """Whether an officer brings a CV: what it says of somebody would be shown to them as their own find."""
    return isinstance(route, routes.FromOfficer) and brings_cv(message)


async def _follow(  # noqa: C901, PLR0911, PLR0912 -- one match over the routes
    post: Post, message: Message, route: routes.Route, *, inbox_id: int
) -> str:
    match route:
        case routes.Unattended(about=about):
            return await hear_unattended(post, message, about)
        case routes.ToInquiry(inquiry_id, trusted=True) if message.calendar is not None:
            return await hear_calendar(post, inquiry_id, message, message.calendar)
        case routes.ToInquiry(inquiry_id, reason=reason) if message.calendar is not None:
            return await hear_button_of_another(post, inquiry_id, message, reason=reason, inbox_id=inbox_id)
        case routes.ToInquiry(inquiry_id, trusted=True):
            return await hear_expert(post, inquiry_id, message)
        case routes.ToOfficerDesk():
            return await hear_officer(post, message, route, inbox_id=inbox_id)
        case routes.ToMessage():
            return await hear_about_message(post, message, route, inbox_id=inbox_id)
        case routes.ToDigest(officer_id):
            return await hear_about_digest(post, message, officer_id)
        case routes.ToNewsletter(subscription_id):
            return await hear_no_more(post, subscription_id)
        case routes.ToCv(officer_id, row_id):
            return await hear_cv_reply(post, message, officer_id, row_id, inbox_id=inbox_id)
        case routes.ToRegistration(expert_id):
            return await hear_registered(post, message, expert_id)
        case routes.FromOfficer(officer_id) if brings_cv(message):
            return await hear_cv(post, message, officer_id, inbox_id=inbox_id)
        case routes.FromOfficer(officer_id):
            return await hear_officer_without_token(post, message, officer_id)
        case routes.StatusQuestion(code):
            return await _status(post, message, code)
        case routes.ToDraft(request_id, trusted=True):
            return await hear_about_draft(post, message, request_id, inbox_id=inbox_id)
        case routes.ToRequest(request_id, trusted=True):
            return await hear_about_request(post, message, request_id, inbox_id=inbox_id)
        case routes.NewRequest():
            # A minister's letter is often passed on without a word.
            told = replace(message, text=message.text or message.forwarded)
            return await hear_new(post, told, inbox_id=inbox_id)
        case _:
            return await _in_doubt(post, message, route, inbox_id=inbox_id)


async def _in_doubt(post: Post, message: Message, route: routes.Route, *, inbox_id: int) -> str:
    """Words that nobody vouches for decide nothing."""
    match route:
        case routes.ToInquiry(inquiry_id, reason=routes.NO_TOKEN):
            await put_before_officers(
                post, message, inbox_id=inbox_id, reason=routes.NO_TOKEN, about=_about(route)
            )
            await ask_again(post, inquiry_id)
            return f"inquiry:{inquiry_id} asked again: {routes.NO_TOKEN}"
        case routes.ToInquiry() | routes.ToDraft() | routes.ToRequest() | routes.Unclear():
            return await _for_an_officer(post, message, route.reason, _about(route), inbox_id=inbox_id)
    raise TypeError(f"no doubt about {type(route).__name__}")


def _about(route: routes.Route) -> str:
    """What a doubtful message may belong to; '' if that is not known."""
    match route:
        case routes.ToInquiry(inquiry_id):
            return f"inquiry:{inquiry_id}"
        case routes.ToRegistration(expert_id):
            return f"expert:{expert_id}"
        case routes.ToDraft(request_id) | routes.ToRequest(request_id):
            return f"request:{request_id}"
    return ""


async def _status(post: Post, message: Message, code: str) -> str:
    contact = await contact_by_email(post.session, message.sender)
    language = contact.language if contact else language_of_stranger(post, message)
    letter = await status_letter(post, contact, (code,) if code else (), language=language)
    if contact is None:
        await answer_once_a_day(post, message, letter, "status")
        return f"status {code}: a stranger"
    about = f"contact:{contact.id}"
    await mail(post, letter, to=message.sender, to_name=contact.name, about=about, reply_to=None)
    return f"status {code}"


async def _tell_of_withheld(post: Post, message: Message) -> None:
    """Officers and sender hear of every file that was not taken in; a machine's sender does not."""
    for why in Why:
        files = [one for one in message.withheld if one.why is why]
        if not files:
            continue
        named = [f"{one.filename} ({one.virus})" if one.virus else one.filename for one in files]
        await have_officers_look(
            post, message, f"attachment_{why}", dedupe=f"{why}:{message.source_id}", files=named
        )
        if message.kind is Kind.PERSON:
            told = [one.filename for one in files]
            letter = withheld_files(told, why=why, language=language_of_stranger(post, message))
            await answer_once_a_day(post, message, letter, f"files {why}")


async def _for_an_officer(post: Post, message: Message, reason: str, about: str, *, inbox_id: int) -> str:
    """Doubtful mail changes nothing: it waits for an officer; a sender who may be real hears so."""
    await put_before_officers(post, message, inbox_id=inbox_id, reason=reason or "not_a_party", about=about)
    await answer_once_a_day(
        post, message, somebody_looks(language=language_of_stranger(post, message)), "somebody looks"
    )
    return f"for an officer: {reason}"
