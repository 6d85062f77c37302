"""Muster in a process of its own that may be killed at any moment, on a database and among people who go on writing."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
from sqlmodel import col, func, select

from storage import inbox
from storage.database import Database
from storage.mail import Inbox, Job
from storage.people import Officer
from storage.states import JobStatus, Role
from tests.flows.partners import MUSTER, OLGA
from tests.flows.service import Service, until
from tests.peers.ports import free_port
from tests.peers.smtp import SmtpPeer, smtp_peer
from tests.peers.telegram import TelegramPeer

DEADLINE = 120.0


@dataclass(slots=True)
class World:
    """Muster in a process of its own, and everybody who writes to it."""

    service: Service
    database: Database
    outside: SmtpPeer
    telegram: TelegramPeer
    port: int
    acknowledged: list[str] = field(default_factory=list)
    """Message-IDs in the order of their 250."""

    def events(self) -> int:
        """How much has happened so far, seen from outside."""
        waiting = len(self.telegram.pending)
        return len(self.acknowledged) + len(self.outside.received) + len(self.telegram.calls) - waiting

    async def send(self, mail: EmailMessage) -> None:
        """Deliver as a real mail server does: as often as it takes to hear a 250."""
        while True:
            try:
                await self.outside.send(mail, self.port)
            except (aiosmtplib.SMTPException, OSError, TimeoutError):
                await asyncio.sleep(0.05)  # a mail server's queue, much faster
            else:
                self.acknowledged.append(str(mail["Message-ID"]))
                return

    async def send_all(self, mails: list[EmailMessage]) -> None:
        for mail in mails:
            await self.send(mail)

    async def kill_at_random(self, luck: random.Random, times: int) -> None:
        """Let a random number of things happen, kill, start again; all that so many times."""
        for _ in range(times):
            goal = self.events() + luck.randint(10, 150)
            await until(lambda goal=goal: self.events() >= goal, deadline=DEADLINE)  # type: ignore[misc]
            await self.service.kill()
            await self.service.start()

    async def everything_done(self) -> None:
        """Return when no message and no job waits, and Telegram has no update left."""
        async with asyncio.timeout(DEADLINE):
            while self.telegram.pending or await self._waiting():  # noqa: ASYNC110 -- another process does it
                await asyncio.sleep(0.05)

    async def _waiting(self) -> int:
        async with self.database.snapshot() as session:
            jobs = select(func.count()).select_from(Job).where(Job.status == JobStatus.WAITING)
            return (await session.exec(jobs)).one() + await inbox.waiting(session)


@asynccontextmanager
async def world(database: Database, url: str, folder: Path, **settings: str) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        outside = await stack.enter_async_context(smtp_peer())
        telegram = await stack.enter_async_context(TelegramPeer())
        port = free_port()
        chosen = {
            "database_url": url,
            "mail_address": MUSTER,
            "mail_listen_port": str(port),
            "smtp_host": "127.0.0.1",
            "smtp_port": str(outside.port),
            "smtp_security": "none",
            "mail_rate_per_second": "1000",
            "telegram_token": telegram.token,
            "telegram_base_url": telegram.base_url,
            "log_format": "json",
        }
        service = Service(folder / "service", chosen | settings)
        stack.push_async_callback(service.close)
        async with database.transaction() as session:
            now = datetime.now(UTC)
            session.add(Officer(name="Olga Novak", email=OLGA, role=Role.OFFICER, created_at=now))
        yield World(service, database, outside, telegram, port)


async def rows(database: Database, channel: str) -> list[Inbox]:
    async with database.snapshot() as session:
        query = select(Inbox).where(Inbox.channel == channel).order_by(col(Inbox.id))
        return list((await session.exec(query)).all())


async def the_jobs(database: Database) -> list[Job]:
    async with database.snapshot() as session:
        return list((await session.exec(select(Job).order_by(col(Job.id)))).all())
