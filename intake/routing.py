"""What a mail belongs to: by its signed address, then the mail it answers, then the code in its subject."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.message import AS_NEW, Kind, Message
from intake.newsletter_end import NEWS, end_of_newsletter
from intake.parties import is_anothers, is_contact, officer_at, parties_of
from intake.routes import (
    ALTERED_TOKEN,
    NO_THREAD,
    NO_TOKEN,
    NOT_A_PARTY,
    UNKNOWN_SENDER,
    FromOfficer,
    NewRequest,
    Route,
    StatusQuestion,
    ToCv,
    ToDigest,
    ToDraft,
    ToInquiry,
    ToMessage,
    ToNewsletter,
    ToOfficerDesk,
    ToRegistration,
    ToRequest,
    Unattended,
    Unclear,
)
from intake.status_words import asks_status, own_subject
from intake.threads import about_references, known_request, machines_place
from intake.tokens import Claim, Purpose, claims_in, codes_in, genuine
from storage.missions import Inquiry, Mission, Proposal
from storage.people import Expert
from storage.queries import (
    addresses_of_expert,
    contact_by_email,
    expert_by_email,
)
from storage.requests import Request
from storage.states import InquiryStatus, RequestStatus


async def route(session: AsyncSession, message: Message, *, secret: bytes, mail_address: str) -> Route:
    """The one place a mail goes to."""
    claims = claims_in(_addresses_of(message), mail_address)
    if message.attached_to:
        return await _as_attached(session, message)
    if _is_ours(message.sender, mail_address):
        return Unattended(Kind.AUTOMATIC)
    if (no_more := await end_of_newsletter(session, message, claims, secret)) is not None:
        return ToNewsletter(no_more) if no_more else Unclear(ALTERED_TOKEN)
    if message.kind is not Kind.PERSON:
        own = claims_in((message.calendar.uid,), mail_address) if message.calendar else claims
        heard = await _for_its_owner(session, message, own, secret)
        return heard or Unattended(message.kind, await machines_place(session, message, claims, secret))
    if not message.sender:
        return Unclear(UNKNOWN_SENDER)
    # Some mail programs answer to the envelope sender, which was made for machines: then the thread tells.
    # And what somebody answers to a newsletter belongs to nothing yet.
    claims = tuple(claim for claim in claims if claim.purpose not in {Purpose.BOUNCE, Purpose.NEWSLETTER})
    return await _by_token(session, message, claims, secret) or await _by_thread(session, message, claims)


async def _by_thread(session: AsyncSession, message: Message, claims: tuple[Claim, ...]) -> Route:
    found = await _by_reference(session, message) or await _by_code(session, message)
    if claims:
        return await _doubted(session, found, claims[0])
    return found or await _by_sender(session, message)


async def _as_attached(session: AsyncSession, message: Message) -> Route:
    """Where an officer has put it: whoever wrote it, an officer vouches for them."""
    if message.attached_to == AS_NEW:
        return NewRequest()
    kind, _, number = message.attached_to.partition(":")
    if kind == "inquiry":
        return ToInquiry(int(number), trusted=True)
    return await _to_request(session, message, int(number), trusted=True)


def _is_ours(sender: str, mail_address: str) -> bool:
    """Muster's own address, with any plus tag: whoever writes under it, an answer would come back to Muster."""
    local, _, domain = mail_address.lower().rpartition("@")
    name, _, host = sender.lower().rpartition("@")
    return bool(local) and host == domain and name.partition("+")[0] == local


def _addresses_of(message: Message) -> tuple[str, ...]:
    """Where a token can stand; a calendar's answer keeps the UID of our invitation, which is a reply address."""
    return (message.calendar.uid, *message.recipients) if message.calendar else message.recipients


async def _for_its_owner(
    session: AsyncSession, message: Message, claims: tuple[Claim, ...], secret: bytes
) -> Route | None:
    """What a program has sent, but a party has said; an answer to somebody else's invitation is none to ours."""
    if message.calendar is not None:
        # Signed for somebody else, it is pressed by an assistant or under another address: an officer decides.
        found = await _by_token(session, message, claims, secret)
        return found if isinstance(found, ToInquiry) else None
    return await _through_a_list(session, message, claims, secret)


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
            | ToMessage()
            | StatusQuestion()
        ):
            return found
    return None


