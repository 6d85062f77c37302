"""Experts by e-mail: the inquiry goes out, silence and bounces pass the seat on, everybody hears what an answer led to."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.dispatch.facts import expert_name, mission_facts, request_facts, team_of
from bot.dispatch.post import Post, ReplyTo, to_contact, to_expert, to_officers
from bot.texts import expert as letters
from bot.texts import officer_mission, partner_status
from bot.texts.facts import AlternateFacts, AnswerFacts, RequestFacts
from bot.texts.letter import Letter
from config.periods import Period
from intake.answers import Verdict
from intake.date_spans import periods_in
from intake.message import Message
from intake.tokens import Purpose
from matching.inquiries import (
    Applied,
    SeatConfirmed,
    SeatOpen,
    TooLate,
    note_absence,
    note_bounce,
    take_due_expiries,
    take_due_reminders,
)
from matching.recall import MissionEnded
from storage.missions import Inquiry, Mission
from storage.people import Contact, Expert, Officer
from storage.queries import accepted_inquiries
from storage.requests import Request
from storage.states import MissionStatus

LONGEST_REPORT = 300
PASSED_OVER = "passed_over"
"""The verdict of an officer who asks somebody else after a doubtful answer: the expert said neither yes nor no."""


async def put_inquiries(post: Post, mission: Mission, inquiries: Sequence[Inquiry]) -> None:
    """Write to every expert who is asked."""
    for inquiry in inquiries:
        expert = await post.session.get_one(Expert, inquiry.expert_id)
        facts = await mission_facts(post.session, mission, post.house, inquiry=inquiry)
        letter = letters.inquiry(expert_name(expert), facts, language=expert.language)
        await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)


async def hear_machine(post: Post, inquiry_id: int, message: Message) -> str:
    """An out-of-office is no answer and gets none; its dates move the reminder."""
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    words = message.away_until or message.subject
    spans = periods_in(words, today=post.house.today(post.now), window=Period(inquiry.start, inquiry.end))
    until = max((span.period.end for span in spans), default=None)
    await note_absence(post.session, inquiry_id, words=words, until=until, now=post.now)
    return f"inquiry:{inquiry_id} automatic reply"


async def hear_bounce(post: Post, inquiry_id: int, words: str, *, cause: str = "") -> str:
    """A question that cannot be delivered: the officers hear of it, and the next expert is asked at once."""
    seat_open = await note_bounce(post.session, inquiry_id, terms=post.house.terms, now=post.now)
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    request = await request_of(post, await post.session.get_one(Mission, inquiry.mission_id))
    asked = await _ask_alternate(post, seat_open) if seat_open else None
    await to_officers(
        post,
        lambda language: officer_mission.unreachable(
            request,
            expert=expert_name(expert),
            address=expert.email,
            quote=words[:LONGEST_REPORT],
            cause=cause,
            given_up=expert.email_bounced,
            asked=asked,
            language=language,
        ),
        about=f"request:{request.id}",
        reply_to=ReplyTo(Purpose.OFFICER, request.id),
        once=f"bounce:{expert.email}:{inquiry_id}",
    )
    if seat_open is not None and asked is None:
        await _tell_vacant(post, seat_open, request)
    return f"inquiry:{inquiry_id} bounced"


async def remind_silent(post: Post) -> int:
    """Remind every expert whose inquiry has waited long enough; returns how many."""
    due = await take_due_reminders(post.session, now=post.now)
    for inquiry in due:
        await _remind(post, inquiry)
    return len(due)


async def ask_again(post: Post, inquiry_id: int) -> None:
    """Put the question to the registered address once more, at most once a day."""
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    day = post.house.today(post.now).isoformat()
    # No thread with the mail that made us ask: its subject may be a forger's words.
    await _remind(replace(post, cause=None), inquiry, once=f"ask again:{inquiry_id}:{day}")


async def _remind(post: Post, inquiry: Inquiry, *, once: str | None = None) -> None:
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    mission = await post.session.get_one(Mission, inquiry.mission_id)
    facts = await mission_facts(post.session, mission, post.house, inquiry=inquiry)
    letter = letters.reminder(expert_name(expert), facts, language=expert.language)
    await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0, once=once)


async def give_up_on_silent(post: Post) -> int:
    """Pass on every seat whose expert never answered; returns how many."""
    expired = await take_due_expiries(post.session, terms=post.house.terms, now=post.now)
    for seat_open in expired:
        await _pass_on_seat(post, seat_open)
    return len(expired)


async def _pass_on_seat(post: Post, seat_open: SeatOpen) -> None:
    expert = await post.session.get_one(Expert, seat_open.inquiry.expert_id)
    facts = await request_of(post, seat_open.mission)
    asked_on = post.house.today(seat_open.inquiry.asked_at)
    silent = seat_open.inquiry.answered_at is None
    asked = await _ask_alternate(post, seat_open)
    await tell_officers(
        post,
        facts,
        lambda language: officer_mission.expert_silent(
            facts,
            expert=expert_name(expert),
            asked_on=asked_on,
            silent=silent,
            asked=asked,
            language=language,
        ),
    )
    await release_expert(post, seat_open.inquiry, seat_open.mission, expert)
    if asked is None:
        await _tell_vacant(post, seat_open, facts)


async def tell_applied(
    post: Post,
    applied: Applied,
    expert: Expert,
    answer: AnswerFacts,
    *,
    echoed: bool = False,
    settled_by: Officer | None = None,
) -> None:
    """Tell everybody concerned what an answer has led to.

    `echoed`: the expert has heard it already; `settled_by` reads it in the reply to the order that settled it.
    """
    if isinstance(applied, TooLate):
        await tell_late(post, applied, expert, answer, echoed=echoed)
        return
    if not echoed:
        await _echo(post, applied, expert, answer)
    request = await request_of(post, applied.mission)
    asked = await _ask_alternate(post, applied) if isinstance(applied, SeatOpen) else None
    taken = isinstance(applied, SeatOpen) and applied.taken_elsewhere
    await tell_officers(
        post,
        request,
        lambda language: officer_mission.expert_answered(
            request,
            expert=expert_name(expert),
            answer=answer,
            next_step=_next_step(applied),
            asked=asked,
            taken=taken,
            language=language,
        ),
        besides=settled_by,
    )
    if isinstance(applied, SeatConfirmed):
        for given_on in applied.given_on:
            holder = await post.session.get_one(Expert, given_on.inquiry.expert_id)
            await tell_applied(post, given_on, holder, AnswerFacts(Verdict.YES))
        if applied.news:
            await _tell_confirmed(post, applied.mission)
        return
    if applied.reopened:
        await tell_reopened(post, applied.mission, expert)
    if asked is None:
        await _tell_vacant(post, applied, request)


async def _echo(post: Post, applied: SeatConfirmed | SeatOpen, expert: Expert, answer: AnswerFacts) -> None:
    """What was understood, for the days that were asked about and not for those that became of them."""
    inquiry = applied.inquiry
    facts = await mission_facts(post.session, applied.mission, post.house, inquiry=inquiry)
    facts = replace(facts, window=Period(inquiry.start, inquiry.end), confirmed=False)
    name, language = expert_name(expert), expert.language
    match applied:
        case SeatOpen(taken_elsewhere=True):
            letter = letters.taken(name, facts, language=language)
        case SeatOpen(dates_do_not_fit=True):
            letter = letters.too_few_days(name, facts, answer=answer, language=language)
        case _ if answer.verdict == PASSED_OVER:
            letter = letters.passed_over(name, facts, language=language)
        case _:
            letter = letters.echo(name, facts, answer=answer, language=language)
    await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)


def _next_step(applied: SeatConfirmed | SeatOpen) -> str:
    if isinstance(applied, SeatConfirmed):
        return "confirmed" if applied.complete else "waiting"
    return ""


async def _ask_alternate(post: Post, seat_open: SeatOpen) -> AlternateFacts | None:
    """Write to the next expert; None if nobody is left."""
    if seat_open.following is not None:
        await put_inquiries(post, seat_open.mission, (seat_open.following,))
    return await alternate_of(post, seat_open)


async def alternate_of(post: Post, seat_open: SeatOpen) -> AlternateFacts | None:
    """Who is asked in the place of somebody else; None if nobody is left."""
    following = seat_open.following
    if following is None:
        return None
    alternate = await post.session.get_one(Expert, following.expert_id)
    return AlternateFacts(expert_name(alternate), post.house.today(following.reply_by))


async def _tell_vacant(post: Post, seat_open: SeatOpen, request: RequestFacts) -> None:
    seat = seat_open.seat.label
    await tell_officers(
        post,
        request,
        lambda language: officer_mission.no_alternate(request, seat=seat, language=language),
    )


async def _tell_confirmed(post: Post, mission: Mission) -> None:
    """The mission stands: experts, partner and officers read the final dates."""
    session = post.session
    for inquiry in await accepted_inquiries(session, mission.id or 0):
        expert = await session.get_one(Expert, inquiry.expert_id)
        told = await mission_facts(session, mission, post.house, inquiry=inquiry)
        letter = letters.confirmed(expert_name(expert), told, language=expert.language)
        await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)
    request = await session.get_one(Request, mission.request_id)
    facts, told = await request_facts(session, request), await mission_facts(session, mission, post.house)
    members = await team_of(session, mission)
    contact = await session.get(Contact, request.contact_id) if request.contact_id else None
    if contact is not None:
        letter = partner_status.mission_confirmed(facts, told, members=members, language=request.language)
        await to_contact(post, contact, letter, request_id=request.id or 0)
    await tell_officers(
        post,
        facts,
        lambda language: officer_mission.mission_confirmed(facts, told, members=members, language=language),
    )


async def tell_reopened(post: Post, mission: Mission, leaving: Expert) -> None:
    """The dates that everybody was told are no longer certain: the partner and the other members hear it."""
    for inquiry in await accepted_inquiries(post.session, mission.id or 0):
        expert = await post.session.get_one(Expert, inquiry.expert_id)
        if expert.id != leaving.id:
            told = await mission_facts(post.session, mission, post.house, inquiry=inquiry)
            letter = letters.reopened(expert_name(expert), told, language=expert.language)
            await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)
    request = await post.session.get_one(Request, mission.request_id)
    contact = await post.session.get(Contact, request.contact_id) if request.contact_id else None
    if contact is not None:
        facts = await request_facts(post.session, request)
        letter = partner_status.mission_reopened(
            facts, await mission_facts(post.session, mission, post.house), language=request.language
        )
        await to_contact(post, contact, letter, request_id=request.id or 0)


async def tell_late(
    post: Post, late: TooLate, expert: Expert, answer: AnswerFacts, *, echoed: bool = False
) -> None:
    """An answer that decides nothing any more: thanked for, and known to the officers, who may still want it."""
    called_off = late.mission.status is MissionStatus.CANCELLED
    if not echoed:
        facts = await mission_facts(post.session, late.mission, post.house, inquiry=late.inquiry)
        write = letters.after_the_end if called_off else letters.already_closed
        letter = write(expert_name(expert), facts, language=expert.language)
        await to_expert(post, expert, letter, inquiry_id=late.inquiry.id or 0)
    request = await request_of(post, late.mission)
    await tell_officers(
        post,
        request,
        lambda language: officer_mission.expert_answered(
            request,
            expert=expert_name(expert),
            answer=answer,
            next_step="called_off" if called_off else "too_late",
            language=language,
        ),
    )


async def tell_called_off(post: Post, ended: MissionEnded) -> None:
    """The mission does not take place: everybody asked, or with a seat in it, is thanked and hears it."""
    for one in ended.called_off:
        expert = await post.session.get_one(Expert, one.inquiry.expert_id)
        facts = await mission_facts(post.session, ended.mission, post.house, inquiry=one.inquiry)
        letter = letters.called_off(
            expert_name(expert), facts, accepted=one.had_accepted, language=expert.language
        )
        await to_expert(post, expert, letter, inquiry_id=one.inquiry.id or 0)


async def release_expert(post: Post, inquiry: Inquiry, mission: Mission, expert: Expert) -> None:
    """Somebody who never answered need not answer any more."""
    facts = await mission_facts(post.session, mission, post.house, inquiry=inquiry)
    letter = letters.not_needed(expert_name(expert), facts, language=expert.language)
    await to_expert(post, expert, letter, inquiry_id=inquiry.id or 0)


async def request_of(post: Post, mission: Mission) -> RequestFacts:
    """What the letters say of the request a mission serves."""
    return await request_facts(post.session, await post.session.get_one(Request, mission.request_id))


async def tell_officers(
    post: Post, request: RequestFacts, write: Callable[[str], Letter], *, besides: Officer | None = None
) -> None:
    """Write to every officer who acts on the request, or to all but one."""
    reply_to = ReplyTo(Purpose.OFFICER, request.id)
    await to_officers(post, write, about=f"request:{request.id}", reply_to=reply_to, besides=besides)
