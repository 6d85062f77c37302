"""What an officer orders about a message that waits: a pressed button, a chat command, or the first line of a mail."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.dispatch.commands import MAX_ROW_ID, MAX_WORDS
from bot.texts.open_message import message_words
from config.folding import fold
from intake.tokens import codes_in


class MessageVerb(StrEnum):
    """What can be done with messages that wait."""

    LIST = "inbox"
    SHOW = "message"
    ATTACH = "attach"
    DISCARD = "discard"
    RETRY = "retry"
    TAKE_UP = "takeup"
    """Read it as a new request, whatever it seemed to belong to."""
    CONFIRM = "confirm"
    DISOWN = "disown"


_SAID = (
    MessageVerb.ATTACH,
    MessageVerb.DISCARD,
    MessageVerb.RETRY,
    MessageVerb.TAKE_UP,
    MessageVerb.CONFIRM,
    MessageVerb.DISOWN,
)


_MARKS = " .,:;!-–—"
_ENDING_MARKS = re.compile(r"[^\w\s]{1,9}$")


@dataclass(frozen=True, slots=True)
class MessageOrder:
    """An order about the message of this number."""

    verb: MessageVerb
    number: int = 0
    code: str = ""
    """The request it is attached to; '' for the one it may be about."""
    name: str = ""
    """Words that name the expert whose answer it is."""


def read_message_action(action: str) -> MessageOrder | None:
    """The order of a button such as `attach:12`."""
    verb, _, number = action.partition(":")
    if verb not in set(MessageVerb) or not _is_number(number):
        return None
    return MessageOrder(MessageVerb(verb), int(number))


def read_message_command(text: str) -> MessageOrder | None:
    """The order of `/inbox`, `/message 12`, `/attach 12 2026-03 Moreau`, `/discard 12`, `/retry 12` or `/takeup 12`."""
    first, _, rest = text.strip()[:MAX_WORDS].partition(" ")
    verb = first.partition("@")[0].lower().removeprefix("/")
    if not first.startswith("/") or verb not in set(MessageVerb):
        return None
    number, _, words = rest.strip().partition(" ")
    if not _is_number(number):
        return MessageOrder(MessageVerb.LIST)
    return _with_words(MessageOrder(MessageVerb(verb), int(number)), words)


def read_message_reply(text: str, language: str, number: int) -> MessageOrder | None:
    """The order in the first line of a reply about the message of this number.

    "No problem, it is mine", "Yes? I never wrote that" and "Attach what?" open with a word of command and are none.
    """
    line, _, below = text.strip()[:MAX_WORDS].partition("\n")
    for verb in _SAID:
        for word in sorted(message_words(verb, language), key=len, reverse=True):
            rest = _after(line, word)
            if rest is not None and _is_meant(verb, rest, below, language):
                return _with_words(MessageOrder(verb, number), rest.lstrip(_MARKS))
    return None


def _is_meant(verb: MessageVerb, rest: str, below: str, language: str) -> bool:
    """Whether what follows the word of command leaves it one: nothing that asks, doubts or takes it back."""
    if "?" in rest:
        return False
    if verb is MessageVerb.ATTACH:
        return True
    if verb is MessageVerb.CONFIRM:
        return not rest.strip(_MARKS) and not any(_takes_back(line, language) for line in below.splitlines())
    return not rest or rest[0] in _MARKS


def _takes_back(line: str, language: str) -> bool:
    words = message_words(MessageVerb.DISOWN, language)
    return "?" in line or any(_after(line, word) is not None for word in words)


def _with_words(order: MessageOrder, words: str) -> MessageOrder:
    code = next(iter(codes_in(words)), "")
    return replace(
        order, code=code, name=words.replace(code, "", 1).strip(" .,:;-–") if code else words.strip()
    )


def _after(line: str, word: str) -> str | None:
    """What follows the word that opens the line, with the marks between them; None if another word does."""
    said, wanted = line.split(), word.split()
    if [fold(one) for one in said[: len(wanted)]] != [fold(one) for one in wanted]:
        return None
    mark = _ENDING_MARKS.search(said[len(wanted) - 1])
    return " ".join((*(mark[0] if mark else "").split(), *said[len(wanted) :]))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_ROW_ID))
