"""The one loop that takes stored messages: one transaction each, three tries, then an officer's eyes."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.dispatch.buried import tell_of_dead_message
from bot.dispatch.handle import handle
from bot.dispatch.house import House
from bot.dispatch.post import Post
from intake.message import Message
from storage import inbox
from storage.leases import LeaseLostError
from storage.mail import Inbox
from storage.transaction import Transaction

log = structlog.get_logger()

LEASE = timedelta(seconds=30)
"""How long a killed process keeps its message from the others; none takes a tenth of that to handle."""
POLL_SECONDS = 1.0

Read = Callable[[Inbox], Message | None]
"""From a stored row to a message; None when there is nothing in it that a person could have meant."""


@dataclass(frozen=True, slots=True)
class InboxWorker:
    """Handles stored messages; several may run, in this process or in others."""

    transaction: Transaction
    house: House
    clock: Callable[[], datetime]
    owner: str
    read: Mapping[str, Read]
    wake: asyncio.Event
    stopping: asyncio.Event
    handled: Callable[[], None]
    """Called after each commit: there may be something to send now."""

    async def run(self) -> None:
        """Work until told to stop; the message in hand is finished first."""
        while not self.stopping.is_set():
            self.wake.clear()
            try:
                found = await self._take_next()
            except Exception:  # the database may be back at the next look; what was claimed is taken again
                log.exception("inbox.failed")
                found = False
            if not found:
                await self._rest()

    async def _take_next(self) -> bool:
        """Handle the next message; False if none waits."""
        row = await self._claim()
        if row is None:
            return False
        try:
            note, codes = await self._handle(row)
        except LeaseLostError:
            log.warning("message.lease_lost", channel=row.channel, inbox=row.id)
        except Exception as error:  # a poison message is set aside, the others go on
            log.exception("message.failed", channel=row.channel, inbox=row.id, attempt=row.attempts)
            await self._give_back(row, f"{type(error).__name__}: {error}")
        else:
            log.info("message.done", channel=row.channel, inbox=row.id, note=note, requests=codes)
        self.handled()
        return True

    async def _claim(self) -> Inbox | None:
        """The next message. Never more than one: a try that counts must be a try that was made."""
        async with self.transaction() as session:
            claimed = await inbox.claim(session, owner=self.owner, now=self.clock(), lease=LEASE, limit=1)
        return claimed[0] if claimed else None

    async def _handle(self, row: Inbox) -> tuple[str, list[str]]:
        """How the message was understood, and the codes of the requests it was about."""
        message = await asyncio.to_thread(self.read[row.channel], row)
        now = self.clock()
        async with self.transaction() as session:
            post, note = Post(session, self.house, now, cause=message), "nothing to read"
            if message is not None:
                note = await handle(post, message, inbox_id=row.id or 0)
            await inbox.finish(session, row.id or 0, owner=self.owner, now=now, note=note)
        return note, post.codes

    async def _give_back(self, row: Inbox, error: str) -> None:
        now = self.clock()
        async with self.transaction() as session:
            dead = await inbox.fail(session, row.id or 0, owner=self.owner, now=now, error=error[:1000])
            if dead:
                await tell_of_dead_message(Post(session, self.house, now), row)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self.wake.wait()
        except TimeoutError:
            return
