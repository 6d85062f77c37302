"""Reads that several rooms need; each says in its name what it gives back."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.mail import Job
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.people import (
    AvailabilityPeriod,
    Contact,
    Expert,
    ExpertArea,
    ExpertDocument,
    ExpertLanguage,
    Officer,
)
from storage.requests import Activity, Request, StoredFile
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, Role
from storage.turns import of_the_past

OPEN = (
    RequestStatus.RECEIVED,
    RequestStatus.CHECKING,
    RequestStatus.ELIGIBLE,
    RequestStatus.FORMULATED,
    RequestStatus.ON_HOLD,
)

NOT_MERGED = col(Expert.merged_into).is_(None)
"""Who is somebody: a double is the person of another row."""

_Row = TypeVar("_Row")


async def request_by_code(session: AsyncSession, code: str) -> Request | None:
    """The request with this code; the code of a merged request still finds it."""
    return await _one(session, select(Request).where(Request.code == code.strip()))


async def ids_by_code(session: AsyncSession, codes: Collection[str]) -> dict[str, int]:
    """The row ids of those requests that have one of these codes."""
    found = await session.exec(select(Request).where(col(Request.code).in_(set(codes))))
    return {request.code or "": request.id or 0 for request in found.all()}


async def requests_of_contact(session: AsyncSession, contact_id: int) -> list[Request]:
    """What this contact asked for, newest first, drafts included."""
    query = select(Request).where(Request.contact_id == contact_id)
    return await _all(session, query.order_by(col(Request.created_at).desc(), col(Request.id).desc()))


async def requests_since(session: AsyncSession, contact_id: int, *, since: datetime) -> int:
    """How many requests this contact began since then, drafts included."""
    query = select(func.count()).select_from(Request)
    query = query.where(Request.contact_id == contact_id, col(Request.created_at) >= since)
    return (await session.exec(query)).one()


async def codes_since(session: AsyncSession, contact_id: int, *, since: datetime) -> int:
    """How many requests of this contact were received since then."""
    query = select(func.count()).select_from(Request)
    query = query.where(Request.contact_id == contact_id, col(Request.received_at) > since)
    return (await session.exec(query)).one()


async def draft_of_contact(session: AsyncSession, contact_id: int) -> Request | None:
    """The draft this contact worked on last."""
    query = select(Request).where(Request.contact_id == contact_id, Request.status == RequestStatus.DRAFT)
    return await _one(session, query.order_by(col(Request.id).desc()))


async def requests_with_status(session: AsyncSession, statuses: Sequence[RequestStatus]) -> list[Request]:
    """Requests that stand at one of these statuses, oldest first."""
    return await _all(
        session, select(Request).where(col(Request.status).in_(statuses)).order_by(col(Request.id))
    )


async def open_requests(session: AsyncSession) -> list[Request]:
    """Requests an officer still has something to do for, oldest first; what old registers left open is past."""
    query = select(Request).where(col(Request.status).in_(OPEN), ~of_the_past())
    return await _all(session, query.order_by(col(Request.id)))


async def similar_requests(
    session: AsyncSession,
    title: str,
    *,
    institution_id: int | None = None,
    country: str | None = None,
    now: datetime,
    days: int = 90,
) -> list[Request]:
    """Received requests with the same title (case aside) of the same institution, or else country, newest first."""
    place = Request.institution_id == institution_id if institution_id else Request.country == country
    query = select(Request).where(
        place,
        func.lower(Request.title) == " ".join(title.split()).lower(),
        col(Request.status) != RequestStatus.DRAFT,
        col(Request.received_at) >= now - timedelta(days=days),
    )
    return await _all(session, query.order_by(col(Request.id).desc()))


async def activities_of(session: AsyncSession, request_id: int) -> list[Activity]:
    """The parts of an action, in the order they were added."""
    return await _all(
        session, select(Activity).where(Activity.request_id == request_id).order_by(col(Activity.id))
    )


async def files_of(session: AsyncSession, request_id: int) -> list[StoredFile]:
    """The attachments of a request, oldest first."""
    return await _all(
        session, select(StoredFile).where(StoredFile.request_id == request_id).order_by(col(StoredFile.id))
    )


async def officer_by_email(session: AsyncSession, email: str) -> Officer | None:
    """The active officer who writes from this address."""
    return await _one(
        session, select(Officer).where(Officer.email == email.strip().lower(), col(Officer.active))
    )


async def officer_by_chat(session: AsyncSession, chat: str) -> Officer | None:
    """The active officer of this chat (telegram:123)."""
    return await _one(session, select(Officer).where(Officer.chat == chat, col(Officer.active)))


async def acting_officers(session: AsyncSession) -> list[Officer]:
    """Officers who may decide: active, and more than an observer."""
    query = select(Officer).where(col(Officer.active), Officer.role != Role.OBSERVER)
    return await _all(session, query.order_by(col(Officer.id)))


async def active_officers(session: AsyncSession) -> list[Officer]:
    """Everyone of the facility who is told what happens, observers included."""
    return await _all(session, select(Officer).where(col(Officer.active)).order_by(col(Officer.id)))


async def expert_by_code(session: AsyncSession, code: str) -> Expert | None:
    """The expert with this code (EX-0001); the code of a double leads to the row that is kept."""
    found = await _one(session, select(Expert).where(Expert.code == code.strip().upper()))
    return await _kept(session, found)


async def expert_by_email(session: AsyncSession, email: str) -> Expert | None:
    """The expert who writes from this address, be it that of a double."""
    found = await _one(session, select(Expert).where(Expert.email == email.strip().lower()))
    return await _kept(session, found)


async def addresses_of_expert(session: AsyncSession, expert_id: int) -> list[str]:
    """Where this expert writes from: the address on file, then those of doubles that were merged."""
    double = aliased(Expert)
    query = select(double.email).join(Expert, col(double.merged_into) == col(Expert.code))
    found = await session.exec(query.where(Expert.id == expert_id).order_by(col(double.id)))
    return [(await session.get_one(Expert, expert_id)).email, *found.all()]


async def _kept(session: AsyncSession, expert: Expert | None) -> Expert | None:
    """The row that stands for this person; a merge leaves no longer chains."""
    if expert is None or expert.merged_into is None:
        return expert
    return await _one(session, select(Expert).where(Expert.code == expert.merged_into))


async def experts(session: AsyncSession) -> list[Expert]:
    """Everyone registered, by code; a double is not there twice."""
    return await _all(session, select(Expert).where(NOT_MERGED).order_by(Expert.code))


async def expert_languages(session: AsyncSession) -> list[ExpertLanguage]:
    """The languages of all experts."""
    return await _all(session, select(ExpertLanguage).order_by(col(ExpertLanguage.expert_id)))


async def expert_areas(session: AsyncSession) -> list[ExpertArea]:
    """The areas of all experts."""
    return await _all(session, select(ExpertArea).order_by(col(ExpertArea.expert_id)))


async def expert_documents(session: AsyncSession) -> list[ExpertDocument]:
    """The texts about all experts."""
    return await _all(session, select(ExpertDocument).order_by(col(ExpertDocument.id)))


async def availability_periods(session: AsyncSession) -> list[AvailabilityPeriod]:
    """What all experts said about their days, oldest word first."""
    return await _all(session, select(AvailabilityPeriod).order_by(col(AvailabilityPeriod.id)))


async def contact_by_email(session: AsyncSession, email: str) -> Contact | None:
    """The contact who writes from this address; an address only claimed in a chat does not count."""
    proven = or_(col(Contact.chat).is_(None), col(Contact.verified), col(Contact.proven_at).is_not(None))
    return await _one(session, select(Contact).where(Contact.email == email.strip().lower(), proven))


async def contact_by_chat(session: AsyncSession, chat: str) -> Contact | None:
    """The contact of this chat (telegram:123)."""
    return await _one(session, select(Contact).where(Contact.chat == chat))


async def job_by_message_id(session: AsyncSession, message_id: str) -> Job | None:
    """The mail Muster sent under this Message-ID (without angle brackets)."""
    return await _one(session, select(Job).where(Job.message_id == message_id.strip().strip("<>")))


async def request_of_inquiry(session: AsyncSession, inquiry_id: int) -> Request | None:
    """The request an expert was asked about."""
    query = (
        select(Request)
        .join(Mission, col(Mission.request_id) == col(Request.id))
        .join(Inquiry, col(Inquiry.mission_id) == col(Mission.id))
        .where(Inquiry.id == inquiry_id)
    )
    return await _one(session, query)


async def refused_by(session: AsyncSession, request_id: int) -> list[str]:
    """Codes of the experts who declined, or never answered, for this request."""
    query = (
        select(Expert.code)
        .join(Inquiry, col(Inquiry.expert_id) == col(Expert.id))
        .join(Mission, col(Mission.id) == col(Inquiry.mission_id))
        .where(
            Mission.request_id == request_id,
            col(Inquiry.status).in_([InquiryStatus.DECLINED, InquiryStatus.EXPIRED]),
        )
    )
    return list((await session.exec(query)).all())


async def mails_since(session: AsyncSession, address: str, *, since: datetime, about: str = "") -> int:
    """How many mails were written to this address since then, about one thing or any, whatever became of them."""
    query = (
        select(func.count())
        .select_from(Job)
        .where(Job.kind == "mail", Job.destination == address, col(Job.created_at) >= since)
    )
    if about:
        query = query.where(Job.about == about)
    return (await session.exec(query)).one()


async def open_proposal(session: AsyncSession, request_id: int) -> Proposal | None:
    """The proposal officers are to decide on."""
    query = select(Proposal).where(Proposal.request_id == request_id, Proposal.status == ProposalStatus.OPEN)
    return await _one(session, query.order_by(col(Proposal.id).desc()))


async def latest_proposal(session: AsyncSession, request_id: int) -> Proposal | None:
    """The proposal made last, whatever became of it."""
    query = select(Proposal).where(Proposal.request_id == request_id)
    return await _one(session, query.order_by(col(Proposal.id).desc()))


async def mission_of(session: AsyncSession, request_id: int) -> Mission | None:
    """The mission of a request that is not cancelled, the latest if there are several."""
    query = select(Mission).where(Mission.request_id == request_id, Mission.status != MissionStatus.CANCELLED)
    return await _one(session, query.order_by(col(Mission.id).desc()))


async def latest_mission(session: AsyncSession, request_id: int) -> Mission | None:
    """The mission of a request that was planned last, whatever became of it."""
    query = select(Mission).where(Mission.request_id == request_id)
    return await _one(session, query.order_by(col(Mission.id).desc()))


async def mission_by_code(session: AsyncSession, action: str, number: int) -> Mission | None:
    """The mission of an action with this number: 2014-01 and 1 for 2014-01/M1."""
    query = select(Mission).join(Request, col(Request.id) == col(Mission.request_id))
    return await _one(session, query.where(col(Request.code) == action, col(Mission.number) == number))


async def next_mission_number(session: AsyncSession, request_id: int) -> int:
    """The number of the next mission of a request: 2 after 2014-01/M1."""
    query = select(func.max(Mission.number)).where(Mission.request_id == request_id)
    return ((await session.exec(query)).one() or 0) + 1


async def seats_of(session: AsyncSession, mission_id: int) -> list[Seat]:
    """The seats of a mission by position."""
    return await _all(session, select(Seat).where(Seat.mission_id == mission_id).order_by(col(Seat.position)))


async def inquiries_of(session: AsyncSession, mission_id: int) -> list[Inquiry]:
    """Every question put for a mission, in the order they were put."""
    return await _all(
        session, select(Inquiry).where(Inquiry.mission_id == mission_id).order_by(col(Inquiry.id))
    )


async def accepted_inquiries(session: AsyncSession, mission_id: int) -> list[Inquiry]:
    """The questions of a mission that were answered with yes."""
    query = select(Inquiry).where(Inquiry.mission_id == mission_id, Inquiry.status == InquiryStatus.ACCEPTED)
    return await _all(session, query.order_by(col(Inquiry.id)))


async def latest_inquiry(session: AsyncSession, seat_id: int, expert_id: int) -> Inquiry | None:
    """The question put last to this expert for this seat."""
    query = select(Inquiry).where(Inquiry.seat_id == seat_id, Inquiry.expert_id == expert_id)
    return await _one(session, query.order_by(col(Inquiry.id).desc()))


async def inquiries_to_remind(session: AsyncSession, now: datetime) -> list[Inquiry]:
    """Unanswered questions whose reminder is due and was not sent."""
    query = select(Inquiry).where(
        Inquiry.status == InquiryStatus.ASKED,
        col(Inquiry.reminded_at).is_(None),
        col(Inquiry.reminder_due_at) <= now,
        col(Inquiry.reply_by) > now,
    )
    return await _all(session, query.order_by(col(Inquiry.id)))


async def inquiries_to_expire(session: AsyncSession, now: datetime) -> list[Inquiry]:
    """Unanswered questions whose time to reply is over."""
    query = select(Inquiry).where(Inquiry.status == InquiryStatus.ASKED, col(Inquiry.reply_by) <= now)
    return await _all(session, query.order_by(col(Inquiry.id)))


async def _one(session: AsyncSession, query: SelectOfScalar[_Row]) -> _Row | None:
    return (await session.exec(query.limit(1))).one_or_none()


async def _all(session: AsyncSession, query: SelectOfScalar[_Row]) -> list[_Row]:
    return list((await session.exec(query)).all())
