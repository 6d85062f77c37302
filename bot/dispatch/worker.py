"""The one loop that does jobs: claim under a lease, deliver, write down what became of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.outcome import Later, Never, Outcome, Sent
from storage import jobs
from storage.leases import LeaseLostError, renew
from storage.mail import Job
from storage.transaction import Transaction

log = structlog.get_logger()

LEASE = timedelta(seconds=30)
"""How long a killed process keeps its jobs from the others; a living one renews in time."""
IN_HAND = 20
POLL_SECONDS = 1.0
CHANNEL_PAUSE = timedelta(seconds=30)

Deliver = Callable[[Job], Awaitable[Outcome]]
Buried = Callable[[AsyncSession, Job, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Worker:
    """Does the jobs of some kinds, several at a time; several workers may run, here or in other processes."""

    kinds: Sequence[str]
    deliver: Deliver
    transaction: Transaction
    clock: Callable[[], datetime]
    owner: str
    wake: asyncio.Event
    stopping: asyncio.Event
    buried: Buried
    """Called in the transaction that gives a job up, so that an officer learns of it."""
    finished: Callable[[], None]
    """Called after a job was given up: there are letters about it to send."""
    lease: timedelta = LEASE
    _in_hand: set[int] = field(default_factory=set)

    async def run(self) -> None:
        """Work until told to stop; what is in hand is finished first."""
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(self._keep_leases(), name="leases")
            async with asyncio.TaskGroup() as doing:
                while not self.stopping.is_set():
                    self.wake.clear()
                    # A claim holds one job per destination: side by side they keep each destination's order.
                    for job in await self._claim():
                        self._in_hand.add(job.id or 0)
                        doing.create_task(self._do(job), name=f"job {job.id}")
                    await self._rest()
            keeping.cancel()

    async def _claim(self) -> list[Job]:
        room = IN_HAND - len(self._in_hand)
        if room <= 0:
            return []
        try:
            async with self.transaction() as session:
                return await jobs.claim(
                    session,
                    kinds=self.kinds,
                    owner=self.owner,
                    now=self.clock(),
                    lease=self.lease,
                    limit=room,
                )
        except Exception:  # the database may be back at the next look
            log.exception("jobs.not_claimed", kinds=self.kinds)
            return []

    async def _do(self, job: Job) -> None:
        try:
            if await self._write(job, await self._delivered(job)):
                self.finished()
        except LeaseLostError:
            log.warning("job.lease_lost", kind=job.kind, job=job.id)
        except Exception:  # when the lease ends, it is done again
            log.exception("job.not_noted", kind=job.kind, job=job.id)
        finally:
            self._in_hand.discard(job.id or 0)
        self.wake.set()

    async def _delivered(self, job: Job) -> Outcome:
        try:
            return await self.deliver(job)
        except Exception as error:  # one bad job must not stop the others
            log.exception("job.failed", kind=job.kind, job=job.id, about=job.about)
            return Later(f"{type(error).__name__}: {error}"[:1000])

    async def _write(self, job: Job, outcome: Outcome) -> bool:
        """Write down the outcome, and with it the news that the job was given up; True if it was."""
        async with self.transaction() as session:
            given_up = await self._put(session, job.id or 0, outcome, self.clock())
            if given_up:
                await self.buried(session, job, getattr(outcome, "error", ""))
        word = type(outcome).__name__.lower()
        log.info(
            "job.tried",
            request=job.payload.get("code", ""),
            outcome=word,
            kind=job.kind,
            job=job.id,
            about=job.about,
        )

        return given_up

    async def _put(self, session: AsyncSession, job_id: int, outcome: Outcome, now: datetime) -> bool:
        match outcome:
            case Sent(result):
                await jobs.done(session, job_id, owner=self.owner, now=now, result=result)
            case Never(error):
                await jobs.bury(session, job_id, owner=self.owner, now=now, error=error)
            case Later(error, after, whole_channel):
                return await jobs.retry(
                    session,
                    job_id,
                    owner=self.owner,
                    now=now,
                    error=error,
                    after=after or (CHANNEL_PAUSE if whole_channel else None),
                    blameless=whole_channel,
                )
        return isinstance(outcome, Never)

    async def _keep_leases(self) -> None:
        """Renew what is in hand: a slow mail server must not make another process send the same mail."""
        while True:
            await asyncio.sleep(self.lease.total_seconds() / 3)
            if not self._in_hand:
                continue
            try:
                async with self.transaction() as session:
                    until = self.clock() + self.lease
                    await renew(session, Job, tuple(self._in_hand), owner=self.owner, until=until)
            except Exception:  # a lease that ends means at worst the same mail twice, with one Message-ID
                log.exception("jobs.not_renewed", kinds=self.kinds)

    async def _rest(self) -> None:
        """Sleep until somebody wakes us, or for a moment: another process may have left work."""
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self.wake.wait()
        except TimeoutError:
            return
