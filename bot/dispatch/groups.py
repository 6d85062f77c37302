"""A group chat: people of the facility give orders there, everybody else is not heard (decision 0055)."""

from dataclasses import replace

from bot.dispatch.dialogues import dialogue_of, is_reply_to_question
from bot.dispatch.menus import offer_menu
from bot.dispatch.officer_chat import hear_officer, how_it_came, is_order
from bot.dispatch.people_orders import PeopleVerb, read_people_command
from bot.dispatch.permissions import may
from bot.dispatch.post import Post, answer_button, chat
from bot.texts import people as letters
from bot.texts.officer_desk import language_set
from bot.texts.partner import choose_language
from config.languages import INTERFACE_LANGUAGES
from intake.message import Channel, Message
from storage.chats import link_group, note_reader, officer_group, unlink_group
from storage.journal import record
from storage.people import Officer, OfficerGroup
from storage.queries import officer_by_chat

_GROUP = f"{Channel.TELEGRAM}:-"
"""Telegram gives groups negative numbers, and people positive ones."""
_LANGUAGE_BUTTON = "lang:"


def is_group(message: Message) -> bool:
    """Whether this was written or pressed where others read along."""
    return group_of(message) != ""


def group_of(message: Message) -> str:
    """The group chat this was written in; '' for a chat with one person."""
    return next((chat for chat in message.recipients[:1] if is_group_chat(chat)), "")


def is_group_chat(chat: str) -> bool:
    """Whether several people read along there."""
    return chat.startswith(_GROUP)


async def hear_group(post: Post, message: Message) -> str:
    """Do what somebody of the facility orders in the officers' group; the talk of others is nobody's business."""
    officer = await officer_by_chat(post.session, message.sender)
    if officer is None:
        return await _hear_stranger(post, message)
    order = None if how_it_came(message) else read_people_command(message.text)
    if order is not None and order.verb in {PeopleVerb.LINK, PeopleVerb.UNLINK}:
        return await _link(post, message, officer, order.verb)
    linked = await officer_group(post.session)
    if linked is None or linked.chat != group_of(message):
        await answer_button(post, message, text=letters.group_not_linked(language=officer.language))
        return "group: not linked"
    await note_reader(post.session, linked.chat, officer)
    if (language := _language_wanted(message)) is not None:
        return await _set_language(post, message, officer, linked, language)
    return await _hear_officer(post, message, officer, linked)


async def _hear_stranger(post: Post, message: Message) -> str:
    """Only who presses a button gets an answer, which nobody else sees."""
    language = message.language if message.language in INTERFACE_LANGUAGES else post.house.language
    await answer_button(post, message, text=letters.only_officers(language=language))
    return "group: not an officer"


def _language_wanted(message: Message) -> str | None:
    """What `/language fr`, or its button, asks for; '' for the choice; None if it is about something else."""
    if message.action.startswith(_LANGUAGE_BUTTON):
        return message.action.removeprefix(_LANGUAGE_BUTTON)
    command, _, code = message.text.strip().partition(" ")
    if message.action or how_it_came(message) or command.partition("@")[0] != "/language":
        return None
    return code.strip().lower()[:2]


async def _set_language(
    post: Post, message: Message, officer: Officer, linked: OfficerGroup, code: str
) -> str:
    """What is posted to the group is in this language from now on; each officer's own chat keeps theirs."""
    await answer_button(post, message)
    if not may(officer.role, PeopleVerb.LINK):
        letter = letters.role_lacks(officer.role, language=linked.language)
    elif code not in INTERFACE_LANGUAGES:
        letter = choose_language(language=linked.language)
    else:
        linked.language = code
        await post.session.flush()
        await offer_menu(post.session, linked.chat, now=post.now)
        letter = language_set(language=code)
    await chat(post, letter, to=linked.chat)
    return "group: language"


async def _hear_officer(post: Post, message: Message, officer: Officer, linked: OfficerGroup) -> str:
    """An order, or the words that this very officer was asked for; other talk is not for Muster."""
    own = replace(message, sender=f"{group_of(message)}/{message.sender}")
    dialogue = await dialogue_of(post.session, own, default=officer.language, now=post.now)
    answers = bool(message.text) and await is_reply_to_question(post.session, dialogue, message)
    await answer_button(post, message)
    if not is_order(message) and not answers:
        return "group: not for Muster"
    return await hear_officer(post, message, dialogue, officer, linked=linked)


async def _link(post: Post, message: Message, officer: Officer, verb: PeopleVerb) -> str:
    """Post cards to this group from now on, or no more."""
    group = group_of(message)
    if not may(officer.role, verb):
        await chat(post, letters.role_lacks(officer.role, language=officer.language), to=message.sender)
        return f"officer: {verb} not permitted"
    if verb is PeopleVerb.LINK:
        before = await link_group(post.session, group, title=message.subject, officer=officer, now=post.now)
        await offer_menu(post.session, before.chat if before else None, now=post.now)
        letter = letters.group_linked(language=officer.language)
    elif await unlink_group(post.session, group) is None:
        letter = letters.no_group(language=officer.language)
    else:
        letter = letters.group_unlinked(language=officer.language)
    await offer_menu(post.session, group, now=post.now)
    record(post.session, at=post.now, actor=f"officer:{officer.id}", event=f"group.{verb}ed", subject="group")
    await chat(post, letter, to=group)
    return f"officer: {verb}"
