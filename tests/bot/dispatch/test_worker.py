"""The loop that does jobs, on real databases: nothing is lost, nothing overtakes, nobody waits for a slow neighbour."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.outcome import Later, Never, Outcome, Sent
from bot.dispatch.worker import CHANNEL_PAUSE, IN_HAND, LEASE, Worker
from storage import jobs
from storage.database import Database
from storage.journal import JournalEntry, record
from storage.mail import Job
from storage.states import JobStatus
from storage.transaction import Transaction

DEADLINE = 10.0


class DatabaseDownError(Exception):
    """The database went away."""


@dataclass
class Shaky:
    """Real transactions of which some break just before their commit."""

    real: Transaction
    failures: int = 0

    def __call__(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._open()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[AsyncSession]:
        async with self.real() as session:
            yield session
            if self.failures:
                self.failures -= 1
                raise DatabaseDownError


@dataclass
class Stage:
    """A worker, what it is given to do, and what shall become of each try."""

    database: Database
    transaction: Shaky
    now: datetime
    outcomes: dict[str, list[Outcome | Exception]] = field(default_factory=dict)
    """By destination, one for each try; what is not listed is sent."""
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    """Deliveries to these destinations take until the event is set."""
    tried: list[tuple[str, int]] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    buried: list[str] = field(default_factory=list)
    failing_burials: int = 0
    finished: int = 0

    def worker(
        self, owner: str = "worker", lease: timedelta = LEASE, **values: Callable[[], datetime]
    ) -> Worker:
        return Worker(
            kinds=("mail",),
            deliver=self._deliver,
            transaction=self.transaction,
            clock=values.get("clock", lambda: self.now),
            owner=owner,
            wake=self.wake,
            stopping=self.stopping,
            buried=self._bury,
            finished=self._finish,
            lease=lease,
        )

    async def put(self, *destinations: str) -> list[int]:
        """One job for each destination, in this order."""
        async with self.database.transaction() as session:
            return [await self._enqueue(session, destination) for destination in destinations]

    async def _enqueue(self, session: AsyncSession, destination: str) -> int:
        new = await jobs.enqueue(
            session, kind="mail", destination=destination, payload={}, about=f"about {destination}",
            due_at=self.now, now=self.now,
        )  # fmt: skip
        return new or 0

    async def rows(self) -> list[Job]:
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Job).order_by(col(Job.id)))).all())

    async def until(self, ready: Callable[[list[Job]], bool]) -> list[Job]:
        """The jobs as soon as they are so."""
        async with asyncio.timeout(DEADLINE):
            while not ready(rows := await self.rows()):
                self.wake.set()
                await asyncio.sleep(0.005)
        return rows

    @asynccontextmanager
    async def working(self, worker: Worker | None = None) -> AsyncIterator[None]:
        """The worker runs while the block does, and then finishes what it has in hand."""
        async with asyncio.TaskGroup() as group:
            group.create_task((worker or self.worker()).run())
            try:
                yield
            finally:
                self.stopping.set()
                self.wake.set()

    async def _deliver(self, job: Job) -> Outcome:
        self.tried.append((job.destination, job.id or 0))
        if job.destination in self.held:
            await self.held[job.destination].wait()
        planned = self.outcomes.get(job.destination, [])
        outcome = planned.pop(0) if planned else Sent({"relay": "250 OK"})
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def _bury(self, session: AsyncSession, job: Job, error: str) -> None:
        self.buried.append(error)
        record(session, at=self.now, actor="muster", event="job.dead", subject=f"job:{job.id}")
        await session.flush()
        if self.failing_burials:
            self.failing_burials -= 1
            raise DatabaseDownError

    def _finish(self) -> None:
        self.finished += 1


@pytest.fixture
def stage(database: Database, now: datetime) -> Stage:
    return Stage(database, Shaky(database.transaction), now)


def all_done(rows: list[Job]) -> bool:
    return all(row.status is JobStatus.DONE for row in rows)


async def test_a_job_that_was_sent_is_done_and_keeps_the_receipt(stage: Stage) -> None:
    await stage.put("a")

    async with stage.working():
        [row] = await stage.until(all_done)

    assert (row.result, row.attempts, row.lease_owner) == ({"relay": "250 OK"}, 1, None)


async def test_a_delivery_that_raises_is_tried_again_later_and_the_others_go_on(stage: Stage) -> None:
    stage.outcomes["a"] = [ValueError("a letter nobody can render")]
    await stage.put("a", "b")

    async with stage.working():
        first, _ = await stage.until(lambda rows: rows[0].last_error != "" and rows[1].status == "done")

    assert (first.status, first.attempts) == (JobStatus.WAITING, 1)
    assert first.last_error == "ValueError: a letter nobody can render"
    assert first.due_at >= stage.now + jobs.BACKOFF[0]


async def test_a_temporary_failure_is_tried_again_after_the_other_sides_own_wish(stage: Stage) -> None:
    stage.outcomes["a"] = [Later("429", after=timedelta(seconds=7))]
    await stage.put("a")

    async with stage.working():
        [row] = await stage.until(lambda rows: rows[0].last_error == "429")
        stage.now += timedelta(seconds=7)
        await stage.until(all_done)

    assert row.due_at == stage.now
    assert len(stage.tried) == 2


async def test_a_channel_that_is_down_burns_no_tries(stage: Stage) -> None:
    await stage.put("a")
    tries = jobs.MAX_ATTEMPTS + 3
    stage.outcomes["a"] = [Later("no route to host", whole_channel=True) for _ in range(tries)]

    async with stage.working():
        for _ in range(tries):
            await stage.until(lambda rows: rows[0].due_at == stage.now + CHANNEL_PAUSE)
            stage.now += CHANNEL_PAUSE
        [row] = await stage.until(all_done)

    assert (row.attempts, stage.buried) == (1, [])


async def test_a_job_that_fails_every_time_is_given_up_and_told_once(stage: Stage) -> None:
    stage.outcomes["a"] = [Later("451") for _ in range(jobs.MAX_ATTEMPTS)]
    await stage.put("a")

    async with stage.working():
        for number in range(1, jobs.MAX_ATTEMPTS + 1):
            rows = await stage.until(
                lambda rows, tries=number: (rows[0].attempts, rows[0].lease_owner) == (tries, None)  # type: ignore[misc]
            )
            stage.now += 2 * jobs.BACKOFF[-1]

    assert (rows[0].status, stage.buried, stage.finished) == (JobStatus.DEAD, ["451"], 1)


async def test_a_refusal_for_good_is_buried_and_told_in_one_transaction(stage: Stage) -> None:
    stage.outcomes["a"] = [Never("550 no such user")]
    [job] = await stage.put("a")

    async with stage.working():
        [row] = await stage.until(lambda rows: rows[0].status is JobStatus.DEAD)

    async with stage.database.snapshot() as session:
        told = (await session.exec(select(JournalEntry.subject))).all()
    assert (row.last_error, stage.buried, list(told)) == (
        "550 no such user",
        ["550 no such user"],
        [f"job:{job}"],
    )
    assert stage.finished == 1


async def test_a_death_nobody_could_be_told_of_did_not_happen(stage: Stage) -> None:
    stage.outcomes["a"] = [Never("550"), Never("551")]
    stage.failing_burials = 2  # together with others, and then alone
    await stage.put("a")

    async with stage.working():
        [first] = await stage.until(lambda rows: len(stage.buried) == 2 and rows[0].lease_owner is not None)
        async with stage.database.snapshot() as session:
            told = list((await session.exec(select(JournalEntry))).all())
        stage.now += LEASE
        [again] = await stage.until(lambda rows: rows[0].status is JobStatus.DEAD)

    assert (first.status, told) == (JobStatus.WAITING, [])
    assert (again.attempts, again.last_error) == (2, "551")


async def test_jobs_for_one_destination_keep_their_order(stage: Stage) -> None:
    ids = await stage.put("a", "a", "b", "a")
    stage.outcomes["a"] = [Later("451", after=timedelta(seconds=1))]

    async with stage.working():
        await stage.until(lambda rows: rows[0].last_error == "451" and rows[2].status == "done")
        stage.now += timedelta(seconds=1)
        await stage.until(all_done)

    assert [job for where, job in stage.tried if where == "a"] == [ids[0], ids[0], ids[1], ids[3]]


async def test_a_slow_destination_delays_nobody_else(stage: Stage) -> None:
    stage.held["slow"] = asyncio.Event()
    await stage.put("slow", *(f"quick {number}" for number in range(3 * IN_HAND)))

    async with stage.working():
        rows = await stage.until(
            lambda rows: sum(row.status is JobStatus.DONE for row in rows) == 3 * IN_HAND
        )
        stage.held["slow"].set()
        await stage.until(all_done)

    assert rows[0].status is JobStatus.WAITING


async def test_no_more_is_taken_in_hand_than_can_be_held(stage: Stage) -> None:
    destinations = [f"slow {number}" for number in range(IN_HAND + 5)]
    stage.held = {destination: asyncio.Event() for destination in destinations}
    await stage.put(*destinations)

    async with stage.working():
        await stage.until(lambda _: len(stage.tried) == IN_HAND)
        leased = [row for row in await stage.rows() if row.lease_owner]
        for event in stage.held.values():
            event.set()
        await stage.until(all_done)

    assert len(leased) == IN_HAND


async def test_stopping_finishes_what_is_in_hand_and_begins_nothing_new(stage: Stage) -> None:
    stage.held["a"] = asyncio.Event()
    await stage.put("a", "a")

    async with stage.working():
        await stage.until(lambda _: len(stage.tried) == 1)
        stage.stopping.set()
        stage.held["a"].set()

    first, second = await stage.rows()
    assert (first.status, second.status, second.attempts) == (JobStatus.DONE, JobStatus.WAITING, 0)


async def test_a_delivery_that_is_cut_off_can_be_taken_over(stage: Stage) -> None:
    stage.held["a"] = asyncio.Event()
    await stage.put("a")
    running = asyncio.create_task(stage.worker("first").run())
    await stage.until(lambda _: len(stage.tried) == 1)

    running.cancel()
    await asyncio.wait([running])
    stage.now += LEASE
    stage.held["a"].set()
    async with stage.working(stage.worker("heir")):
        [row] = await stage.until(all_done)

    assert row.attempts == 2


async def test_the_outcome_of_a_lost_lease_is_not_written(stage: Stage) -> None:
    stage.held["a"] = asyncio.Event()
    [job, _] = await stage.put("a", "b")

    async with stage.working():
        await stage.until(lambda rows: rows[1].status is JobStatus.DONE and ("a", job) in stage.tried)
        await lease_to(stage.database, job, "somebody else")
        stage.held["a"].set()
        await stage.put("c")
        rows = await stage.until(lambda rows: rows[2].status is JobStatus.DONE)

    assert (rows[0].status, rows[0].lease_owner) == (JobStatus.WAITING, "somebody else")


async def lease_to(database: Database, job: int, owner: str) -> None:
    async with database.transaction() as session:
        await session.exec(update(Job).where(col(Job.id) == job).values(lease_owner=owner))


async def test_a_slow_delivery_keeps_its_lease(stage: Stage) -> None:
    stage.held["a"] = asyncio.Event()
    stage.now = datetime.now(UTC)
    lease = timedelta(seconds=0.5)
    await stage.put("a")

    async with stage.working(stage.worker(lease=lease, clock=lambda: datetime.now(UTC))):
        [first] = await stage.until(lambda rows: rows[0].lease_until is not None)
        assert first.lease_until is not None
        later = first.lease_until + 2 * lease
        await stage.until(lambda rows: rows[0].lease_until is not None and rows[0].lease_until > later)
        stage.held["a"].set()
        [row] = await stage.until(all_done)

    assert (row.attempts, len(stage.tried)) == (1, 1)


@pytest.mark.parametrize("failures", [1, 3])
async def test_a_database_that_goes_away_for_a_moment_ends_nothing(stage: Stage, failures: int) -> None:
    await stage.put("a", "b")
    stage.transaction.failures = failures

    async with stage.working(stage.worker(lease=timedelta(0))):
        rows = await stage.until(all_done)

    assert [row.status for row in rows] == [JobStatus.DONE, JobStatus.DONE]


async def test_two_workers_share_the_jobs_and_do_none_twice(stage: Stage) -> None:
    ids = await stage.put(*(f"to {number}" for number in range(60)))

    async with stage.working(stage.worker("one")), stage.working(stage.worker("two")):
        await stage.until(all_done)

    assert sorted(job for _, job in stage.tried) == ids
