"""The card of a request: what it says, what happened, and the teams or the mission as they stand now."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.alike import alike
from bot.dispatch.documents import papers_of
from bot.dispatch.facts import asked_facts, mission_facts, request_facts
from bot.dispatch.history import history_lines
from bot.dispatch.late import actor_name, has_vacancy, last_word
from bot.dispatch.permissions import decides
from bot.dispatch.post import Post
from bot.dispatch.proposal_letter import undecided_blocks
from bot.texts.facts import SeatFacts
from bot.texts.letter import Block, Letter
from bot.texts.officer import Beside, Document, request_card
from bot.texts.officer_merge import outline_words
from bot.texts.officer_mission import mission_shown
from config.texts import date_text, say
from storage.missions import Inquiry, Mission
from storage.people import Expert, Officer
from storage.queries import mission_of, seats_of
from storage.requests import Request
from storage.states import RequestStatus

_WITH_MISSION = frozenset({RequestStatus.FORMULATED, RequestStatus.APPROVED, RequestStatus.COMPLETED})


async def card_of(post: Post, officer: Officer, request: Request) -> Letter:
    """Everything an officer can know and, unless only observing, decide about a request."""
    language = officer.language
    return request_card(
        await request_facts(post.session, request),
        history=await history_lines(post.session, request.id or 0, language=language),
        now_open=await _now_open(post, request, language),
        vacant=await has_vacancy(post.session, request),
        may_decide=decides(officer.role),
        beside=Beside(
            decided=await _decided(post, request, language),
            documents=await _documents(post.session, request),
            similar=[(one.code, outline_words(one, language)) for one in await alike(post.session, request)],
            mine=request.assigned_to is not None and request.assigned_to == officer.id,
        ),
        language=language,
    )


async def _decided(post: Post, request: Request, language: str) -> str:
    """Which officer last moved the request, when, and as what."""
    said = await last_word(post.session, request)
    if said is None:
        return ""
    by, at, decision = said
    moment = post.house.local(at)
    return say(
        language,
        "desk.decided",
        decision=say(language, f"officer.decision.{decision}"),
        by=await actor_name(post, by),
        date=date_text(moment.date(), language),
        time=say(language, "facts.time", hour=f"{moment:%H}", minute=f"{moment:%M}"),
    )


async def _documents(session: AsyncSession, request: Request) -> list[Document]:
    return [Document(paper.id, paper.name) for paper in await papers_of(session, request.id or 0)]


async def _now_open(post: Post, request: Request, language: str) -> tuple[Block, ...]:
    if request.status in _WITH_MISSION:
        mission = await mission_of(post.session, request.id or 0)
        return await mission_blocks(post, mission, language=language) if mission else ()
    return await undecided_blocks(post.session, request, post.house, language=language)


async def mission_blocks(post: Post, mission: Mission, *, language: str) -> tuple[Block, ...]:
    """The dates of a mission, and who of its team has answered what."""
    facts = await mission_facts(post.session, mission, post.house)
    return mission_shown(facts, await seat_facts(post.session, mission), language=language)


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
