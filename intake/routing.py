"""What a mail belongs to: by its signed address, then the mail it answers, then the code in its subject."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.message import Kind, Message
from intake.status_words import asks_status, own_subject
from intake.tokens import Claim, Purpose, claims_in, codes_in, genuine
from storage.missions import Inquiry, Mission, Proposal
from storage.people import Contact, Expert, Officer
from storage.queries import (
    contact_by_email,
    expert_by_email,
    job_by_message_id,
    officer_by_email,
    request_by_code,
)
from storage.requests import Request
from storage.states import InquiryStatus, RequestStatus

MAX_REFERENCES = 20
MAX_CODES = 5

ALTERED_TOKEN = "altered_token"  # noqa: S105 -- the name of a reason
NOT_A_PARTY = "not_a_party"
UNKNOWN_SENDER = "unknown_sender"
NO_THREAD = "unclear"
NO_TOKEN = "no_token"  # noqa: S105 -- the name of a reason


@dataclass(frozen=True, slots=True)
class ToInquiry:
    """An answer to an inquiry; `reason` says why it is not trusted."""

    inquiry_id: int
    trusted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ToRequest:
    """Words about a request by its contact, if trusted."""

    request_id: int
    trusted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ToDraft:
    """More for a form that is not complete yet."""

    request_id: int
    trusted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ToOfficerDesk:
    """A reply by an officer to a mail Muster wrote to exactly that address; it may decide."""

    officer_id: int
    request_id: int
    proposal_id: int = 0


@dataclass(frozen=True, slots=True)
class FromOfficer:
    """A mail from an officer's address without a token made for it; it decides nothing."""

    officer_id: int


@dataclass(frozen=True, slots=True)
class StatusQuestion:
    """How does my request stand? '' asks for all of the sender's."""

    code: str


@dataclass(frozen=True, slots=True)
class Unattended:
    """Written by a machine; never an answer, never answered."""

    kind: Kind
    about: str = ""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """Belongs to nothing known."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """An officer must look."""

    reason: str


Route = (
    ToInquiry
    | ToRequest
    | ToDraft
    | ToOfficerDesk
    | FromOfficer
    | StatusQuestion
    | Unattended
    | NewRequest
    | Unclear
)


async def route(session: AsyncSession, message: Message, *, secret: bytes, mail_address: str) -> Route:
    """The one place a mail goes to."""
    claims = claims_in(message.recipients, mail_address)
    if _is_ours(message.sender, mail_address):
        return Unattended(Kind.AUTOMATIC)
    if message.kind is not Kind.PERSON:
        heard = await _through_a_list(session, message, claims, secret)
        return heard or Unattended(message.kind, await _about(session, message, claims, secret))
    if not message.sender:
        return Unclear(UNKNOWN_SENDER)
    found = await _by_token(session, message, claims, secret)
    if found is not None:
        return found
    found = await _by_reference(session, message) or await _by_code(session, message)
    if claims:
        return await _doubted(session, found, claims[0])
    return found or await _by_sender(session, message)


def _is_ours(sender: str, mail_address: str) -> bool:
    """Muster's own address, with any plus tag: whoever writes under it, an answer would come back to Muster."""
    local, _, domain = mail_address.lower().rpartition("@")
    name, _, host = sender.lower().rpartition("@")
    return bool(local) and host == domain and name.partition("+")[0] == local


async def _through_a_list(
    session: AsyncSession, message: Message, claims: tuple[Claim, ...], secret: bytes
) -> Route | None:
    """A party's own reply that a list gateway has passed on; whatever is doubtful stays a machine's."""
    if message.kind is not Kind.LIST or not message.sender:
        return None
    found = await _by_token(session, message, claims, secret)
    if found is None and not claims:
        found = await _by_reference(session, message)
    match found:
        case (
            ToInquiry(trusted=True)
            | ToRequest(trusted=True)
            | ToDraft(trusted=True)
            | ToOfficerDesk()
            | StatusQuestion()
        ):
            return found
    return None


async def known_request(session: AsyncSession, codes: Iterable[str]) -> Request | None:
    """The first request one of these codes names."""
    for code in tuple(codes)[:MAX_CODES]:
        request = await request_by_code(session, code)
        if request is not None:
            return request
    return None


# --- by token ---


async def _by_token(
    session: AsyncSession, message: Message, claims: tuple[Claim, ...], secret: bytes
) -> Route | None:
    for claim in claims:
        if genuine(secret, claim, message.sender):
            return await _owned(session, message, claim)
    for claim in claims:
        if await _is_anothers(session, claim, secret):
            return await _of_another(session, message, claim)
    return None


