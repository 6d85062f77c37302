import asyncio
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import select

from storage.database import Database, DatabaseInUseError, UnsupportedDatabaseError, open_database
from storage.people import AvailabilityPeriod
from storage.requests import CodeCounter, Request
from tests.factories import add_request

HOLD = """
import sys
from storage.database import open_database
with open_database(sys.argv[1]).hold():
    print("held", flush=True)
    sys.stdin.read()
"""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def titles(database: Database) -> list[str]:
    async with database.snapshot() as session:
        return list((await session.exec(select(Request.title).order_by(Request.title))).all())


async def test_a_transaction_commits_when_its_block_ends(database: Database) -> None:
    async with database.transaction() as session:
        await add_request(session, title="kept")

    assert await titles(database) == ["kept"]


async def test_a_transaction_rolls_back_when_its_block_raises(database: Database) -> None:
    async def change_and_fail() -> None:
        async with database.transaction() as session:
            await add_request(session, title="lost")
            raise LookupError

    with pytest.raises(LookupError):
        await change_and_fail()

    assert await titles(database) == []


async def test_a_connection_thrown_away_in_the_middle_of_a_statement_holds_no_lock(
    sqlite_database: Database,
) -> None:
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(sqlite_database.transaction())
        connection = await (await session.connection()).get_raw_connection()
        assert connection.driver_connection is not None
        begun = await connection.driver_connection.execute("SELECT name FROM sqlite_master")
        await session.invalidate()  # as SQLAlchemy does when a task is cancelled before it has its rows

        # SQLite would wait ten seconds for a lock that is left behind
        async with asyncio.timeout(5), sqlite_database.transaction() as other:
            await add_request(other, title="kept")

    del begun
    assert await titles(sqlite_database) == ["kept"]


async def test_a_cancelled_transaction_leaves_nothing_and_frees_its_connection(database: Database) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with database.transaction() as session:
            await add_request(session, title="lost")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    await asyncio.wait([task])
    async with database.transaction() as session:
        await add_request(session, title="next")

    assert await titles(database) == ["next"]


async def test_rows_stay_readable_after_the_commit(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session, title="kept")

    assert request.title == "kept"


async def test_foreign_keys_are_enforced(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            session.add(AvailabilityPeriod(expert_id=99, start=now.date(), end=now.date(), free=True))


async def test_no_update_is_lost_among_many_concurrent_tasks(database: Database) -> None:
    async with database.transaction() as session:
        session.add(CodeCounter(year=2026, last=0))

    await asyncio.gather(*(count_up(database) for _ in range(100)))

    assert await counted(database) == 100


async def test_no_update_is_lost_between_two_programs_on_one_file(sqlite_url: str) -> None:
    async with opened(sqlite_url) as first, opened(sqlite_url) as second:
        async with first.transaction() as session:
            session.add(CodeCounter(year=2026, last=0))

        await asyncio.gather(*(count_up(database) for _ in range(50) for database in (first, second)))

        assert await counted(first) == 100


async def count_up(database: Database) -> None:
    """Read, think, write: what a driver that begins its transaction too late gets wrong."""
    async with database.transaction() as session:
        query = select(CodeCounter).with_for_update()
        counter = (await session.exec(query)).one()
        seen = counter.last
        await asyncio.sleep(0)
        counter.last = seen + 1


async def counted(database: Database) -> int:
    async with database.snapshot() as session:
        return (await session.exec(select(CodeCounter.last))).one()


async def test_a_snapshot_reads_on_while_somebody_writes(database: Database) -> None:
    async with database.transaction() as writing:
        await add_request(writing, title="not yet committed")

        assert await titles(database) == []


async def test_a_snapshot_sees_one_moment_throughout(database: Database) -> None:
    async with database.snapshot() as reading:
        before = (await reading.exec(select(Request.title))).all()
        async with database.transaction() as session:
            await add_request(session, title="later")
        after = (await reading.exec(select(Request.title))).all()

    assert (before, after) == ([], [])


async def test_a_snapshot_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.snapshot() as session:
            await add_request(session)


async def test_sqlite_is_set_to_survive_a_power_cut(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        connection = await session.connection()
        names = ("journal_mode", "synchronous", "fullfsync", "busy_timeout", "foreign_keys")
        values = {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one() for name in names}

    assert values == {
        "journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "busy_timeout": 10_000, "foreign_keys": 1,
    }  # fmt: skip


@pytest.mark.postgresql
async def test_postgresql_gives_up_waiting_for_a_lock_as_sqlite_does(postgresql_database: Database) -> None:
    async with postgresql_database.transaction() as session:
        connection = await session.connection()

        assert (await connection.execute(text("SHOW lock_timeout"))).scalar_one() == "10s"


async def test_a_new_sqlite_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "muster.db"

    async with opened(f"sqlite+aiosqlite:///{file}") as database:
        await database.migrate()

        assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_many_programs_may_open_one_new_file_at_the_same_moment(tmp_path: Path) -> None:
    for number in range(10):
        url = f"sqlite+aiosqlite:///{tmp_path}/{number}.db"
        databases = [open_database(url) for _ in range(4)]

        modes = await asyncio.gather(*(journal_mode(database) for database in databases))

        await asyncio.gather(*(database.close() for database in databases))
        assert modes == ["wal"] * 4


async def journal_mode(database: Database) -> str:
    async with database.transaction() as session:
        mode: str = (await (await session.connection()).execute(text("PRAGMA journal_mode"))).scalar_one()
        return mode


def test_a_second_service_is_kept_off_the_same_file(sqlite_url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, sqlite_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"

        with pytest.raises(DatabaseInUseError), open_database(sqlite_url).hold():
            pass

        other.kill()

    with open_database(sqlite_url).hold():
        pass  # the dead process holds nothing


def test_one_service_after_the_other_may_hold_the_file(sqlite_url: str) -> None:
    database = open_database(sqlite_url)

    with database.hold():
        assert database.file is not None
        held = database.file.with_name("muster.db.lock").read_text()
    with database.hold():
        pass

    assert held.strip().isdecimal()


@pytest.mark.postgresql
def test_several_services_may_share_a_server(postgresql_url: str) -> None:
    first, second = open_database(postgresql_url), open_database(postgresql_url)

    with first.hold(), second.hold():
        assert first.file is None


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite:///muster.db",
        "postgresql://localhost/muster",
        "mysql+aiomysql://localhost/muster",
    ],
)
def test_a_database_that_would_not_be_durable_or_asynchronous_is_refused(url: str) -> None:
    with pytest.raises(UnsupportedDatabaseError, match="sqlite\\+aiosqlite:///PATH"):
        open_database(url)
