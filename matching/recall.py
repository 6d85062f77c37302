"""What officers settle by hand while experts are asked: a doubtful answer, or a mission nobody is left for."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from matching.inquiries import Applied, Availability, apply_availability
from matching.terms import Terms
from storage.life import lock_request, move_inquiry, move_mission, move_proposal, move_request
from storage.missions import Inquiry, Mission, Proposal
from storage.queries import inquiries_of, mission_of, seats_of
from storage.requests import Request
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, SeatStatus

_OPEN = frozenset({InquiryStatus.ASKED, InquiryStatus.DOUBTFUL, InquiryStatus.ACCEPTED})


@dataclass(frozen=True, slots=True)
class NothingInDoubt:
    """The answer has been settled already."""

    inquiry: Inquiry | None


@dataclass(frozen=True, slots=True)
class MissionRecalled:
    """The request is eligible again; these inquiries ended with the mission."""

    request: Request
    mission: Mission
    withdrawn: tuple[Inquiry, ...]


@dataclass(frozen=True, slots=True)
class NothingVacant:
    """Every seat has somebody, or somebody who may still answer."""


async def settle_doubt(
    session: AsyncSession, inquiry_id: int, *, takes_part: bool, officer_id: int, terms: Terms, now: datetime
) -> Applied | NothingInDoubt:
    """Read a doubtful answer as the officer who asked back says it was meant."""
    inquiry = await session.get(Inquiry, inquiry_id)
    if inquiry is None:
        return NothingInDoubt(None)
    mission = await session.get_one(Mission, inquiry.mission_id)
    await lock_request(session, mission.request_id)
    await session.refresh(inquiry)
    if inquiry.status is not InquiryStatus.DOUBTFUL:
        return NothingInDoubt(inquiry)
    said = Availability(willing=takes_part, words=f"settled by officer:{officer_id}")
    return await apply_availability(session, inquiry_id, said, terms=terms, now=now)


async def recall_mission(
    session: AsyncSession, request_id: int, *, officer_id: int, now: datetime
) -> MissionRecalled | NothingVacant:
    """End a planned mission with a vacant seat, so that other teams can be proposed."""
    request = await lock_request(session, request_id)
    mission = await mission_of(session, request_id)
    if request is None or mission is None or request.status is not RequestStatus.FORMULATED:
        return NothingVacant()
    seats = await seats_of(session, mission.id or 0)
    if all(seat.status is not SeatStatus.VACANT for seat in seats):
        return NothingVacant()
    actor = f"officer:{officer_id}"
    await move_mission(session, mission, MissionStatus.CANCELLED, now=now, actor=actor)
    withdrawn = []
    for inquiry in await inquiries_of(session, mission.id or 0):
        if inquiry.status in _OPEN:
            await move_inquiry(session, inquiry, InquiryStatus.WITHDRAWN, now=now, actor=actor)
            withdrawn.append(inquiry)
    proposal = await session.get(Proposal, mission.proposal_id) if mission.proposal_id else None
    if proposal is not None:
        await move_proposal(session, proposal, ProposalStatus.SUPERSEDED, now=now, actor=actor)
    await move_request(session, request, RequestStatus.ELIGIBLE, now=now, actor=actor)
    return MissionRecalled(request, mission, tuple(withdrawn))
