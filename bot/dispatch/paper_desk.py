"""Papers after a mission: an expert who is late is reminded once, and a file in a reply is the report."""

from sqlmodel import col, select

from bot.dispatch.experts import request_of, tell_officers
from bot.dispatch.facts import expert_name, mission_facts
from bot.dispatch.post import Post, to_expert
from bot.texts import papers as letters
from intake.message import Message
from intake.submit import keep_attachments
from matching import closing
from matching.papers import REPORT, late_papers
from storage.deliverables import Deliverable
from storage.journal import record
from storage.missions import Inquiry, Mission
from storage.people import Expert
from storage.requests import Request
from storage.states import InquiryStatus

MOST_AT_ONCE = 50


async def remind_of_papers(post: Post) -> int:
    """Remind every expert whose report is late, once; how many."""
    today = post.house.today(post.now)
    late = await late_papers(post.session, today=today)
    due = [paper for paper in late if paper.kind == REPORT and paper.reminded_on is None and paper.mission_id]
    written = 0
    for paper in due[:MOST_AT_ONCE]:
        paper.reminded_on = today
        written += await _remind(post, paper)
    return written


async def _remind(post: Post, paper: Deliverable) -> bool:
    """By the mail that an answer comes back to; whoever was never asked here has none."""
    inquiry = await _inquiry_of(post, paper)
    if inquiry is None or paper.due is None:
        return False
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    mission = await post.session.get_one(Mission, inquiry.mission_id)
    facts = await mission_facts(post.session, mission, post.house, inquiry=inquiry)
    letter = letters.report_is_late(expert_name(expert), facts, due=paper.due, language=expert.language)
    await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)
    return True


async def hear_after_mission(post: Post, inquiry: Inquiry, message: Message) -> bool:
    """Whether the mission of this expert is over, so that the words are no answer; files are kept as the report."""
    mission = await post.session.get_one(Mission, inquiry.mission_id)
    over = closing.is_over(mission, post.house.today(post.now))
    if not over or inquiry.status is not InquiryStatus.ACCEPTED:
        return False
    if message.attachments:
        await _take_in(post, inquiry, mission, message)
    return True


async def _take_in(post: Post, inquiry: Inquiry, mission: Mission, message: Message) -> None:
    request = await post.session.get_one(Request, mission.request_id)
    await keep_attachments(post.session, request, message.attachments, inbox_id=None, now=post.now)
    paper = await _report_of(post, inquiry)
    if paper is None:
        return
    paper.received = post.house.today(post.now)
    record(
        post.session, at=post.now, actor=f"expert:{inquiry.expert_id}", event="deliverable.received",
        subject=f"deliverable:{paper.id}", request_id=mission.request_id, facts={"words": paper.title},
    )  # fmt: skip
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    facts, files = await request_of(post, mission), [one.filename for one in message.attachments]
    await tell_officers(
        post,
        facts,
        lambda language: letters.report_came(
            facts, expert=expert_name(expert), files=files, language=language
        ),
    )


async def _report_of(post: Post, inquiry: Inquiry) -> Deliverable | None:
    query = select(Deliverable).where(
        Deliverable.mission_id == inquiry.mission_id,
        Deliverable.expert_id == inquiry.expert_id,
        Deliverable.kind == REPORT,
        col(Deliverable.received).is_(None),
    )
    return (await post.session.exec(query.order_by(col(Deliverable.id)))).first()


async def _inquiry_of(post: Post, paper: Deliverable) -> Inquiry | None:
    query = select(Inquiry).where(
        Inquiry.mission_id == paper.mission_id,
        Inquiry.expert_id == paper.expert_id,
        Inquiry.status == InquiryStatus.ACCEPTED,
    )
    return (await post.session.exec(query.order_by(col(Inquiry.id).desc()))).first()
