"""The case file of a request, gathered from the tables: what was asked, proposed, answered and decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from matching.need import Member, Team
from matching.proposal_json import team_from_json
from matching.team_score import share_of_best
from reporting.case_cards import (
    CaseFile,
    HistoryEntry,
    InquiryCard,
    MemberCard,
    MissionCard,
    Person,
    ProposalCard,
    RequestCard,
    SeatCard,
    TeamCard,
)
from reporting.requests import successors_of
from storage.journal import JournalEntry
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.people import AvailabilityPeriod, Contact, Expert, Institution, Officer
from storage.queries import files_of, inquiries_of, request_by_code, seats_of
from storage.requests import Request
from storage.states import InquiryStatus
from storage.turns import is_past, open_question, whose_turn


async def case_file(session: AsyncSession, code: str) -> CaseFile | None:
    """The case file of a request; None if no request has this code."""
    request = await request_by_code(session, code)
    if request is None or request.id is None:
        return None
    missions = await session.exec(
        select(Mission).where(Mission.request_id == request.id).order_by(col(Mission.id))
    )
    return CaseFile(
        id=request.id,
        request=await _request_card(session, request),
        proposals=await _proposal_cards(session, request.id),
        missions=tuple([await _mission_card(session, mission) for mission in missions.all()]),
        history=await _history(session, request.id),
    )


async def _request_card(session: AsyncSession, request: Request) -> RequestCard:
    institution = await session.get(Institution, request.institution_id) if request.institution_id else None
    contact = await session.get(Contact, request.contact_id) if request.contact_id else None
    question = await open_question(session, request.id or 0)
    return RequestCard(
        code=request.code or "",
        status=request.status,
        status_since=request.status_since,
        reason=request.status_reason,
        turn=whose_turn(request.status, asked=bool(question), past=await is_past(session, request)),
        question=question,
        title=request.title,
        institution=institution.name if institution else "",
        country=request.country or "",
        contact=contact.name if contact else "",
        channel=request.channel,
        verified=request.verified,
        areas=tuple(request.areas),
        background=request.background,
        general_objective=request.general_objective,
        specific_objectives=request.specific_objectives,
        expected_results=request.expected_results,
        window=_window(request),
        days=request.duration_days,
        languages=tuple(request.languages),
        experts=request.experts_wanted,
        profiles=tuple(request.profiles),
        kept_as_written=dict(request.kept_as_written),
        received_at=request.received_at,
        date_as_printed=request.date_as_printed,
        hold_until=request.hold_until,
        successors=successors_of(request),
        attachments=tuple(file.filename for file in await files_of(session, request.id or 0)),
    )


def _window(request: Request) -> Period | None:
    start, end = request.window_start, request.window_end
    return Period(start, end) if start and end else None


async def _proposal_cards(session: AsyncSession, request_id: int) -> tuple[ProposalCard, ...]:
    found = await session.exec(
        select(Proposal, Officer.name)
        .join(Officer, col(Officer.id) == col(Proposal.decided_by), isouter=True)
        .where(Proposal.request_id == request_id)
        .order_by(col(Proposal.id))
    )
    proposals = [
        (proposal, officer or "", [team_from_json(stored) for stored in proposal.teams])
        for proposal, officer in found.all()
    ]
    codes = {member.key for _, _, teams in proposals for team in teams for member in team.members}
    people = await _people_by_code(session, codes)
    return tuple(
        ProposalCard(
            id=proposal.id or 0,
            status=proposal.status,
            created_at=proposal.created_at,
            decided_at=proposal.decided_at,
            decided_by=officer,
            reason=proposal.reason,
            teams=tuple(_team_card(rank, team, proposal, people) for rank, team in enumerate(teams, start=1)),
        )
        for proposal, officer, teams in proposals
    )


def _team_card(rank: int, team: Team, proposal: Proposal, people: Mapping[str, Person]) -> TeamCard:
    seats = _seat_labels(proposal)
    return TeamCard(
        rank=rank,
        score=share_of_best(team, proposal.basis.get("rules")),
        period=team.period,
        chosen=rank == proposal.chosen,
        members=tuple(_member_card(member, seats, people) for member in team.members),
        rules=team.rules,
    )


def _member_card(member: Member, seats: Sequence[str], people: Mapping[str, Person]) -> MemberCard:
    one = member.assessment
    return MemberCard(
        # An expert who has left the register since is still named by code.
        person=people.get(member.key, Person(member.key, member.key, "")),
        seat=seats[member.seat] if member.seat < len(seats) else "",
        score=one.total,
        reasons=tuple(part.reason for part in (one.topic, one.language, one.availability, one.experience)),
    )


def _seat_labels(proposal: Proposal) -> list[str]:
    need = proposal.basis.get("need")
    return [str(profile["label"]) for profile in need["profiles"]] if isinstance(need, dict) else []


async def _mission_card(session: AsyncSession, mission: Mission) -> MissionCard:
    seats = await seats_of(session, mission.id or 0)
    inquiries = await inquiries_of(session, mission.id or 0)
    ids = {inquiry.expert_id for inquiry in inquiries} | {seat.expert_id for seat in seats if seat.expert_id}
    people = await _people_by_id(session, ids)
    said = await _said(session, inquiries)
    positions = {seat.id: seat.position for seat in seats}
    return MissionCard(
        id=mission.id or 0,
        status=mission.status,
        mode=mission.mode,
        window=Period(mission.start, mission.end),
        on_site_days=mission.on_site_days,
        preparation_quarter_days=mission.preparation_quarter_days,
        on_site_quarter_days=mission.on_site_quarter_days,
        reporting_quarter_days=mission.reporting_quarter_days,
        confirmed_at=mission.confirmed_at,
        seats=tuple(_seat_card(seat, people) for seat in seats),
        inquiries=tuple(
            _inquiry_card(
                inquiry, positions[inquiry.seat_id], people[inquiry.expert_id], said[inquiry.id or 0]
            )
            for inquiry in inquiries
        ),
    )


def _seat_card(seat: Seat, people: Mapping[int, Person]) -> SeatCard:
    holder = people[seat.expert_id] if seat.expert_id is not None else None
    return SeatCard(seat.position, seat.label, seat.status, holder)


@dataclass(slots=True)
class _Said:
    """What an expert answered."""

    words: str = ""
    free: list[Period] = field(default_factory=list)
    busy: list[Period] = field(default_factory=list)
    passed_over_by: str = ""


def _inquiry_card(inquiry: Inquiry, seat: int, person: Person, said: _Said) -> InquiryCard:
    return InquiryCard(
        id=inquiry.id or 0,
        seat=seat,
        person=person,
        status=inquiry.status,
        window=Period(inquiry.start, inquiry.end),
        asked_at=inquiry.asked_at,
        reply_by=inquiry.reply_by,
        reminded_at=inquiry.reminded_at,
        answered_at=inquiry.answered_at,
        words=said.words,
        free=tuple(said.free),
        busy=tuple(said.busy),
        note=inquiry.note,
        passed_over_by=said.passed_over_by if inquiry.status is InquiryStatus.DECLINED else "",
    )


async def _said(session: AsyncSession, inquiries: Iterable[Inquiry]) -> Mapping[int, _Said]:
    """Words from the journal and days from the calendar, by inquiry."""
    by_name = {f"inquiry:{inquiry.id}": inquiry.id or 0 for inquiry in inquiries}
    said: defaultdict[int, _Said] = defaultdict(_Said)
    entries = await session.exec(
        select(JournalEntry)
        .where(col(JournalEntry.subject).in_(by_name), col(JournalEntry.actor).startswith("expert:"))
        .order_by(col(JournalEntry.id))
    )
    for entry in entries.all():
        one = said[by_name[entry.subject]]
        one.words = str(entry.facts.get("reason") or one.words)
    for subject, officer in await _passed_over(session, by_name):
        said[by_name[subject]].passed_over_by = officer
    periods = await session.exec(
        select(AvailabilityPeriod)
        .where(col(AvailabilityPeriod.source).in_(by_name))
        .order_by(col(AvailabilityPeriod.start))
    )
    for row in periods.all():
        one = said[by_name[row.source]]
        (one.free if row.free else one.busy).append(Period(row.start, row.end))
    return said


async def _passed_over(session: AsyncSession, subjects: Iterable[str]) -> list[tuple[str, str]]:
    """Inquiries that an officer passed on after a doubtful answer, and the officer's name."""
    found = await session.exec(
        select(JournalEntry)
        .where(col(JournalEntry.subject).in_(list(subjects)), JournalEntry.event == "inquiry.settled")
        .order_by(col(JournalEntry.id))
    )
    settled = [entry for entry in found.all() if entry.facts.get("takes_part") is False]
    names = {f"officer:{one.id}": one.name for one in (await session.exec(select(Officer))).all()}
    return [(entry.subject, names.get(entry.actor, entry.actor)) for entry in settled]


async def _history(session: AsyncSession, request_id: int) -> tuple[HistoryEntry, ...]:
    found = await session.exec(
        select(JournalEntry).where(JournalEntry.request_id == request_id).order_by(col(JournalEntry.id))
    )
    return tuple(
        HistoryEntry(entry.at, entry.actor, entry.event, entry.subject, dict(entry.facts))
        for entry in found.all()
    )


async def _people_by_code(session: AsyncSession, codes: Iterable[str]) -> dict[str, Person]:
    found = await session.exec(select(Expert).where(col(Expert.code).in_(sorted(codes))))
    return {expert.code: _person(expert) for expert in found.all()}


async def _people_by_id(session: AsyncSession, ids: Iterable[int]) -> dict[int, Person]:
    found = await session.exec(select(Expert).where(col(Expert.id).in_(sorted(ids))))
    return {expert.id or 0: _person(expert) for expert in found.all()}


def _person(expert: Expert) -> Person:
    name = f"{expert.first_name} {expert.last_name}"
    return Person(expert.code, name, expert.nationality, expert.opted_out)
