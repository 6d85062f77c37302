"""Messages stored and handled per second with every commit on disk: `python -m benchmarks.storage [COUNT]`."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from storage import inbox
from storage.database import Database, open_database
from storage.inbox import Arrival
from tests.peers.postgresql import find_binaries, running_cluster

NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)
LEASE = timedelta(minutes=1)
MAIL = b"Subject: Pension reform\r\n\r\n" + b"We would like to ask for help. " * 100
BATCHES = (1, 50)


@dataclass(frozen=True, slots=True)
class Speed:
    """Messages per second."""

    database: str
    batch: int
    stored: float
    handled: float


def arrivals(count: int, run: str) -> list[Arrival]:
    """Mails of different senders."""
    return [Arrival("mail", f"{run}-{n}", f"{run}-{n}@x.example", MAIL, {}, NOW) for n in range(count)]


async def store_all(database: Database, messages: list[Arrival], batch: int) -> None:
    """Store them, so many in one transaction."""
    for start in range(0, len(messages), batch):
        async with database.transaction() as session:
            await inbox.store_many(session, messages[start : start + batch])


async def handle_all(database: Database, batch: int) -> None:
    """Claim so many in one transaction, then finish each in its own, as the service does."""
    while rows := await claimed(database, batch):
        for row in rows:
            async with database.transaction() as session:
                await inbox.finish(session, row, owner="benchmark", now=NOW)


async def claimed(database: Database, batch: int) -> list[int]:
    """Ids of the next messages."""
    async with database.transaction() as session:
        rows = await inbox.claim(session, owner="benchmark", now=NOW, lease=LEASE, limit=batch)
        return [row.id or 0 for row in rows]


async def measure(name: str, url: str, count: int) -> list[Speed]:
    """The speed at each batch size, on one fresh database."""
    async with migrated(url) as database:
        return [await measure_batch(database, name, batch, count) for batch in BATCHES]


async def measure_batch(database: Database, name: str, batch: int, count: int) -> Speed:
    """Store all, then handle all."""
    start = perf_counter()
    await store_all(database, arrivals(count, f"{batch}"), batch)
    stored = perf_counter()
    await handle_all(database, batch)
    handled = perf_counter()
    return Speed(name, batch, count / (stored - start), count / (handled - stored))


@asynccontextmanager
async def migrated(url: str) -> AsyncIterator[Database]:
    """An open database with its tables."""
    database = open_database(url)
    await database.migrate()
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """A SQLite file and, where its programs are installed, a PostgreSQL server."""
    with tempfile.TemporaryDirectory() as folder:
        sqlite = {"SQLite, WAL, synchronous=FULL": f"sqlite+aiosqlite:///{Path(folder) / 'muster.db'}"}
        binaries = find_binaries()
        if binaries is None:
            yield sqlite
            return
        with running_cluster(binaries) as cluster:
            yield sqlite | {"PostgreSQL, fsync on": cluster.url(cluster.create())}


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    table = Table("database", "batch", "stored/s", "claimed and finished/s")
    with databases() as urls:
        speeds = [speed for name, url in urls.items() for speed in asyncio.run(measure(name, url, count))]
    for speed in speeds:
        table.add_row(speed.database, f"{speed.batch}", f"{speed.stored:,.0f}", f"{speed.handled:,.0f}")
    Console().print(f"{count} mails of {len(MAIL):,} bytes, one writer, one worker", table)


if __name__ == "__main__":
    main()
