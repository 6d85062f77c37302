import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.mail.limits import Limits
from bot.mail.listener import LOOPBACK, Entrance
from storage.transaction import Transaction
from tests.bot.mail.office import ADDRESS, MAX_BYTES, Office, open_office
from tests.peers.smtp_talk import talk


async def test_one_visitor_too_many_is_asked_to_come_again(transaction: Transaction, now: datetime) -> None:
    async with (
        open_office(transaction, now, limits=Limits(MAX_BYTES, connections=2)) as port,
        AsyncExitStack() as visitors,
    ):
        for _ in range(2):
            await visitors.enter_async_context(talk(port))
        async with talk(port, greeted=False) as third:
            told = await third.reply()
            gone = await third.hung_up()

    assert told == "421 4.3.2 Too many connections, please try again"
    assert gone


async def test_one_address_gets_so_many_connections_and_a_relay_all(
    transaction: Transaction, now: datetime
) -> None:
    limits = Limits(MAX_BYTES, connections=3, connections_per_peer=2)
    told: dict[bool, list[str]] = {}
    for relay in (False, True):
        entrance = Entrance(relays=LOOPBACK if relay else ())
        async with (
            open_office(transaction, now, entrance=entrance, limits=limits) as port,
            AsyncExitStack() as visitors,
        ):
            clients = [await visitors.enter_async_context(talk(port, greeted=False)) for _ in range(3)]
            told[relay] = [await client.reply() for client in clients]

    welcome = "220 facility.example Muster"
    refusal = "421 4.7.0 Too many connections from your address, please try again"
    assert told == {False: [welcome, welcome, refusal], True: [welcome] * 3}


async def test_the_places_of_one_address_become_free_again(transaction: Transaction, now: datetime) -> None:
    limits = Limits(MAX_BYTES, connections_per_peer=1)
    async with open_office(transaction, now, entrance=Entrance(relays=()), limits=limits) as port:
        for _ in range(3):
            async with talk(port) as client:
                told = await client.say("QUIT")
                await client.hung_up()

    assert told == "221 2.0.0 Bye"


async def test_a_place_becomes_free_when_somebody_leaves(transaction: Transaction, now: datetime) -> None:
    async with open_office(transaction, now, limits=Limits(MAX_BYTES, connections=1)) as port:
        async with talk(port) as first:
            await first.say("QUIT")
            await first.hung_up()
        async with talk(port) as second:
            told = await second.say("NOOP")

    assert told == "250 2.0.0 OK"


async def test_stopping_says_goodbye_to_idle_visitors(transaction: Transaction, now: datetime) -> None:
    async with AsyncExitStack() as visitors:
        async with open_office(transaction, now) as port:
            client = await visitors.enter_async_context(talk(port))
            await client.say("EHLO client.example")

        told = await client.reply()
        gone = await client.hung_up()

    assert told == "421 4.3.2 Closing down, please try again"
    assert gone


async def test_a_mail_that_is_complete_when_we_stop_is_stored_and_acknowledged(
    transaction: Transaction, now: datetime
) -> None:
    writing, go_on = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def slow() -> AsyncIterator[AsyncSession]:
        async with transaction() as session:
            yield session
            writing.set()
            await go_on.wait()

    office = Office(0, transaction)
    async with AsyncExitStack() as visitors:
        house = AsyncExitStack()
        port = await house.enter_async_context(open_office(slow, now, office=office))
        client = await visitors.enter_async_context(talk(port))
        await client.envelope("marta@client.example", ADDRESS)
        await client.send(b"Subject: x\r\n\r\nYes.\r\n.\r\n")
        await writing.wait()
        stopping = asyncio.create_task(house.aclose())
        go_on.set()
        reply = await client.reply()
        gone = await client.hung_up()
        await stopping

    assert reply == "250 2.0.0 Stored"
    assert gone
    assert len(await office.inbox()) == 1


async def test_a_mail_that_is_not_complete_when_we_stop_stays_with_its_sender(
    transaction: Transaction, now: datetime
) -> None:
    office = Office(0, transaction)
    async with AsyncExitStack() as visitors:
        async with open_office(transaction, now, office=office) as port:
            client = await visitors.enter_async_context(talk(port))
            await client.envelope("marta@client.example", ADDRESS)
            await client.send(b"Subject: x\r\n\r\nYes, but\r\n")

        gone = await client.hung_up()

    assert gone
    assert await office.inbox() == []


async def test_a_sender_who_hangs_up_too_early_finds_the_mail_recognised(
    transaction: Transaction, now: datetime
) -> None:
    writing, go_on = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def slow() -> AsyncIterator[AsyncSession]:
        async with transaction() as session:
            yield session
            writing.set()
            await go_on.wait()

    office = Office(0, transaction)
    async with open_office(slow, now, office=office) as port:
        async with talk(port) as impatient:
            await impatient.envelope("marta@client.example", ADDRESS)
            await impatient.send(b"Message-ID: <1@client.example>\r\n\r\nYes.\r\n.\r\n")
            await writing.wait()
        go_on.set()
        async with talk(port) as again:
            await again.envelope("marta@client.example", ADDRESS)
            reply = await again.say(b"Message-ID: <1@client.example>\r\n\r\nYes.\r\n.")

    assert reply == "250 2.0.0 Stored"
    assert len(await office.inbox()) == 1
