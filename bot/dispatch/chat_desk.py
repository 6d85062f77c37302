"""A chat message: an invitation, an officer's order, or a partner's words."""

from dataclasses import replace

from bot.dispatch.commands import (
    ABOUT_PROPOSALS,
    DECIDING,
    Command,
    Verb,
    lacks_words,
    read_action,
    read_chat_command,
    read_waiting,
)
from bot.dispatch.desk import carry_out
from bot.dispatch.dialogues import dialogue_of, remember_reason, take_reason, take_waiting
from bot.dispatch.invitations import link_chat
from bot.dispatch.message_desk import order_about_message
from bot.dispatch.message_orders import read_message_action, read_message_command
from bot.dispatch.partner_chat import hear_partner
from bot.dispatch.post import Post, answer_button, chat
from bot.texts.officer_desk import language_set, not_permitted
from bot.texts.partner import choose_language, language_chosen
from config.languages import INTERFACE_LANGUAGES
from intake.message import Channel, Kind, Message
from storage.people import Dialogue, Officer
from storage.queries import officer_by_chat, officer_by_email, request_by_code

_OFFICERS_ONLY = (DECIDING | {Verb.QUEUE}) - {Verb.CANCEL}
"""Typed by a partner, /cancel gives up the request they are just telling."""


async def hear_chat(post: Post, message: Message) -> str:
    """Answer a chat message; a machine's notice is only noted."""
    if message.kind is not Kind.PERSON:
        return f"{message.kind}: {', '.join(message.doubts)}"
    await answer_button(post, message)
    dialogue = await dialogue_of(post.session, message, default=post.house.language, now=post.now)
    officer = await _officer_of(post, message)
    if await _set_language(post, message, dialogue, officer):
        return "language"
    secret = _invitation_secret(message)
    if secret and officer is None:
        letter = await link_chat(post, secret, message.sender, language=dialogue.language)
        await chat(post, letter, to=message.sender)
        return "invitation"
    if officer is not None:
        return await _hear_officer(post, message, dialogue, officer)
    if _is_officers_order(message):
        await chat(post, not_permitted(language=dialogue.language), to=message.sender)
        return "not permitted"
    return await hear_partner(post, message, dialogue)


async def _officer_of(post: Post, message: Message) -> Officer | None:
    officer = await officer_by_chat(post.session, message.sender)
    if officer is None and message.channel is Channel.TERMINAL:
        # Whoever can open a terminal on this database is the operator: the name given there is believed.
        officer = await officer_by_email(post.session, message.sender.partition(":")[2])
        if officer is not None and not officer.chat:
            officer.chat = message.sender  # teams and answers are shown here too, beside the mail
    return officer


async def _hear_officer(post: Post, message: Message, dialogue: Dialogue, officer: Officer) -> str:
    waiting = take_waiting(dialogue)
    waits = read_message_action(message.action) or read_message_command(message.text)
    if waits is not None:
        await chat(post, await order_about_message(post, officer, waits), to=message.sender)
        return f"officer: {waits.verb}"
    said = (
        read_action(message.action) or read_chat_command(message.text) or read_waiting(waiting, message.text)
    )
    command = _made_sure(said or Command(Verb.HELP), dialogue)
    letter = await carry_out(post, officer, command)
    await _expect(post, dialogue, officer, command)
    await chat(post, replace(letter, language=officer.language), to=message.sender)
    return f"officer: {command.verb}"


def _made_sure(command: Command, dialogue: Dialogue) -> Command:
    """The order that "yes, call it off" confirms, with the reason given before."""
    if command.verb not in {Verb.SURE, Verb.KEEP}:
        return command
    reason = take_reason(dialogue, f"{Verb.CANCEL}:{command.target}")
    return replace(command, verb=Verb.CANCEL, words=reason) if command.verb is Verb.SURE else command


async def _expect(post: Post, dialogue: Dialogue, officer: Officer, order: Command) -> None:
    """Note what the next words, or the next button, will complete."""
    target = order.target or await _request_with(post, order)
    if not order.sure:
        remember_reason(dialogue, f"{order.verb}:{target}", order.words)
    elif target and lacks_words(order, today=post.house.today(post.now), language=officer.language):
        dialogue.waiting_for = f"{order.verb}:{target}"


async def _request_with(post: Post, order: Command) -> int:
    """The request a typed order names; teams are turned down by the number of their proposal, which nobody types."""
    if not order.code or order.verb in ABOUT_PROPOSALS:
        return 0
    request = await request_by_code(post.session, order.code)
    return (request.id or 0) if request else 0


def _is_officers_order(message: Message) -> bool:
    if message.action:
        return (read_action(message.action) or read_message_action(message.action)) is not None
    typed = read_chat_command(message.text)
    if typed is None:
        return read_message_command(message.text) is not None
    return typed.verb in _OFFICERS_ONLY and not message.text.startswith("/requests")


def _invitation_secret(message: Message) -> str:
    """The secret of `/start SECRET`, as an invitation's link sends it."""
    command, _, secret = message.text.strip().partition(" ")
    return secret.strip() if command == "/start" else ""


async def _set_language(post: Post, message: Message, dialogue: Dialogue, officer: Officer | None) -> bool:
    command, _, code = message.text.strip().partition(" ")
    if message.action.startswith("lang:"):
        command, code = "/language", message.action.removeprefix("lang:")
    elif message.action == "menu:language":
        command = "/language"
    if command != "/language":
        return False
    if code in INTERFACE_LANGUAGES:
        dialogue.language = code
        if officer is not None:
            officer.language = code
        chosen = language_chosen if officer is None else language_set
        await chat(post, chosen(language=code), to=message.sender)
    else:
        await chat(post, choose_language(language=dialogue.language), to=message.sender)
    return True
