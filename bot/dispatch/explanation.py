"""What Muster understands of one mail and why, without doing anything about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.house import House
from config.periods import Period
from intake import routes, routing
from intake.answers import Answer, read_answer
from intake.dates import Dates, read_dates
from intake.enclosures import enclosed_in, language_of
from intake.fields import read_filled_form
from intake.message import Kind, Message
from intake.request_signs import is_request
from intake.sender_trust import Trust, sender_trust
from intake.threads import MAX_REFERENCES
from intake.tokens import Claim, claims_in, codes_in
from storage.missions import Inquiry
from storage.queries import job_by_message_id, request_of_inquiry
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail belongs, how that is known, and whether its sender may speak there."""

    name: str
    """A key of `explain.place`."""
    code: str = ""
    by: str = ""
    """token, message_id, code or sender; '' if nothing was looked at."""
    trusted: bool = True
    reason: str = ""
    window: Period | None = None
    """The days that were asked about, if it belongs to a question about days."""


UNKNOWN = Place("unknown")
"""Nobody has looked."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One mail, understood."""

    sender: str
    sender_name: str
    subject: str
    kind: Kind
    kind_sign: str
    """The header or words that told the kind; '' for a person's mail, which bears none."""
    trust: Trust
    place: Place
    text: str
    """What the sender wrote now."""
    language: str
    form: bool
    request: bool
    answer: Answer | None
    """None without a question it could answer."""
    dates: Dates
    attachments: tuple[tuple[str, str, int], ...]
    """Name, sniffed type and bytes of each."""
    doubts: tuple[str, ...]


def explain(message: Message, place: Place, *, authserv_id: str, today: date) -> Explanation:
    """What Muster would make of a mail that belongs there."""
    window, enclosed = place.window, enclosed_in(message)
    return Explanation(
        sender=message.sender,
        sender_name=message.sender_name,
        subject=message.subject,
        kind=message.kind,
        kind_sign=message.kind_sign,
        trust=sender_trust(
            message.authentication,
            authserv_id=authserv_id,
            sender=message.sender,
            signed_by=message.signed_by,
        ),
        place=place,
        text=message.text,
        language=language_of(message),
        form=read_filled_form(message.text) is not None or bool(enclosed.form),
        request=is_request(message.text, subject=message.subject) or bool(enclosed.letter),
        answer=read_answer(message.text, window=window, today=today) if window else None,
        dates=read_dates(message.text, today, window=window),
        attachments=tuple((one.filename, one.media_type, len(one.content)) for one in message.attachments),
        doubts=(*message.doubts, *(f"attachment_unread: {name}" for name in enclosed.unread)),
    )


async def place_of(session: AsyncSession, message: Message, house: House) -> Place:
    """Where the mail would be taken."""
    route = await routing.route(session, message, secret=house.secret, mail_address=house.mail_address)
    by = await _known_by(session, message, claims_in(message.recipients, house.mail_address))
    match route:
        case routes.ToInquiry(inquiry_id, trusted, reason):
            inquiry = await session.get_one(Inquiry, inquiry_id)
            window = Period(inquiry.start, inquiry.end)
            request = await request_of_inquiry(session, inquiry_id)
            return Place("inquiry", _code(request), by, trusted, reason, window)
        case routes.ToRequest(request_id, trusted, reason) | routes.ToDraft(request_id, trusted, reason):
            name = "draft" if isinstance(route, routes.ToDraft) else "request"
            return Place(name, _code(await session.get(Request, request_id)), by, trusted, reason)
        case routes.ToOfficerDesk(_, request_id):
            return Place("desk", _code(await session.get(Request, request_id)), by)
        case routes.StatusQuestion(code):
            return Place("status", code, by)
        case routes.Unclear(reason):
            return Place("unclear", "", by, trusted=False, reason=reason)
    return Place(_NAMES[type(route)], "", by)


_NAMES = {
    routes.ToMessage: "message",
    routes.FromOfficer: "officer",
    routes.Unattended: "machine",
    routes.NewRequest: "new",
}


async def _known_by(session: AsyncSession, message: Message, claims: Sequence[Claim]) -> str:
    """The first of the three ways that leads anywhere."""
    if claims:
        return "token"
    for reference in message.references[:MAX_REFERENCES]:
        if await job_by_message_id(session, reference) is not None:
            return "message_id"
    return "code" if codes_in(message.subject) else "sender"


def _code(request: Request | None) -> str:
    return (request.code or "") if request else ""
