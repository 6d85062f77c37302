"""Orders about a request before any team: eligible or not, a question, a merge, who looks after it."""

from bot.dispatch.alike import merge_offers
from bot.dispatch.commands import Command
from bot.dispatch.facts import request_facts
from bot.dispatch.late import actor_of, late, overtaken
from bot.dispatch.matchmaking import order_match
from bot.dispatch.post import Post, to_contact
from bot.dispatch.request_card import card_of
from bot.texts import officer as letters
from bot.texts import officer_desk, officer_merge
from bot.texts.letter import Letter
from bot.texts.partner_status import officer_asks, status_changed
from config.folding import fold
from intake import merging, triage
from storage.journal import record
from storage.people import Contact, Officer
from storage.queries import request_by_code
from storage.requests import Request


async def eligible(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Find a request eligible; teams are searched at once."""
    if second := await overtaken(post, officer, request, command):
        return second
    done = await triage.mark_eligible(post.session, command.target, actor=actor_of(officer), now=post.now)
    if isinstance(done, triage.Decided):
        await order_match(post.session, command.target, now=post.now)
        await tell_partner_status(post, request)
    return await _echo(post, officer, request, done, "eligible")


async def reject(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Turn a request down, with the reason its partner reads."""
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


async def ask(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Put a question to the partner."""
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


async def assign(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Look after a request from now on; colleagues see it on their cards and in the queue."""
    if command.words and not set(fold(command.words).split()) <= set(fold(officer.name).split()):
        return officer_desk.only_oneself(request.code or "", words=command.words, language=officer.language)
    if request.assigned_to != officer.id:
        record(
            post.session, at=post.now, actor=actor_of(officer), event="request.assigned",
            subject=f"request:{request.id}", request_id=request.id,
            facts={"officer": officer.id, "before": request.assigned_to},
        )  # fmt: skip
        request.assigned_to = officer.id
        await post.session.flush()
    return await card_of(post, officer, request)


async def merge(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Let another request stand for this one; without a code, choose which."""
    into_id = command.other or await _named(post, command.words)
    facts = await request_facts(post.session, request)
    if not into_id or await _went_elsewhere(post, command):
        offers = await merge_offers(post.session, request)
        return officer_merge.choose(facts, offers, words=command.words, language=officer.language)
    done = await merging.merge(post.session, request.id or 0, into_id, actor=actor_of(officer), now=post.now)
    match done:
        case merging.Merged(_, into):
            await tell_partner_status(post, request)
            return officer_merge.merged(
                await request_facts(post.session, request),
                await request_facts(post.session, into),
                language=officer.language,
            )
        case merging.MergedBefore(_, by, at):
            return await late(post, officer, request, by, at, "merge")
        case merging.CannotBeMerged():
            return officer_merge.cannot(facts, language=officer.language)


async def _went_elsewhere(post: Post, command: Command) -> bool:
    """Whether the request that a button names has been merged since: what was agreed to was another thing."""
    target = await merging.merge_target(post.session, command.other) if command.other else None
    return target is not None and target.id != command.other


async def _named(post: Post, words: str) -> int:
    """The request whose code was written; 0 if none was."""
    code = words.split(maxsplit=1)[0] if words.strip() else ""
    found = await request_by_code(post.session, code) if code else None
    return (found.id or 0) if found else 0


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


async def tell_partner_status(post: Post, request: Request) -> None:
    """Tell the partner the request's new status, in the language of the request."""
    contact = await post.session.get(Contact, request.contact_id) if request.contact_id else None
    if contact is not None:
        facts = await request_facts(post.session, request)
        letter = status_changed(facts, language=request.language)
        await to_contact(post, contact, letter, request_id=request.id or 0)
