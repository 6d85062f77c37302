"""Whoever holds a connection without bringing a mail loses it, with a reason."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from bot.mail.limits import Limits
from storage.transaction import Transaction
from tests.bot.mail.office import ADDRESS, MAX_BYTES, Office, open_office
from tests.peers.smtp_talk import Talk, talk

LIMITS = Limits(MAX_BYTES)
SILENT = "421 4.4.2 Nothing came for too long, goodbye"
ERRING = "421 4.7.0 Too many errors, goodbye"
IDLE = "421 4.7.0 Too many commands without a mail, goodbye"


async def last_words(client: Talk, line: str) -> list[str]:
    """Say the same again and again; the replies until the other side hangs up."""
    replies: list[str] = []
    async with asyncio.timeout(20):
        while True:
            try:
                reply = await client.say(line)
            except ConnectionError:
                return replies
            if not reply:
                return replies
            replies.append(reply)


async def test_who_is_silent_too_long_is_told_so(transaction: Transaction, now: datetime) -> None:
    async with (
        open_office(transaction, now, limits=replace(LIMITS, silence=0.05)) as port,
        talk(port) as client,
    ):
        told = await client.reply()
        gone = await client.hung_up()

    assert told == SILENT
    assert gone


async def test_talk_does_not_keep_a_connection_for_ever(transaction: Transaction, now: datetime) -> None:
    limits = replace(LIMITS, empty_handed=0.3, replies=1_000_000)
    async with open_office(transaction, now, limits=limits) as port, talk(port) as client:
        replies = await last_words(client, "NOOP")

    assert set(replies[:-1]) == {"250 2.0.0 OK"}
    assert replies[-1] == SILENT


@pytest.mark.parametrize("command", ["NOOP", "RSET", "EHLO client.example", "VRFY marta", "HELP"])
async def test_commands_without_a_mail_are_counted(
    transaction: Transaction, now: datetime, command: str
) -> None:
    async with (
        open_office(transaction, now, limits=replace(LIMITS, replies=10)) as port,
        talk(port) as client,
    ):
        replies = await last_words(client, command)

    assert {reply[:3] for reply in replies[:-1]} <= {"250", "252"}
    assert (len(replies), replies[-1]) == (10, IDLE)


@pytest.mark.parametrize(
    "command", ["DATA", "RCPT TO:<x@y.example>", "MAIL FROM:<@>", "AUTH PLAIN x", "x" * 2000]
)
async def test_errors_are_counted(transaction: Transaction, now: datetime, command: str) -> None:
    async with open_office(transaction, now, limits=replace(LIMITS, errors=3)) as port, talk(port) as client:
        replies = await last_words(client, command)

    assert {reply[0] for reply in replies[:-1]} == {"5"}
    assert (len(replies), replies[-1]) == (4, ERRING)


async def test_addresses_cannot_be_tried_out_without_end(transaction: Transaction, now: datetime) -> None:
    async with open_office(transaction, now) as port, talk(port) as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<x@y.example>")
        replies = await last_words(client, "RCPT TO:<anybody@facility.example>")

    assert (len(replies), replies[-1]) == (LIMITS.errors + 1, ERRING)


async def test_who_brings_mails_may_stay(transaction: Transaction, now: datetime) -> None:
    office = Office(0, transaction)
    limits = replace(LIMITS, replies=12)
    async with open_office(transaction, now, office=office, limits=limits) as port, talk(port) as client:
        for number in range(10):
            await client.envelope("marta@client.example", ADDRESS)
            assert await client.say(f"Subject: {number}\r\n\r\nYes.\r\n.") == "250 2.0.0 Stored"

    assert len(await office.inbox()) == 10


async def test_a_mail_that_trickles_is_given_up(transaction: Transaction, now: datetime) -> None:
    office = Office(0, transaction)
    limits = replace(LIMITS, silence=0.2)
    async with open_office(transaction, now, office=office, limits=limits) as port, talk(port) as client:
        await client.envelope("marta@client.example", ADDRESS)
        waiting = asyncio.create_task(client.reply())
        while not waiting.done():
            await client.send(b"x\r\n")
            await asyncio.sleep(0.01)  # the sender's own slowness
        told = await waiting

    assert told == SILENT
    assert await office.inbox() == []


async def test_a_large_mail_has_as_long_as_it_keeps_coming(transaction: Transaction, now: datetime) -> None:
    megabyte = (b"x" * 998 + b"\r\n") * 1049
    limits = Limits(30_000_000, silence=0.5, empty_handed=0.5)
    office = Office(0, transaction)
    async with open_office(transaction, now, office=office, limits=limits) as port, talk(port) as client:
        await client.envelope("marta@client.example", ADDRESS)
        for _ in range(8):
            await client.send(megabyte)
            await asyncio.sleep(0.1)  # the sender's own slowness
        reply = await client.say(".")

    assert reply == "250 2.0.0 Stored"


async def test_who_does_not_read_the_answers_is_cut_off(transaction: Transaction, now: datetime) -> None:
    limits = replace(LIMITS, silence=0.3, replies=100_000_000)
    async with open_office(transaction, now, limits=limits) as port, talk(port) as client:
        with pytest.raises(ConnectionError):  # noqa: PT012 -- until the other side has had enough
            async with asyncio.timeout(20):
                while True:
                    await client.send(b"HELP\r\n" * 10_000)