async def _owned(session: AsyncSession, message: Message, claim: Claim) -> Route:
    """The place a token leads to that was made for this very sender."""
    match claim.purpose:
        case Purpose.INQUIRY:
            inquiry = await session.get(Inquiry, claim.row_id)
            return ToInquiry(claim.row_id, trusted=True) if inquiry else Unclear(ALTERED_TOKEN)
        case Purpose.REQUEST | Purpose.DRAFT:
            return await _to_request(session, message, claim.row_id, trusted=True)
        case Purpose.OFFICER | Purpose.PROPOSAL:
            return await _to_desk(session, message, claim)


async def _to_desk(session: AsyncSession, message: Message, claim: Claim) -> Route:
    officer = await _officer(session, message.sender)
    if officer is None:
        # The token outlived the officer's role.
        return Unclear(NOT_A_PARTY)
    if claim.purpose is Purpose.OFFICER:
        return ToOfficerDesk(officer.id or 0, claim.row_id)
    proposal = await session.get(Proposal, claim.row_id)
    return (
        ToOfficerDesk(officer.id or 0, proposal.request_id, claim.row_id)
        if proposal
        else Unclear(ALTERED_TOKEN)
    )


async def _of_another(session: AsyncSession, message: Message, claim: Claim) -> Route:
    """A genuine token in the wrong hands: a colleague who answers, or a mail passed on."""
    officer = await _officer(session, message.sender)
    if officer is not None:
        return FromOfficer(officer.id or 0)
    return await _untrusted(session, claim, NOT_A_PARTY) or Unclear(NOT_A_PARTY)


async def _untrusted(session: AsyncSession, claim: Claim, reason: str) -> Route | None:
    if claim.purpose is Purpose.INQUIRY:
        inquiry = await session.get(Inquiry, claim.row_id)
        return ToInquiry(claim.row_id, trusted=False, reason=reason) if inquiry else None
    if claim.purpose in {Purpose.REQUEST, Purpose.DRAFT}:
        request = await session.get(Request, claim.row_id)
        draft = request is not None and request.status is RequestStatus.DRAFT
        target = ToDraft if draft else ToRequest
        return target(claim.row_id, trusted=False, reason=reason) if request else None
    return None


async def _is_anothers(session: AsyncSession, claim: Claim, secret: bytes) -> bool:
    return any(genuine(secret, claim, party) for party in await _parties(session, claim))


async def _parties(session: AsyncSession, claim: Claim) -> tuple[str, ...]:
    """The addresses a token of this purpose and row can have been made for."""
    if claim.purpose is Purpose.INQUIRY:
        query = select(Expert.email).join(Inquiry, col(Inquiry.expert_id) == col(Expert.id))
        return tuple(await session.exec(query.where(Inquiry.id == claim.row_id)))
    if claim.purpose in {Purpose.REQUEST, Purpose.DRAFT}:
        contacts = select(Contact.email).join(Request, col(Request.contact_id) == col(Contact.id))
        found = await session.exec(contacts.where(Request.id == claim.row_id))
        return tuple(email for email in found if email)
    return tuple(await session.exec(select(Officer.email)))


async def _doubted(session: AsyncSession, found: Route | None, claim: Claim) -> Route:
    """Nobody was ever given this token: whatever else the mail says, an officer looks."""
    match found:
        case ToInquiry(inquiry_id):
            return ToInquiry(inquiry_id, trusted=False, reason=ALTERED_TOKEN)
        case ToRequest(request_id):
            return ToRequest(request_id, trusted=False, reason=ALTERED_TOKEN)
        case ToDraft(request_id):
            return ToDraft(request_id, trusted=False, reason=ALTERED_TOKEN)
        case FromOfficer() | StatusQuestion():
            return found
    return await _untrusted(session, claim, ALTERED_TOKEN) or Unclear(ALTERED_TOKEN)


# --- by the mail it answers ---


async def _by_reference(session: AsyncSession, message: Message) -> Route | None:
    about = await _about_references(session, message)
    if not about:
        return None
    officer = await _officer(session, message.sender)
    if officer is not None:
        return FromOfficer(officer.id or 0)
    kind, _, number = about.partition(":")
    if kind == "inquiry":
        inquiry = await session.get(Inquiry, int(number))
        return await _to_inquiry(session, message, inquiry) if inquiry else None
    if kind == "request":
        return await _to_request(
            session, message, int(number), trusted=await _is_contact(session, message, int(number))
        )
    # Letters about proposals and missions go to officers only.
    return Unclear(NOT_A_PARTY)


async def _about_references(session: AsyncSession, message: Message) -> str:
    for reference in message.references[:MAX_REFERENCES]:
        job = await job_by_message_id(session, reference)
        if job is not None and job.about.partition(":")[2].isdecimal():
            return job.about
    return ""


