"""LMTP (RFC 2033): another greeting, one answer for each recipient, and everything else as in SMTP."""

import errno
import smtplib
import socket
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.mail.listener import Entrance
from storage.database import Database
from storage.transaction import Transaction
from tests.bot.mail.office import ADDRESS, MAX_BYTES, Office, open_office
from tests.peers.smtp_talk import Talk, talk

LMTP = Entrance(lmtp=True)
TAGGED = "muster+q1abc@facility.example"
STORED = "250 2.0.0 Stored"


@pytest.fixture
async def post(transaction: Transaction, now: datetime) -> AsyncIterator[Office]:
    """A listener that speaks LMTP."""
    opened = Office(0, transaction)
    async with open_office(transaction, now, office=opened, entrance=LMTP) as port:
        opened.port = port
        yield opened


async def greet(client: Talk, *recipients: str) -> list[str]:
    """The replies to a greeting, a sender and these recipients."""
    lines = (
        "LHLO relay.example",
        "MAIL FROM:<marta@client.example>",
        *(f"RCPT TO:<{to}>" for to in recipients),
    )
    return [await client.say(line) for line in lines]


async def test_what_lmtp_demands_is_announced(post: Office) -> None:
    async with talk(post.port) as client:
        told = (await client.say("LHLO relay.example")).split("\n")

    assert told == [
        "250-facility.example",
        f"250-SIZE {MAX_BYTES}",
        "250-8BITMIME",
        "250-SMTPUTF8",
        "250-PIPELINING",
        "250 ENHANCEDSTATUSCODES",
    ]


@pytest.mark.parametrize("greeting", ["HELO relay.example", "EHLO relay.example"])
async def test_the_greetings_of_smtp_are_refused(post: Office, greeting: str) -> None:
    async with talk(post.port) as client:
        told = await client.say(greeting)
        after = await client.say("MAIL FROM:<marta@client.example>")

    assert told == "500 5.5.1 This is LMTP: LHLO"
    assert after == "503 5.5.1 Error: send HELO first"


async def test_each_accepted_recipient_gets_an_answer_after_the_commit(post: Office) -> None:
    async with talk(post.port) as client:
        before = await greet(client, ADDRESS, "nobody@facility.example", TAGGED, ADDRESS)
        assert (await client.say("DATA")).startswith("354")
        answers = [
            await client.say(b"Subject: x\r\n\r\nYes.\r\n."),
            await client.reply(),
            await client.reply(),
        ]
        rows = await post.inbox()
        after = await client.say("NOOP")

    assert [reply[:3] for reply in before] == ["250", "250", "250", "550", "250", "250"]
    assert answers == [STORED] * 3
    assert [row.envelope["rcpt_to"] for row in rows] == [[ADDRESS, TAGGED]]
    assert after == "250 2.0.0 OK"


async def test_a_mail_nobody_may_have_is_not_asked_for(post: Office) -> None:
    async with talk(post.port) as client:
        await greet(client, "nobody@facility.example")
        told = await client.say("DATA")

    assert told == "503 5.5.1 Error: need RCPT command"


async def test_a_failure_is_told_for_each_recipient(transaction: Transaction, now: datetime) -> None:
    @asynccontextmanager
    async def broken() -> AsyncIterator[AsyncSession]:
        async with transaction() as session:
            yield session
            raise OSError("disk full")

    async with open_office(broken, now, entrance=LMTP) as port, talk(port) as client:
        await greet(client, ADDRESS, TAGGED)
        await client.say("DATA")
        answers = [await client.say("Subject: x\r\n\r\nYes.\r\n."), await client.reply()]
        after = await client.say("NOOP")

    assert answers == ["451 4.3.0 The mail could not be stored now, please try again"] * 2
    assert after == "250 2.0.0 OK"


