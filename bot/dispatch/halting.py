"""Orders that stop a request or let it go on: a mission called off, a hold, a resumption, a wake-up."""

from collections.abc import Callable
from datetime import date

from bot.dispatch.commands import Command
from bot.dispatch.experts import tell_called_off
from bot.dispatch.facts import expert_name, mission_facts, request_facts
from bot.dispatch.late import actor_of, late, overtaken
from bot.dispatch.matchmaking import order_match
from bot.dispatch.post import Post, ReplyTo, to_contact, to_officers
from bot.texts import officer as letters
from bot.texts import officer_halt, partner_status
from bot.texts.letter import Letter
from intake import hold
from intake.hold_words import read_hold
from intake.tokens import Purpose
from matching.recall import AlreadyEnded, MissionEnded, NothingToEnd, cancel_mission
from storage.missions import Inquiry, Mission
from storage.people import Contact, Expert, Officer
from storage.queries import inquiries_of, mission_of
from storage.requests import Request
from storage.states import InquiryStatus, MissionStatus, RequestStatus

_TO_BE_TOLD = frozenset({InquiryStatus.ASKED, InquiryStatus.DOUBTFUL, InquiryStatus.ACCEPTED})


async def cancel(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Call the mission off; an order by button is asked about once more before it is carried out."""
    mission = await mission_of(post.session, request.id or 0)
    alive = mission is not None and mission.status is not MissionStatus.COMPLETED
    if alive and not command.words:
        facts = await request_facts(post.session, request)
        return letters.give_reason(facts, decision="cancel", language=officer.language)
    if mission is not None and alive and not command.sure:
        return await _ask_again(post, officer, request, mission, command.words)
    done = await cancel_mission(
        post.session, request.id or 0, reason=command.words, officer_id=officer.id or 0, now=post.now
    )
    match done:
        case MissionEnded():
            return await _called_off(post, officer, done, command.words)
        case AlreadyEnded(by, at):
            return await late(post, officer, request, by, at or request.status_since, "cancel")
        case NothingToEnd():
            facts = await request_facts(post.session, request)
            return officer_halt.no_mission(facts, language=officer.language)


async def keep(post: Post, officer: Officer, request: Request, _: Command) -> Letter:
    """Leave the mission as it is after all."""
    return officer_halt.mission_kept(await request_facts(post.session, request), language=officer.language)


async def _ask_again(post: Post, officer: Officer, request: Request, mission: Mission, reason: str) -> Letter:
    asked = await inquiries_of(post.session, mission.id or 0)
    return officer_halt.are_you_sure(
        await request_facts(post.session, request),
        await mission_facts(post.session, mission, post.house),
        reason=reason,
        told=await _names(post, [one for one in asked if one.status in _TO_BE_TOLD]),
        language=officer.language,
    )


async def _called_off(post: Post, officer: Officer, done: MissionEnded, reason: str) -> Letter:
    """Experts, partner and the other officers hear of it."""
    await tell_called_off(post, done)
    facts = await request_facts(post.session, done.request)
    mission = await mission_facts(post.session, done.mission, post.house)
    await _tell_partner(
        post,
        done.request,
        lambda language: partner_status.mission_called_off(facts, mission, language=language),
    )
    told = await _names(post, [one.inquiry for one in done.called_off])
    await _tell_colleagues(
        post,
        officer,
        done.request,
        lambda language: officer_halt.mission_called_off(
            facts, reason=reason, told=told, by=officer.name, language=language
        ),
    )
    return officer_halt.mission_called_off(facts, reason=reason, told=told, language=officer.language)


async def put_on_hold(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Let the request wait until the day the words name."""
    second = await overtaken(post, officer, request, command)
    if second is not None and request.status is RequestStatus.ON_HOLD:
        return second
    facts = await request_facts(post.session, request)
    said = read_hold(command.words, today=post.house.today(post.now), language=officer.language)
    match await hold.put_on_hold(post.session, request.id or 0, said, actor=actor_of(officer), now=post.now):
        case hold.Held(until=until):
            return await _held(post, officer, request, until)
        case hold.NoDay():
            return officer_halt.give_day(facts, language=officer.language)
        case hold.ExpertsAsked():
            return officer_halt.call_off_first(facts, language=officer.language)
        case hold.CannotBeHeld():
            return officer_halt.cannot_wait(facts, language=officer.language)


async def _held(post: Post, officer: Officer, request: Request, until: date) -> Letter:
    facts = await request_facts(post.session, request)
    await _tell_partner(
        post, request, lambda language: partner_status.status_changed(facts, language=language)
    )
    await _tell_colleagues(
        post,
        officer,
        request,
        lambda language: officer_halt.put_on_hold(facts, until=until, by=officer.name, language=language),
    )
    return officer_halt.put_on_hold(facts, until=until, language=officer.language)


async def resume(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Go on with a request on hold before its day; a hold that came after the question was asked stays."""
    if second := await overtaken(post, officer, request, command):
        return second
    done = await hold.resume_request(post.session, request.id or 0, actor=actor_of(officer), now=post.now)
    if isinstance(done, hold.NotOnHold):
        if done.by and done.at:
            return await late(post, officer, request, done.by, done.at, "resume")
        facts = await request_facts(post.session, request)
        return officer_halt.not_on_hold(facts, language=officer.language)
    await _go_on(post, request)
    facts = await request_facts(post.session, request)
    await _tell_colleagues(
        post,
        officer,
        request,
        lambda language: officer_halt.goes_on(facts, by=officer.name, language=language),
    )
    return officer_halt.goes_on(facts, language=officer.language)


async def wake_held(post: Post) -> int:
    """Go on with every request whose day has come, and tell officers and partner; returns how many."""
    due = await hold.resume_due(post.session, today=post.house.today(post.now), now=post.now)
    for woken in due:
        await _go_on(post, woken.request)
        await _tell_woken(post, woken)
    return len(due)


async def _tell_woken(post: Post, woken: hold.Resumed) -> None:
    facts = await request_facts(post.session, woken.request)
    await to_officers(
        post,
        lambda language: officer_halt.goes_on(
            facts, reason=woken.reason, day_has_come=True, language=language
        ),
        about=f"request:{woken.request.id}",
        reply_to=ReplyTo(Purpose.OFFICER, woken.request.id or 0),
    )


async def _go_on(post: Post, request: Request) -> None:
    """The partner hears of it; teams found before the wait may not be free any more, so they are searched anew."""
    if request.status is RequestStatus.ELIGIBLE:
        await order_match(post.session, request.id or 0, now=post.now)
    facts = await request_facts(post.session, request)
    await _tell_partner(post, request, lambda language: partner_status.goes_on(facts, language=language))


async def _tell_partner(post: Post, request: Request, write: Callable[[str], Letter]) -> None:
    contact = await post.session.get(Contact, request.contact_id) if request.contact_id else None
    if contact is not None:
        await to_contact(post, contact, write(request.language), request_id=request.id or 0)


async def _tell_colleagues(
    post: Post, officer: Officer, request: Request, write: Callable[[str], Letter]
) -> None:
    reply_to = ReplyTo(Purpose.OFFICER, request.id or 0)
    await to_officers(post, write, about=f"request:{request.id}", reply_to=reply_to, besides=officer)


async def _names(post: Post, inquiries: list[Inquiry]) -> list[str]:
    return [expert_name(await post.session.get_one(Expert, one.expert_id)) for one in inquiries]
