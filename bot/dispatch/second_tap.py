"""The second tap: a decision by a button is said back, and only carried out when it is tapped once more."""

from collections.abc import Awaitable, Callable, Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import ASKED_TWICE, Command, Verb
from bot.dispatch.facts import expert_name, request_facts, team_facts
from bot.dispatch.late import has_vacancy, open_choices, overtaken
from bot.dispatch.post import Post
from bot.texts import officer_confirm as letters
from bot.texts.letter import Letter
from intake.hold import is_under_way
from intake.hold_words import read_hold
from intake.merging import can_be_merged, merge_target
from intake.triage import TRIAGED
from matching.completing import open_missions
from storage.missions import Inquiry, Proposal
from storage.people import Expert, Officer
from storage.requests import Request
from storage.states import REQUEST_STEPS, InquiryStatus, ProposalStatus, RequestStatus


async def second_tap(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Letter | None:
    """The question before a decision, or what became of it; None where there is nothing to ask or it cannot be."""
    if command.spent:
        return await _spent(post, officer, request, command)
    if command.sure or command.verb not in ASKED_TWICE:
        return None
    details = await _DETAILS[command.verb](post, officer, request, proposal, command)
    if details is None:
        return None
    facts = await request_facts(post.session, request)
    return letters.are_you_sure(
        facts,
        decision=command.verb.value,
        target=command.target,
        rank=command.rank,
        other=command.other,
        details=details,
        language=officer.language,
    )


async def _spent(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """A Yes to a question that is no longer open: who decided since, or what can be decided now."""
    second = await overtaken(post, officer, request, command)
    return second or letters.question_spent(
        await request_facts(post.session, request),
        await open_choices(post.session, request, language=officer.language),
        language=officer.language,
    )


Details = letters.Details
_Asked = Callable[[Post, Officer, Request, Proposal | None, Command], Awaitable[Details | None]]


async def _eligible(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del post, officer, proposal, command
    possible = request.status in TRIAGED and RequestStatus.ELIGIBLE in REQUEST_STEPS[request.status]
    return Details() if possible else None


async def _reject(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del proposal
    if not command.words or request.status not in TRIAGED:
        return None
    if await overtaken(post, officer, request, command) is not None:
        return None
    return Details(reason=command.words)


async def _ask(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    """What goes out is read once more: the words may have been meant for somebody else."""
    del post, officer, request, proposal
    return Details(reason=command.words) if command.words else None


async def _approve(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del officer
    if not _waits(request, proposal) or proposal is None or not 1 <= command.rank <= len(proposal.teams):
        return None
    team = (await team_facts(post.session, proposal, post.house))[command.rank - 1]
    names = tuple(member.name or member.code for member in team.members)
    return Details(names=names, period=team.period, cost_eur=team.cost_eur, fees=team.fees)


async def _none(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del post, officer
    return Details(reason=command.words) if command.words and _waits(request, proposal) else None


def _waits(request: Request, proposal: Proposal | None) -> bool:
    is_open = proposal is not None and proposal.status is ProposalStatus.OPEN
    return is_open and request.status is RequestStatus.ELIGIBLE


async def _teams(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    """To search anew decides nothing, unless a team is being asked already."""
    del officer, proposal, command
    return Details() if await has_vacancy(post.session, request) else None


async def _settle(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del officer, request, proposal
    inquiry = await post.session.get(Inquiry, command.target)
    if inquiry is None or inquiry.status is not InquiryStatus.DOUBTFUL:
        return None
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    return Details(names=(expert_name(expert),))


async def _hold(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del proposal
    said = read_hold(command.words, today=post.house.today(post.now), language=officer.language)
    possible = RequestStatus.ON_HOLD in REQUEST_STEPS[request.status]
    if said.until is None or not possible or await is_under_way(post.session, request):
        return None
    return Details(reason=said.reason, until=said.until)


async def _resume(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del post, officer, proposal, command
    return Details() if request.status is RequestStatus.ON_HOLD else None


async def _complete(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del officer, proposal, command
    ongoing = request.status is RequestStatus.APPROVED
    return Details() if ongoing and not await open_missions(post.session, request) else None


async def _merge(
    post: Post, officer: Officer, request: Request, proposal: Proposal | None, command: Command
) -> Details | None:
    del officer, proposal
    into = await _target(post.session, command)
    if into is None or not can_be_merged(request, into):
        return None
    return Details(code=into.code or "", title=into.title)


async def _target(session: AsyncSession, command: Command) -> Request | None:
    return await merge_target(session, command.other) if command.other else None


_DETAILS: Mapping[Verb, _Asked] = {
    Verb.ELIGIBLE: _eligible,
    Verb.REJECT: _reject,
    Verb.ASK: _ask,
    Verb.APPROVE: _approve,
    Verb.NONE: _none,
    Verb.TEAMS: _teams,
    Verb.TAKE: _settle,
    Verb.PASS: _settle,
    Verb.HOLD: _hold,
    Verb.RESUME: _resume,
    Verb.MERGE: _merge,
    Verb.COMPLETE: _complete,
}
