"""The daily digest of everybody of the facility: due once a day after the chosen hour (decision 0056)."""

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.digest_hours import hour_of, off_words, set_digest
from bot.dispatch.facts import expert_name
from bot.dispatch.message_orders import MessageVerb
from bot.dispatch.permissions import may
from bot.dispatch.post import Post, ReplyTo, chat, mail
from bot.dispatch.queue import queue_rows
from bot.texts.digest import DayFacts, HoldSoon, MissionSoon, PaperLate, SilentFacts, digest
from bot.texts.letter import Letter
from bot.texts.people import help_for
from config.folding import fold
from config.periods import Period
from intake.message import Channel, Message
from intake.tokens import Purpose
from matching.papers import late_papers
from storage.chats import takes_letters
from storage.mail import Inbox
from storage.missions import Inquiry, Mission, Proposal
from storage.open_messages import OPEN
from storage.people import Expert, Officer
from storage.queries import active_officers
from storage.requests import Request
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, Role
from storage.turns import Turn

SOON = timedelta(days=14)
_AHEAD = (MissionStatus.PLANNED, MissionStatus.CONFIRMED)


async def send_digests(post: Post) -> int:
    """Write the digest of everybody whose hour has come; returns how many letters. A day without news has none."""
    due = [officer for officer in await active_officers(post.session) if _is_due(post, officer)]
    if not due:
        return 0
    day = await day_facts(post)
    written = 0
    for officer in due:
        officer.digest_on = post.house.today(post.now)
        mine = _for_role(day, officer.role)
        if not mine.is_empty:
            await _send(post, officer, mine)
            written += 1
    await post.session.flush()
    return written


def _is_due(post: Post, officer: Officer) -> bool:
    """Whether the hour has come on a day that has had no digest; who came today begins tomorrow."""
    today, hour = post.house.today(post.now), hour_of(officer, post.house)
    begun = officer.digest_on or post.house.today(officer.created_at)
    return hour is not None and begun < today and post.house.local(post.now).hour >= hour


def _for_role(day: DayFacts, role: Role) -> DayFacts:
    """What somebody in this role is to know: approvers what waits for them, observers nothing of others' messages."""
    if role is Role.APPROVER:
        return DayFacts(day.today, to_decide=day.to_decide)
    messages = day.messages if may(role, MessageVerb.LIST) else 0
    return replace(day, to_decide=(), messages=messages)


async def _send(post: Post, officer: Officer, day: DayFacts) -> None:
    """By chat if the officer has one, else by mail; never twice for one day, whatever is restarted."""
    about, once = f"digest:{officer.id}", f"digest:{officer.id}:{day.today}"
    in_chat = (officer.chat or "").startswith(Channel.TELEGRAM)
    if officer.chat and in_chat and await takes_letters(post.session, officer.chat):
        letter = digest(day, by_mail=False, language=officer.language)
        await chat(post, letter, to=officer.chat, about=about, dedupe=once)
        return
    await mail(
        post,
        digest(day, by_mail=True, language=officer.language),
        to=officer.email,
        to_name=officer.name,
        about=about,
        reply_to=ReplyTo(Purpose.DIGEST, officer.id or 0),
        dedupe=once,
        digest=True,
    )


async def day_facts(post: Post) -> DayFacts:
    """Everything there is to tell on this day."""
    session, today = post.session, post.house.today(post.now)
    rows = await queue_rows(session, now=post.now, terms=post.house.terms)
    with_teams = await _with_open_teams(session)
    return DayFacts(
        today,
        waiting=[row for row in rows if row.turn != Turn.NOBODY],
        silent=await _silent(session),
        messages=(await session.exec(select(func.count()).select_from(Inbox).where(OPEN))).one(),
        missions=await _missions(session, today),
        holds=await _holds(session, today),
        papers=await _papers(session, today),
        to_decide=[row for row in rows if row.id in with_teams],
    )


async def _holds(session: AsyncSession, today: date) -> list[HoldSoon]:
    query = select(Request).where(
        Request.status == RequestStatus.ON_HOLD, col(Request.hold_until) <= today + SOON
    )
    found = await session.exec(query.order_by(col(Request.hold_until), col(Request.id)))
    return [
        HoldSoon(request.code or "", request.title, request.hold_until)
        for request in found.all()
        if request.hold_until
    ]


async def _papers(session: AsyncSession, today: date) -> list[PaperLate]:
    """Papers of the work done here; what old registers never got is past."""
    late = [paper for paper in await late_papers(session, today=today) if paper.mission_id]
    return [
        PaperLate((await session.get_one(Request, paper.request_id)).code or "", paper.title, paper.due)
        for paper in late
        if paper.due
    ]


async def _silent(session: AsyncSession) -> list[SilentFacts]:
    """Experts who were reminded and have not answered."""
    query = (
        select(Inquiry, Expert, Request)
        .join(Expert, col(Expert.id) == col(Inquiry.expert_id))
        .join(Mission, col(Mission.id) == col(Inquiry.mission_id))
        .join(Request, col(Request.id) == col(Mission.request_id))
        .where(Inquiry.status == InquiryStatus.ASKED, col(Inquiry.reminded_at).is_not(None))
    )
    found = await session.exec(query.order_by(col(Inquiry.reply_by), col(Inquiry.id)))
    return [
        SilentFacts(request.code or "", expert_name(expert), inquiry.reply_by.date())
        for inquiry, expert, request in found.all()
    ]


async def _missions(session: AsyncSession, today: date) -> list[MissionSoon]:
    query = (
        select(Mission, Request)
        .join(Request, col(Request.id) == col(Mission.request_id))
        .where(col(Mission.status).in_(_AHEAD), Mission.start >= today, Mission.start <= today + SOON)
    )
    found = await session.exec(query.order_by(col(Mission.start), col(Mission.id)))
    return [
        MissionSoon(request.code or "", request.title, Period(mission.start, mission.end), mission.status)
        for mission, request in found.all()
    ]


async def _with_open_teams(session: AsyncSession) -> frozenset[int]:
    query = select(Proposal.request_id).where(Proposal.status == ProposalStatus.OPEN)
    return frozenset((await session.exec(query)).all())


async def hear_about_digest(post: Post, message: Message, officer_id: int) -> str:
    """A reply to a digest, or the mail that a mail program sends to unsubscribe."""
    officer = await post.session.get_one(Officer, officer_id)
    letter = _answer(post, officer, message)
    reply_to = ReplyTo(Purpose.DIGEST, officer_id)
    about = f"digest:{officer_id}"
    await mail(
        post, letter, to=officer.email, to_name=officer.name, about=about, reply_to=reply_to, digest=True
    )
    return "officer: about the digest"


def _answer(post: Post, officer: Officer, message: Message) -> Letter:
    words = _words(message)
    if words is None:
        return help_for(officer.role, language=officer.language)
    return set_digest(post, officer, words)


def _words(message: Message) -> str | None:
    """What the mail says about the digest: `DIGEST 7`, or a word that ends it; None if it says something else."""
    first = message.text.strip().partition("\n")[0].strip(" .!")
    if fold(message.subject) == "unsubscribe" or fold(first) in off_words():
        return "off"
    verb, _, rest = first.partition(" ")
    return rest if fold(verb) == "digest" else None
