"""Orders of officers about a team that is being asked: settle a doubtful answer, or begin again."""

from sqlmodel import col, select

from bot.dispatch.experts import PASSED_OVER, alternate_of, request_of, tell_applied, tell_called_off
from bot.dispatch.facts import asked_facts, expert_name, mission_facts, request_facts
from bot.dispatch.late import late
from bot.dispatch.matchmaking import order_match
from bot.dispatch.post import Post, to_contact
from bot.texts import officer as letters
from bot.texts import officer_mission
from bot.texts.facts import AnswerFacts, AskedFacts
from bot.texts.letter import Letter
from bot.texts.partner_status import team_lost
from config.folding import fold
from intake.answers import Verdict
from matching.inquiries import SeatOpen, TooLate
from matching.offers import as_settled
from matching.recall import MissionEnded, NothingInDoubt, TooFewDays, recall_mission, settle_doubt
from storage.missions import Inquiry, Mission
from storage.people import Contact, Expert, Officer
from storage.requests import Request
from storage.states import InquiryStatus


async def settle_named(
    post: Post, officer: Officer, request: Request, words: str, *, takes_part: bool
) -> Letter:
    """The same for the doubtful answer that an order with these words is about, if it is clear which."""
    found = await inquiry_meant(post, request.id or 0, words)
    if isinstance(found, int):
        return await settle(post, officer, request, found, takes_part=takes_part)
    facts = await request_facts(post.session, request)
    if found:
        return letters.whose_answer(facts, found, language=officer.language)
    return letters.nothing_in_doubt(facts, language=officer.language)


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
    answer = _as_settled(done.inquiry, takes_part=takes_part)
    if isinstance(done, TooFewDays):
        return await _too_few_days(post, officer, done, expert, answer)
    await tell_applied(post, done, expert, answer, settled_by=officer)
    facts, name = await request_facts(post.session, request), expert_name(expert)
    asked = await alternate_of(post, done) if isinstance(done, SeatOpen) else None
    if takes_part and isinstance(done, SeatOpen):
        return officer_mission.expert_answered(
            facts, expert=name, answer=answer, asked=asked, taken=True, language=officer.language
        )
    return letters.decision_noted(
        facts, decision=decision, detail=name, asked=asked, language=officer.language
    )


def _as_settled(inquiry: Inquiry, *, takes_part: bool) -> AnswerFacts:
    """What the expert and the officers read: the days the expert named, and no word the expert did not say."""
    if not takes_part:
        return AnswerFacts(PASSED_OVER)
    said = as_settled(inquiry, takes_part=True)
    verdict = Verdict.SOME_DATES if said.free or said.busy else Verdict.YES
    return AnswerFacts(verdict, said.free, said.busy)


async def _too_few_days(
    post: Post, officer: Officer, done: TooFewDays, expert: Expert, answer: AnswerFacts
) -> Letter:
    return officer_mission.too_few_days(
        await request_of(post, done.mission),
        await mission_facts(post.session, done.mission, post.house, inquiry=done.inquiry),
        who=asked_facts(done.inquiry, expert),
        address=expert.email,
        answer=answer,
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


async def inquiry_meant(post: Post, request_id: int, words: str) -> int | tuple[AskedFacts, ...]:
    """The doubtful answer that an order with these words is about; else everybody whose answer waits.

    A name is taken at its word: that expert's answer is meant, even if it has been settled and another waits.
    """
    found = await post.session.exec(
        select(Inquiry, Expert)
        .join(Mission, col(Mission.id) == col(Inquiry.mission_id))
        .join(Expert, col(Expert.id) == col(Inquiry.expert_id))
        .where(Mission.request_id == request_id)
        .order_by(col(Inquiry.id))
    )
    said = set(fold(words).split())
    asked = [asked_facts(inquiry, expert) for inquiry, expert in found.all()]
    named = [one for one in asked if set(fold(one.last_name).split()) <= said]
    waiting = tuple(one for one in named or asked if one.status == InquiryStatus.DOUBTFUL)
    if named and not waiting:
        return named[-1].inquiry_id
    return waiting[0].inquiry_id if len(waiting) == 1 else waiting
