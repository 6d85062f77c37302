"""The loop that takes stored messages, on real databases: whole or not at all, three tries, in order."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.chat.terminal import read_terminal, terminal_payload
from bot.dispatch.closer_look import Examine, NotYet, as_it_is
from bot.dispatch.house import House
from bot.dispatch.inbox_worker import LEASE, InboxWorker
from config.rules import load_rules
from intake.message import Attachment, Message
from storage import inbox
from storage.database import Database
from storage.mail import Inbox, Job
from storage.people import Officer
from storage.release import release
from storage.states import InboxStatus, Role
from tests.bot.dispatch.test_worker import Shaky

DEADLINE = 10.0
OLGA = "olga@facility.example"


class PoisonError(Exception):
    """This message cannot be read."""


@dataclass
class Stage:
    """A worker, and what reading a message does."""

    database: Database
    transaction: Shaky
    house: House
    now: datetime
    read: Callable[[Inbox], Message | None]
    examine: Examine = as_it_is
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    handled: int = 0
    enqueued: set[str] = field(default_factory=set)

    def worker(self, owner: str = "worker") -> InboxWorker:
        return InboxWorker(
            transaction=self.transaction,
            house=self.house,
            clock=lambda: self.now,
            owner=owner,
            read={"terminal": self.read},
            wake=self.wake,
            stopping=self.stopping,
            handled=self._count,
            examine=self.examine,
        )

    async def put(self, *texts: str, stream: str = "", channel: str = "terminal") -> None:
        """Messages of one stream, or each of a stream of its own."""
        async with self.database.transaction() as session:
            for text in texts:
                await inbox.store(
                    session,
                    channel=channel,
                    external_id=f"{channel} {stream} {text}",
                    stream=f"terminal:{stream or text}",
                    payload=terminal_payload(text, name=stream or text, language="en"),
                    envelope={},
                    received_at=self.now,
                )

    async def rows(self) -> list[Inbox]:
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Inbox).order_by(col(Inbox.id)))).all())

    async def letters(self, kind: str = "mail") -> list[Job]:
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Job).where(Job.kind == kind).order_by(col(Job.id)))).all())

    async def until(self, ready: Callable[[list[Inbox]], bool]) -> list[Inbox]:
        async with asyncio.timeout(DEADLINE):
            while not ready(rows := await self.rows()):
                self.wake.set()
                await asyncio.sleep(0.005)
        return rows

    @asynccontextmanager
    async def working(self, owner: str = "worker") -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.worker(owner).run())
            try:
                yield
            finally:
                self.stopping.set()
                self.wake.set()

    def _count(self, kinds: Collection[str]) -> None:
        self.handled += 1
        self.enqueued |= set(kinds)


def usual(row: Inbox) -> Message:
    return read_terminal(row.payload, row.external_id, row.stream, row.received_at)


def with_a_file(row: Inbox) -> Message:
    return replace(usual(row), attachments=(Attachment("law.txt", "text/plain", b"Article 1"),))


@pytest.fixture
async def stage(database: Database, now: datetime) -> Stage:
    async with database.transaction() as session:
        session.add(Officer(name="Olga Novak", email=OLGA, role=Role.OFFICER, created_at=now))
    house = House("The facility", "muster@facility.example", b"s" * 32, load_rules())
    return Stage(database, Shaky(database.transaction), house, now, usual)


def all_over(rows: list[Inbox]) -> bool:
    return all(row.status is not InboxStatus.WAITING for row in rows)


async def test_a_message_is_answered_and_done_in_one_transaction(stage: Stage) -> None:
    await stage.put("/start", stream="ama")

    async with stage.working():
        [row] = await stage.until(all_over)

    [answer] = await stage.letters("terminal:ama")
    assert (row.status, row.note, row.attempts) == (InboxStatus.DONE, "welcome", 1)
    assert (row.lease_owner, row.done_at, answer.created_at) == (None, stage.now, stage.now)
    assert (stage.handled, stage.enqueued) == (1, {"terminal:ama"})


async def test_messages_of_one_stream_are_handled_in_order(stage: Stage) -> None:
    seen: list[str] = []

    def read(row: Inbox) -> Message:
        message = usual(row)
        seen.append(message.text)
        return message

    stage.read = read
    await stage.put(*(f"{number}" for number in range(12)), stream="ama")

    async with stage.working("one"), stage.working("two"):
        await stage.until(all_over)

    assert seen == [f"{number}" for number in range(12)]


async def test_what_nobody_said_is_done_without_an_answer(stage: Stage) -> None:
    stage.read = lambda _: None
    await stage.put("a pinned message")

    async with stage.working():
        [row] = await stage.until(all_over)

    assert (row.status, row.note) == (InboxStatus.DONE, "nothing to read")
    assert await stage.letters("terminal:a pinned message") == []


async def test_poison_is_set_aside_after_three_tries_and_an_officer_is_told(stage: Stage) -> None:
    tries: list[str] = []

    def read(row: Inbox) -> Message:
        tries.append(row.external_id)
        if "poison" in row.external_id:
            raise PoisonError("a mail nobody can read")
        return usual(row)

    stage.read = read
    await stage.put("poison", "/start", stream="ama")
    await stage.put("/start", stream="kofi")

    async with stage.working():
        poison, following, other = await stage.until(all_over)

    [told] = await stage.letters()
    assert (poison.status, poison.attempts) == (InboxStatus.DEAD, 3)
    assert poison.last_error == "PoisonError: a mail nobody can read"
    assert poison.payload == terminal_payload("poison", name="ama", language="en")
    assert (told.destination, told.about) == (OLGA, f"inbox:{poison.id}")
    assert (following.status, other.status) == (InboxStatus.DONE, InboxStatus.DONE)
    assert sum("poison" in name for name in tries) == 3


async def test_a_message_of_an_unknown_channel_is_set_aside(stage: Stage) -> None:
    await stage.put("hello", channel="pigeon")

    async with stage.working():
        [row] = await stage.until(all_over)

    assert (row.status, row.last_error) == (InboxStatus.DEAD, "KeyError: 'pigeon'")


async def test_nothing_of_a_failed_try_remains(stage: Stage) -> None:
    await stage.put("/request", stream="ama")
    stage.transaction.failures = (
        3  # the claim fails, then the handling, then even writing down that it failed
    )

    async with stage.working():
        await stage.until(lambda _: stage.transaction.failures == 0)
        async with stage.database.transaction() as session:
            await release(session)
        [row] = await stage.until(all_over)

    assert row.status is InboxStatus.DONE
    assert len(await stage.letters("terminal:ama")) == 1


async def test_a_try_that_was_never_made_is_not_counted(stage: Stage) -> None:
    held = threading.Event()

    def read(row: Inbox) -> Message:
        held.wait(DEADLINE)
        return usual(row)

    stage.read = read
    await stage.put("a", "b", "c")

    async with stage.working():
        rows = await stage.until(lambda rows: rows[0].attempts == 1)
        held.set()
        await stage.until(all_over)

    assert [row.attempts for row in rows] == [1, 0, 0]


async def test_stopping_finishes_the_message_in_hand_and_begins_no_other(stage: Stage) -> None:
    held = threading.Event()

    def read(row: Inbox) -> Message:
        held.wait(DEADLINE)
        return usual(row)

    stage.read = read
    await stage.put("a", "b")

    async with stage.working():
        await stage.until(lambda rows: rows[0].attempts == 1)
        stage.stopping.set()
        held.set()

    first, second = await stage.rows()
    assert (first.status, second.status, second.attempts) == (InboxStatus.DONE, InboxStatus.WAITING, 0)


async def test_a_message_taken_over_by_another_process_is_left_to_it(stage: Stage) -> None:
    held = threading.Event()

    def read(row: Inbox) -> Message:
        held.wait(DEADLINE)
        return usual(row)

    stage.read = read
    await stage.put("/start", stream="ama")

    async with stage.working():
        [row] = await stage.until(lambda rows: rows[0].attempts == 1)
        async with stage.database.transaction() as session:
            await session.exec(update(Inbox).where(col(Inbox.id) == row.id).values(lease_owner="heir"))
        held.set()

    [row] = await stage.rows()
    assert (row.status, row.lease_owner) == (InboxStatus.WAITING, "heir")
    assert await stage.letters("terminal:ama") == []


async def test_a_message_whose_process_died_is_handled_when_its_lease_ends(stage: Stage) -> None:
    await stage.put("/start", stream="ama")
    async with stage.database.transaction() as session:
        await inbox.claim(session, owner="dead", now=stage.now, lease=LEASE, limit=1)

    async with stage.working():
        assert (await stage.rows())[0].lease_owner == "dead"
        stage.now += LEASE
        [row] = await stage.until(all_over)

    assert (row.status, row.attempts) == (InboxStatus.DONE, 2)


async def test_two_workers_share_the_messages_and_handle_none_twice(stage: Stage) -> None:
    await stage.put(*(f"/start {number}" for number in range(30)))

    async with stage.working("one"), stage.working("two"):
        rows = await stage.until(all_over)

    assert [row.attempts for row in rows] == [1] * 30
    assert stage.handled == 30


async def test_a_message_that_has_to_wait_lets_the_others_pass_and_loses_no_try(stage: Stage) -> None:
    async def examine(message: Message, now: datetime) -> Message | NotYet:
        waits = message.sender == "terminal:ama" and now == begun
        return NotYet("the scanner is away", timedelta(minutes=1)) if waits else message

    begun, stage.examine, stage.read = stage.now, examine, with_a_file
    await stage.put("/start", stream="ama")
    await stage.put("/start", stream="kofi")

    async with stage.working():
        waiting, _ = await stage.until(lambda rows: rows[1].status is InboxStatus.DONE)
        assert (waiting.status, waiting.attempts, waiting.last_error) == (
            InboxStatus.WAITING, 0, "the scanner is away",
        )  # fmt: skip
        stage.now += timedelta(minutes=1)
        stage.wake.set()
        await stage.until(all_over)

    [answer] = await stage.letters("terminal:ama")
    assert answer.created_at == stage.now


async def test_what_was_found_in_the_files_is_handled_with_the_message(stage: Stage) -> None:
    async def examine(message: Message, _: datetime) -> Message:
        return replace(message, text="/start")

    stage.examine, stage.read = examine, with_a_file
    await stage.put("anything", stream="ama")

    async with stage.working():
        [row] = await stage.until(all_over)

    assert row.note == "welcome"
