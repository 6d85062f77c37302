"""kill -9 of a real `muster run`, again and again, while mails pour into its mailbox: nothing lost, nothing done twice."""

import asyncio
import email
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from storage import inbox
from storage.database import Database
from storage.mail import Inbox, Job
from storage.people import Officer
from storage.requests import Request
from storage.states import InboxStatus, JobStatus, RequestStatus, Role
from tests.flows.partners import MUSTER, OLGA, partner, request_mail
from tests.flows.service import Service, until
from tests.peers.dovecot import PASSWORD, USER, Dovecot, dovecot
from tests.peers.smtp import SmtpPeer, smtp_peer

MAILS = 120
KILLS = 6
DEADLINE = 120.0
DONE = "Muster done"


@pytest.fixture
def mailbox() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@asynccontextmanager
async def facility(
    database: Database, url: str, folder: Path, mailbox: Dovecot, **chosen: str
) -> AsyncIterator[tuple[Service, SmtpPeer]]:
    """Muster in a process of its own, with a mailbox instead of a listener, and the world it writes to."""
    async with AsyncExitStack() as stack:
        outside = await stack.enter_async_context(smtp_peer())
        settings = {
            "database_url": url,
            "mail_address": MUSTER,
            "mail_listen_port": "0",
            "imap_host": "127.0.0.1",
            "imap_port": str(mailbox.port),
            "imap_security": "none",
            "imap_username": USER,
            "imap_password": PASSWORD,
            "smtp_host": "127.0.0.1",
            "smtp_port": str(outside.port),
            "smtp_security": "none",
            "mail_rate_per_second": "1000",
            "log_format": "json",
        }
        service = Service(folder / "service", settings | chosen)
        stack.push_async_callback(service.close)
        async with database.transaction() as session:
            session.add(Officer(name="Olga", email=OLGA, role=Role.OFFICER, created_at=datetime.now(UTC)))
        yield service, outside


def delivered(number: int) -> bytes:
    """The mail of a partner as a delivery agent leaves it in a mailbox."""
    trace = f"Return-Path: <{partner(number)}>\r\nDelivered-To: {MUSTER}\r\n"
    return trace.encode() + request_mail(number).as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


async def pour_in(mailbox: Dovecot, luck: random.Random) -> None:
    for number in range(MAILS):
        mailbox.deliver(delivered(number))
        await asyncio.sleep(luck.random() / 10)  # mails come when they come


async def kill_at_random(service: Service, mailbox: Dovecot, outside: SmtpPeer, luck: random.Random) -> None:
    """Let mails be put away and letters be sent, kill at some moment after it, start again; all that so many times.

    A message that was in hand in three kills would be given up, so each life gets something done.
    """

    def events() -> int:
        return min(mailbox.count(DONE), len(outside.received))

    for _ in range(KILLS):
        goal = min(MAILS - 1, events() + luck.randint(1, 15))
        await until(lambda goal=goal: events() >= goal, deadline=DEADLINE)  # type: ignore[misc]
        await asyncio.sleep(luck.random() / 20)
        await service.kill()
        await service.start()


async def everything_done(database: Database, mailbox: Dovecot) -> None:
    """Return when the mailbox is empty and nothing waits."""
    async with asyncio.timeout(DEADLINE):
        while mailbox.count() or mailbox.count(DONE) < MAILS or await waiting(database):  # noqa: ASYNC110 -- another process does it
            await asyncio.sleep(0.05)


async def waiting(database: Database) -> int:
    async with database.snapshot() as session:
        jobs = select(func.count()).select_from(Job).where(Job.status == JobStatus.WAITING)
        return (await session.exec(jobs)).one() + await inbox.waiting(session)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_nothing_in_the_mailbox_is_lost_and_nothing_is_done_twice(
    database: Database, database_url: str, tmp_path: Path, mailbox: Dovecot
) -> None:
    luck = random.Random(2026)  # noqa: S311 -- repeatable on purpose
    async with facility(database, database_url, tmp_path, mailbox) as (service, outside):
        await service.start()
        async with asyncio.TaskGroup() as group:
            group.create_task(pour_in(mailbox, luck))
            group.create_task(kill_at_random(service, mailbox, outside, luck))
        await everything_done(database, mailbox)
        code = await service.stop()

    assert (code, service.starts) == (0, KILLS + 1)
    await each_mail_once(database)
    await one_request_each(database)
    acknowledged = {mail.recipients[0] for mail in outside.received}
    assert acknowledged == {OLGA, *(partner(number) for number in range(MAILS))}
    assert sorted(mailbox.stored(DONE)) == sorted(delivered(number) for number in range(MAILS))


async def each_mail_once(database: Database) -> None:
    async with database.snapshot() as session:
        rows = list((await session.exec(select(Inbox).order_by(col(Inbox.id)))).all())
    assert Counter(row.payload for row in rows) == Counter(delivered(number) for number in range(MAILS))
    assert [row.last_error for row in rows if row.status != InboxStatus.DONE] == []
    assert {email.message_from_bytes(row.payload)["Return-Path"] for row in rows} == {
        f"<{partner(number)}>" for number in range(MAILS)
    }


async def one_request_each(database: Database) -> None:
    async with database.snapshot() as session:
        requests = list((await session.exec(select(Request))).all())
    assert {request.status for request in requests} == {RequestStatus.RECEIVED}
    assert (len(requests), len({request.title for request in requests})) == (MAILS, MAILS)
