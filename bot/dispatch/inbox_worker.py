"""The one loop that takes stored messages: one transaction each, three tries, then an officer's eyes."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.buried import tell_of_dead_message
from bot.dispatch.handle import handle
from bot.dispatch.house import House
from bot.dispatch.post import Post
from intake.message import Message
from storage import inbox, jobs
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
class NotYet:
    """The message cannot be handled before something is there that is away now; that is nobody's fault."""

    reason: str
    after: timedelta


Examine = Callable[[Message, datetime], Awaitable[Message | NotYet]]
"""A closer look that takes a while, so that no transaction may wait for it: files that came along."""


async def as_it_is(message: Message, _now: datetime) -> Message | NotYet:
    """No closer look."""
    return message


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
    handled: Callable[[Collection[str]], None]
    """Called after each commit with the kinds of jobs that it made."""
    examine: Examine = as_it_is

    async def run(self) -> None:
        """Work until told to stop; the message in hand is finished first."""
        row: Inbox | None = None
        while row is not None or not self.stopping.is_set():
            self.wake.clear()
            row = await self._step(row)
            if row is None:
                await self._rest()

    async def _step(self, row: Inbox | None) -> Inbox | None:
        """Handle this message or the next that waits; returns the one after it, claimed on the way."""
        try:
            row = row or await self._claim_next()
            return await self._take(row) if row is not None else None
        except Exception:  # the database may be back at the next look; what was claimed is taken again
            log.exception("inbox.failed")
            return None

    async def _claim_next(self) -> Inbox | None:
        async with self.transaction() as session:
            return await self._claim(session)

    async def _claim(self, session: AsyncSession) -> Inbox | None:
        """The next message. Never more than one: a try that counts must be a try that was made."""
        claimed = await inbox.claim(session, owner=self.owner, now=self.clock(), lease=LEASE, limit=1)
        return claimed[0] if claimed else None

    async def _take(self, row: Inbox) -> Inbox | None:
        try:
            return await self._handle(row)
        except LeaseLostError:
            log.warning("message.lease_lost", channel=row.channel, inbox=row.id)
        except Exception as error:  # a poison message is set aside, the others go on
            log.exception("message.failed", channel=row.channel, inbox=row.id, attempt=row.attempts)
            await self._give_back(row, f"{type(error).__name__}: {error}")
        self.wake.set()  # what follows was not claimed on the way
        return None

    async def _handle(self, row: Inbox) -> Inbox | None:
        read = await asyncio.to_thread(self.read[row.channel], row)
        message = await self.examine(read, self.clock()) if read is not None else None
        if isinstance(message, NotYet):
            await self._put_off(row, message)
            return None
        now = self.clock()
        async with self.transaction() as session:
            post, note = Post(session, self.house, now, cause=message), "nothing to read"
            if message is not None:
                note = await handle(post, message, inbox_id=row.id or 0)
            await inbox.finish(
                session, row.id or 0, owner=self.owner, now=now, note=note, doubtful=bool(post.doubts)
            )
            following = None if self.stopping.is_set() else await self._claim(session)
        log.info("message.done", channel=row.channel, inbox=row.id, note=note, requests=post.codes)
        self.handled(jobs.enqueued(session))
        return following

    async def _put_off(self, row: Inbox, why: NotYet) -> None:
        log.warning("message.put_off", channel=row.channel, inbox=row.id, reason=why.reason)
        async with self.transaction() as session:
            await inbox.put_off(
                session,
                row.id or 0,
                owner=self.owner,
                now=self.clock(),
                after=why.after,
                reason=why.reason,
            )
        self.wake.set()  # the messages of others need not wait

    async def _give_back(self, row: Inbox, error: str) -> None:
        now = self.clock()
        async with self.transaction() as session:
            dead = await inbox.fail(session, row.id or 0, owner=self.owner, now=now, error=error[:1000])
            if dead:
                await tell_of_dead_message(Post(session, self.house, now), row)
        self.handled(jobs.enqueued(session))

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self.wake.wait()
        except TimeoutError:
            return
