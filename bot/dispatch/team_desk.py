"""Orders about proposed teams: approve one, reject all, look at one, and have others searched."""

from dataclasses import replace

from sqlmodel import col, select

from bot.dispatch.commands import Command, Verb
from bot.dispatch.experts import put_inquiries
from bot.dispatch.facts import expert_name, request_facts, team_facts
from bot.dispatch.late import PROPOSAL_AS_DECISION, last_word, late
from bot.dispatch.matchmaking import order_match
from bot.dispatch.post import Post
from bot.dispatch.settling import begin_again
from bot.dispatch.steering import Steering, experts_by_code, people_named
from bot.dispatch.triage_desk import tell_partner_status
from bot.dispatch.why_desk import order_why
from bot.texts import officer as letters
from bot.texts import officer_steer
from bot.texts.facts import LETTERS
from bot.texts.letter import Letter
from bot.texts.officer_steer import Person
from bot.texts.officer_teams import dates_over, team_card, team_changed
from matching import decisions
from storage.missions import Proposal
from storage.people import Expert, Officer
from storage.requests import Request
from storage.states import ProposalStatus, RequestStatus


async def approve(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Choose a team: its mission is planned and its members are asked."""
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


async def none(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Turn every team down; others are searched."""
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


async def teams(post: Post, officer: Officer, request: Request, _: Command) -> Letter:
    """Search anew, without any pin or exclusion; for a mission with a vacant seat that means to begin again."""
    again = await begin_again(post, officer, request)
    if again is not None:
        return again
    if request.status is not RequestStatus.ELIGIBLE:
        return await _moved_on(post, officer, request)
    await order_match(post.session, request.id or 0, now=post.now)
    return letters.decision_noted(
        await request_facts(post.session, request), decision="teams", language=officer.language
    )


async def show_team(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """One team by itself: its scores, reasons, rules, cost and dates, and what can be done with it."""
    proposal = await _open_teams(post, request, command.target)
    facts = await request_facts(post.session, request)
    if not isinstance(proposal, Proposal):
        return await _spent(post, officer, request, command.target)
    shown = await team_facts(post.session, proposal, post.house)
    if not 1 <= command.rank <= len(shown):
        return letters.which_team(facts, language=officer.language)
    return team_card(
        facts, shown[command.rank - 1], of=len(shown), proposal_id=proposal.id or 0, language=officer.language
    )


async def swap(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Have the alternates of one member proposed, the others staying."""
    proposal = await _open_teams(post, request, command.target)
    if proposal is None:
        return await _spent(post, officer, request, command.target)
    facts = await request_facts(post.session, request)
    people = await _people(post, command)
    rank, seats = _team_with(proposal, command.rank, people)
    if not people or rank is None:
        return officer_steer.who(
            facts,
            order="swap",
            people=_persons(people),
            proposal_id=proposal.id or 0,
            language=officer.language,
        )
    out = next(one for one in people if one.code in seats)
    into = next((one for one in people if one.code not in seats), None)
    steering = Steering.of_proposal(proposal).swap(
        out.code, [key for key in seats if key != out.code], into.code if into else ""
    )
    return await _search(post, officer, request, steering)


async def pin_or_exclude(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Have teams searched that all have this person, or that are all without."""
    proposal = await _open_teams(post, request, command.target)
    if proposal is None:
        return await _spent(post, officer, request, command.target)
    people = await _people(post, command)
    if len(people) != 1:
        return officer_steer.who(
            await request_facts(post.session, request),
            order=command.verb.value,
            people=_persons(people),
            words=command.words,
            proposal_id=proposal.id or 0,
            language=officer.language,
        )
    before = Steering.of_proposal(proposal)
    steering = before.pin(people[0].code) if command.verb is Verb.PIN else before.exclude(people[0].code)
    return await _search(post, officer, request, steering)


async def more(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Have further teams searched, the present ones among them."""
    proposal = await _open_teams(post, request, command.target)
    if proposal is None:
        return await _spent(post, officer, request, command.target)
    before = Steering.of_proposal(proposal)
    before = replace(before, wanted=max(before.wanted, len(proposal.teams)))
    if before.more() == before:
        return officer_steer.no_more(await request_facts(post.session, request), language=officer.language)
    return await _search(post, officer, request, before.more())


async def why(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Why somebody is not in the best team; the answer is computed outside this transaction."""
    proposal = await _open_teams(post, request, command.target)
    if proposal is None:
        return await _spent(post, officer, request, command.target)
    facts = await request_facts(post.session, request)
    people = await _people(post, command)
    if len(people) != 1:
        return officer_steer.who(
            facts,
            order="why",
            people=_persons(people),
            words=command.words,
            proposal_id=proposal.id or 0,
            language=officer.language,
        )
    await order_why(post, officer, request, proposal, people[0])
    return officer_steer.looking(facts, expert_name(people[0]), language=officer.language)


async def _search(post: Post, officer: Officer, request: Request, steering: Steering) -> Letter:
    steering = replace(steering, officer_id=officer.id or 0)
    await order_match(post.session, request.id or 0, now=post.now, steering=steering)
    people = await experts_by_code(post.session, [*steering.pinned, *steering.excluded])
    names = {code: expert_name(one) for code, one in people.items()}
    return officer_steer.searching(
        await request_facts(post.session, request),
        pinned=[names.get(key, key) for key in sorted(steering.pinned)],
        excluded=[names.get(key, key) for key in sorted(steering.excluded)],
        language=officer.language,
    )


async def _people(post: Post, command: Command) -> tuple[Expert, ...]:
    """Whom the button or the words name."""
    if command.other:
        expert = await post.session.get(Expert, command.other)
        return (expert,) if expert else ()
    return await people_named(post.session, command.words)


def _persons(people: tuple[Expert, ...]) -> list[Person]:
    return [Person(one.id or 0, one.code, expert_name(one), one.nationality) for one in people]


def _team_with(
    proposal: Proposal, rank: int, people: tuple[Expert, ...]
) -> tuple[int | None, tuple[str, ...]]:
    """The team that is meant, and the codes of its members: the one named, else the best with one of these people."""
    codes = {one.code for one in people}
    ranks = [rank] if rank else range(1, len(proposal.teams) + 1)
    for place in ranks:
        if place <= len(proposal.teams):
            members = proposal.teams[place - 1].get("members")
            seats = tuple(str(one["key"]) for one in members) if isinstance(members, list) else ()
            if codes & set(seats):
                return place, seats
    return None, ()


async def _open_teams(post: Post, request: Request, proposal_id: int) -> Proposal | None:
    """The proposal, while its teams wait for a word."""
    proposal = await post.session.get(Proposal, proposal_id) if proposal_id else None
    waits = proposal is not None and proposal.status is ProposalStatus.OPEN and bool(proposal.teams)
    return proposal if waits and request.status is RequestStatus.ELIGIBLE else None


async def _spent(post: Post, officer: Officer, request: Request, proposal_id: int) -> Letter:
    """Why nothing can be done with these teams any more."""
    proposal = await post.session.get(Proposal, proposal_id) if proposal_id else None
    if proposal is None or not proposal.teams:
        return await _moved_on(post, officer, request)
    done = await decisions.already_decided(post.session, request, proposal)
    return await _late_for_teams(post, officer, done)


async def _moved_on(post: Post, officer: Officer, request: Request) -> Letter:
    said = await last_word(post.session, request)
    by, at, decision = said or ("muster", request.status_since, "other")
    return await late(post, officer, request, by, at, decision)


async def _late_for_teams(post: Post, officer: Officer, done: decisions.TeamsAlreadyDecided) -> Letter:
    decision = PROPOSAL_AS_DECISION.get(done.proposal.status, "")
    return await late(post, officer, done.request, done.by, done.at, decision)
