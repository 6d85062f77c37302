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
Ended = tuple[Job, Outcome]
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
    _ended: list[Ended] = field(default_factory=list)
    """Deliveries whose outcome is not written down yet."""

    async def run(self) -> None:
        """Work until told to stop; what is in hand is finished first."""
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(self._keep_leases(), name="leases")
            async with asyncio.TaskGroup() as doing:
                await self._begin(doing)
            keeping.cancel()

    async def _begin(self, doing: asyncio.TaskGroup) -> None:
        """Begin what can be begun, until told to stop and nothing is in hand any more."""
        while self._in_hand or not self.stopping.is_set():
            self.wake.clear()
            # A claim holds one job per destination: side by side they keep each destination's order.
            for job in await self._look():
                self._in_hand.add(job.id or 0)
                doing.create_task(self._do(job), name=f"job {job.id}")
            await self._rest()

    async def _look(self) -> list[Job]:
        """Write down what has ended and claim what can be begun: one transaction, however many those are."""
        ended = self._ended.copy()
        self._ended.clear()
        room = 0 if self.stopping.is_set() else IN_HAND - len(self._in_hand) + len(ended)
        claimed = await self._try_to_settle(ended, room) if ended or room else []
        if claimed is None:
            for one in ended:  # one outcome that cannot be written must not hold up the others
                await self._try_to_settle([one], room=0)
        self._in_hand.difference_update(job.id or 0 for job, _ in ended)
        return claimed or []

    async def _try_to_settle(self, ended: Sequence[Ended], room: int) -> list[Job] | None:
        """What was claimed; None if nothing could be written, and then what ended is done again after its lease."""
        try:
            return await self._settle(ended, room)
        except Exception:  # the database may be back at the next look
            log.exception("jobs.not_settled", kinds=self.kinds, jobs=[job.id for job, _ in ended])
            return None

    async def _settle(self, ended: Sequence[Ended], room: int) -> list[Job]:
        claimed: list[Job] = []
        async with self.transaction() as session:
            given_up = [await self._write(session, job, outcome) for job, outcome in ended]
            if room:
                claimed = await jobs.claim(
                    session,
                    kinds=self.kinds,
                    owner=self.owner,
                    now=self.clock(),
                    lease=self.lease,
                    limit=room,
                )
        for job, outcome in ended:
            word = type(outcome).__name__.lower()
            log.info(
                "job.tried",
                request=job.payload.get("code", ""),
                outcome=word,
                kind=job.kind,
                job=job.id,
                about=_loggable(job.about),
            )
        if any(given_up):
            self.finished()
        return claimed

    async def _do(self, job: Job) -> None:
        try:
            outcome = await self.deliver(job)
        except Exception as error:  # one bad job must not stop the others
            log.exception("job.failed", kind=job.kind, job=job.id, about=job.about)
            outcome = Later(f"{type(error).__name__}: {error}"[:1000])
        self._ended.append((job, outcome))
        self.wake.set()

    async def _write(self, session: AsyncSession, job: Job, outcome: Outcome) -> bool:
        """Write down the outcome, and with it the news that the job was given up; True if it was."""
        try:
            given_up = await self._put(session, job.id or 0, outcome, self.clock())
        except LeaseLostError:
            log.warning("job.lease_lost", kind=job.kind, job=job.id)
            return False
        if given_up:
            await self.buried(session, job, getattr(outcome, "error", ""))
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


def _loggable(about: str) -> str:
    """What a job is about without anybody's address: a stranger has no number."""
    kind, _, number = about.partition(":")
    return about if number.isdecimal() else kind
