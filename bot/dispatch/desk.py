"""The officers' desk: one order in, one echo out, whichever channel the order came by."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch import halting, team_desk, triage_desk
from bot.dispatch.commands import ABOUT_INQUIRIES, ABOUT_PROPOSALS, Command, Verb
from bot.dispatch.documents import send_document
from bot.dispatch.permissions import may
from bot.dispatch.post import Post
from bot.dispatch.queue import show_queue
from bot.dispatch.request_card import card_of
from bot.dispatch.screens import refresh
from bot.dispatch.second_tap import second_tap
from bot.dispatch.settling import settle
from bot.texts import officer_desk
from bot.texts.letter import Letter
from bot.texts.people import help_for, role_lacks
from storage.journal import JournalEntry
from storage.missions import Proposal
from storage.people import Officer
from storage.queries import latest_proposal, request_by_code, request_of_inquiry
from storage.requests import Request
from storage.states import RequestStatus


async def carry_out(post: Post, officer: Officer, command: Command) -> Letter:
    """Do what an officer orders, if the role allows it, and say what was done; screens that show it follow."""
    if not may(officer.role, command.verb):
        return role_lacks(officer.role, language=officer.language)
    if command.verb is Verb.QUEUE:
        return await show_queue(post, officer, command)
    if command.verb is Verb.HELP:
        return help_for(officer.role, language=officer.language)
    request, proposal = await _aim(post.session, command)
    if request is None or request.status is RequestStatus.DRAFT:
        return officer_desk.no_such(command.code, language=officer.language)
    order = replace(command, target=_id(command, request, proposal))
    if question := await second_tap(post, officer, request, proposal, order):
        return question
    before = await _last_change(post.session, request)
    letter = await _ORDERS[order.verb](post, officer, request, order)
    if await _last_change(post.session, request) != before:
        await refresh(post, request)
    return letter


Order = Callable[[Post, Officer, Request, Command], Awaitable[Letter]]


def _id(command: Command, request: Request, proposal: Proposal | None) -> int:
    if command.verb in ABOUT_PROPOSALS:
        return (proposal.id if proposal else 0) or 0
    return command.target if command.verb in ABOUT_INQUIRIES else request.id or 0


async def _aim(session: AsyncSession, command: Command) -> tuple[Request | None, Proposal | None]:
    """The request, and for team decisions the proposal, an order is about."""
    if command.code:
        request = await request_by_code(session, command.code)
        return request, await latest_proposal(session, request.id or 0) if request else None
    if command.verb in ABOUT_PROPOSALS:
        proposal = await session.get(Proposal, command.target)
        return (await session.get(Request, proposal.request_id), proposal) if proposal else (None, None)
    if command.verb in ABOUT_INQUIRIES:
        return await request_of_inquiry(session, command.target), None
    return await session.get(Request, command.target), None


async def _last_change(session: AsyncSession, request: Request) -> int | None:
    """The number of the latest journal entry about a request."""
    query = select(func.max(col(JournalEntry.id))).where(JournalEntry.request_id == request.id)
    return (await session.exec(query)).one()


async def _card(post: Post, officer: Officer, request: Request, _: Command) -> Letter:
    return await card_of(post, officer, request)


async def _take(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    return await settle(post, officer, request, command.target, takes_part=True)


async def _pass(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    return await settle(post, officer, request, command.target, takes_part=False)


_ORDERS: Mapping[Verb, Order] = {
    Verb.TAKE: _take,
    Verb.PASS: _pass,
    Verb.CARD: _card,
    Verb.FILE: send_document,
    Verb.ELIGIBLE: triage_desk.eligible,
    Verb.REJECT: triage_desk.reject,
    Verb.ASK: triage_desk.ask,
    Verb.ASSIGN: triage_desk.assign,
    Verb.MERGE: triage_desk.merge,
    Verb.APPROVE: team_desk.approve,
    Verb.NONE: team_desk.none,
    Verb.TEAMS: team_desk.teams,
    Verb.TEAM: team_desk.show_team,
    Verb.SWAP: team_desk.swap,
    Verb.PIN: team_desk.pin_or_exclude,
    Verb.EXCLUDE: team_desk.pin_or_exclude,
    Verb.MORE: team_desk.more,
    Verb.WHY: team_desk.why,
    Verb.CANCEL: halting.cancel,
    Verb.KEEP: halting.keep,
    Verb.HOLD: halting.put_on_hold,
    Verb.RESUME: halting.resume,
}
