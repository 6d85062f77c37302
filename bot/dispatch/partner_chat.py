"""A partner in a chat: what each message is, and who of the modules beside this one answers it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.dispatch import draft_care, feedback_desk, partner_draft, partner_edits, partner_files, partner_proof
from bot.dispatch.dialogues import note_said, take_waiting
from bot.dispatch.partner_requests import answer_passed, asked_about, replied_to, tell_status
from bot.dispatch.post import Post
from bot.dispatch.talk import Talk
from bot.texts import partner as letters
from bot.texts.partner_commands import unknown_command
from bot.texts.partner_talk import of_blocks
from bot.texts.render_telegram import NOTHING
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.form_buttons import button_word
from intake.form_remarks import remark
from intake.message import Message
from intake.tokens import codes_in
from storage.institutions import find_or_add_contact
from storage.people import Contact, Dialogue
from storage.queries import requests_of_contact
from storage.requests import Request

_GREETINGS = frozenset(
    ["hi", "hello", "hello there", "hey", "good morning", "good afternoon", "good evening", "good day", "greetings",
     "start", "bonjour", "bonsoir", "salut", "allo", "coucou", "hola", "buenas", "buenos dias", "buenas tardes",
     "buenas noches", "buen dia", "ola", "oi", "bom dia", "boa tarde", "boa noite"]
)  # fmt: skip


async def hear_partner(post: Post, message: Message, dialogue: Dialogue, known: Contact | None = None) -> str:
    """Answer a partner in a chat, perhaps a known one; returns a note for the inbox."""
    talk = await talk_of(post, message, dialogue, known)
    waiting = take_waiting(dialogue)
    if partner_edits.is_edit(talk):
        dialogue.waiting_for = waiting
        return await partner_edits.hear_edit(talk)
    if (hear := _ordered(talk)) is not None:
        return await hear(talk)
    if _is_unknown_command(talk):
        return await _explain(talk, waiting)
    return await _hear_words(talk, waiting)


async def _hear_words(talk: Talk, waiting: str) -> str:
    """Words or files: about a request that was sent, about what was asked last, or for the draft."""
    request = await replied_to(talk)
    if partner_files.brings_files(talk):
        return await partner_files.hear_files(talk, request)
    if kind := partner_files.other_kind(talk):
        talk.dialogue.waiting_for = waiting
        return await partner_files.answer_other(talk, kind)
    if request is not None:
        return await _answer_about(talk, request)
    if waiting and not talk.message.action:
        return await _waited_for(talk, waiting)
    draft = await talk.draft()
    if draft is not None:
        return await partner_draft.go_on(talk, draft)
    return await (partner_draft.cancel(talk) if talk.command == "cancel" else _loose_words(talk))


async def talk_of(post: Post, message: Message, dialogue: Dialogue, known: Contact | None = None) -> Talk:
    """The conversation with the contact of this chat, who is looked up if not known, and added if new."""
    name = message.sender_name if message.channel != "terminal" else ""
    contact = known or await find_or_add_contact(
        post.session, now=post.now, chat=message.sender, name=name, language=dialogue.language
    )
    contact.name, contact.language = contact.name or name, dialogue.language
    return Talk(post, message, dialogue, contact)


async def speak_on(post: Post, message: Message, dialogue: Dialogue) -> bool:
    """After a change of language: show the open question in it; False if none is open."""
    return await partner_draft.speak_on(await talk_of(post, message, dialogue))


def is_greeting(message: Message) -> bool:
    """Whether somebody only says hello, in one of the four languages."""
    return not message.action and fold(message.text[:60]) in _GREETINGS


# --- commands and buttons that mean the same everywhere ---


def _ordered(talk: Talk) -> Callable[[Talk], Awaitable[str]] | None:
    """Who answers a command or a button that does not depend on what was asked last."""
    action = talk.message.action
    if action:
        prefix = action.partition(":")[0]
        return _BUTTONS.get(action) or _KINDS_OF_BUTTONS.get(prefix)
    if is_greeting(talk.message):
        return partner_draft.welcome
    return _COMMANDS.get(talk.command)


def _is_unknown_command(talk: Talk) -> bool:
    """Whether it looks like a command and is none, nor the word of a button with a slash: `/skip` skips."""
    word = talk.command
    looks_so = word.isascii() and word.isalpha() and word != "cancel"
    return looks_so and button_word(talk.message.text) is None


async def _explain(talk: Talk, waiting: str) -> str:
    """What can be typed; the question that is open stays open."""
    told = unknown_command(talk.command, language=talk.language)
    if not waiting:
        return await partner_draft.again(talk, told)
    talk.dialogue.waiting_for = waiting
    await talk.show(of_blocks(told, language=talk.language))
    return "no such command"


async def _start(talk: Talk) -> str:
    if partner_proof.is_partners_link(talk.rest):
        return await partner_proof.accept_invitation(talk, talk.rest)
    return await partner_draft.welcome(talk)


async def _status(talk: Talk) -> str:
    return await tell_status(talk, talk.rest)


async def _all_requests(talk: Talk) -> str:
    return await tell_status(talk, "")


async def _leave(talk: Talk) -> str:
    """Nothing is asked beside the form any more."""
    if await talk.draft() is None:
        return await partner_draft.welcome(talk)
    return await partner_draft.again(talk, ())


async def _only_to_read(_: Talk) -> str:
    return "a cell that is only there to be read"


_GO_ON = frozenset(
    ["continue", "go on", "resume", "continuer", "reprendre", "continuar", "seguir", "retomar", "request", "new request", "demande",
     "nouvelle demande", "solicitud", "nueva solicitud", "pedido", "novo pedido"]
)  # fmt: skip
_TYPED_CHOICES: Mapping[str, Callable[[Talk], Awaitable[str]]] = {
    "partner.menu.new": partner_draft.begin,
    "partner.menu.continue": partner_draft.begin,
    "partner.menu.mine": _all_requests,
    "talk.menu.by_mail": draft_care.continue_by_mail,
}
_COMMANDS: Mapping[str, Callable[[Talk], Awaitable[str]]] = {
    "request": partner_draft.begin,
    "new": partner_draft.begin,
    "status": _status,
    "requests": _status,
    "mail": draft_care.continue_by_mail,
    "verify": partner_proof.ask_address,
    "start": _start,
    "help": partner_draft.help_,
}
_BUTTONS: Mapping[str, Callable[[Talk], Awaitable[str]]] = {
    "menu:new": partner_draft.begin,
    "menu:mine": _all_requests,
    "menu:prove": partner_proof.ask_address,
    "menu:leave": _leave,
    "menu:by_mail": draft_care.continue_by_mail,
    NOTHING: _only_to_read,
}
_KINDS_OF_BUTTONS: Mapping[str, Callable[[Talk], Awaitable[str]]] = {
    "same": partner_draft.same_or_not,
    "different": partner_draft.same_or_not,
    "fb": feedback_desk.hear_feedback_button,
}


# --- typed words ---


async def _waited_for(talk: Talk, waiting: str) -> str:
    """The answer to the one thing that was asked beside the form."""
    if talk.command == "cancel":
        return await _leave(talk)
    match waiting:
        case partner_proof.ADDRESS:
            return await partner_proof.hear_address(talk)
        case partner_proof.CODE:
            return await partner_proof.hear_code(talk)
        case draft_care.BY_MAIL:
            return await draft_care.hear_where_to_mail(talk)
    kind, _, number = waiting.partition(":")
    if kind == feedback_desk.WORDS:
        return await feedback_desk.hear_feedback_words(talk, number)
    return await _loose_words(talk)


async def _loose_words(talk: Talk) -> str:
    """Words outside any dialogue: an answer to a question, a pasted letter, a code, or nothing Muster knows."""
    text = talk.message.text
    if talk.message.action:
        await talk.show(letters.nothing_open(language=talk.language))
        return "button spent"
    asked = await asked_about(talk.post, talk.contact)
    if asked is not None:
        return await _answer_about(talk, asked)
    if (chosen := _choice_typed(text)) is not None:
        return await chosen(talk)
    if len(text) >= partner_draft.LETTER_LENGTH:
        return await partner_draft.read_letter(talk)
    if codes_in(text) or await _is_remark_on_requests(talk):
        return await tell_status(talk, text if codes_in(text) else "")
    await talk.show(letters.not_understood(language=talk.language))
    return "not understood"


async def _is_remark_on_requests(talk: Talk) -> bool:
    """'How long will it take?' or 'thanks' of somebody who has asked for something."""
    is_remark = remark(talk.message.text) is not None
    return is_remark and bool(await requests_of_contact(talk.post.session, talk.contact.id or 0))


def _choice_typed(text: str) -> Callable[[Talk], Awaitable[str]] | None:
    """The label of a button of the menu typed out is that button; 'continue' goes on with the draft that waits."""
    words = fold(text[:60])
    if words in _GO_ON:
        return partner_draft.begin
    labels = (
        (say(language, key), press)
        for key, press in _TYPED_CHOICES.items()
        for language in INTERFACE_LANGUAGES
    )
    return next((press for label, press in labels if words == fold(label)), None)


async def _answer_about(talk: Talk, request: Request) -> str:
    note_said(talk.dialogue, talk.message, request, partner_edits.REPLY)
    return await answer_passed(talk, request, talk.message.text)
