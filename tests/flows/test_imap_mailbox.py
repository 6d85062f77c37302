"""A facility with a mailbox and no mail server: requests and answers are read by IMAP, letters go out by SMTP."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from storage.database import Database
from storage.queries import request_by_code
from storage.states import RequestStatus
from tests.flows.partners import OLGA, YEAR, partner
from tests.flows.service import until
from tests.flows.test_imap_kill import DONE, delivered, facility
from tests.peers.dovecot import Dovecot, dovecot
from tests.peers.ports import free_port
from tests.peers.smtp import Delivered, SmtpPeer, answer


@pytest.fixture
def mailbox() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


async def letter_to(outside: SmtpPeer, address: str, words: str) -> Delivered:
    """The first letter to somebody that says so."""

    def found() -> list[Delivered]:
        return [
            mail
            for mail in outside.received
            if address in mail.recipients and words in mail.text + mail.subject
        ]

    await until(lambda: bool(found()))
    return found()[0]


def replied(to: Delivered, text: str) -> bytes:
    """A reply as a delivery agent leaves it in the mailbox, under the tagged address it was written to."""
    reply = answer(to, text)
    trace = f"Return-Path: <{to.recipients[0]}>\r\nDelivered-To: {to.reply_to}\r\n"
    return trace.encode() + reply.as_bytes()


async def test_a_request_in_the_mailbox_is_asked_back_answered_and_acknowledged(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path, mailbox: Dovecot
) -> None:
    dates = f"Preferred dates: 8-26 March {YEAR + 1}\r\n".encode()
    async with facility(sqlite_database, sqlite_url, tmp_path, mailbox) as (service, outside):
        await service.start()

        mailbox.deliver(delivered(1).replace(dates, b""))
        question = await letter_to(outside, partner(1), "dates")
        mailbox.deliver(replied(question, f"from 8 to 26 March {YEAR + 1}"))
        receipt = await letter_to(outside, partner(1), f"{YEAR}-01")
        await letter_to(outside, OLGA, f"{YEAR}-01")
        await until(lambda: (mailbox.count(), mailbox.count(DONE)) == (0, 2))
        code = await service.stop()

    assert code == 0
    assert question.reply_to.startswith("muster+")
    assert f"{YEAR}-01" in receipt.subject
    assert "Mail for muster@facility.example is read from the mailbox on 127.0.0.1" in service.log
    async with sqlite_database.snapshot() as session:
        request = await request_by_code(session, f"{YEAR}-01")
    assert request is not None
    assert request.status == RequestStatus.RECEIVED


async def test_a_mail_too_large_is_answered_and_an_officer_knows_it(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path, mailbox: Dovecot
) -> None:
    large = delivered(1) + b"x" * 1_100_000
    async with facility(sqlite_database, sqlite_url, tmp_path, mailbox, mail_max_bytes="1000000") as (
        service,
        outside,
    ):
        await service.start()

        mailbox.deliver(large)
        told = await letter_to(outside, partner(1), "too large")
        news = await letter_to(outside, OLGA, "too large")
        await until(lambda: (mailbox.count(), mailbox.count(DONE)) == (0, 1))
        code = await service.stop()

    assert code == 0
    assert "we can take in 1 MB at most" in " ".join(told.text.split())
    assert told.mail["Auto-Submitted"] == "auto-replied"
    assert "Muster has told its sender" in " ".join(news.text.split())


async def test_a_monitor_sees_each_channel_without_telegram(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path, mailbox: Dovecot
) -> None:
    port = free_port()
    async with facility(sqlite_database, sqlite_url, tmp_path, mailbox, health_port=str(port)) as (
        service,
        _,
    ):
        await service.start()
        well = await health(port, {"mailbox": "up", "mail_out": "idle"})
        mailbox.kill()
        mailbox.password = "another one"
        mailbox.start()
        locked_out = await health(port, {"mailbox": "refused", "mail_out": "idle"})
        await service.stop()

    assert (well, locked_out) == (200, 503)
    assert f"A monitor on this machine can ask http://127.0.0.1:{port}/health" in service.log


async def health(port: int, channels: dict[str, str]) -> int:
    """The status with which a monitor is told that the channels stand like this."""
    async with asyncio.timeout(20), aiohttp.ClientSession() as monitor:
        while True:
            async with monitor.get(f"http://127.0.0.1:{port}/health") as answer:
                if (await answer.json())["channels"] == channels:
                    return answer.status
            await asyncio.sleep(0.02)
