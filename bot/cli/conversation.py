"""Somebody at a terminal: what they type enters by the inbox like a message of any other channel."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from bot.app import App
from bot.chat.terminal import terminal_payload
from storage import inbox, jobs

CHANNEL = "terminal"


def terminal_chat(name: str) -> str:
    """The address of a person's conversation at a terminal."""
    return f"{CHANNEL}:{name}"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's conversation; letters to them are jobs of the kind `chat`."""

    app: App
    name: str
    language: str

    @property
    def chat(self) -> str:
        """Where Muster's letters to this person go."""
        return terminal_chat(self.name)

    async def put(self, text: str, *, action: str = "") -> None:
        """Store what was typed, or the button that was chosen."""
        async with self.app.database.transaction() as session:
            await inbox.store(
                session,
                channel=CHANNEL,
                external_id=uuid.uuid4().hex,
                stream=self.chat,
                payload=terminal_payload(text, action=action, name=self.name, language=self.language),
                envelope={},
                received_at=self.app.now(),
            )
        self.app.arrived.set()


async def wait_until_done(app: App, kinds: Sequence[str], *, stream: str = "", look: float) -> None:
    """Wait until what has arrived (in one stream, or in all) is handled and the due jobs of these kinds are done."""
    while await _busy(app, kinds, stream):
        app.outgoing.set()  # another process may have left a letter for us
        await asyncio.sleep(look)


async def _busy(app: App, kinds: Sequence[str], stream: str) -> bool:
    async with app.database.snapshot() as session:
        if await inbox.waiting(session, stream=stream):
            return True
        return bool(await jobs.unfinished(session, kinds, now=app.now()))
