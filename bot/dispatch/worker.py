"""The one loop that does jobs: claim under a lease, deliver, write down what became of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.dispatch.outcome import Later, Never, Outcome, Sent
from storage import jobs
from storage.leases import LeaseLostError
from storage.mail import Job
from storage.transaction import Transaction

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
BATCH = 20
POLL_SECONDS = 1.0
CHANNEL_PAUSE = timedelta(seconds=30)

Deliver = Callable[[Job], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Worker:
    """Does the jobs of some kinds; several may run, in this process or in others."""

    kinds: Sequence[str]
    deliver: Deliver
    transaction: Transaction
    clock: Callable[[], datetime]
    owner: str
    wake: asyncio.Event
    stopping: asyncio.Event
    buried: Callable[[Job, str], Awaitable[None]]
    """Called after a job was given up, so that an officer learns of it."""
    finished: Callable[[], None]
    """Called after a batch: a job may have left others to do."""

    async def run(self) -> None:
        """Work until told to stop; a job whose delivery raises is tried again, and the loop goes on."""
        while not self.stopping.is_set():
            self.wake.clear()
            if not await self.work_once():
                await self._rest()

    async def work_once(self) -> int:
        """Do what is due now and return how many jobs that was."""
        async with self.transaction() as session:
            given_up = await jobs.give_up(session, now=self.clock())
            claimed = await jobs.claim(
                session, kinds=self.kinds, owner=self.owner, now=self.clock(), lease=LEASE, limit=BATCH
            )
        for job in given_up:
            await self.buried(job, job.last_error)
        # A claim holds one job per destination, so that doing them side by side keeps each destination's order.
        async with asyncio.TaskGroup() as group:
            for job in claimed:
                group.create_task(self._do(job), name=f"job {job.id}")
        if claimed:
            self.finished()
        return len(claimed)

    async def _do(self, job: Job) -> None:
        try:
            outcome = await self.deliver(job)
        except Exception as error:  # one bad job must not stop the others
            log.exception("job.failed", kind=job.kind, job=job.id, about=job.about)
            outcome = Later(f"{type(error).__name__}: {error}")
        try:
            dead = await self._write(job, outcome)
        except LeaseLostError:
            log.warning("job.lease_lost", kind=job.kind, job=job.id)
            return
        log.info(
            "job.tried", outcome=type(outcome).__name__.lower(), kind=job.kind, job=job.id, about=job.about
        )
        if dead:
            await self.buried(job, getattr(outcome, "error", ""))

    async def _write(self, job: Job, outcome: Outcome) -> bool:
        """Write down the outcome; True when the job was given up."""
        now, job_id = self.clock(), job.id or 0
        async with self.transaction() as session:
            match outcome:
                case Sent(result):
                    await jobs.done(session, job_id, owner=self.owner, now=now, result=result)
                case Never(error):
                    await jobs.bury(session, job_id, owner=self.owner, now=now, error=error)
                    return True
                case Later(error, after, whole_channel):
                    pause = after or (CHANNEL_PAUSE if whole_channel else None)
                    return await jobs.retry(
                        session,
                        job_id,
                        owner=self.owner,
                        now=now,
                        error=error,
                        after=pause,
                        blameless=whole_channel,
                    )
        return False

    async def _rest(self) -> None:
        """Sleep until somebody wakes us, or for a moment: another process may have left work."""
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self.wake.wait()
        except TimeoutError:
            return
