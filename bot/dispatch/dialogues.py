"""Where a chat conversation stands: its language, its draft, and what the next typed words answer."""

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
    if dialogue.request_id is not None and now - dialogue.updated_at > _PAUSE:
        look_away(dialogue)
    dialogue.updated_at = now
    await session.flush()
    return dialogue


def take_waiting(dialogue: Dialogue) -> str:
    """What the next words were to answer; asked once only."""
    waiting, dialogue.waiting_for = dialogue.waiting_for, ""
    return waiting


def remember_reason(dialogue: Dialogue, action: str, reason: str) -> None:
    """Keep what was written for an order that the next button confirms."""
    dialogue.state = {**dialogue.state, _UNSURE: [action, reason]}


def take_reason(dialogue: Dialogue, action: str) -> str:
    """The reason kept for this order, once only; '' if it was for another one."""
    kept = dialogue.state.get(_UNSURE)
    dialogue.state = {key: value for key, value in dialogue.state.items() if key != _UNSURE}
    return str(kept[1]) if isinstance(kept, list) and kept[:1] == [action] else ""


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
