"""A chat message: an invitation, an officer's order, a partner's words, or something in a group."""

from bot.dispatch.commands import DECIDING, Verb, read_chat_command
from bot.dispatch.dialogues import dialogue_of
from bot.dispatch.groups import hear_group, is_group
from bot.dispatch.invitations import link_chat
from bot.dispatch.membership import hear_membership
from bot.dispatch.menus import offer_menu
from bot.dispatch.officer_chat import hear_officer, is_order
from bot.dispatch.partner_chat import hear_partner, speak_on
from bot.dispatch.partner_proof import is_partners_link
from bot.dispatch.post import Post, answer_button, chat
from bot.texts.officer_desk import language_set, not_permitted
from bot.texts.partner import choose_language, language_chosen
from config.languages import INTERFACE_LANGUAGES
from intake.message import Channel, Kind, Message
from storage.callers import caller_of
from storage.chats import unblock_chat
from storage.people import Dialogue, Officer
from storage.queries import officer_by_email

_OFFICERS_ONLY = (DECIDING | {Verb.QUEUE}) - {Verb.CANCEL}
"""Typed by a partner, /cancel gives up the request they are just telling."""


async def hear_chat(post: Post, message: Message) -> str:
    """Answer a chat message; a machine's notice is only noted."""
    if message.kind is not Kind.PERSON:
        return await hear_membership(post, message)
    if is_group(message):
        return await hear_group(post, message)
    return await _hear_person(post, message)


async def _hear_person(post: Post, message: Message) -> str:
    """Somebody in their own chat, who is there again if they had blocked the bot."""
    caller = await caller_of(post.session, message.sender)
    if caller.is_blocked:
        await unblock_chat(post.session, message.sender)
    await answer_button(post, message)
    dialogue = await dialogue_of(post.session, message, default=post.house.language, now=post.now)
    officer = caller.officer or await _operator(post, message)
    if await _set_language(post, message, dialogue, officer):
        return "language"
    secret = _invitation_secret(message)
    if secret and not is_partners_link(secret) and await _redeem(post, message, secret, dialogue, officer):
        return "invitation"
    if officer is not None:
        return await hear_officer(post, message, dialogue, officer)
    if _is_officers_order(message):
        await chat(post, not_permitted(language=dialogue.language), to=message.sender)
        return "not permitted"
    return await hear_partner(post, message, dialogue, caller.contact)


async def _operator(post: Post, message: Message) -> Officer | None:
    """Whoever can open a terminal on this database is the operator: the name given there is believed."""
    if message.channel is not Channel.TERMINAL:
        return None
    officer = await officer_by_email(post.session, message.sender.partition(":")[2])
    if officer is not None and not officer.chat:
        officer.chat = message.sender  # teams and answers are shown here too, beside the mail
    return officer


async def _redeem(
    post: Post, message: Message, secret: str, dialogue: Dialogue, officer: Officer | None
) -> bool:
    """Use up an invitation; officers only their own, so that nobody loses a chat by looking at somebody else's."""
    letter = await link_chat(post, secret, message.sender, language=dialogue.language, holder=officer)
    if letter is None:
        return False
    await chat(post, letter, to=message.sender)
    return True


def _is_officers_order(message: Message) -> bool:
    typed = None if message.action else read_chat_command(message.text)
    if typed is None:
        return is_order(message)
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
        await post.session.flush()
        await offer_menu(post.session, message.sender, now=post.now, language=code)
        if officer is None and await speak_on(post, message, dialogue):
            return True
        chosen = language_chosen if officer is None else language_set
        await chat(post, chosen(language=code), to=message.sender)
    else:
        await chat(post, choose_language(language=dialogue.language), to=message.sender)
    return True
