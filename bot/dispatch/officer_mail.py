"""A mail from an officer: an order, a word about a message that waits, or a mail that may not decide."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import select

from bot.dispatch.commands import (
    ABOUT_INQUIRIES,
    ABOUT_PROPOSALS,
    ABOUT_REQUESTS_ONLY,
    Verb,
    read_first_line,
)
from bot.dispatch.desk import carry_out
from bot.dispatch.expert_desk import order_about_experts
from bot.dispatch.expert_orders import ExpertVerb, read_expert_line
from bot.dispatch.facts import request_facts
from bot.dispatch.late import open_choices
from bot.dispatch.message_desk import order_about_message
from bot.dispatch.message_orders import MessageOrder, MessageVerb, read_message_reply
from bot.dispatch.once_a_day import day_of
from bot.dispatch.permissions import decides, for_role
from bot.dispatch.post import Post, ReplyTo, mail
from bot.dispatch.proposal_letter import undecided_teams
from bot.dispatch.report_desk import order_report
from bot.dispatch.report_orders import ReportOrder, read_report_reply
from bot.dispatch.second_look import (
    ask_whether_yours,
    hear_confirmation,
    needs_second_look,
    settling_needs_second_look,
)
from bot.texts.letter import Letter
from bot.texts.officer import not_a_decision
from bot.texts.officer_desk import reply_to_my_mail
from bot.texts.people import help_for
from bot.texts.rows import without_choices
from intake import routes
from intake.message import Message
from intake.threads import known_request
from intake.tokens import Purpose, codes_in
from storage.missions import Proposal
from storage.people import Officer
from storage.queries import job_by_message_id
from storage.requests import Request

EXCERPT = 600


async def hear_officer(post: Post, message: Message, desk: routes.ToOfficerDesk, *, inbox_id: int) -> str:
    """A reply to one of Muster's own mails: an order if its first word is one."""
    officer = await post.session.get_one(Officer, desk.officer_id)
    if (report := read_report_reply(message.text)) is not None:
        return await _order_report(post, officer, report)
    request_id, proposal_id = desk.request_id, desk.proposal_id
    if (search := read_expert_line(message.text)) is not None:
        found = await order_about_experts(post, officer, search)
        await _answer_officer(post, officer, found, request_id, ReplyTo(Purpose.OFFICER, request_id))
        return f"officer: {search.verb}"
    command = read_first_line(message.text, officer.language)
    if command is not None and command.verb in ABOUT_PROPOSALS:
        proposal_id = proposal_id or await _only_proposal(post, request_id)
        command = command if proposal_id else None
    request = await post.session.get_one(Request, request_id)
    # What is meant, before anybody asks who may order it: REJECT under teams rejects the teams.
    order = command and command.aimed(
        request_id=request_id, proposal_id=proposal_id, seen_at=await _written_at(post, message)
    )
    if order is not None and await needs_second_look(post, officer, message, order):
        about = f"proposal:{proposal_id}" if order.verb in ABOUT_PROPOSALS else f"request:{request_id}"
        return await ask_whether_yours(
            post, officer, message, about=about, code=request.code or "", inbox_id=inbox_id
        )
    if command is None or order is None:
        letter = not_a_decision(
            await request_facts(post.session, request),
            text=message.text[:EXCERPT],
            choices=await open_choices(post.session, request, language=officer.language),
            language=officer.language,
        )
    else:
        if order.verb in ABOUT_INQUIRIES:  # which answer, says the name behind the word
            order = replace(order, target=0, code=request.code or "")
        letter = await carry_out(post, officer, order)
    if command is not None and command.verb in ABOUT_REQUESTS_ONLY:
        proposal_id = 0
    if command is None or command.verb is Verb.CARD:
        shown = await undecided_teams(post.session, request)
        proposal_id = (shown.id or 0) if shown else 0
    reply_to = ReplyTo(Purpose.PROPOSAL, proposal_id) if proposal_id else ReplyTo(Purpose.OFFICER, request_id)
    await _answer_officer(post, officer, letter, request_id, reply_to)
    return f"officer: {command.verb if command else 'no command word'}"


