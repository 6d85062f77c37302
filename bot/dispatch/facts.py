"""Rows become the plain facts that letters are written from."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.house import House
from bot.dispatch.steering import Steering, experts_by_code
from bot.texts.facts import (
    AskedFacts,
    MemberFacts,
    MissionFacts,
    PersonFacts,
    RequestFacts,
    TeamFacts,
    WaitingFacts,
)
from config.periods import Period
from matching.costs import CENTS, allowance_cents
from matching.need import Assessment, Team
from matching.proposal_json import team_from_json
from matching.team_score import share_of_best
from matching.terms import QUARTERS_PER_DAY
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.people import Contact, Expert, Institution, Officer
from storage.requests import Request, StoredFile
from storage.states import SeatStatus
from storage.turns import is_past, open_question, whose_turn


def asked_facts(inquiry: Inquiry, expert: Expert) -> AskedFacts:
    """Somebody who was asked for a seat, as officers are told."""
    return AskedFacts(
        inquiry.id or 0, expert.first_name, expert.last_name, expert.nationality, inquiry.status
    )


def expert_name(expert: Expert) -> str:
    """First and last name."""
    return f"{expert.first_name} {expert.last_name}"


async def request_facts(session: AsyncSession, request: Request) -> RequestFacts:
    """A request as letters tell it."""
    institution = await session.get(Institution, request.institution_id) if request.institution_id else None
    contact = await session.get(Contact, request.contact_id) if request.contact_id else None
    files = await session.exec(
        select(StoredFile.filename).where(StoredFile.request_id == request.id).order_by(col(StoredFile.id))
    )
    window = None
    if request.window_start and request.window_end:
        window = Period(request.window_start, request.window_end)
    return RequestFacts(
        id=request.id or 0,
        code=request.code or "",
        status=request.status.value,
        title=request.title,
        institution=institution.name if institution else "",
        country=request.country or "",
        contact_name=contact.name if contact else "",
        areas=tuple(request.areas),
        background=request.background,
        general_objective=request.general_objective,
        specific_objectives=request.specific_objectives,
        expected_results=request.expected_results,
        window=window,
        days=request.duration_days,
        languages=tuple(request.languages),
        experts=request.experts_wanted,
        profiles=tuple(request.profiles),
        kept_as_written=dict(request.kept_as_written),
        received_on=request.received_at.date() if request.received_at else None,
        reason=request.status_reason,
        verified=request.verified,
        attachments=tuple(files.all()),
        question=await open_question(session, request.id or 0),
        until=request.hold_until,
        successors=tuple([request.merged_into] if request.merged_into else request.replaced_by),
        officer=await _officer_name(session, request.assigned_to),
    )


async def _officer_name(session: AsyncSession, officer_id: int | None) -> str:
    officer = await session.get(Officer, officer_id) if officer_id else None
    return officer.name if officer else ""


async def waiting_facts(session: AsyncSession, request: Request, *, now: datetime) -> WaitingFacts:
    """A request in the queue: whose turn it is and since how many days."""
    facts = await request_facts(session, request)
    past = await is_past(session, request)
    turn = whose_turn(request.status, asked=bool(facts.question), past=past)
    return WaitingFacts(facts, turn, (now - request.status_since).days)


async def mission_facts(
    session: AsyncSession, mission: Mission, house: House, *, inquiry: Inquiry | None = None
) -> MissionFacts:
    """A mission as people are told; with an inquiry, as its expert is told."""
    request = await session.get_one(Request, mission.request_id)
    facts = await request_facts(session, request)
    seat = await session.get(Seat, inquiry.seat_id) if inquiry else None
    expert = await session.get(Expert, inquiry.expert_id) if inquiry else None
    public = expert is None or expert.occupation == "public"
    return MissionFacts(
        id=mission.id or 0,
        code=facts.code,
        title=facts.title,
        institution=facts.institution,
        country=facts.country,
        window=Period(mission.start, mission.end),
        on_site_days=mission.on_site_days,
        aim=facts.general_objective or facts.title,
        areas=facts.areas,
        preparation_quarter_days=mission.preparation_quarter_days,
        on_site_quarter_days=mission.on_site_quarter_days,
        reporting_quarter_days=mission.reporting_quarter_days,
        languages=facts.languages,
        allowance=house.terms.allowance_in(mission.start.year) if public else None,
        colleagues=await team_of(session, mission, besides=expert),
        reply_by=house.today(inquiry.reply_by) if inquiry else None,
        seat_label=seat.label if seat else "",
        confirmed=mission.confirmed_at is not None,
    )


async def team_of(
    session: AsyncSession, mission: Mission, *, besides: Expert | None = None
) -> tuple[PersonFacts, ...]:
    """The people on the seats of a mission, in the order of the seats."""
    found = await session.exec(
        select(Expert)
        .join(Seat, col(Seat.expert_id) == col(Expert.id))
        .where(Seat.mission_id == mission.id, Seat.status != SeatStatus.VACANT)
        .order_by(col(Seat.position))
    )
    return tuple(
        PersonFacts(expert_name(expert), expert.nationality)
        for expert in found.all()
        if besides is None or expert.id != besides.id
    )


async def team_facts(session: AsyncSession, proposal: Proposal, house: House) -> tuple[TeamFacts, ...]:
    """The teams of a proposal as they were shown, best first."""
    need = proposal.basis.get("need")
    profiles = [str(profile["label"]) for profile in need["profiles"]] if isinstance(need, dict) else []
    days = int(str(need["days"])) if isinstance(need, dict) else 0
    teams = [team_from_json(stored) for stored in proposal.teams]
    steering = Steering.of_proposal(proposal)
    codes = {member.key for team in teams for member in team.members} | steering.pinned | steering.excluded
    people = await experts_by_code(session, sorted(codes))
    return tuple(
        TeamFacts(
            rank=rank,
            score=share_of_best(team, proposal.basis.get("rules")),
            members=tuple(
                _member(member.key, people.get(member.key), member.assessment, profiles[member.seat])
                for member in team.members
            ),
            period=team.period,
            rules=team.rules,
            cost_eur=_allowances(team, people, days, house),
            fees=_paid_by_contract(team, people),
            pinned=_names_of(steering.pinned, people),
            excluded=_names_of(steering.excluded, people),
        )
        for rank, team in enumerate(teams, start=1)
    )


def _names_of(codes: frozenset[str], people: Mapping[str, Expert]) -> tuple[str, ...]:
    return tuple(expert_name(people[code]) if code in people else code for code in sorted(codes))


def _member(code: str, expert: Expert | None, assessment: Assessment, seat_label: str) -> MemberFacts:
    if expert is None:  # left the register since the team was proposed
        return MemberFacts(code, "", "", "", "", seat_label, assessment.total)
    # In the order officers ask: what do they know, in which language, how seasoned, and are they free.
    parts = (assessment.topic, assessment.language, assessment.experience, assessment.availability)
    return MemberFacts(
        code=code,
        name=expert_name(expert),
        country=expert.nationality,
        occupation=expert.occupation,
        employment=expert.employment,
        seat_label=seat_label,
        score=assessment.total,
        reasons=tuple(part.reason for part in parts),
        parts=tuple(part.score for part in parts),
        id=expert.id or 0,
    )


def _allowances(team: Team, people: Mapping[str, Expert], days: int, house: House) -> int | None:
    """Allowances of the public experts in euros; None when a member has left the register."""
    members = [people.get(member.key) for member in team.members]
    if any(member is None for member in members):
        return None
    paid = sum(member is not None and member.occupation == "public" for member in members)
    terms = house.terms
    quarters = terms.preparation_quarter_days + terms.reporting_quarter_days + days * QUARTERS_PER_DAY
    cents = allowance_cents(paid, quarters, year=team.period.start.year, terms=terms)
    return (cents + CENTS // 2) // CENTS


def _paid_by_contract(team: Team, people: Mapping[str, Expert]) -> int:
    """How many members get a fee instead of the allowance."""
    known = (people.get(member.key) for member in team.members)
    return sum(member is not None and member.occupation != "public" for member in known)
