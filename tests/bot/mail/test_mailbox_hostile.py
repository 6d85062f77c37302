"""Mails and mailboxes that nobody would wish for."""

import asyncio
import socket
import threading
import time

import pytest

from bot.dispatch.channel_health import ChannelState
from bot.mail.mailbox import connect
from bot.mail.mailbox_access import ImapAccess
from bot.mail.mailbox_thread import MailboxThread, opened
from intake.mime import read_mail
from tests.bot.mail.mailroom import DONE, Reading, access, mail, until, until_kept
from tests.peers.dovecot import Dovecot

MEGABYTE = 1024 * 1024
HOSTILE = {
    "empty": b"",
    "one line": b"x",
    "no header": b"\r\n\r\nGood day\r\n",
    "no body": b"From: a@b.example\r\nSubject: x\r\n",
    "zeros": b"From: a@b.example\r\nSubject: \x00\x00\r\n\r\n\x00\x00 yes \x00\r\n",
    "eight bits": "From: Zoé <zoé@b.example>\r\nSubject: été\r\n\r\nçà\r\n".encode("latin-1"),
    "bare line feeds": b"From: a@b.example\nSubject: x\n\nGood day\n",
    "bare carriage returns": b"From: a@b.example\rSubject: x\r\rGood day\r",
    "a line of a megabyte": b"From: a@b.example\r\nSubject: " + b"x" * 150_000 + b"\r\n\r\n" + b"y" * 40_000,
    "literals": b"From: a@b.example\r\nSubject: {5}\r\n\r\n)\r\n* BYE\r\n{1000000}\r\nA001 OK\r\n",
    "brackets": b"From: " + b"(" * 30_000 + b"\r\nTo: " + b"<" * 30_000 + b"\r\n\r\nGood day\r\n",
    "many headers": b"X: y\r\n" * 20_000 + b"\r\nGood day\r\n",
}


async def test_hostile_mails_are_stored_like_all_others(server: Dovecot, reading: Reading) -> None:
    server.deliver_all([*HOSTILE.values(), mail(1)])

    async with reading.watching(access(server)):
        await until(lambda: (server.count(), server.count(DONE)) == (0, len(HOSTILE) + 1))

    rows = await reading.inbox()
    assert len(rows) == len(HOSTILE) + 1
    assert rows[-1].payload == mail(1)
    for row in rows:
        read_mail(row.payload, source_id=row.external_id, received_at=row.received_at)


async def test_thirty_megabytes_are_not_fetched_and_twenty_four_are(
    server: Dovecot, reading: Reading
) -> None:
    line = b"x" * 98 + b"\r\n"
    fitting = mail(1) + line * (24 * MEGABYTE // 100)
    server.deliver_all([mail(0) + line * (30 * MEGABYTE // 100), fitting])

    async with reading.watching(access(server), max_bytes=25 * MEGABYTE):
        await until(lambda: (server.count(), server.count(DONE)) == (0, 2))

    (row,) = await reading.inbox()
    (refusal,) = reading.refusals
    assert row.payload == fitting
    assert refusal.size > 30_000_000


async def test_a_mail_the_server_cannot_read_keeps_no_other_waiting(
    server: Dovecot, reading: Reading
) -> None:
    server.deliver_all(mail(number) for number in range(12))
    broken = sorted((server.home / "mail" / "new").iterdir())[5]
    broken.chmod(0)

    async with reading.watching(access(server), look_every=0.05):
        await until_kept(reading, 11)
        server.deliver(mail(100))
        await until_kept(reading, 12)
        await until(lambda: reading.states[-1] == (ChannelState.UP, "1 mails cannot be read"))
        await until(lambda: server.count() == 1)

    assert [row.payload for row in await reading.inbox()] == [
        *(mail(number) for number in range(12) if number != 5),
        mail(100),
    ]


async def test_among_twenty_thousand_old_mails_the_new_ones_are_found_at_once(
    server: Dovecot, reading: Reading
) -> None:
    server.deliver_all(
        (mail(number) for number in range(20_000)), flags="S", arrived=time.time() - 90 * 86_400
    )
    server.deliver_all(mail(number) for number in range(20_000, 20_010))

    begun = time.monotonic()
    async with reading.watching(access(server)):
        await until_kept(reading, 10)
        found_in = time.monotonic() - begun
        await until(lambda: reading.is_up)
        server.deliver(mail(30_000))
        await until_kept(reading, 11)
        await until(lambda: server.count() == 20_000)

    assert found_in < 20
    assert {row.payload for row in await reading.inbox()} == {
        mail(number) for number in (*range(20_000, 20_010), 30_000)
    }


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_twenty_thousand_new_mails_are_all_read_once(server: Dovecot, reading: Reading) -> None:
    server.deliver_all(mail(number) for number in range(20_000))

    async with reading.watching(access(server)):
        await until(lambda: reading.is_up, deadline=240)

    rows = await reading.inbox()
    assert [row.payload for row in rows] == [mail(number) for number in range(20_000)]
    assert (server.count(), server.count(DONE)) == (0, 20_000)


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        with pytest.raises(TimeoutError):
            connect(ImapAccess("127.0.0.1", port, "muster", security="none"), patience=0.2)


async def test_whoever_stops_waiting_for_an_opening_is_let_go(reading: Reading) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        opening = ImapAccess("127.0.0.1", silent.getsockname()[1], "muster", security="none")

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2), opened(opening):
                raise AssertionError

    assert time.monotonic() - begun < 5


async def test_a_command_that_takes_too_long_is_given_up_and_the_line_cut(server: Dovecot) -> None:
    with pytest.raises(TimeoutError):
        async with opened(access(server)) as box:
            await box.run(lambda mailbox: mailbox.wait(600), seconds=0.2)

    assert await _ended_threads()


async def test_a_call_returns_or_raises_where_it_is_awaited() -> None:
    thread = MailboxThread()

    value = await thread.run(lambda: threading.current_thread().name, seconds=5)
    with pytest.raises(ZeroDivisionError):
        await thread.run(lambda: 1 // 0, seconds=5)
    thread.end()

    assert value == "mailbox"
    assert await _ended_threads()


async def _ended_threads() -> bool:
    """Whether no mailbox's thread is left, soon."""
    async with asyncio.timeout(5):
        while any(thread.name == "mailbox" for thread in threading.enumerate()):  # noqa: ASYNC110 -- they end by themselves
            await asyncio.sleep(0.01)
    return True
