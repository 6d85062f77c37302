"""An order that comes second: who was first, when, and what fits now."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import Command
from bot.dispatch.facts import request_facts
from bot.dispatch.post import Post
from bot.dispatch.proposal_letter import undecided_teams
from bot.dispatch.steering import Steering
from bot.texts import officer as letters
from bot.texts.choices import choices_now
from bot.texts.letter import Choices, Letter
from matching.decisions import already_decided
from storage.journal import last_decision
from storage.life import lock_request
from storage.missions import Proposal
from storage.people import Officer
from storage.queries import mission_of, seats_of
from storage.requests import Request
from storage.states import ProposalStatus, RequestStatus, SeatStatus

_STATUS_AS_DECISION: Mapping[RequestStatus, str] = {
    RequestStatus.REJECTED: "reject",
    RequestStatus.ELIGIBLE: "eligible",
    RequestStatus.FORMULATED: "approve",
    RequestStatus.APPROVED: "approve",
    RequestStatus.ON_HOLD: "hold",
    RequestStatus.MERGED: "merge",
    RequestStatus.COMPLETED: "complete",
}
PROPOSAL_AS_DECISION: Mapping[ProposalStatus, str] = {
    ProposalStatus.APPROVED: "approve",
    ProposalStatus.REJECTED: "none",
    ProposalStatus.SUPERSEDED: "superseded",
}


def actor_of(officer: Officer) -> str:
    """The officer as the journal names one."""
    return f"officer:{officer.id}"


async def overtaken(post: Post, officer: Officer, request: Request, command: Command) -> Letter | None:
    """Who decided otherwise after the letter was written that this order answers; a typed code is meant as it is."""
    await lock_request(post.session, request.id or 0)
    if command.code or request.status in {RequestStatus.RECEIVED, RequestStatus.CHECKING}:
        return None
    by, at = await last_decision(post.session, request.id or 0)
    if at is None or by == actor_of(officer) or (command.seen_at is not None and at < command.seen_at):
        return None
    return await late(post, officer, request, by, at)


async def late(
    post: Post, officer: Officer, request: Request, by: str, at: datetime, decision: str = ""
) -> Letter:
    """Who was first, when, what they decided (where the status tells it), and what can be decided now."""
    return letters.already_decided(
        await request_facts(post.session, request),
        by=await actor_name(post, by),
        at=post.house.local(at),
        decision=decision or _STATUS_AS_DECISION.get(request.status, "other"),
        choices=await open_choices(post.session, request, language=officer.language),
        language=officer.language,
    )


async def decision_of(
    session: AsyncSession, request: Request, proposal: Proposal
) -> tuple[str, datetime, str]:
    """Who ended the choice between the teams of a proposal, when, and as what (a key of `officer.decision`)."""
    done = await already_decided(session, request, proposal)
    if proposal.status is ProposalStatus.SUPERSEDED:
        return await _superseded_by(session, proposal) or done.by, done.at, "superseded"
    by_status = _STATUS_AS_DECISION.get(request.status, "other")
    return done.by, done.at, PROPOSAL_AS_DECISION.get(proposal.status, by_status)


async def _superseded_by(session: AsyncSession, proposal: Proposal) -> str:
    """The officer whose wish led to the teams that came next; '' if nobody steered."""
    newer = await session.exec(
        select(Proposal)
        .where(Proposal.request_id == proposal.request_id, col(Proposal.id) > proposal.id)
        .order_by(col(Proposal.id))
        .limit(1)
    )
    following = newer.first()
    steering = Steering.of_proposal(following) if following else Steering()
    return f"officer:{steering.officer_id}" if steering.steers else ""


async def last_word(session: AsyncSession, request: Request) -> tuple[str, datetime, str] | None:
    """Which officer last moved a request, when, and as what; None while nobody has."""
    by, at = await last_decision(session, request.id or 0)
    if at is None:
        return None
    return by, at, _STATUS_AS_DECISION.get(request.status, "other")


async def actor_name(post: Post, actor: str) -> str:
    """The name behind a journal actor; the facility's own name for Muster itself."""
    kind, _, number = actor.partition(":")
    officer = await post.session.get(Officer, int(number)) if kind == "officer" and number else None
    return officer.name if officer else post.house.name


async def open_choices(session: AsyncSession, request: Request, *, language: str) -> Choices:
    """What an officer can order about a request as it stands: its teams, its mission, or the request itself."""
    proposal = await undecided_teams(session, request)
    return choices_now(
        await request_facts(session, request),
        proposal_id=(proposal.id or 0) if proposal else 0,
        ranks=range(1, len(proposal.teams) + 1) if proposal else (),
        vacant=await has_vacancy(session, request),
        language=language,
    )


async def has_vacancy(session: AsyncSession, request: Request) -> bool:
    """Whether nobody is left for a seat of the request's mission."""
    mission = await mission_of(session, request.id or 0)
    seats = await seats_of(session, mission.id or 0) if mission else []
    return any(seat.status is SeatStatus.VACANT for seat in seats)
