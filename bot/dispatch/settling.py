"""Orders of officers about a team that is being asked: settle a doubtful answer, or begin again."""

from sqlmodel import col, select

from bot.dispatch.experts import tell_applied, tell_called_off
from bot.dispatch.facts import expert_name, request_facts
from bot.dispatch.late import late
from bot.dispatch.matchmaking import order_match
from bot.dispatch.post import Post, to_contact
from bot.texts import officer as letters
from bot.texts.facts import AnswerFacts
from bot.texts.letter import Letter
from bot.texts.partner_status import team_lost
from config.folding import fold
from matching.inquiries import SeatConfirmed, TooLate
from matching.recall import MissionEnded, NothingInDoubt, recall_mission, settle_doubt
from storage.missions import Inquiry, Mission
from storage.people import Contact, Expert, Officer
from storage.requests import Request
from storage.states import InquiryStatus


async def settle(
    post: Post, officer: Officer, request: Request, inquiry_id: int, *, takes_part: bool
) -> Letter:
    """Give the seat to the expert, or pass it on; the expert reads it like any other echo."""
    decision = "take" if takes_part else "pass"
    done = await settle_doubt(
        post.session,
        inquiry_id,
        takes_part=takes_part,
        officer_id=officer.id or 0,
        terms=post.house.terms,
        now=post.now,
    )
    facts = await request_facts(post.session, request)
    if isinstance(done, NothingInDoubt) and done.at is not None:
        return await late(post, officer, request, done.by, done.at, await _settled_as(post, inquiry_id))
    if isinstance(done, NothingInDoubt | TooLate):
        return letters.nothing_in_doubt(facts, language=officer.language)
    expert = await post.session.get_one(Expert, done.inquiry.expert_id)
    verdict = "yes" if isinstance(done, SeatConfirmed) else "no"
    await tell_applied(post, done, expert, AnswerFacts(verdict))
    return letters.decision_noted(
        await request_facts(post.session, request),
        decision=decision,
        detail=expert_name(expert),
        language=officer.language,
    )


async def _settled_as(post: Post, inquiry_id: int) -> str:
    """How the officer who was first settled the answer."""
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    return "take" if inquiry.status is InquiryStatus.ACCEPTED else "pass"


async def begin_again(post: Post, officer: Officer, request: Request) -> Letter | None:
    """Search other teams for a request whose mission has a seat nobody is left for; None if it has none."""
    done = await recall_mission(post.session, request.id or 0, officer_id=officer.id or 0, now=post.now)
    if not isinstance(done, MissionEnded):
        return None
    await tell_called_off(post, done)
    await order_match(post.session, request.id or 0, now=post.now)
    facts = await request_facts(post.session, done.request)
    contact = await post.session.get(Contact, request.contact_id) if request.contact_id else None
    if contact is not None:
        letter = team_lost(facts, language=request.language)
        await to_contact(post, contact, letter, request_id=request.id or 0)
    return letters.decision_noted(facts, decision="teams", language=officer.language)


async def inquiry_in_doubt(post: Post, request_id: int, words: str) -> int:
    """The one doubtful inquiry of a request, or the one whose expert the words name; 0 if that is not clear."""
    found = await post.session.exec(
        select(Inquiry, Expert)
        .join(Mission, col(Mission.id) == col(Inquiry.mission_id))
        .join(Expert, col(Expert.id) == col(Inquiry.expert_id))
        .where(Mission.request_id == request_id, Inquiry.status == InquiryStatus.DOUBTFUL)
    )
    doubtful = found.all()
    if len(doubtful) == 1:
        return doubtful[0][0].id or 0
    said = fold(words).split()
    named = [inquiry for inquiry, expert in doubtful if set(fold(expert.last_name).split()) <= set(said)]
    return (named[0].id or 0) if len(named) == 1 else 0
