"""Closer looks beside the loop: nobody else waits, nobody of the same stream overtakes, nothing is lost or counted."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.dispatch.closer_look import AT_ONCE, CROWDED, LONGEST, Looks, NotYet
from bot.dispatch.inbox_worker import LEASE
from intake.message import Attachment, Message
from storage.database import Database
from storage.mail import Inbox
from storage.states import InboxStatus
from tests.bot.dispatch.test_inbox_worker import Stage, all_over, stage, usual
from tests.factories import MOMENT

__all__ = ["stage"]

WAITING, DONE, DEAD = InboxStatus.WAITING, InboxStatus.DONE, InboxStatus.DEAD


@dataclass
class SlowLook:
    """A closer look that lasts until it may end."""

    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    begun: list[str] = field(default_factory=list)
    cut_short: int = 0

    async def __call__(self, message: Message, _: datetime) -> Message:
        self.begun.append(message.text)
        with self._counted():
            await self.may_end.wait()
        return message

    @contextmanager
    def _counted(self) -> Iterator[None]:
        try:
            yield
        except asyncio.CancelledError:
            self.cut_short += 1
            raise


@pytest.fixture
def look(stage: Stage) -> SlowLook:
    slow = SlowLook()
    stage.examine, stage.read = slow, with_a_file_if_said
    return slow


def with_a_file_if_said(row: Inbox) -> Message:
    message = usual(row)
    law = Attachment("law.txt", "text/plain", b"Article 1")
    return replace(message, attachments=(law,)) if "file" in message.text else message


def statuses(rows: list[Inbox]) -> list[InboxStatus]:
    return [row.status for row in rows]


async def test_while_the_files_of_one_are_looked_at_the_others_are_answered(
    stage: Stage, look: SlowLook
) -> None:
    await stage.put("file", stream="ama")
    await stage.put("/start", stream="kofi")

    async with stage.working():
        rows = await stage.until(lambda rows: rows[1].status is DONE)
        look.may_end.set()
        await stage.until(all_over)

    assert statuses(rows) == [WAITING, DONE]
    assert [row.attempts for row in await stage.rows()] == [1, 1]


async def test_nobody_overtakes_a_message_of_their_own_that_is_looked_at(
    stage: Stage, look: SlowLook
) -> None:
    await stage.put("file", "after it", stream="ama")
    await stage.put("/start", stream="kofi")

    async with stage.working("one"), stage.working("two"):
        rows = await stage.until(lambda rows: rows[2].status is DONE)
        look.may_end.set()
        file, after, _ = await stage.until(all_over)

    assert (rows[1].status, rows[1].attempts) == (WAITING, 0)
    assert file.done_at is not None
    assert (file.status, after.status, look.begun) == (DONE, DONE, ["file"])
    letters = await stage.letters("terminal:ama")
    assert [letter.about for letter in letters] == sorted(letter.about for letter in letters)


async def test_so_many_are_looked_at_at_once_and_the_rest_lose_no_try(stage: Stage, look: SlowLook) -> None:
    for number in range(AT_ONCE + 2):
        await stage.put("file", stream=f"ama{number}")
    await stage.put("/start", stream="kofi")

    async with stage.working():
        rows = await stage.until(lambda rows: rows[-1].status is DONE)
        at_once = len(look.begun)
        look.may_end.set()
        await stage.until(lambda rows: statuses(rows).count(DONE) == AT_ONCE + 1)
        stage.now += LONGEST
        await stage.until(all_over)

    assert at_once == AT_ONCE
    assert [row.attempts for row in rows] == [1] * AT_ONCE + [0, 0, 1]
    assert rows[AT_ONCE].last_error == "other files come first"
    assert len(look.begun) == AT_ONCE + 2


async def test_a_look_that_fails_is_a_try_that_failed(stage: Stage, look: SlowLook) -> None:
    async def examine(message: Message, _: datetime) -> Message:
        raise ValueError("no such file")

    stage.examine = examine
    await stage.put("file", stream="ama")
    await stage.put("/start", stream="kofi")

    async with stage.working():
        poison, other = await stage.until(all_over)

    assert (poison.status, poison.attempts, poison.last_error) == (DEAD, 3, "ValueError: no such file")
    assert other.status is DONE


async def test_stopping_cuts_a_look_short_and_the_message_waits_with_all_its_tries(
    stage: Stage, look: SlowLook
) -> None:
    await stage.put("file", stream="ama")

    async with stage.working():
        await until_begun(look)

    [row] = await stage.rows()
    assert (row.status, row.attempts, row.lease_owner, look.cut_short) == (WAITING, 0, None, 1)


async def test_a_message_whose_process_died_while_it_was_looked_at_is_looked_at_again(
    stage: Stage, look: SlowLook
) -> None:
    await stage.put("file", stream="ama")
    dying = asyncio.create_task(stage.worker("dead").run())
    await until_begun(look)
    dying.cancel()
    await asyncio.wait([dying])
    look.may_end.set()

    async with stage.working():
        assert (await stage.rows())[0].lease_owner == "dead"
        stage.now += LEASE
        [row] = await stage.until(all_over)

    assert (row.status, row.attempts) == (DONE, 2)


async def test_a_long_look_keeps_its_message_from_other_processes(stage: Stage, look: SlowLook) -> None:
    await stage.put("file", stream="ama")
    lease = timedelta(seconds=0.3)
    async with asyncio.TaskGroup() as group:
        group.create_task(replace(stage.worker("one"), lease=lease).run())
        await until_begun(look)
        stage.now += lease / 2

        [row] = await stage.until(lambda rows: rows[0].lease_until == stage.now + lease)
        stage.stopping.set()
        stage.wake.set()

    assert (row.lease_owner, row.attempts, look.begun) == ("one", 1, ["file"])


async def until_begun(look: SlowLook) -> None:
    async with asyncio.timeout(10):
        while not look.begun:  # noqa: ASYNC110 -- a state of the worker
            await asyncio.sleep(0.005)


async def test_those_turned_away_come_back_one_after_the_other_and_within_a_minute(
    database: Database,
) -> None:
    looks = Looks(SlowLook(), lambda: MOMENT, asyncio.Event())
    message = usual(row_of(0))
    async with asyncio.TaskGroup() as group:
        begun = [looks.begin(group, row_of(number), message) for number in range(AT_ONCE)]
        away = [looks.begin(group, row_of(number), message) for number in range(AT_ONCE, 1000)]
        of_another_channel = looks.begin(group, row_of(1000, channel="mail"), message)
        looks.cancel()

    waits = [one.after for one in away if isinstance(one, NotYet)]
    assert begun == [None] * AT_ONCE
    assert of_another_channel is None
    assert len(set(waits)) > 500
    assert CROWDED < waits[0] < waits[1] < waits[-1] == LONGEST


def row_of(number: int, channel: str = "terminal") -> Inbox:
    payload = b'{"text": "file", "action": "", "name": "ama", "language": "en"}'
    return Inbox(
        id=number, channel=channel, external_id=str(number), stream=f"terminal:{number}", payload=payload,
        received_at=MOMENT,
    )  # fmt: skip
