"""What officers settle by hand once a team is asked: a doubtful answer, or a mission that ends before its time."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from matching.inquiries import Applied, apply_availability, too_few_days
from matching.offers import as_settled
from matching.papers import drop_papers
from matching.terms import Terms
from storage.calendars import free_calendars
from storage.journal import last_told, record
from storage.life import lock_request, move_inquiry, move_mission, move_proposal, move_request
from storage.missions import Inquiry, Mission, Proposal
from storage.queries import inquiries_of, latest_mission, mission_of, seats_of
from storage.requests import Request
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, SeatStatus

_OPEN = frozenset({InquiryStatus.ASKED, InquiryStatus.DOUBTFUL, InquiryStatus.ACCEPTED})


@dataclass(frozen=True, slots=True)
class NothingInDoubt:
    """The answer is clear, or has been settled: then `by` is the officer's journal actor."""

    inquiry: Inquiry | None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TooFewDays:
    """The expert cannot have the seat: the days they offered hold no mission. Nothing has changed."""

    inquiry: Inquiry
    mission: Mission


@dataclass(frozen=True, slots=True)
class CalledOff:
    """An inquiry that ended with its mission, and whether its expert had a seat by then."""

    inquiry: Inquiry
    had_accepted: bool


@dataclass(frozen=True, slots=True)
class MissionEnded:
    """The request is eligible again; nobody is asked any more."""

    request: Request
    mission: Mission
    called_off: tuple[CalledOff, ...]
    was_confirmed: bool


@dataclass(frozen=True, slots=True)
class AlreadyEnded:
    """Somebody else has called the mission off; `by` is a journal actor such as officer:2."""

    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class NothingToEnd:
    """The request has no mission that could be called off."""


@dataclass(frozen=True, slots=True)
class NothingVacant:
    """Every seat has somebody, or somebody who may still answer."""


async def settle_doubt(
    session: AsyncSession, inquiry_id: int, *, takes_part: bool, officer_id: int, terms: Terms, now: datetime
) -> Applied | NothingInDoubt | TooFewDays:
    """Read a doubtful answer as the officer who asked back says it was meant, on the days the expert named."""
    inquiry = await session.get(Inquiry, inquiry_id)
    if inquiry is None:
        return NothingInDoubt(None)
    mission = await session.get_one(Mission, inquiry.mission_id)
    await lock_request(session, mission.request_id)
    await session.refresh(inquiry)
    if inquiry.status is not InquiryStatus.DOUBTFUL:
        return NothingInDoubt(inquiry, *await last_told(session, f"inquiry:{inquiry_id}", "inquiry.settled"))
    said = as_settled(inquiry, takes_part=takes_part)
    if takes_part and (without_days := await too_few_days(session, inquiry_id, said, now=now)) is not None:
        return TooFewDays(inquiry, without_days)
    officer = f"officer:{officer_id}"
    record(
        session, at=now, actor=officer, event="inquiry.settled", subject=f"inquiry:{inquiry_id}",
        request_id=mission.request_id, facts={"takes_part": takes_part},
    )  # fmt: skip
    return await apply_availability(session, inquiry_id, said, terms=terms, now=now, by=officer)


async def recall_mission(
    session: AsyncSession, request_id: int, *, officer_id: int, now: datetime
) -> MissionEnded | NothingVacant:
    """End a planned mission with a vacant seat, so that other teams can be proposed."""
    request = await lock_request(session, request_id)
    mission = await mission_of(session, request_id)
    if request is None or mission is None or request.status is not RequestStatus.FORMULATED:
        return NothingVacant()
    seats = await seats_of(session, mission.id or 0)
    if all(seat.status is not SeatStatus.VACANT for seat in seats):
        return NothingVacant()
    return await _end(session, request, mission, actor=f"officer:{officer_id}", reason="", now=now)


async def cancel_mission(
    session: AsyncSession, request_id: int, *, reason: str, officer_id: int, now: datetime
) -> MissionEnded | AlreadyEnded | NothingToEnd:
    """Call a planned or confirmed mission off, whoever has been asked or has said yes."""
    request = await lock_request(session, request_id)
    mission = await latest_mission(session, request_id)
    if request is None or mission is None:
        return NothingToEnd()
    await session.refresh(mission)
    if mission.status is MissionStatus.CANCELLED:
        return AlreadyEnded(*await last_told(session, f"mission:{mission.id}", "mission.cancelled"))
    if mission.status is MissionStatus.COMPLETED:
        return NothingToEnd()
    return await _end(session, request, mission, actor=f"officer:{officer_id}", reason=reason, now=now)


async def _end(
    session: AsyncSession, request: Request, mission: Mission, *, actor: str, reason: str, now: datetime
) -> MissionEnded:
    was_confirmed = mission.confirmed_at is not None
    await move_mission(session, mission, MissionStatus.CANCELLED, now=now, actor=actor, reason=reason)
    await free_calendars(session, mission)
    await drop_papers(session, mission)
    called_off = []
    for inquiry in await inquiries_of(session, mission.id or 0):
        if inquiry.status in _OPEN:
            had_accepted = inquiry.status is InquiryStatus.ACCEPTED
            await move_inquiry(session, inquiry, InquiryStatus.WITHDRAWN, now=now, actor=actor)
            called_off.append(CalledOff(inquiry, had_accepted))
    proposal = await session.get(Proposal, mission.proposal_id) if mission.proposal_id else None
    if proposal is not None:
        await move_proposal(session, proposal, ProposalStatus.SUPERSEDED, now=now, actor=actor)
    await move_request(session, request, RequestStatus.ELIGIBLE, now=now, actor=actor)
    return MissionEnded(request, mission, tuple(called_off), was_confirmed)
