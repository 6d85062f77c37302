"""The officers' desk: one order in, one echo out, whichever channel the order came by."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch import halting
from bot.dispatch.commands import ABOUT_INQUIRIES, ABOUT_PROPOSALS, DECIDING, Command, Verb
from bot.dispatch.experts import put_inquiries
from bot.dispatch.facts import expert_name, request_facts, waiting_facts
from bot.dispatch.late import actor_of, late, overtaken
from bot.dispatch.matchmaking import order_match
from bot.dispatch.post import Post, to_contact
from bot.dispatch.request_card import card_of
from bot.dispatch.settling import begin_again, settle
from bot.texts import officer as letters
from bot.texts import officer_desk
from bot.texts.facts import LETTERS
from bot.texts.letter import Letter
from bot.texts.officer_teams import dates_over, team_changed
from bot.texts.partner_status import officer_asks, status_changed
from intake import triage
from matching import decisions
from storage.journal import last_decision
from storage.missions import Proposal
from storage.people import Contact, Expert, Officer
from storage.queries import latest_proposal, open_requests, request_by_code, request_of_inquiry
from storage.requests import Request
from storage.states import ProposalStatus, RequestStatus, Role

_PROPOSAL_AS_DECISION: Mapping[ProposalStatus, str] = {
    ProposalStatus.APPROVED: "approve",
    ProposalStatus.REJECTED: "none",
    ProposalStatus.SUPERSEDED: "superseded",
}


async def carry_out(post: Post, officer: Officer, command: Command) -> Letter:
    """Do what an officer orders, if the role allows it, and say what was done."""
    if command.verb in DECIDING and officer.role is Role.OBSERVER:
        return officer_desk.not_permitted(language=officer.language)
    if command.verb is Verb.QUEUE:
        return await _queue(post, officer)
    if command.verb is Verb.HELP:
        return officer_desk.officer_help(role=officer.role, language=officer.language)
    request, proposal = await _aim(post.session, command)
    if request is None or request.status is RequestStatus.DRAFT:
        return officer_desk.no_such(command.code, language=officer.language)
    return await _ORDERS[command.verb](
        post, officer, request, replace(command, target=_id(command, request, proposal))
    )


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


async def _queue(post: Post, officer: Officer) -> Letter:
    waiting = [
        await waiting_facts(post.session, request, now=post.now)
        for request in await open_requests(post.session)
    ]
    return officer_desk.queue(waiting, language=officer.language)


async def _card(post: Post, officer: Officer, request: Request, _: Command) -> Letter:
    return await card_of(post, officer, request)


async def _eligible(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    done = await triage.mark_eligible(post.session, command.target, actor=actor_of(officer), now=post.now)
    if isinstance(done, triage.Decided):
        await order_match(post.session, command.target, now=post.now)
        await tell_partner_status(post, request)
    return await _echo(post, officer, request, done, "eligible")


async def _reject(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    if not command.words:
        facts = await request_facts(post.session, request)
        return letters.give_reason(facts, decision="reject", language=officer.language)
    if second := await overtaken(post, officer, request, command):
        return second
    done = await triage.reject_request(
        post.session, command.target, reason=command.words, actor=actor_of(officer), now=post.now
    )
    if isinstance(done, triage.Decided):
        await tell_partner_status(post, request)
    return await _echo(post, officer, request, done, "reject", command.words)


async def _ask(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    facts = await request_facts(post.session, request)
    if not command.words:
        return letters.give_question(facts, language=officer.language)
    done = await triage.put_question(
        post.session, command.target, question=command.words, actor=actor_of(officer), now=post.now
    )
    contact = await post.session.get(Contact, request.contact_id) if request.contact_id else None
    if contact is not None:
        letter = officer_asks(
            facts, question=command.words, officer_name=officer.name, language=request.language
        )
        await to_contact(post, contact, letter, request_id=request.id or 0)
    return await _echo(post, officer, request, done, "ask", command.words)


async def _approve(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    facts = await request_facts(post.session, request)
    if not command.rank:
        return letters.which_team(facts, language=officer.language)
    done = await decisions.approve_team(
        post.session,
        command.target,
        command.rank,
        officer_id=officer.id or 0,
        terms=post.house.terms,
        today=post.house.today(post.now),
        now=post.now,
    )
    match done:
        case decisions.TeamApproved(_, mission, inquiries):
            await put_inquiries(post, mission, inquiries)
            await tell_partner_status(post, request)
            team = LETTERS[command.rank - 1]
            return letters.decision_noted(
                await request_facts(post.session, request),
                decision="approve",
                detail=team,
                language=officer.language,
            )
        case decisions.TeamsAlreadyDecided():
            return await _late_for_teams(post, officer, done)
        case decisions.DatesOver(period=period):
            return dates_over(facts, period, language=officer.language)
        case decisions.TeamChanged():
            return await _team_changed(post, officer, done, command.rank)
        case _:
            return letters.which_team(facts, language=officer.language)


async def _team_changed(post: Post, officer: Officer, done: decisions.TeamChanged, rank: int) -> Letter:
    codes = [one.key for one in done.changes]
    found = await post.session.exec(select(Expert).where(col(Expert.code).in_(codes)))
    names = {expert.code: expert_name(expert) for expert in found.all()}
    return team_changed(
        await request_facts(post.session, done.request),
        letter=LETTERS[rank - 1],
        changes=[(names.get(one.key, one.key), one.change) for one in done.changes],
        proposal_id=done.proposal.id or 0,
        standing=done.still_standing,
        language=officer.language,
    )


async def _none(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    facts = await request_facts(post.session, request)
    if not command.words:
        return letters.give_reason(facts, decision="none", language=officer.language)
    done = await decisions.reject_teams(
        post.session, command.target, reason=command.words, officer_id=officer.id or 0, now=post.now
    )
    if isinstance(done, decisions.TeamsAlreadyDecided):
        return await _late_for_teams(post, officer, done)
    await order_match(post.session, request.id or 0, now=post.now)
    return letters.decision_noted(facts, decision="none", detail=command.words, language=officer.language)


async def _teams(post: Post, officer: Officer, request: Request, _: Command) -> Letter:
    again = await begin_again(post, officer, request)
    if again is not None:
        return again
    if request.status is not RequestStatus.ELIGIBLE:
        by, at = await last_decision(post.session, request.id or 0)
        return await late(post, officer, request, by, at or request.status_since)
    await order_match(post.session, request.id or 0, now=post.now)
    return letters.decision_noted(
        await request_facts(post.session, request), decision="teams", language=officer.language
    )


async def _take(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    return await settle(post, officer, request, command.target, takes_part=True)


async def _pass(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    return await settle(post, officer, request, command.target, takes_part=False)


_ORDERS: Mapping[Verb, Order] = {
    Verb.TAKE: _take,
    Verb.PASS: _pass,
    Verb.CARD: _card,
    Verb.ELIGIBLE: _eligible,
    Verb.REJECT: _reject,
    Verb.ASK: _ask,
    Verb.APPROVE: _approve,
    Verb.NONE: _none,
    Verb.TEAMS: _teams,
    Verb.CANCEL: halting.cancel,
    Verb.KEEP: halting.keep,
    Verb.HOLD: halting.put_on_hold,
    Verb.RESUME: halting.resume,
}


async def _echo(
    post: Post, officer: Officer, request: Request, done: triage.Triage, decision: str, detail: str = ""
) -> Letter:
    match done:
        case triage.Decided():
            facts = await request_facts(post.session, request)
            return letters.decision_noted(facts, decision=decision, detail=detail, language=officer.language)
        case triage.AlreadyDecided(_, by, at):
            return await late(post, officer, request, by, at)
        case _:
            return officer_desk.no_such(request.code or "", language=officer.language)


async def _late_for_teams(post: Post, officer: Officer, done: decisions.TeamsAlreadyDecided) -> Letter:
    decision = _PROPOSAL_AS_DECISION.get(done.proposal.status, "")
    return await late(post, officer, done.request, done.by, done.at, decision)


async def tell_partner_status(post: Post, request: Request) -> None:
    """Tell the partner the request's new status, in the language of the request."""
    contact = await post.session.get(Contact, request.contact_id) if request.contact_id else None
    if contact is not None:
        facts = await request_facts(post.session, request)
        letter = status_changed(facts, language=request.language)
        await to_contact(post, contact, letter, request_id=request.id or 0)
