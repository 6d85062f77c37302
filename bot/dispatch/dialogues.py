"""Where a chat conversation stands: its language, its draft, and what the next typed words answer."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from config.languages import INTERFACE_LANGUAGES
from intake.message import Message
from storage.mail import Job
from storage.people import Dialogue
from storage.requests import Request

_PAUSE = timedelta(hours=1)
_AWAY = "away"
_UNSURE = "unsure"
_SAID = "said"
_QUESTION = "question"
_DIGITS = 8
MOST_QUESTIONS = 10
"""So many questions of one chat can be answered by their Yes at the same time."""
MOST_REMEMBERED = 60
"""So many messages of a chat can still be changed by editing them."""


async def dialogue_of(session: AsyncSession, message: Message, *, default: str, now: datetime) -> Dialogue:
    """The conversation of this chat; a new one speaks the language of the person's device, if Muster can."""
    dialogue = await session.get(Dialogue, message.sender)
    if dialogue is None:
        wanted = message.language[:2].lower()
        language = wanted if wanted in INTERFACE_LANGUAGES else default
        dialogue = Dialogue(chat=message.sender, language=language, updated_at=now)
        session.add(dialogue)
        await session.flush()
    if dialogue.request_id is not None and now - dialogue.updated_at > _PAUSE:
        look_away(dialogue)
    dialogue.updated_at = now
    return dialogue


def take_waiting(dialogue: Dialogue) -> str:
    """What the next words were to answer; asked once only."""
    waiting, dialogue.waiting_for = dialogue.waiting_for, ""
    return waiting


def remember_reason(dialogue: Dialogue, action: str, reason: str) -> str:
    """Keep what was written for an order; returns the number of the question whose Yes confirms it.

    The number follows from the order and the words, so that a Yes confirms what it stood under and nothing else.
    """
    number = hashlib.sha256(f"{action}\n{reason}".encode("utf-8", "replace")).hexdigest()[:_DIGITS]
    earlier = {key: words for key, words in _reasons(dialogue).items() if key != number}
    newest = list({**earlier, number: reason}.items())[-MOST_QUESTIONS:]
    dialogue.state = {**dialogue.state, _UNSURE: dict(newest)}
    return number


def take_reason(dialogue: Dialogue, number: str) -> str:
    """The reason that the question of this number was put with, once only; '' if it is answered or unknown."""
    kept = dict(_reasons(dialogue))
    reason = str(kept.pop(number, ""))
    rest = {key: value for key, value in dialogue.state.items() if key != _UNSURE}
    dialogue.state = {**rest, _UNSURE: kept} if kept else rest
    return reason


def _reasons(dialogue: Dialogue) -> Mapping[str, object]:
    kept = dialogue.state.get(_UNSURE)
    return kept if isinstance(kept, dict) else {}


def remember_question(dialogue: Dialogue, job: int | None) -> None:
    """Keep which job sends the question that the next words answer."""
    dialogue.state = {**dialogue.state, _QUESTION: job}


async def is_reply_to_question(session: AsyncSession, dialogue: Dialogue, message: Message) -> bool:
    """Whether it answers the very message that asks what is waited for, and not another one."""
    number = dialogue.state.get(_QUESTION)
    job = await session.get(Job, number) if dialogue.waiting_for and isinstance(number, int) else None
    sent = job.result.get("message_ids") if job else None
    ids = sent if isinstance(sent, list) else []
    return any(f"message:{one}" in message.references for one in ids)


def look_away(dialogue: Dialogue) -> None:
    """Note that the person no longer has the last question before their eyes."""
    dialogue.state = {**dialogue.state, _AWAY: True}


def was_away(dialogue: Dialogue) -> bool:
    """Whether the last question may be forgotten; true once only, because now it is answered or shown again."""
    away = bool(dialogue.state.get(_AWAY))
    if away:
        dialogue.state = {key: value for key, value in dialogue.state.items() if key != _AWAY}
    return away


def note_said(dialogue: Dialogue, message: Message, request: Request, field: str) -> None:
    """Remember which answer a message holds, so that changing the message can change the answer."""
    number = _number_of(message)
    if not number or not field:
        return
    known = dialogue.state.get(_SAID)
    said = dict(known) if isinstance(known, dict) else {}
    said[number] = [request.id, field]
    newest = dict(list(said.items())[-MOST_REMEMBERED:])
    dialogue.state = {**dialogue.state, _SAID: newest}


def what_was_said(dialogue: Dialogue, message: Message) -> tuple[int, str] | None:
    """The request and the field that an earlier message answered."""
    known = dialogue.state.get(_SAID)
    entry = known.get(_number_of(message)) if isinstance(known, dict) else None
    if not isinstance(entry, list) or len(entry) != 2 or not isinstance(entry[0], int):
        return None
    return entry[0], str(entry[1])


def _number_of(message: Message) -> str:
    return message.message_id.removeprefix("message:")
