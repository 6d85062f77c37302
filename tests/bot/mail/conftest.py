"""A facility's listener and its mailbox, and the outside world they talk with."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from bot.mail.compose import MailIdentity
from storage.transaction import Transaction
from tests.bot.mail.mailroom import Reading
from tests.bot.mail.office import ADDRESS, Office, open_office
from tests.peers.dovecot import Dovecot, dovecot
from tests.peers.provider import Provider, provider
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


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def reading(transaction: Transaction) -> Reading:
    return Reading(transaction, datetime.now(UTC))


@pytest.fixture
async def peer(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Provider]:
    """A provider of tokens on this machine; the machine's own way out is not meant for it."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    async with provider() as running:
        yield running
