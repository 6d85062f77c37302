"""A facility with a mailbox and no mail server: requests and answers are read by IMAP, letters go out by SMTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.queries import request_by_code
from storage.states import RequestStatus
from tests.flows.partners import OLGA, YEAR, partner
from tests.flows.service import until
from tests.flows.test_imap_kill import DONE, delivered, facility
from tests.peers.dovecot import Dovecot, dovecot
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
