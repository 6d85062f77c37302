"""What must hold for claims whoever claims: they stay cheap, and killed processes lose nothing."""

import asyncio
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Executable, insert
from sqlmodel import select

from storage import inbox, jobs
from storage.database import Database
from storage.leases import Claims, claim_alone, exhausted
from storage.mail import Inbox, Job
from storage.states import InboxStatus, JobStatus
from tests.storage.locks import until_somebody_waits_for_a_lock

ROOT = Path(__file__).parents[2]

STORE_UNTIL_KILLED = """
import asyncio, sys
from datetime import UTC, datetime
from storage import inbox
from storage.database import open_database

async def main() -> None:
    database = open_database(sys.argv[1])
    for n in range(100_000):
        async with database.transaction() as session:
            await inbox.store(session, channel="mail", external_id=str(n), stream="a", payload=b"x",
                              envelope={}, received_at=datetime(2026, 1, 12, tzinfo=UTC))
        print(n, flush=True)

asyncio.run(main())
"""

CLAIM_AND_DIE = """
import asyncio, os, signal, sys
from datetime import UTC, datetime, timedelta
from storage import jobs
from storage.database import open_database

async def main() -> None:
    database = open_database(sys.argv[1])
    async with database.transaction() as session:
        await jobs.claim(session, kinds=["mail"], owner="doomed", now=datetime(2026, 1, 12, 9, tzinfo=UTC),
                         lease=timedelta(minutes=1), limit=1)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def a_job(number: int, now: datetime) -> dict[str, object]:
    destination = f"chat {number % 100}"
    job = Job(kind="mail", destination=destination, status=JobStatus.DONE, due_at=now, created_at=now)
    return job.model_dump(exclude={"id"})


def a_message(number: int, now: datetime) -> dict[str, object]:
    row = Inbox(
        channel="mail", external_id=f"{number}", stream=f"{number % 100}", payload=b"", received_at=now
    )
    return row.model_dump(exclude={"id"}) | {"status": InboxStatus.DONE}


def plan(connection: Connection, query: Executable) -> str:
    """How the database would run the query."""
    words = str(query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))  # type: ignore[attr-defined]
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {words}"))


async def test_finished_rows_are_not_looked_at_when_claiming(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        connection = await session.connection()
        await session.exec(insert(Job), params=[a_job(n, now) for n in range(5_000)])
        await session.exec(insert(Inbox), params=[a_message(n, now) for n in range(5_000)])
        await connection.exec_driver_sql("ANALYZE")
        messages = await connection.run_sync(plan, inbox._next_rows(now, 10))
        messages += await connection.run_sync(plan, exhausted(Inbox, 3, now))
        work = await connection.run_sync(plan, jobs._next_rows(["mail"], now, 10))
        work += await connection.run_sync(plan, exhausted(Job, 3, now))

    assert "ix_jobs_waiting" in work
    assert "ix_inbox_waiting" in messages
    assert not re.search(r"Seq Scan|SCAN (jobs|inbox)$", f"{work}\n{messages}", re.MULTILINE)


@pytest.mark.postgresql
async def test_two_workers_choose_one_after_the_other(postgresql_database: Database, now: datetime) -> None:
    chosen = asyncio.Event()

    async def claim() -> None:
        async with postgresql_database.transaction() as session:
            await jobs.claim(session, kinds=["mail"], owner="b", now=now, lease=timedelta(minutes=1), limit=1)
            chosen.set()

    async with postgresql_database.transaction() as first:
        await claim_alone(first, Claims.JOBS)
        second = asyncio.create_task(claim())
        await until_somebody_waits_for_a_lock(postgresql_database)
        assert not chosen.is_set()
    await second

    assert chosen.is_set()


def acknowledged_before_kill_9(url: str, number: int) -> set[str]:
    """Run a process that stores messages and says so after each commit; kill it in the middle."""
    with subprocess.Popen(
        [sys.executable, "-c", STORE_UNTIL_KILLED, url], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(number)]
        process.kill()
        said += process.stdout.readlines()
    return {line.strip() for line in said if line.endswith("\n")}


@pytest.mark.parametrize("number", [1, 40])
async def test_what_was_acknowledged_survives_kill_9(
    database: Database, database_url: str, number: int
) -> None:
    said = acknowledged_before_kill_9(database_url, number)

    async with database.snapshot() as session:
        stored = set((await session.exec(select(Inbox.external_id))).all())
    assert len(said) >= number
    assert said <= stored
    assert len(stored - said) <= 1


def claim_and_die(url: str) -> None:
    subprocess.run([sys.executable, "-c", CLAIM_AND_DIE, url], check=False, cwd=ROOT)


async def test_a_worker_killed_with_a_claim_in_hand_blocks_nobody_for_longer_than_its_lease(
    database: Database, database_url: str, now: datetime
) -> None:
    async with database.transaction() as session:
        await jobs.enqueue(session, kind="mail", destination="a", payload={}, due_at=now, now=now)
    claim_and_die(database_url)

    taken = []
    for later in (timedelta(seconds=59), timedelta(seconds=60)):
        async with database.transaction() as session:
            found = await jobs.claim(
                session, kinds=["mail"], owner="heir", now=now + later, lease=timedelta(60), limit=1
            )
            taken.append([job.attempts for job in found])

    assert taken == [[], [2]]
