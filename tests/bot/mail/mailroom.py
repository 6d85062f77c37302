"""A facility that reads a mailbox on a real server, and what the rest of the house hears of it."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.channel_health import ChannelState, Patience
from bot.mail.front_desk import Refusal
from bot.mail.mailbox_access import ImapAccess
from bot.mail.mailbox_fetch import MailRoom
from bot.mail.mailbox_watch import Watching, watch_mailbox
from storage.mail import Inbox
from storage.mailboxes import Seen
from storage.transaction import Transaction
from tests.peers.dovecot import PASSWORD, USER, Dovecot

MAX_BYTES = 200_000
DONE = "Muster done"


@dataclass
class Reading:
    """What came of watching."""

    transaction: Transaction
    now: datetime
    refusals: list[Refusal] = field(default_factory=list)
    states: list[tuple[str, str]] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    arrivals: int = 0

    def room(self, **options: Any) -> MailRoom:
        async def refused(_session: AsyncSession, refusal: Refusal) -> None:
            self.refusals.append(refusal)

        def arrived() -> None:
            self.arrivals += 1

        usual: dict[str, Any] = {
            "transaction": self.transaction,
            "mail_address": USER,
            "max_bytes": MAX_BYTES,
            "clock": lambda: self.now,
            "arrived": arrived,
            "refused": refused,
        }
        return MailRoom(**(usual | options))

    @property
    def patience(self) -> Patience:
        """Waits for hardly any time, and remembers how long it should have been."""

        async def pause(seconds: float) -> None:
            self.pauses.append(seconds)
            await asyncio.sleep(0.02)

        return Patience(lambda state, words: self.states.append((state, words)), pause, lambda: 1.0)

    @property
    def is_up(self) -> bool:
        """Everything that was there is read, for now."""
        return bool(self.states) and self.states[-1][0] == ChannelState.UP

    @asynccontextmanager
    async def watching(
        self, access: ImapAccess, *, look_every: float = 60, tls: ssl.SSLContext | None = None, **options: Any
    ) -> AsyncIterator[None]:
        watching = Watching(self.patience, look_every=look_every, tls=tls)
        task = asyncio.create_task(watch_mailbox(access, self.room(**options), watching))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def inbox(self) -> list[Inbox]:
        async with self.transaction() as session:
            return list(await session.exec(select(Inbox).order_by(col(Inbox.id))))

    async def kept(self) -> int:
        async with self.transaction() as session:
            return (await session.exec(select(func.count()).select_from(Inbox))).one()

    async def seen(self) -> list[int]:
        async with self.transaction() as session:
            return sorted(await session.exec(select(Seen.uid)))


def access(server: Dovecot, **options: Any) -> ImapAccess:
    usual: dict[str, Any] = {"password": PASSWORD, "security": "none"}
    return ImapAccess("127.0.0.1", server.port, USER, **(usual | options))


def mail(number: int, *, body: str = "Good day", to: str = USER, extra: str = "") -> bytes:
    lines = (
        f"Return-Path: <person{number}@partner.example>",
        f"From: person{number}@partner.example",
        f"To: {to}",
        f"Subject: Mail {number}",
        f"Message-ID: <{number}@partner.example>",
        *([extra] if extra else []),
        "",
        body,
        "",
    )
    return "\r\n".join(lines).encode()


async def until(ready: Callable[[], bool], *, deadline: float = 20.0) -> None:
    """Return when it is so; a TimeoutError at the deadline."""
    async with asyncio.timeout(deadline):
        while not ready():  # noqa: ASYNC110 -- another process makes it so
            await asyncio.sleep(0.01)


async def until_kept(reading: Reading, wanted: int, *, deadline: float = 20.0) -> None:
    """Return when so many mails are in the inbox."""
    await until_so(lambda: _reached(reading, wanted), deadline=deadline)


async def until_so(ready: Callable[[], Awaitable[bool]], *, deadline: float = 20.0) -> None:
    """The same for what has to be asked."""
    async with asyncio.timeout(deadline):
        while not await ready():  # noqa: ASYNC110 -- another process makes it so
            await asyncio.sleep(0.01)


async def _reached(reading: Reading, wanted: int) -> bool:
    return await reading.kept() >= wanted
