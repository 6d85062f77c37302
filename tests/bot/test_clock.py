"""The clock: it looks, it goes on whatever happens, and it buries what ended the process at each try."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlmodel import col, select

from bot.clock import SECONDS_BETWEEN_LOOKS, Clock
from bot.dispatch.house import House
from config.rules import load_rules
from storage import inbox, jobs
from storage.database import Database
from storage.journal import JournalEntry
from storage.mail import Inbox, Job
from storage.people import Officer
from storage.states import InboxStatus, JobStatus, Role
from tests.bot.dispatch.test_worker import Shaky

OLGA = "olga@facility.example"


@dataclass
class Stage:
    """A clock that pauses as often as it is told, and what it woke."""

    database: Database
    transaction: Shaky
    now: datetime
    pauses: list[float] = field(default_factory=list)
    woken: int = 0
    looks: int = 1

    @property
    def clock(self) -> Clock:
        house = House("The facility", "muster@facility.example", b"s" * 32, load_rules())
        return Clock(self.transaction, house, lambda: self.now, self._wake, pause=self._pause)

    async def run(self) -> None:
        """Look so many times."""
        with pytest.raises(asyncio.CancelledError):
            await self.clock.run()

    async def messages(self) -> list[Inbox]:
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Inbox).order_by(col(Inbox.id)))).all())

    async def jobs(self) -> list[Job]:
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Job).order_by(col(Job.id)))).all())

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == self.looks:
            raise asyncio.CancelledError

    def _wake(self) -> None:
        self.woken += 1


@pytest.fixture
async def stage(database: Database, now: datetime) -> Stage:
    async with database.transaction() as session:
        session.add(Officer(name="Olga Novak", email=OLGA, role=Role.OFFICER, created_at=now))
    return Stage(database, Shaky(database.transaction), now)


async def test_nothing_due_wakes_nobody(stage: Stage) -> None:
    assert await stage.clock.look() == 0
    assert (stage.woken, await stage.jobs()) == (0, [])


async def test_it_looks_every_half_minute(stage: Stage) -> None:
    stage.looks = 3

    await stage.run()

    assert stage.pauses == [SECONDS_BETWEEN_LOOKS] * 3


async def test_a_look_that_fails_is_made_up_for_by_the_next(stage: Stage) -> None:
    await died_with(stage, "message")
    stage.transaction.failures, stage.looks = 1, 2

    await stage.run()

    [row] = await stage.messages()
    assert (row.status, stage.woken) == (InboxStatus.DEAD, 1)


async def died_with(stage: Stage, *what: str) -> None:
    """Processes that ended without a word, each while it did this, until it has no try left."""
    async with stage.database.transaction() as session:
        if "message" in what:
            await inbox.store(
                session, channel="mail", external_id="1", stream="ama@ministry.example", payload=b"", envelope={},
                received_at=stage.now,
            )  # fmt: skip
        if "job" in what:
            await jobs.enqueue(
                session, kind="mail", destination="ama@ministry.example", payload={}, about="request:1",
                due_at=stage.now, now=stage.now,
            )  # fmt: skip
        for table, tries in ((Inbox, inbox.MAX_CLAIMS), (Job, jobs.MAX_ATTEMPTS)):
            for row in await session.exec(select(table)):
                row.attempts = tries


async def test_a_message_that_killed_the_process_each_time_is_buried_and_told(stage: Stage) -> None:
    await died_with(stage, "message")

    assert await stage.clock.look() == 1

    [row], [told] = await stage.messages(), await stage.jobs()
    assert (row.status, row.last_error) == (InboxStatus.DEAD, "the process ended during each try")
    assert (told.destination, told.about, stage.woken) == (OLGA, f"inbox:{row.id}", 1)
    assert await stage.clock.look() == 0


async def test_a_job_that_killed_the_process_each_time_is_buried_and_told(stage: Stage) -> None:
    await died_with(stage, "job")

    assert await stage.clock.look() == 1

    dead, told = await stage.jobs()
    async with stage.database.snapshot() as session:
        [noted] = (await session.exec(select(JournalEntry).where(JournalEntry.event == "job.dead"))).all()
    assert (dead.status, noted.subject) == (JobStatus.DEAD, f"job:{dead.id}")
    assert (told.destination, told.status) == (OLGA, JobStatus.WAITING)
