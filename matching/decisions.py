"""What an officer decides about proposed teams: approve one, or reject them all with a reason."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from matching.costs import mission_cents
from matching.inquiries import ask_expert
from matching.need import Team
from matching.proposal_json import team_from_json
from matching.proposals import days_ahead
from matching.standing import MemberChanged, changes_since
from matching.terms import QUARTERS_PER_DAY, Terms
from storage.journal import last_decision, record
from storage.life import NotAllowed, lock_request, move_proposal, move_request
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.people import Expert
from storage.queries import next_mission_number
from storage.requests import Activity, Request
from storage.states import ProposalStatus, RequestStatus


@dataclass(frozen=True, slots=True)
class TeamApproved:
    """The mission is planned and every member of the team is asked."""

    request: Request
    mission: Mission
    inquiries: tuple[Inquiry, ...]


@dataclass(frozen=True, slots=True)
class TeamsRejected:
    """The request waits for other teams."""

    request: Request


@dataclass(frozen=True, slots=True)
class TeamsAlreadyDecided:
    """Another officer was faster, or newer teams have been proposed."""

    request: Request
    proposal: Proposal
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DatesOver:
    """The days of the team have passed since it was proposed, or too few are left; nobody is asked."""

    request: Request
    period: Period


@dataclass(frozen=True, slots=True)
class TeamChanged:
    """Somebody of the team cannot be asked any more; nobody is, and the teams stay open for a decision."""

    request: Request
    proposal: Proposal
    changes: tuple[MemberChanged, ...]
    still_standing: tuple[int, ...]
    """The ranks of the other teams that can be asked as they were proposed."""


@dataclass(frozen=True, slots=True)
class NoSuchTeam:
    """The proposal or the rank does not exist."""


Decision = TeamApproved | TeamsRejected | TeamsAlreadyDecided | DatesOver | TeamChanged | NoSuchTeam


async def approve_team(
    session: AsyncSession,
    proposal_id: int,
    rank: int,
    *,
    officer_id: int,
    terms: Terms,
    today: date,
    now: datetime,
) -> Decision:
    """Approve the team of that rank (from 1): plan its mission and ask its members."""
    proposal, request = await _locked(session, proposal_id)
    if proposal is None or request is None or not 1 <= rank <= len(proposal.teams):
        return NoSuchTeam()
    if request.status is not RequestStatus.ELIGIBLE or proposal.status is not ProposalStatus.OPEN:
        return await already_decided(session, request, proposal)
    team = team_from_json(proposal.teams[rank - 1])
    ahead = days_ahead(team.period, _days_on_site(request, team), today=today)
    if ahead is None:
        return DatesOver(request, team.period)
    changes = await changes_since(session, proposal, team, period=ahead, days=_days_on_site(request, team))
    if changes:
        standing = await _standing(session, request, proposal, today=today)
        return TeamChanged(request, proposal, changes, standing)
    actor = f"officer:{officer_id}"
    moved = await move_proposal(session, proposal, ProposalStatus.APPROVED, now=now, actor=actor)
    if isinstance(moved, NotAllowed):
        return await already_decided(session, request, proposal)
    proposal.chosen, proposal.decided_by, proposal.decided_at = rank, officer_id, now
    await move_request(session, request, RequestStatus.FORMULATED, now=now, actor=actor)
    team = replace(team, period=ahead)
    mission = await _plan_mission(session, request, proposal, team, terms=terms, now=now)
    inquiries = await _ask_team(session, mission, team, proposal, terms=terms, now=now)
    return TeamApproved(request, mission, inquiries)


async def reject_teams(
    session: AsyncSession, proposal_id: int, *, reason: str, officer_id: int, now: datetime
) -> Decision:
    """Turn down every team of the proposal; the request stays eligible."""
    proposal, request = await _locked(session, proposal_id)
    if proposal is None or request is None:
        return NoSuchTeam()
    actor = f"officer:{officer_id}"
    if request.status is not RequestStatus.ELIGIBLE or isinstance(
        await move_proposal(session, proposal, ProposalStatus.REJECTED, now=now, actor=actor, reason=reason),
        NotAllowed,
    ):
        return await already_decided(session, request, proposal)
    proposal.reason, proposal.decided_by, proposal.decided_at = reason, officer_id, now
    return TeamsRejected(request)


async def _standing(
    session: AsyncSession, request: Request, proposal: Proposal, *, today: date
) -> tuple[int, ...]:
    """The ranks of the teams that could be approved as things are."""
    ranks = []
    for rank, team in enumerate(map(team_from_json, proposal.teams), start=1):
        days = _days_on_site(request, team)
        ahead = days_ahead(team.period, days, today=today)
        if ahead and not await changes_since(session, proposal, team, period=ahead, days=days):
            ranks.append(rank)
    return tuple(ranks)


async def _locked(session: AsyncSession, proposal_id: int) -> tuple[Proposal | None, Request | None]:
    proposal = await session.get(Proposal, proposal_id)
    if proposal is None:
        return None, None
    request = await lock_request(session, proposal.request_id)
    await session.refresh(proposal)
    return proposal, request


async def already_decided(session: AsyncSession, request: Request, proposal: Proposal) -> TeamsAlreadyDecided:
    """Who ended the choice between these teams, and when."""
    if proposal.decided_by and proposal.decided_at:
        return TeamsAlreadyDecided(request, proposal, f"officer:{proposal.decided_by}", proposal.decided_at)
    if proposal.status is ProposalStatus.SUPERSEDED:
        return TeamsAlreadyDecided(request, proposal, "muster", await _superseded_at(session, proposal))
    by, at = await last_decision(session, request.id or 0)
    return TeamsAlreadyDecided(request, proposal, by, at or request.status_since)


async def _superseded_at(session: AsyncSession, proposal: Proposal) -> datetime:
    newer = await session.exec(
        select(Proposal.created_at)
        .where(Proposal.request_id == proposal.request_id, col(Proposal.id) > proposal.id)
        .order_by(col(Proposal.id))
        .limit(1)
    )
    return newer.first() or proposal.created_at


def _days_on_site(request: Request, team: Team) -> int:
    return request.duration_days or team.period.working_days


async def _plan_mission(
    session: AsyncSession, request: Request, proposal: Proposal, team: Team, *, terms: Terms, now: datetime
) -> Mission:
    days = _days_on_site(request, team)
    mission = Mission(
        request_id=request.id or 0,
        number=await next_mission_number(session, request.id or 0),
        activity_id=await _first_activity(session, request),
        proposal_id=proposal.id,
        start=team.period.start,
        end=team.period.end,
        on_site_days=days,
        preparation_quarter_days=terms.preparation_quarter_days,
        on_site_quarter_days=days * QUARTERS_PER_DAY,
        reporting_quarter_days=terms.reporting_quarter_days,
        created_at=now,
    )
    mission.estimated_cents = await _estimate(session, mission, team, terms)
    session.add(mission)
    await session.flush()
    record(
        session, at=now, actor="muster", event="mission.planned", subject=f"mission:{mission.id}",
        request_id=request.id, facts={"proposal": proposal.id, "rank": proposal.chosen},
    )  # fmt: skip
    return mission


async def _estimate(session: AsyncSession, mission: Mission, team: Team, terms: Terms) -> int | None:
    codes = [member.key for member in team.members]
    found = await session.exec(select(Expert.occupation).where(col(Expert.code).in_(codes)))
    occupations = found.all()
    public = sum(occupation == "public" for occupation in occupations)
    quarters = (
        mission.preparation_quarter_days + mission.on_site_quarter_days + mission.reporting_quarter_days
    )
    private = len(occupations) - public
    return mission_cents(public, private, quarters, year=mission.start.year, terms=terms)


async def _first_activity(session: AsyncSession, request: Request) -> int:
    found = await session.exec(
        select(Activity).where(Activity.request_id == request.id).order_by(col(Activity.id))
    )
    activity = found.first()
    if activity is None:
        activity = Activity(request_id=request.id or 0, number="1", title=request.title)
        session.add(activity)
        await session.flush()
    return activity.id or 0


async def _ask_team(
    session: AsyncSession, mission: Mission, team: Team, proposal: Proposal, *, terms: Terms, now: datetime
) -> tuple[Inquiry, ...]:
    profiles = _profiles(proposal)
    inquiries = []
    for position, member in enumerate(team.members):
        found = await session.exec(select(Expert).where(Expert.code == member.key))
        expert = found.one()
        label, areas = profiles[member.seat] if member.seat < len(profiles) else ("", [])
        alternates = list(team.alternates[position]) if position < len(team.alternates) else []
        seat = Seat(
            mission_id=mission.id or 0, position=position + 1, label=label, areas=areas, alternates=alternates
        )
        session.add(seat)
        await session.flush()
        inquiries.append(await ask_expert(session, mission, seat, expert, terms=terms, now=now))
    return tuple(inquiries)


def _profiles(proposal: Proposal) -> list[tuple[str, list[str]]]:
    need = proposal.basis.get("need")
    profiles = need.get("profiles", []) if isinstance(need, dict) else []
    return [(str(profile["label"]), [str(area) for area in profile["areas"]]) for profile in profiles]
