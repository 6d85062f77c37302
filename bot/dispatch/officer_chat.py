"""An officer in a chat, their own or the group's: which order was given, and what the next words will complete."""

from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.dispatch.commands import (
    ABOUT_PROPOSALS,
    CHAT_COMMANDS,
    NEEDS_WORDS,
    Command,
    Verb,
    lacks_words,
    read_action,
    read_chat_command,
    read_waiting,
    was_tapped,
)
from bot.dispatch.cv_desk import hear_cv_in_chat
from bot.dispatch.desk import carry_out
from bot.dispatch.dialogues import remember_question, remember_reason, take_reason, take_waiting
from bot.dispatch.expert_desk import order_about_experts
from bot.dispatch.expert_orders import read_expert_command
from bot.dispatch.message_desk import order_about_message
from bot.dispatch.message_orders import read_message_action, read_message_command
from bot.dispatch.people_desk import order_about_people
from bot.dispatch.people_orders import read_people_action, read_people_command
from bot.dispatch.permissions import for_role, may
from bot.dispatch.post import Post, chat
from bot.dispatch.report_desk import order_report
from bot.dispatch.report_orders import read_report_action, read_report_command
from bot.dispatch.screens import seen, show
from bot.texts.letter import Letter
from bot.texts.officer_confirm import numbered
from bot.texts.officer_desk import not_understood
from bot.texts.people import not_written_now, reply_here
from intake.message import Message
from storage.people import Dialogue, Officer, OfficerGroup
from storage.queries import request_by_code

_NEARLY = 70
"""Of 100: '/quee' is nearly '/queue'."""


async def hear_officer(
    post: Post, message: Message, dialogue: Dialogue, officer: Officer, *, linked: OfficerGroup | None = None
) -> str:
    """Carry out what an officer orders; what concerns others than the group is answered in the officer's own chat.

    What others read along is said in the language of the group.
    """
    group, voice = (linked.chat, _in_language(officer, linked.language)) if linked else ("", officer)
    if (how := how_it_came(message)) and not message.action:
        told = not_written_now(how, language=voice.language)
        await chat(post, told, to=group or message.sender)
        return f"officer: {how}"
    if not linked and (note := await hear_cv_in_chat(post, message, dialogue, officer)) is not None:
        return note
    waiting = take_waiting(dialogue)
    if aside := await _ordered_aside(post, message, officer):
        return f"officer: {aside}"
    said = (
        read_action(message.action) or read_chat_command(message.text) or read_waiting(waiting, message.text)
    )
    command = _made_sure(said or Command(Verb.HELP), dialogue, tapped=was_tapped(message.action))
    card = await seen(post.session, message)
    command = replace(command, seen_at=card.shown_at if card else None)
    letter = await carry_out(post, voice, command) if said else _not_understood(voice, message.text)
    letter = numbered(letter, await _expect(post, dialogue, voice, command))
    letter = replace(letter if group else for_role(letter, officer.role), language=voice.language)
    if group and dialogue.waiting_for:
        letter = reply_here(letter, name=officer.name)
    job = await show(post, officer, message, command, letter, group=group)
    if dialogue.waiting_for:
        remember_question(dialogue, job)
    return f"officer: {command.verb if said else 'not understood'}"


def _not_understood(officer: Officer, text: str) -> Letter:
    """What was written, and the command it is nearly, if there is one this officer may give."""
    words = text.strip()
    mine = [one for one, verb in CHAT_COMMANDS.items() if may(officer.role, verb)]
    typed = words.partition(" ")[0].partition("@")[0].lower() if words.startswith("/") else ""
    near = process.extractOne(typed, mine, scorer=fuzz.ratio, score_cutoff=_NEARLY) if typed else None
    return not_understood(words, near=near[0] if near else "", language=officer.language)


async def _ordered_aside(post: Post, message: Message, officer: Officer) -> str:
    """What was ordered about people, reports, experts or messages, answered where it was said; '' if none of these was."""
    if people := read_people_action(message.action) or read_people_command(message.text):
        await chat(post, await order_about_people(post, officer, people), to=message.sender)
        return people.verb
    if report := read_report_action(message.action) or read_report_command(message.text):
        if letter := await order_report(post, officer, report, to=message.sender):
            await chat(post, letter, to=message.sender)
        return f"report {report.name}"
    experts = None if message.action else read_expert_command(message.text)
    if experts is not None:
        await chat(post, await order_about_experts(post, officer, experts), to=message.sender)
        return experts.verb
    if waits := read_message_action(message.action) or read_message_command(message.text):
        await chat(post, await order_about_message(post, officer, waits), to=message.sender)
        return waits.verb
    return ""


def _in_language(officer: Officer, language: str) -> Officer:
    """The same person, spoken to in another language; never stored."""
    return Officer(**officer.model_dump() | {"language": language})


def how_it_came(message: Message) -> str:
    """`edited` or `forwarded` if the words are not written here and now, so that they order nothing; else ''."""
    return next((how for how in ("edited", "forwarded") if how in message.doubts), "")


def is_order(message: Message) -> bool:
    """Whether this is a button or a command of people of the facility, whoever gives it."""
    if message.action:
        readings = (read_action, read_message_action, read_people_action, read_report_action)
        return any(read(message.action) is not None for read in readings)
    commands = (
        read_chat_command, read_message_command, read_people_command, read_report_command, read_expert_command,
    )  # fmt: skip
    return any(read(message.text) is not None for read in commands)


def _made_sure(command: Command, dialogue: Dialogue, *, tapped: bool) -> Command:
    """The order that a second tap confirms, with the reason its question was put with."""
    verb = Verb.CANCEL if command.verb in {Verb.SURE, Verb.KEEP} else command.verb
    if command.verb is Verb.KEEP:
        take_reason(dialogue, command.question)
    if not tapped or verb not in NEEDS_WORDS:
        return command
    words = take_reason(dialogue, command.question)
    return replace(command, verb=verb, words=words, spent=not words)


async def _expect(post: Post, dialogue: Dialogue, officer: Officer, order: Command) -> str:
    """Note what the next words, or the next button, will complete; the number of the question that button answers."""
    if order.spent:
        return ""
    target = order.target or await _request_with(post, order)
    if target and lacks_words(order, today=post.house.today(post.now), language=officer.language):
        dialogue.waiting_for = f"{order.verb}:{target}"
    elif not order.sure and order.words:
        return remember_reason(dialogue, f"{order.verb}:{target}", order.words)
    return ""


async def _request_with(post: Post, order: Command) -> int:
    """The request a typed order names; teams are turned down by the number of their proposal, which nobody types."""
    if not order.code or order.verb in ABOUT_PROPOSALS:
        return 0
    request = await request_by_code(post.session, order.code)
    return (request.id or 0) if request else 0