async def _about(session: AsyncSession, message: Message, claims: tuple[Claim, ...], secret: bytes) -> str:
    """What a machine's mail answers; its token was made for the person the machine belongs to."""
    names = {
        Purpose.INQUIRY: "inquiry",
        Purpose.REQUEST: "request",
        Purpose.DRAFT: "request",
        Purpose.OFFICER: "request",
        Purpose.PROPOSAL: "proposal",
    }
    for claim in claims:
        if await _is_anothers(session, claim, secret):
            return f"{names[claim.purpose]}:{claim.row_id}"
    about = await _about_references(session, message)
    if about or message.kind not in {Kind.LIST, Kind.CALENDAR}:
        return about
    request = await known_request(session, codes_in(message.subject))
    return f"request:{request.id}" if request else ""


# --- by the code in its subject ---


async def _by_code(session: AsyncSession, message: Message) -> Route | None:
    if question := _status_question(message):
        return question if await _officer(session, message.sender) is None else None
    request = await known_request(session, codes_in(message.subject))
    if request is None or request.id is None:
        return None
    officer = await _officer(session, message.sender)
    if officer is not None:
        return FromOfficer(officer.id or 0)
    if await _is_contact(session, message, request.id):
        return await _to_request(session, message, request.id, trusted=True)
    return await _experts_inquiry(session, message, request.id) or ToRequest(
        request.id, trusted=False, reason=NOT_A_PARTY
    )


def _status_question(message: Message) -> StatusQuestion | None:
    """The question in the body, or in a subject the sender chose."""
    for text in (message.text, own_subject(message.subject)):
        codes = codes_in(text[:1_000])
        if len(codes) == 1 and asks_status(text, with_code=True):
            return StatusQuestion(codes[0])
    return None


async def _experts_inquiry(session: AsyncSession, message: Message, request_id: int) -> Route | None:
    """The open inquiry this expert has on this request; a From line and a code are guessed, so they decide nothing."""
    expert = await expert_by_email(session, message.sender)
    if expert is None or expert.email != message.sender:
        return None
    query = select(Inquiry).join(Mission, col(Mission.id) == col(Inquiry.mission_id))
    query = query.where(Mission.request_id == request_id, Inquiry.expert_id == expert.id)
    query = query.where(col(Inquiry.status).in_([InquiryStatus.ASKED, InquiryStatus.DOUBTFUL]))
    inquiry = (await session.exec(query.order_by(col(Inquiry.id).desc()).limit(1))).one_or_none()
    return ToInquiry(inquiry.id or 0, trusted=False, reason=NO_TOKEN) if inquiry else None


# --- by nothing but its sender ---


async def _by_sender(session: AsyncSession, message: Message) -> Route:
    officer = await _officer(session, message.sender)
    if officer is not None:
        return FromOfficer(officer.id or 0)
    if await expert_by_email(session, message.sender) is not None:
        return Unclear(NO_THREAD)
    known = await contact_by_email(session, message.sender) is not None
    if known and any(
        asks_status(text, with_code=False) for text in (message.text, own_subject(message.subject))
    ):
        return StatusQuestion("")
    return NewRequest()


# --- who is a party ---


async def _to_inquiry(session: AsyncSession, message: Message, inquiry: Inquiry) -> Route:
    expert = await session.get_one(Expert, inquiry.expert_id)
    trusted = expert.email == message.sender
    return ToInquiry(inquiry.id or 0, trusted=trusted, reason="" if trusted else NOT_A_PARTY)


async def _to_request(session: AsyncSession, message: Message, request_id: int, *, trusted: bool) -> Route:
    request = await session.get(Request, request_id)
    if request is None:
        return Unclear(ALTERED_TOKEN)
    reason = "" if trusted else NOT_A_PARTY
    if request.status is RequestStatus.DRAFT:
        return ToDraft(request_id, trusted=trusted, reason=reason)
    if trusted and request.code and asks_status(message.text, with_code=request.code in message.text):
        return StatusQuestion(request.code)
    return ToRequest(request_id, trusted=trusted, reason=reason)


async def _is_contact(session: AsyncSession, message: Message, request_id: int) -> bool:
    query = select(Contact.email).join(Request, col(Request.contact_id) == col(Contact.id))
    return (await session.exec(query.where(Request.id == request_id))).one_or_none() == message.sender


async def _officer(session: AsyncSession, address: str) -> Officer | None:
    officer = await officer_by_email(session, address)
    # The look-up lowers letters; an address that only looks alike is somebody else's.
    return officer if officer is not None and officer.email == address else None
