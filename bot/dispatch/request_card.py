"""The card of a request: what it says, what happened, and the teams or the mission as they stand now."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.facts import asked_facts, mission_facts, request_facts
from bot.dispatch.history import history_lines
from bot.dispatch.late import has_vacancy
from bot.dispatch.post import Post
from bot.dispatch.proposal_letter import undecided_blocks
from bot.texts.facts import SeatFacts
from bot.texts.letter import Block, Letter
from bot.texts.officer import request_card
from bot.texts.officer_mission import mission_shown
from storage.missions import Inquiry, Mission
from storage.people import Expert, Officer
from storage.queries import mission_of, seats_of
from storage.requests import Request
from storage.states import RequestStatus, Role

_WITH_MISSION = frozenset({RequestStatus.FORMULATED, RequestStatus.APPROVED, RequestStatus.COMPLETED})


async def card_of(post: Post, officer: Officer, request: Request) -> Letter:
    """Everything an officer can know and, unless only observing, decide about a request."""
    language = officer.language
    return request_card(
        await request_facts(post.session, request),
        history=await history_lines(post.session, request.id or 0, language=language),
        now_open=await _now_open(post, request, language),
        vacant=await has_vacancy(post.session, request),
        may_decide=officer.role is not Role.OBSERVER,
        language=language,
    )


async def _now_open(post: Post, request: Request, language: str) -> tuple[Block, ...]:
    if request.status in _WITH_MISSION:
        mission = await mission_of(post.session, request.id or 0)
        if mission is None:
            return ()
        facts = await mission_facts(post.session, mission, post.house)
        return mission_shown(facts, await seat_facts(post.session, mission), language=language)
    return await undecided_blocks(post.session, request, post.house, language=language)


async def seat_facts(session: AsyncSession, mission: Mission) -> tuple[SeatFacts, ...]:
    """The seats of a mission with everybody who was asked, in the order they were asked."""
    found = await session.exec(
        select(Inquiry, Expert)
        .join(Expert, col(Expert.id) == col(Inquiry.expert_id))
        .where(Inquiry.mission_id == mission.id)
        .order_by(col(Inquiry.id))
    )
    asked = found.all()
    return tuple(
        SeatFacts(
            seat.position,
            seat.label,
            seat.status,
            tuple(asked_facts(inquiry, expert) for inquiry, expert in asked if inquiry.seat_id == seat.id),
        )
        for seat in await seats_of(session, mission.id or 0)
    )
