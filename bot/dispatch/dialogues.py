"""Where a chat conversation stands: its language, its draft, and what the next typed words answer."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from config.languages import INTERFACE_LANGUAGES
from intake.message import Message
from storage.people import Dialogue


async def dialogue_of(session: AsyncSession, message: Message, *, default: str, now: datetime) -> Dialogue:
    """The conversation of this chat; a new one speaks the language of the person's device, if Muster can."""
    dialogue = await session.get(Dialogue, message.sender)
    if dialogue is None:
        wanted = message.language[:2].lower()
        language = wanted if wanted in INTERFACE_LANGUAGES else default
        dialogue = Dialogue(chat=message.sender, language=language, updated_at=now)
        session.add(dialogue)
    dialogue.updated_at = now
    await session.flush()
    return dialogue


def take_waiting(dialogue: Dialogue) -> str:
    """What the next words were to answer; asked once only."""
    waiting, dialogue.waiting_for = dialogue.waiting_for, ""
    return waiting