async def test_too_large_is_told_for_each_recipient_and_noted_once(post: Office) -> None:
    async with talk(post.port) as client:
        await greet(client, ADDRESS, TAGGED)
        await client.say("DATA")
        await client.send(b"x" * 998 + b"\r\n" + (b"y" * 998 + b"\r\n") * (MAX_BYTES // 1000 + 1))
        answers = [await client.say("."), await client.reply()]

    assert [answer[:9] for answer in answers] == ["552 5.3.4"] * 2
    assert [refusal.recipients for refusal in post.refusals] == [(ADDRESS, TAGGED)]


async def test_a_declared_size_too_large_is_noted_once_for_all_recipients(post: Office) -> None:
    async with talk(post.port) as client:
        await client.say("LHLO relay.example")
        await client.say(f"MAIL FROM:<marta@client.example> SIZE={MAX_BYTES + 1}")
        answers = [await client.say(f"RCPT TO:<muster+{tag}@facility.example>") for tag in "abc"]

    assert [answer[:9] for answer in answers] == ["552 5.3.4"] * 3
    assert len(post.refusals) == 1


async def test_commands_may_come_in_one_go(post: Office) -> None:
    everything = (
        b"LHLO relay.example\r\nMAIL FROM:<marta@client.example>\r\nRCPT TO:<nobody@facility.example>\r\n"
        b"RCPT TO:<muster@facility.example>\r\nDATA\r\n"
    )
    second = everything.partition(b"\r\n")[2].replace(b"marta@", b"rosa@")
    async with talk(post.port) as client:
        await client.send(everything)
        replies = [await client.reply() for _ in range(5)]
        await client.send(b"Yes.\r\n.\r\n" + second)
        replies += [await client.reply() for _ in range(5)]
        await client.send(b"No.\r\n.\r\nQUIT\r\n")
        replies += [await client.reply() for _ in range(2)]

    codes = [reply[:3] for reply in replies]
    assert codes == ["250", "250", "550", "250", "354", "250", "250", "550", "250", "354", "250", "221"]
    assert [row.payload for row in await post.inbox()] == [b"Yes.\r\n", b"No.\r\n"]


async def test_the_dialect_of_the_standard_library_is_understood(post: Office) -> None:
    def bring() -> dict[str, tuple[int, bytes]]:
        with smtplib.LMTP("127.0.0.1", post.port) as client:
            to = [ADDRESS, "nobody@facility.example"]
            return client.sendmail("marta@client.example", to, b"Subject: x\r\n\r\nYes.\r\n")

    refused = await to_thread(bring)

    assert {to: code for to, (code, _) in refused.items()} == {"nobody@facility.example": 550}
    assert len(await post.inbox()) == 1


def entrance_of(folder: Path) -> Entrance:
    return Entrance(socket=folder / "lmtp", lmtp=True)


async def test_a_unix_socket_is_open_to_every_program_and_gone_afterwards(
    sqlite_database: Database, now: datetime, tmp_path: Path
) -> None:
    desk = Office(0, sqlite_database.transaction)
    entrance = entrance_of(tmp_path)
    assert entrance.socket

    def bring() -> str:
        assert entrance.socket
        with smtplib.LMTP(str(entrance.socket)) as client:
            client.sendmail("marta@client.example", ADDRESS, b"Subject: x\r\n\r\nYes.\r\n")
        return oct(entrance.socket.stat().st_mode)[-3:]

    async with open_office(desk.transaction, now, office=desk, entrance=entrance):
        mode = await to_thread(bring)

    [row] = await desk.inbox()
    assert row.envelope["peer"] == ""
    assert mode == "666"
    assert not entrance.socket.exists()


async def test_a_socket_somebody_listens_on_is_left_to_them(
    sqlite_database: Database, now: datetime, tmp_path: Path
) -> None:
    entrance = entrance_of(tmp_path)
    async with open_office(sqlite_database.transaction, now, entrance=entrance):
        with pytest.raises(OSError, match="lmtp") as told:
            async with open_office(sqlite_database.transaction, now, entrance=entrance):
                pass
        greeting = await to_thread(lambda: smtplib.LMTP(str(entrance.socket)).quit())

    assert told.value.errno == errno.EADDRINUSE
    assert greeting == (221, b"2.0.0 Bye")


async def test_a_socket_that_a_killed_process_left_is_no_hindrance(
    sqlite_database: Database, now: datetime, tmp_path: Path
) -> None:
    entrance = entrance_of(tmp_path)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(entrance.socket))

    async with open_office(sqlite_database.transaction, now, entrance=entrance):
        greeting = await to_thread(lambda: smtplib.LMTP(str(entrance.socket)).quit())

    assert greeting == (221, b"2.0.0 Bye")
