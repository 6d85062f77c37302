"""What a mail job asks for: read from its payload once, refused if no mail could come of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.texts.letter import Letter
from bot.texts.letter_json import LetterUnreadableError, letter_from_json
from bot.texts.printable import one_line

_LONGEST_ADDRESS = 254
_LONGEST_NAME = 100
_MOST_REFERENCES = 20
# One address and nothing else: no quoting, no comments, no second address behind a comma.
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]{1,64}@[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]{1,253}")
_MESSAGE_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,250}")
_TOKEN = re.compile(r"[a-z0-9]{0,64}")


class OrderUnreadableError(ValueError):
    """The payload of a mail job cannot become a mail."""


@dataclass(frozen=True, slots=True)
class Order:
    """A letter, whom it goes to, and the thread it belongs to."""

    letter: Letter
    to: str
    to_name: str = ""
    reply_token: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    digest: bool = False
    """A regular summary: the one kind of letter that somebody may want no more of."""


def read_order(payload: Mapping[str, object]) -> Order:
    """The order in a job's payload; whatever is not needed to send the mail is dropped rather than trusted."""
    to = str(payload.get("to") or "").strip()
    if not is_address(to):
        raise OrderUnreadableError("the mail has no readable address")
    return Order(
        letter=_letter(payload),
        to=to,
        to_name=one_line(str(payload.get("to_name") or ""))[:_LONGEST_NAME].strip(),
        reply_token=_token(str(payload.get("reply_token") or "")),
        in_reply_to=next(iter(_message_ids([payload.get("in_reply_to")])), ""),
        references=_message_ids(payload.get("references")),
        digest=payload.get("digest") is True,
    )


def is_address(text: str) -> bool:
    """Whether this is exactly one address that may stand in an envelope and in a header."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def _letter(payload: Mapping[str, object]) -> Letter:
    try:
        return letter_from_json(payload.get("letter"))
    except LetterUnreadableError as error:
        raise OrderUnreadableError(str(error)) from error


def _token(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise OrderUnreadableError("the reply token is not made of lower-case letters and digits")
    return text


def _message_ids(values: object) -> tuple[str, ...]:
    """Sane Message-IDs without brackets, in order; the first and the last ones if there are very many."""
    if not isinstance(values, list | tuple):
        return ()
    names = [value.strip("<> \t\r\n") for value in values if isinstance(value, str)]
    sane = tuple(name for name in names if _MESSAGE_ID.fullmatch(name))
    return sane if len(sane) <= _MOST_REFERENCES else (sane[0], *sane[1 - _MOST_REFERENCES :])