async def hear_about_message(post: Post, message: Message, route: routes.ToMessage, *, inbox_id: int) -> str:
    """A reply about a message that waits: whether an order in it is the officer's, or what becomes of it."""
    officer = await post.session.get_one(Officer, route.officer_id)
    said = read_message_reply(message.text, officer.language, route.inbox_id)
    if route.confirms:
        letter = await hear_confirmation(post, officer, said, route.inbox_id)
    else:
        order = said or MessageOrder(MessageVerb.SHOW, route.inbox_id)
        if await settling_needs_second_look(post, officer, message, order):
            about = f"message:{route.inbox_id}"
            return await ask_whether_yours(post, officer, message, about=about, inbox_id=inbox_id)
        letter = await order_about_message(post, officer, order)
    if letter is not None:
        purpose = Purpose.CONFIRMATION if route.confirms else Purpose.MESSAGE
        # What is no order gets the question again, but two programs must not go on like this for ever.
        once = None if said else f"again:{route.inbox_id}:{officer.email}:{day_of(post)}"
        await _answer_officer(post, officer, letter, 0, ReplyTo(purpose, route.inbox_id), once=once)
    return f"officer: about message {route.inbox_id}"


async def _order_report(post: Post, officer: Officer, order: ReportOrder) -> str:
    """It goes to the address in the register, so a forged sender learns nothing."""
    letter = await order_report(post, officer, order, to=officer.email)
    if letter is not None:
        await _answer_officer(post, officer, letter, 0, None)
    return f"officer: report {order.name}"


async def _written_at(post: Post, message: Message) -> datetime | None:
    """When the mail was written that this one answers."""
    for reference in message.references[:1]:
        job = await job_by_message_id(post.session, reference)
        if job is not None:
            return job.created_at
    return None


async def _only_proposal(post: Post, request_id: int) -> int:
    """The proposal of a request that has had only one, so that "approve A" cannot mean another's team A."""
    found = await post.session.exec(select(Proposal.id).where(Proposal.request_id == request_id))
    proposals = found.all()
    return (proposals[0] or 0) if len(proposals) == 1 else 0


async def _answer_officer(
    post: Post,
    officer: Officer,
    letter: Letter,
    request_id: int,
    reply_to: ReplyTo | None,
    *,
    once: str | None = None,
) -> None:
    if not decides(officer.role):
        letter, reply_to = without_choices(letter), None
    await mail(
        post,
        for_role(letter, officer.role),
        to=officer.email,
        to_name=officer.name,
        about=f"request:{request_id}" if request_id else f"officer:{officer.id}",
        reply_to=reply_to,
        dedupe=once,
    )


async def hear_officer_without_token(post: Post, message: Message, officer_id: int) -> str:
    """A From line can be forged: orders count only as replies to Muster's own mails."""
    officer = await post.session.get_one(Officer, officer_id)
    if (report := read_report_reply(message.text)) is not None:
        return await _order_report(post, officer, report)
    if (asked := read_expert_line(message.text)) is not None and asked.verb is ExpertVerb.CV:
        # It goes to the address in the register, so a forged sender learns nothing.
        await _answer_officer(post, officer, await order_about_experts(post, officer, asked), 0, None)
        return f"officer: {asked.verb}"
    codes = codes_in(f"{message.subject}\n{message.text[:EXCERPT]}")
    request = await known_request(post.session, codes)
    if request is None or not decides(officer.role):
        letter = help_for(officer.role, language=officer.language)
        await _answer_officer(post, officer, letter, 0, None)
        return "officer: help"
    letter = reply_to_my_mail(code=request.code or "", language=officer.language)
    await _answer_officer(post, officer, letter, request.id or 0, ReplyTo(Purpose.OFFICER, request.id or 0))
    return "officer: without token"
