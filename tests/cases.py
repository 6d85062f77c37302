"""One request with everything that can follow from it: teams, a decision, seats, inquiries, answers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from config.languages import Level
from config.periods import Period
from matching.need import Assessment, LanguageNeed, Member, Need, Part, Profile, Reason, RuleOutcome, Team
from matching.proposal_json import need_json, team_json
from storage.institutions import find_or_add_institution
from storage.journal import record
from storage.missions import Inquiry
from storage.people import AvailabilityPeriod
from storage.requests import Request
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, SeatStatus
from tests.factories import (
    MOMENT,
    add_contact,
    add_expert,
    add_inquiry,
    add_mission,
    add_officer,
    add_proposal,
    add_request,
    add_seat,
    added,
)

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
LATER = MOMENT + timedelta(days=2)
RECEIVED = datetime(2026, 1, 10, 8, tzinfo=UTC)


async def add_case(session: AsyncSession) -> Request:
    """Request 2026-01: team A approved, EX-0001 said yes to some dates, EX-0002 is silent."""
    request = await _received(session)
    officer = await add_officer(session, name="Claire Dubois")
    experts = [await add_expert(session, number) for number in (1, 2)]
    await add_proposal(
        session,
        request,
        status=ProposalStatus.APPROVED,
        teams=[team_json(_team("EX-0001", "EX-0002")), team_json(_team("EX-0001", "EX-0999"))],
        basis={"need": need_json(_need())},
        decided_at=MOMENT,
        decided_by=officer.id,
        chosen=1,
    )
    mission = await add_mission(session, request, status=MissionStatus.PLANNED)
    first = await add_seat(
        session, mission, label="Actuary", status=SeatStatus.CONFIRMED, expert_id=experts[0].id
    )
    second = await add_seat(session, mission, position=2, status=SeatStatus.ASKED, expert_id=experts[1].id)
    yes = await add_inquiry(
        session, first, experts[0], status=InquiryStatus.ACCEPTED, answered_at=LATER, reply_by=LATER
    )
    await add_inquiry(
        session, second, experts[1], reminded_at=LATER, reply_by=LATER, note="Away until 15 January"
    )
    await _answer(session, request, yes)
    return request


async def _received(session: AsyncSession) -> Request:
    institution = await find_or_add_institution(session, "INAM", "TG")
    contact = await add_contact(session)
    return await add_request(
        session,
        code="2026-01",
        title="Master plan",
        status=RequestStatus.FORMULATED,
        institution_id=institution.id,
        contact_id=contact.id,
        areas=["social_pensions"],
        background="Payments are made by hand.",
        window_start=WINDOW.start,
        window_end=WINDOW.end,
        duration_days=5,
        languages=["fr"],
        experts_wanted=2,
        profiles=["Actuary"],
        kept_as_written={"institution": "the INAM, I think"},
        received_at=RECEIVED,
        verified=True,
    )


async def _answer(session: AsyncSession, request: Request, inquiry: Inquiry) -> None:
    for event, words in (("inquiry.asked", ""), ("inquiry.accepted", "Yes, but only 9-20 March")):
        record(
            session,
            at=LATER,
            actor="expert:1" if words else "muster",
            event=event,
            subject=f"inquiry:{inquiry.id}",
            request_id=request.id,
            facts={"reason": words} if words else {},
        )
    days: dict[str, Any] = {"expert_id": inquiry.expert_id, "source": f"inquiry:{inquiry.id}"}
    await added(session, AvailabilityPeriod(start=date(2026, 3, 9), end=date(2026, 3, 20), free=True, **days))
    await added(session, AvailabilityPeriod(start=date(2026, 3, 2), end=date(2026, 3, 8), free=False, **days))


def _need() -> Need:
    return Need(
        areas=("social_pensions",),
        text="Master plan",
        languages=(LanguageNeed("fr", Level.B2),),
        window=WINDOW,
        days=5,
        profiles=(Profile("Actuary"), Profile()),
        country="TG",
    )


def _team(*codes: str) -> Team:
    members = tuple(Member(seat, code, _assessment(code)) for seat, code in enumerate(codes))
    met = RuleOutcome("two_member_states", hard=True, met=True, reason=Reason("rule.met"))
    return Team(members, score=1.9, period=WINDOW, rules=(met,))


def _assessment(code: str) -> Assessment:
    free = Part(0.5, Reason("availability.unknown"))
    native = Part(1.0, Reason("language.native", {"language": "fr"}))
    nothing = Part(0.0, Reason("topic.nothing"))
    experience = Part(0.8, Reason("availability.unknown"))
    return Assessment(code, nothing, native, free, experience, total=0.7)
