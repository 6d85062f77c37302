"""The two databases and how each is made durable and safe (DESIGN.md decision 5); nobody else makes an engine."""

import asyncio
import fcntl
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import await_only
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.migrate import Standing, standing, upgrade_to_head

WAIT_SECONDS = 10
"""How long one transaction waits for another's lock before it gives up."""

# On macOS a plain fsync leaves the data in the drive's cache; elsewhere `fullfsync` changes nothing.
_DURABLE = (f"busy_timeout={WAIT_SECONDS * 1000}", "synchronous=FULL", "fullfsync=ON")
_WRITER = (*_DURABLE, "foreign_keys=ON")
_READER = (*_DURABLE, "query_only=ON")

_POSTGRESQL_OPTIONS = f"-c lock_timeout={WAIT_SECONDS}s -c idle_in_transaction_session_timeout=60s"


class _LetsGo(sqlite3.Connection):
    """A connection that ends its transaction before it closes.

    SQLite keeps a closed connection, and its lock, for as long as anybody refers to a statement that was begun: a task
    cancelled between a statement and its rows would hold up every writer until it is forgotten.
    """

    def close(self) -> None:
        if self.in_transaction:
            self.rollback()
        super().close()


class DatabaseInUseError(RuntimeError):
    """Another Muster already runs on this SQLite file; stop it, or use PostgreSQL to run several."""


class UnsupportedDatabaseError(ValueError):
    """Use a file with sqlite+aiosqlite:///PATH, or a server with postgresql+psycopg://."""


class Database:
    """One database, opened once and handed on as its two methods `transaction` and `snapshot`."""

    def __init__(self, url: URL, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self.url = url
        self._writer = writer
        self._reader = reader

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on a server."""
        return Path(self.url.database or "") if _is_sqlite(self.url) else None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that commits when the block ends and rolls back when it raises."""
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """A read-only session that sees one moment throughout and never waits for a writer."""
        async with AsyncSession(self._reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    async def standing(self) -> Standing:
        """How the tables compare with those of this version; nothing is changed."""
        async with self._reader.connect() as connection:
            return await connection.run_sync(standing)

    async def migrate(self) -> None:
        """Create the tables, or bring an older database up to date, all or nothing."""
        engine = _migrator(self.url)
        try:
            async with engine.begin() as connection:
                await connection.run_sync(upgrade_to_head)
        finally:
            await engine.dispose()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep a second service off the same SQLite file; a server needs no such lock."""
        if self.file is None:
            yield
            return
        with self.file.with_name(f"{self.file.name}.lock").open("a+") as lock:
            _lock_or_refuse(lock.fileno())
            yield

    async def close(self) -> None:
        """Close every connection."""
        await self._writer.dispose()
        await self._reader.dispose()


def open_database(url: str) -> Database:
    """A database ready for transactions; nothing is connected and no table made yet."""
    parsed = make_url(url)
    if parsed.drivername == "sqlite+aiosqlite" and parsed.database not in {None, "", ":memory:"}:
        return _open_sqlite(parsed)
    if parsed.drivername == "postgresql+psycopg":
        return _open_postgresql(parsed)
    raise UnsupportedDatabaseError(UnsupportedDatabaseError.__doc__)


def _open_sqlite(url: URL) -> Database:
    file = Path(url.database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)  # personal data: the log files beside it take over these rights
    # One connection for writing: waiting writers queue in this process, first come first served, instead of
    # polling SQLite's lock, where an unlucky one can starve.
    writer = create_async_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS * 3,
        hide_parameters=True,
        connect_args={"factory": _LetsGo},
    )
    reader = create_async_engine(url, pool_size=5, hide_parameters=True, connect_args={"factory": _LetsGo})
    _tune(writer, begin="BEGIN IMMEDIATE", pragmas=_WRITER)
    _tune(reader, begin="BEGIN", pragmas=_READER)
    return Database(url, writer, reader)


def _open_postgresql(url: URL) -> Database:
    engine = create_async_engine(
        url,
        pool_size=10,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not carry somebody's message into the log
        connect_args={"application_name": "muster", "options": _POSTGRESQL_OPTIONS},
    )
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(url, engine, reader)


def _migrator(url: URL) -> AsyncEngine:
    """An engine for one migration; without foreign keys on SQLite, where changing a table means copying it."""
    engine = create_async_engine(url, poolclass=NullPool)
    if _is_sqlite(url):
        _tune(engine, begin="BEGIN IMMEDIATE", pragmas=_DURABLE)
    return engine


def _tune(engine: AsyncEngine, *, begin: str, pragmas: tuple[str, ...]) -> None:
    """Set pragmas on each new SQLite connection and begin transactions ourselves.

    Left alone, the driver begins a write transaction only at the first write: two tasks then read the same row,
    and one update is lost without an error.
    """

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        _switch_to_wal(cursor)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _switch_to_wal(cursor: DBAPICursor) -> None:
    """Write-ahead logging; where two connections switch one new file, SQLite refuses one without its usual wait."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            await_only(asyncio.sleep(0.01))
        else:
            return


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _lock_or_refuse(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise DatabaseInUseError(DatabaseInUseError.__doc__) from error
    os.truncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
