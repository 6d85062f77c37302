"""kill -9 of a real `muster run` to which a real Postfix hands mail over by LMTP: nothing lost, nothing doubled."""

import asyncio
import email
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from storage.database import Database
from storage.mail import Inbox
from storage.requests import Request
from storage.states import InboxStatus
from tests.flows.partners import request_mail
from tests.flows.service import Service
from tests.peers.ports import free_port
from tests.peers.postfix import ADDRESS, Postfix, running_postfix, why_not
from tests.peers.smtp import SmtpPeer, smtp_peer

MAILS = 150
KILLS = 5
DEADLINE = 120.0


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def postfix(port: int) -> Iterator[Postfix]:
    reason = why_not()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with running_postfix(muster=str(port)) as running:
        yield running


async def bring(postfix: Postfix, outside: SmtpPeer, numbers: range) -> None:
    for number in numbers:
        await outside.send(request_mail(number), postfix.port, to=(ADDRESS,))


async def kill_now_and_then(service: Service, database: Database, postfix: Postfix) -> None:
    """Let some mails be stored, kill, start again; Postfix is told to try again at once."""
    luck = random.Random(2026)  # noqa: S311 -- repeatable on purpose
    for _ in range(KILLS):
        goal = min(MAILS - 1, await stored(database) + luck.randint(5, 20))
        await until_stored(database, goal)
        await service.kill()
        await service.start()
        postfix.flush()


async def stored(database: Database, *, status: InboxStatus | None = None) -> int:
    query = select(func.count()).select_from(Inbox)
    async with database.snapshot() as session:
        return (await session.exec(query.where(Inbox.status == status) if status else query)).one()


async def until_stored(database: Database, count: int, *, status: InboxStatus | None = None) -> None:
    async with asyncio.timeout(DEADLINE):
        while await stored(database, status=status) < count:  # noqa: ASYNC110 -- another process does it
            await asyncio.sleep(0.001)


async def until_handed_over(postfix: Postfix) -> None:
    """Postfix waits ever longer after each failure; here it is told not to."""
    async with asyncio.timeout(DEADLINE):
        while postfix.queue():
            postfix.flush()
            await asyncio.sleep(0.2)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_what_postfix_was_told_to_keep_arrives_once(
    sqlite_database: Database, sqlite_url: str, postfix: Postfix, port: int, tmp_path: Path
) -> None:
    settings = {
        "database_url": sqlite_url, "mail_address": ADDRESS, "mail_listen_protocol": "lmtp",
        "mail_listen_port": str(port), "log_format": "json",
    }  # fmt: skip
    service = Service(tmp_path / "service", settings)
    try:
        await service.start()
        async with smtp_peer() as outside, asyncio.TaskGroup() as group:
            for first in range(4):
                group.create_task(bring(postfix, outside, range(first, MAILS, 4)))
            group.create_task(kill_now_and_then(service, sqlite_database, postfix))
        await until_handed_over(postfix)
        await until_stored(sqlite_database, MAILS, status=InboxStatus.DONE)
        code = await service.stop()
    finally:
        await service.close()

    assert (code, service.starts) == (0, KILLS + 1)
    await nothing_lost_and_nothing_doubled(sqlite_database)
    attempts = Counter(status for _, status in postfix.statuses())
    assert (attempts["sent"], attempts["bounced"]) == (MAILS, 0)
    assert attempts["deferred"] > 0


async def nothing_lost_and_nothing_doubled(database: Database) -> None:
    async with database.snapshot() as session:
        rows = (await session.exec(select(Inbox).order_by(col(Inbox.id)))).all()
        titles = (await session.exec(select(Request.title))).all()
    sent = {str(request_mail(number)["Message-ID"]) for number in range(MAILS)}
    names = [str(email.message_from_bytes(row.payload)["Message-ID"]) for row in rows]
    assert sorted(names) == sorted(sent)
    assert len(set(titles)) == len(titles) == MAILS
