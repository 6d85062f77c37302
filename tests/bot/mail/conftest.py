"""A facility's listener, and the outside world it talks with."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.mail.compose import MailIdentity
from storage.transaction import Transaction
from tests.bot.mail.office import ADDRESS, Office, open_office
from tests.peers.smtp import SmtpPeer, smtp_peer


@pytest.fixture
async def office(transaction: Transaction, now: datetime) -> AsyncIterator[Office]:
    opened = Office(0, transaction)
    async with open_office(transaction, now, office=opened) as port:
        opened.port = port
        yield opened


@pytest.fixture
async def world() -> AsyncIterator[SmtpPeer]:
    async with smtp_peer() as peer:
        yield peer


@pytest.fixture
def identity() -> MailIdentity:
    return MailIdentity("Facility for Social Protection", ADDRESS, secret=b"s" * 32)
