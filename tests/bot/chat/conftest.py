"""Fixtures of the Telegram tests: the local Bot API server and the real client connected to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.client import TelegramClient, open_client
from storage.mail import Inbox
from storage.transaction import Transaction
from tests.peers.telegram import TelegramPeer


class DatabaseDownError(SQLAlchemyError):
    """The database went away."""


class FailingTransaction:
    """A real transaction that breaks just before its commit, as often as it is told to."""

    def __init__(self, transaction: Transaction) -> None:
        self.real = transaction
        self.failures = 0

    def __call__(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._open()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[AsyncSession]:
        async with self.real() as session:
            yield session
            if self.failures:
                self.failures -= 1
                raise DatabaseDownError


@pytest.fixture
async def peer() -> AsyncIterator[TelegramPeer]:
    async with TelegramPeer() as running:
        yield running


@pytest.fixture
async def client(peer: TelegramPeer) -> AsyncIterator[TelegramClient]:
    async with open_client(peer.token, peer.base_url, proxies=False) as opened:
        yield opened


@pytest.fixture
def failing(transaction: Transaction) -> FailingTransaction:
    return FailingTransaction(transaction)


@pytest.fixture
def stored(transaction: Transaction) -> Callable[[], Awaitable[list[Inbox]]]:
    """Everything in the inbox, in the order of storing."""

    async def read() -> list[Inbox]:
        async with transaction() as session:
            return list((await session.exec(select(Inbox).order_by(col(Inbox.id)))).all())

    return read
