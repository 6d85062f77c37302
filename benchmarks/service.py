"""How fast a real `muster run` is: `python -m benchmarks.service [RUNS]`.

The service is a process of its own; partners and the mail server outside live in this one, as they would elsewhere.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from storage.database import open_database
from storage.people import Officer
from storage.states import Role
from tests.flows.partners import MOST, MUSTER, OLGA, partner, request_mail
from tests.flows.service import Service, until
from tests.peers.ports import free_port
from tests.peers.postgresql import Cluster, find_binaries, running_cluster
from tests.peers.smtp import Delivered, SmtpPeer, smtp_peer

CONNECTIONS = 8
PACES = (10, 20)
"""Mails per second that arrive steadily, for ten seconds."""
STARTS = 5
RUNS = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One run on one database."""

    stored_per_second: float
    answered_per_second: float
    first_answers: dict[int, list[float]]
    """By pace: seconds from the 250 to the acknowledgement at the partner's mail server."""


@dataclass(frozen=True, slots=True)
class AtRest:
    """A service with nothing to do."""

    started_in: float
    megabytes: float


class Timed(list[Delivered]):
    """A list that knows when its mails came."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[str, float] = {}

    def append(self, mail: Delivered) -> None:
        self.at.setdefault(mail.recipients[0], now())
        super().append(mail)


@dataclass(slots=True)
class Facility:
    """A running service and the world around it."""

    service: Service
    outside: SmtpPeer
    port: int
    answered: Timed = field(default_factory=Timed)
    stored: dict[str, float] = field(default_factory=dict)

    async def send(self, number: int) -> None:
        await self.outside.send(request_mail(number), self.port)
        self.stored[partner(number)] = now()

    async def send_some(self, numbers: Iterator[int]) -> None:
        for number in numbers:
            await self.send(number)

    async def all_answered(self, count: int) -> None:
        await until(lambda: sum(partner(n) in self.answered.at for n in range(count)) == count, deadline=300)


def now() -> float:
    return asyncio.get_running_loop().time()


@asynccontextmanager
async def facility(url: str, folder: Path) -> AsyncIterator[Facility]:
    """A service on an empty, migrated database with one officer."""
    await prepare(url)
    async with AsyncExitStack() as stack:
        outside = await stack.enter_async_context(smtp_peer())
        port = free_port()
        settings = {
            "database_url": url,
            "mail_address": MUSTER,
            "mail_listen_port": str(port),
            "smtp_host": "127.0.0.1",
            "smtp_port": str(outside.port),
            "smtp_security": "none",
            "mail_rate_per_second": "1000",
            "log_format": "json",
        }
        service = Service(folder, settings)
        stack.push_async_callback(service.close)
        await service.start()
        opened = Facility(service, outside, port)
        outside.received = opened.answered
        yield opened


async def prepare(url: str) -> None:
    database = open_database(url)
    await database.migrate()
    async with database.transaction() as session:
        session.add(Officer(name="Olga", email=OLGA, role=Role.OFFICER, created_at=datetime.now(UTC)))
    await database.close()


async def as_fast_as_possible(url: str, folder: Path) -> tuple[float, float]:
    """Mails stored and mails answered per second when all come at once."""
    async with facility(url, folder) as muster:
        numbers, begun = iter(range(MOST)), now()
        async with asyncio.TaskGroup() as group:
            for _ in range(CONNECTIONS):
                group.create_task(muster.send_some(numbers))
        stored = now() - begun
        await muster.all_answered(MOST)
        return MOST / stored, MOST / (now() - begun)


async def steadily(url: str, folder: Path, pace: int) -> list[float]:
    """Seconds to each first answer when so many mails come in each second, evenly."""
    mails = pace * 10
    async with facility(url, folder) as muster:
        begun = now()
        async with asyncio.TaskGroup() as group:
            for number in range(mails):
                await asyncio.sleep(max(0.0, begun + number / pace - now()))
                group.create_task(muster.send(number))
        await muster.all_answered(mails)
        return [at - muster.stored[who] for who, at in muster.answered.at.items() if who in muster.stored]


async def at_rest(url: str, folder: Path) -> list[AtRest]:
    """Several starts on a database that is up to date."""
    async with facility(url, folder) as muster:
        service, seen = muster.service, list[AtRest]()
        for _ in range(STARTS):
            await service.stop()
            await service.start()
            seen.append(AtRest(service.started_in, service.resident_kilobytes() / 1024))
        return seen


@contextmanager
def databases() -> Iterator[dict[str, Cluster | None]]:
    binaries = find_binaries()
    if binaries is None:
        yield {"SQLite, synchronous=FULL": None}
        return
    with running_cluster(binaries) as cluster:
        yield {"SQLite, synchronous=FULL": None, "PostgreSQL, fsync on": cluster}


def run(cluster: Cluster | None, folder: Path) -> tuple[Result, list[AtRest]]:
    """One run of everything, each part on a database of its own."""

    def fresh(name: str) -> tuple[str, Path]:
        place = folder / name
        url = cluster.url(cluster.create()) if cluster else f"sqlite+aiosqlite:///{place / 'muster.db'}"
        return url, place

    stored, answered = asyncio.run(as_fast_as_possible(*fresh("fast")))
    first_answers = {pace: asyncio.run(steadily(*fresh(f"steady-{pace}"), pace)) for pace in PACES}
    return Result(stored, answered, first_answers), asyncio.run(at_rest(*fresh("rest")))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    paces = [f"first answer at {pace}/s (95 %)" for pace in PACES]
    table = Table("database", "stored/s", "answered/s", *paces, "start", "at rest")
    with databases() as found, tempfile.TemporaryDirectory() as place:
        for name, cluster in found.items():
            measured = [run(cluster, Path(place) / f"{name[:6]}-{number}") for number in range(runs)]
            table.add_row(
                name,
                *cells([result for result, _ in measured], [one for _, rest in measured for one in rest]),
            )
    Console(width=120).print(f"{MOST} request forms by mail, median of {runs} runs", table)


def cells(results: list[Result], rest: list[AtRest]) -> list[str]:
    return [
        f"{median(one.stored_per_second for one in results):.0f}",
        f"{median(one.answered_per_second for one in results):.0f}",
        *(waiting([one.first_answers[pace] for one in results]) for pace in PACES),
        f"{median(one.started_in for one in rest):.2f} s",
        f"{median(one.megabytes for one in rest):.0f} MB",
    ]


def waiting(runs: list[list[float]]) -> str:
    """The median wait and, in brackets, what all but one in twenty stay below."""
    usual = median(median(run) for run in runs)
    longest = median(quantiles(run, n=20)[-1] for run in runs)
    return f"{usual:.2f} s ({longest:.2f} s)"


if __name__ == "__main__":
    main()
