"""The one loop that takes stored messages: one transaction each, three tries, then an officer's eyes."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.buried import tell_of_dead_message
from bot.dispatch.closer_look import Examine, Looked, Looks, NotYet, as_it_is
from bot.dispatch.handle import handle
from bot.dispatch.house import House
from bot.dispatch.post import Post
from intake.message import Message
from storage import inbox, jobs
from storage.leases import LeaseLostError, renew
from storage.mail import Inbox
from storage.transaction import Transaction

log = structlog.get_logger()

LEASE = timedelta(seconds=30)
"""How long a killed process keeps its message from the others; none takes a tenth of that to handle.

While files are looked at, which may take longer, the lease is renewed.
"""
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
    handled: Callable[[Collection[str]], None]
    """Called after each commit with the kinds of jobs that it made."""
    examine: Examine = as_it_is
    lease: timedelta = LEASE
    _looks: Looks = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_looks", Looks(self.examine, self.clock, self.wake))

    async def run(self) -> None:
        """Work until told to stop; the message in hand is finished first, those that are looked at wait again."""
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(self._keep_leases(), name="leases of messages")
            await self._work(group)
            keeping.cancel()
            self._looks.cancel()
        await self._put_back()

    async def _work(self, group: asyncio.TaskGroup) -> None:
        row: Inbox | None = None
        while row is not None or not self.stopping.is_set():
            self.wake.clear()
            row = await self._step(group, row)
            if row is None and not self._looks.waiting:
                await self._rest()

    async def _step(self, group: asyncio.TaskGroup, row: Inbox | None) -> Inbox | None:
        """Handle this message, one that was looked at, or the next that waits; returns one claimed on the way."""
        try:
            if row is None and self._looks.waiting:
                return await self._settle(self._looks.take())
            row = row or await self._claim_next()
            return await self._take(group, row) if row is not None else None
        except Exception:  # the database may be back at the next look; what was claimed is taken again
            log.exception("inbox.failed")
            return None

    async def _claim_next(self) -> Inbox | None:
        async with self.transaction() as session:
            return await self._claim(session)

    async def _claim(self, session: AsyncSession) -> Inbox | None:
        """The next message. Never more than one: a try that counts must be a try that was made."""
        claimed = await inbox.claim(session, owner=self.owner, now=self.clock(), lease=self.lease, limit=1)
        return claimed[0] if claimed else None

    async def _take(self, group: asyncio.TaskGroup, row: Inbox) -> Inbox | None:
        if (
            row.id in self._looks.in_hand
        ):  # so long a stall that its lease ended: it is looked at all the same
            return None
        return await self._guarded(row, self._begin(group, row))

    async def _settle(self, looked: Looked) -> Inbox | None:
        try:
            return await self._guarded(looked.row, self._handle(looked.row, looked.found))
        finally:
            self._looks.settled(looked.row)

    async def _guarded(self, row: Inbox, doing: Awaitable[Inbox | None]) -> Inbox | None:
        try:
            return await doing
        except LeaseLostError:
            log.warning("message.lease_lost", channel=row.channel, inbox=row.id)
        except Exception as error:  # a poison message is set aside, the others go on
            log.exception("message.failed", channel=row.channel, inbox=row.id, attempt=row.attempts)
            await self._give_back(row, f"{type(error).__name__}: {error}")
        self.wake.set()  # what follows was not claimed on the way
        return None

    async def _begin(self, group: asyncio.TaskGroup, row: Inbox) -> Inbox | None:
        """Handle a message at once, unless it has files: those are looked at first, and meanwhile the others go on."""
        message = await asyncio.to_thread(self.read[row.channel], row)
        if message is None or not (message.files or message.attachments):
            return await self._handle(row, message)
        crowded = self._looks.begin(group, row, message)
        self.wake.set()  # what follows was not claimed on the way
        return await self._handle(row, crowded) if crowded is not None else None

    async def _handle(self, row: Inbox, message: Message | NotYet | Exception | None) -> Inbox | None:
        if isinstance(message, Exception):
            raise message
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
            go_on = not (self.stopping.is_set() or self._looks.waiting)
            following = await self._claim(session) if go_on else None
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

    async def _keep_leases(self) -> None:
        """Renew what is looked at: another process must not fetch the same files."""
        while True:
            await asyncio.sleep(self.lease.total_seconds() / 3)
            if not self._looks.in_hand:
                continue
            try:
                async with self.transaction() as session:
                    until = self.clock() + self.lease
                    await renew(session, Inbox, tuple(self._looks.in_hand), owner=self.owner, until=until)
            except Exception:  # a lease that ends means at worst that the files are looked at twice
                log.exception("inbox.not_renewed")

    async def _put_back(self) -> None:
        """Let what is still looked at wait for the next start; the try is not counted."""
        try:
            for row in self._looks.in_hand.values():
                with suppress(LeaseLostError):
                    await self._put_off(row, NotYet("Muster was stopped", timedelta(0)))
        except Exception:  # then its lease ends by itself
            log.exception("inbox.not_put_back")

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self.wake.wait()
        except TimeoutError:
            return
