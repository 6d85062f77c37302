"""The officers' desk: one order in, one echo out, whichever channel the order came by."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch import halting, mission_desk, team_desk, triage_desk
from bot.dispatch.commands import ABOUT_INQUIRIES, ABOUT_PROPOSALS, Command, Verb
from bot.dispatch.documents import send_documents
from bot.dispatch.paper_list import list_papers
from bot.dispatch.permissions import may
from bot.dispatch.planning_desk import order_plan
from bot.dispatch.post import Post
from bot.dispatch.queue import show_queue
from bot.dispatch.request_card import card_of
from bot.dispatch.second_tap import second_tap
from bot.dispatch.settling import settle, settle_named
from bot.texts import officer_desk
from bot.texts.letter import Letter
from bot.texts.people import help_for, role_lacks
from storage.missions import Proposal
from storage.people import Officer
from storage.queries import latest_proposal, request_by_code, request_of_inquiry
from storage.requests import Request
from storage.states import RequestStatus


async def carry_out(post: Post, officer: Officer, command: Command) -> Letter:
    """Do what an officer orders, if the role allows it, and say what was done."""
    if not may(officer.role, command.verb):
        return role_lacks(officer.role, language=officer.language)
    if command.verb in _ABOUT_ALL:
        return await _ABOUT_ALL[command.verb](post, officer, command)
    if command.verb is Verb.HELP:
        return help_for(officer.role, language=officer.language)
    request, proposal = await _aim(post.session, command)
    if request is None or request.status is RequestStatus.DRAFT:
        return officer_desk.no_such(command.code, language=officer.language)
    order = replace(command, target=_id(command, request, proposal))
    if question := await second_tap(post, officer, request, proposal, order):
        return question
    return await _ORDERS[order.verb](post, officer, request, order)


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


async def _card(post: Post, officer: Officer, request: Request, _: Command) -> Letter:
    return await card_of(post, officer, request)


async def _take_or_pass(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """A button names the answer it is about; who types or writes names the expert, if there are several."""
    takes_part = command.verb is Verb.TAKE
    if command.target:
        return await settle(post, officer, request, command.target, takes_part=takes_part)
    return await settle_named(post, officer, request, command.words, takes_part=takes_part)


_ABOUT_ALL: Mapping[Verb, Callable[[Post, Officer, Command], Awaitable[Letter]]] = {
    Verb.QUEUE: show_queue,
    Verb.PLAN: order_plan,
}
_ORDERS: Mapping[Verb, Order] = {
    Verb.TAKE: _take_or_pass,
    Verb.PASS: _take_or_pass,
    Verb.CARD: _card,
    Verb.FILE: send_documents,
    Verb.FILES: send_documents,
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
    Verb.DAYS: mission_desk.tell_days,
    Verb.RATE: mission_desk.rate,
    Verb.DELIVERABLES: list_papers,
    Verb.COMPLETE: mission_desk.complete,
    Verb.RESUME: halting.resume,
}