# --- by token ---


async def _by_token(
    session: AsyncSession, message: Message, claims: tuple[Claim, ...], secret: bytes
) -> Route | None:
    for claim in claims:
        if genuine(secret, claim, message.sender):
            return await _owned(session, message, claim)
    for claim in claims:
        if await is_anothers(session, claim, secret):
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
        case Purpose.OFFICER | Purpose.PROPOSAL | Purpose.CONFIRMATION | Purpose.MESSAGE | Purpose.DIGEST:
            return await _to_desk(session, message, claim)
        case Purpose.CV:
            officer = await officer_at(session, message.sender)
            return ToCv(officer.id or 0, claim.row_id) if officer else Unclear(NOT_A_PARTY)
        case Purpose.EXPERT:
            known = await session.get(Expert, claim.row_id)
            return ToRegistration(claim.row_id) if known else Unclear(ALTERED_TOKEN)
        case Purpose.BOUNCE | Purpose.NEWSLETTER:
            return Unclear(ALTERED_TOKEN)


async def _to_desk(session: AsyncSession, message: Message, claim: Claim) -> Route:
    officer = await officer_at(session, message.sender)
    if officer is None:
        # The token outlived the officer's role.
        return Unclear(NOT_A_PARTY)
    if claim.purpose in {Purpose.CONFIRMATION, Purpose.MESSAGE}:
        return ToMessage(officer.id or 0, claim.row_id, confirms=claim.purpose is Purpose.CONFIRMATION)
    if claim.purpose is Purpose.DIGEST:
        return ToDigest(officer.id or 0)
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
    officer = await officer_at(session, message.sender)
    if officer is not None:
        return FromOfficer(officer.id or 0)
    if claim.purpose in {Purpose.INQUIRY, Purpose.EXPERT} and message.sender in await parties_of(
        session, claim
    ):
        return await _owned(session, message, claim)  # under another of their own addresses
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
    about = await about_references(session, message)
    if not about or about.startswith(NEWS):
        return None
    officer = await officer_at(session, message.sender)
    if officer is not None:
        return FromOfficer(officer.id or 0)
    kind, _, number = about.partition(":")
    if kind == "inquiry":
        inquiry = await session.get(Inquiry, int(number))
        return await _to_inquiry(session, message, inquiry) if inquiry else None
    if kind == "request":
        return await _to_request(
            session, message, int(number), trusted=await is_contact(session, message.sender, int(number))
        )
    # Letters about proposals and missions go to officers only.
    return Unclear(NOT_A_PARTY)


# --- by the code in its subject ---


async def _by_code(session: AsyncSession, message: Message) -> Route | None:
    if question := _status_question(message):
        return question if await officer_at(session, message.sender) is None else None
    request = await known_request(session, codes_in(message.subject))
    if request is None or request.id is None:
        return None
    officer = await officer_at(session, message.sender)
    if officer is not None:
        return FromOfficer(officer.id or 0)
    if await is_contact(session, message.sender, request.id):
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
    if expert is None or message.sender not in await addresses_of_expert(session, expert.id or 0):
        return None
    query = select(Inquiry).join(Mission, col(Mission.id) == col(Inquiry.mission_id))
    query = query.where(Mission.request_id == request_id, Inquiry.expert_id == expert.id)
    query = query.where(col(Inquiry.status).in_([InquiryStatus.ASKED, InquiryStatus.DOUBTFUL]))
    inquiry = (await session.exec(query.order_by(col(Inquiry.id).desc()).limit(1))).one_or_none()
    return ToInquiry(inquiry.id or 0, trusted=False, reason=NO_TOKEN) if inquiry else None


# --- by nothing but its sender ---


async def _by_sender(session: AsyncSession, message: Message) -> Route:
    officer = await officer_at(session, message.sender)
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
    trusted = message.sender in await addresses_of_expert(session, inquiry.expert_id)
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
