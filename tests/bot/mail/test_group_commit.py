import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.mail.group_commit import GroupCommit
from storage.inbox import Arrival
from storage.mail import Inbox
from storage.transaction import Transaction


def arrival(number: int, now: datetime) -> Arrival:
    return Arrival("mail", str(number), "marta@client.example", b"Yes.", {"mail_from": ""}, now)


async def kept(transaction: Transaction) -> list[str]:
    async with transaction() as session:
        return list(await session.exec(select(Inbox.external_id).order_by("id")))


async def test_who_arrives_while_one_is_written_shares_the_next_transaction(
    transaction: Transaction, now: datetime
) -> None:
    transactions: list[int] = []

    @asynccontextmanager
    async def counted() -> AsyncIterator[AsyncSession]:
        async with transaction() as session:
            transactions.append(1)
            yield session

    store = GroupCommit(counted)

    answers = await asyncio.gather(*(store.keep(arrival(number, now)) for number in range(30)))

    assert answers == [True] * 30
    assert await kept(transaction) == [str(number) for number in range(30)]
    assert len(transactions) == 1


async def test_a_repeat_is_safe_too(transaction: Transaction, now: datetime) -> None:
    store = GroupCommit(transaction)

    answers = [await store.keep(arrival(1, now)), await store.keep(arrival(1, now))]

    assert answers == [True, True]
    assert await kept(transaction) == ["1"]


async def test_one_mail_the_database_cannot_take_does_not_refuse_the_others(
    transaction: Transaction, now: datetime
) -> None:
    @asynccontextmanager
    async def picky() -> AsyncIterator[AsyncSession]:
        async with transaction() as session:
            yield session
            if "2" in list(await session.exec(select(Inbox.external_id))):
                raise OSError("cannot take 2")

    store = GroupCommit(picky)

    answers = await asyncio.gather(*(store.keep(arrival(number, now)) for number in range(4)))

    assert answers == [True, True, False, True]
    assert await kept(transaction) == ["0", "1", "3"]


async def test_after_a_failure_the_next_mail_is_kept(transaction: Transaction, now: datetime) -> None:
    broken = [True]

    @asynccontextmanager
    async def sometimes() -> AsyncIterator[AsyncSession]:
        async with transaction() as session:
            yield session
            if broken:
                broken.pop()
                raise OSError("away for a moment")

    store = GroupCommit(sometimes)

    answers = [await store.keep(arrival(number, now)) for number in range(2)]

    assert answers == [False, True]
    assert await kept(transaction) == ["1"]


async def test_a_writing_goes_on_when_its_sender_has_left(transaction: Transaction, now: datetime) -> None:
    store = GroupCommit(transaction)
    leaving = asyncio.create_task(store.keep(arrival(1, now)))
    await asyncio.sleep(0)

    leaving.cancel()
    await asyncio.wait([leaving])
    await store.finish()

    assert leaving.cancelled()
    assert await kept(transaction) == ["1"]
