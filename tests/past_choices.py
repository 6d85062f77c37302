"""Rows of past proposals: teams as they were shown, officers' choices, answers and evaluations, built directly."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from config.rules import load_rules
from matching.learning import PARTS, PastMember, PastProposal, PastTeam
from matching.need import Assessment, Certificate, Member, Part, Reason, Search, Team
from matching.proposal_json import need_json, search_json
from storage.assignments import Assignment
from storage.evaluations import Evaluation
from storage.missions import Proposal
from storage.people import Expert, ExpertLanguage
from storage.requests import Request
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, SeatStatus
from tests.factories import (
    MOMENT,
    add_expert,
    add_inquiry,
    add_mission,
    add_officer,
    add_proposal,
    add_request,
    add_seat,
    added,
)
from tests.matching.people import MARCH, need

COUNTRIES = ("FR", "DE", "PL", "PT", "EE", "BE")


async def add_past(
    session: AsyncSession, proposals: Sequence[PastProposal], *, outcomes: bool = False
) -> None:
    """The experts in the teams, the requests and the proposals; with outcomes also who went, and how it was."""
    officer = await add_officer(session)
    codes = sorted({member.key for one in proposals for team in one.teams for member in team.members})
    experts = {code: await _add_expert(session, number, code) for number, code in enumerate(codes)}
    requests: dict[str, Request] = {}
    for one in proposals:
        if one.code not in requests:
            requests[one.code] = await add_request(session, code=one.code, status=RequestStatus.ELIGIBLE)
        row = await add_proposal(session, requests[one.code], **_stored(one, officer.id or 0))
        if outcomes and one.chosen:
            members = [experts[member.key] for member in one.teams[one.chosen - 1].members]
            await _add_outcome(session, requests[one.code], row, members, number=one.number)


def stored_team(team: PastTeam) -> Team:
    """A team that is read back as this past one."""
    members = tuple(Member(seat, one.key, _assessed(one)) for seat, one in enumerate(team.members))
    score = sum(one.assessment.total for one in members) + team.wishes
    return Team(members, score, MARCH, (), tuple(() for _ in members))


def _assessed(one: PastMember) -> Assessment:
    weights = load_rules().weights
    total = sum(getattr(weights, name) * own for name, own in zip(PARTS, one.parts, strict=True))
    told = {"years": one.years, "missions": one.missions}
    parts = (Part(own, Reason("experience.years_missions", told)) for own in one.parts)
    topic, language, availability, experience = parts
    return Assessment(one.key, topic, language, availability, experience, round(total, 4))


def _stored(one: PastProposal, officer: int) -> dict[str, Any]:
    found = Search(tuple(map(stored_team, one.teams)), Certificate(9, {}, 1, proven=True, gap=0.0))
    shown = search_json(found)
    steering = {"pinned": sorted(one.pinned), "excluded": sorted(one.excluded), "officer": officer}
    basis = {"need": need_json(need()), "rules": load_rules().as_json()}
    decided = {"chosen": one.chosen, "decided_by": officer} if one.chosen else {}
    return {
        "teams": shown.pop("teams"),
        "basis": {**basis, "search": shown, **({"steered": steering} if one.steered else {})},
        "status": _status(one),
        "created_at": MOMENT + timedelta(days=one.number),
        **decided,
    }


def _status(one: PastProposal) -> ProposalStatus:
    if one.chosen:
        return ProposalStatus.APPROVED
    return ProposalStatus.REJECTED if one.turned_down else ProposalStatus.SUPERSEDED


async def _add_expert(session: AsyncSession, number: int, code: str) -> Expert:
    expert = await add_expert(
        session,
        number,
        code=code,
        gender="woman" if number % 3 == 0 else "man",
        nationality=COUNTRIES[number % len(COUNTRIES)],
        occupation="private" if number % 4 == 0 else "public",
    )
    await added(session, ExpertLanguage(expert_id=expert.id or 0, language="fr", level="C1"))
    return expert


async def _add_outcome(
    session: AsyncSession, request: Request, row: Proposal, members: Sequence[Expert], *, number: int
) -> None:
    """Every third first member declines, all others confirm, work five days and are evaluated."""
    mission = await add_mission(session, request, proposal_id=row.id, status=MissionStatus.CONFIRMED)
    moment = MOMENT + timedelta(days=number)
    for position, expert in enumerate(members, start=1):
        gone = position == 1 and number % 3 == 0
        status = SeatStatus.VACANT if gone else SeatStatus.CONFIRMED
        own = {} if gone else {"expert_id": expert.id}
        seat = await add_seat(session, mission, position=position, status=status, **own)
        answer = InquiryStatus.DECLINED if gone else InquiryStatus.ACCEPTED
        await add_inquiry(session, seat, expert, status=answer, asked_at=moment, answered_at=moment)
        if gone:
            continue
        await added(
            session,
            Assignment(
                expert_id=expert.id or 0,
                request_id=request.id,
                action=request.code or "",
                quarter_days=20,
                source=f"mission:{mission.id}",
            ),
        )
        await added(
            session,
            Evaluation(
                request_id=request.id or 0,
                expert_id=expert.id,
                evaluator="officer:1",
                score=1 + number % 5,
                evaluated_on=moment.date(),
            ),
        )
