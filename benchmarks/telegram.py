"""How fast a real `muster run` answers in chats: `python -m benchmarks.telegram [PARTNERS] [SECONDS BETWEEN ANSWERS]`.

So many partners fill in the form at once, each reading for some seconds before the next answer. The service is a process of
its own; the partners and the local Bot API server live in this one, as Telegram would elsewhere.
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table
from sqlmodel import func, select

from benchmarks.service import databases, now, prepare
from storage.database import open_database
from storage.requests import Request
from storage.states import RequestStatus
from tests.flows.partners import COUNTRIES, PLACES, TOPICS, YEAR
from tests.flows.service import Service
from tests.peers.postgresql import Cluster
from tests.peers.telegram import Call, TelegramPeer

PARTNERS = 200
READING = 10.0
"""Seconds a partner takes to read and type, on average: 200 partners then ask 20 times a second, Telegram's limit is 25."""
PATIENCE = 60.0
SIZES = "memory at rest, halfway, end"
FIRST_CHAT = 10_000
DIALOGUE = (
    "/request", "{topic} office of {place}", "{country}", "partner{number}@ministry.example", "{topic} in {place}",
    "social pensions", "The office of {place} reaches few people over 70, and we do not know who is paid late.",
    "skip", "skip", "skip", "8-26 March {year}", "5", "English", "2", "skip", "skip", "yes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """One run on one database."""

    seconds: list[float]
    """From the moment Telegram had an answer of a partner until it had Muster's."""
    megabytes: tuple[int, int, int]
    """Memory of the service: at rest, when the first partners had told half, at the end."""
    requests: int
    per_second: float
    processor: float
    """Milliseconds of the service's processor time for each answer, whatever else the machine does."""


@dataclass(slots=True)
class Crowd:
    """Partners who each wait for their own answer."""

    peer: TelegramPeer
    seconds: list[float] = field(default_factory=list)
    waiting: dict[int, asyncio.Future[float]] = field(default_factory=dict)

    def heard(self, call: Call) -> None:
        """Somebody got a message."""
        if call.method in {"sendMessage", "editMessageText"}:
            waits = self.waiting.pop(call.params["chat_id"], None)
            if waits and not waits.done():
                waits.set_result(now())

    async def fill_in(self, number: int, reading: float, luck: random.Random) -> None:
        """One partner tells everything, an answer at a time."""
        place, topic = number % len(PLACES), TOPICS[number // len(PLACES) % len(TOPICS)]
        words = {
            "number": number,
            "year": YEAR + 1,
            "place": PLACES[place],
            "topic": topic,
            "country": COUNTRIES[place],
        }
        for line in DIALOGUE:
            await asyncio.sleep(luck.uniform(0.4, 1.6) * reading)
            await self.ask(FIRST_CHAT + number, line.format(**words))

    async def ask(self, chat: int, line: str) -> None:
        begun = now()
        self.waiting[chat] = asyncio.get_running_loop().create_future()
        self.peer.say(chat, line, name=f"Partner {chat}", language="en")
        async with asyncio.timeout(PATIENCE):
            self.seconds.append(await self.waiting[chat] - begun)


@asynccontextmanager
async def facility(url: str, folder: Path) -> AsyncIterator[tuple[Service, Crowd]]:
    """A service with Telegram on an empty, migrated database with one officer."""
    await prepare(url)
    async with AsyncExitStack() as stack:
        peer = await stack.enter_async_context(TelegramPeer(checked=False))
        crowd = Crowd(peer)
        peer.watchers.append(crowd.heard)
        settings = {
            "database_url": url,
            "mail_listen_port": "0",
            "telegram_token": peer.token,
            "telegram_base_url": peer.base_url,
            "log_format": "json",
        }
        service = Service(folder, settings)
        stack.push_async_callback(service.close)
        await service.start()
        yield service, crowd


async def forms_at_once(url: str, folder: Path, partners: int, reading: float) -> Result:
    """Everybody begins within one reading time, and goes on to the end."""
    async with facility(url, folder) as (service, crowd):
        rest, begun, spent = memory(service), now(), service.processor_seconds()
        async with asyncio.TaskGroup() as group:
            for number in range(partners):
                luck = random.Random(number)  # noqa: S311 -- repeatable on purpose
                group.create_task(crowd.fill_in(number, reading, luck))
            half = group.create_task(halfway(service, reading))
        took, end = now() - begun, memory(service)
        each = (service.processor_seconds() - spent) * 1000 / len(crowd.seconds)
        sizes = (rest, half.result(), end)
        return Result(crowd.seconds, sizes, await received(url), len(crowd.seconds) / took, each)


async def halfway(service: Service, reading: float) -> int:
    await asyncio.sleep(reading * len(DIALOGUE) / 2)
    return memory(service)


def memory(service: Service) -> int:
    return service.resident_kilobytes() // 1024


async def received(url: str) -> int:
    """How many of the forms became requests."""
    database = open_database(url)
    async with database.snapshot() as session:
        query = select(func.count()).select_from(Request).where(Request.status == RequestStatus.RECEIVED)
        count: int = (await session.exec(query)).one()
    await database.close()
    return count


def run(cluster: Cluster | None, folder: Path, partners: int, reading: float) -> Result:
    """One run on a database of its own."""
    url = cluster.url(cluster.create()) if cluster else f"sqlite+aiosqlite:///{folder / 'muster.db'}"
    return asyncio.run(forms_at_once(url, folder, partners, reading))


def cells(one: Result) -> list[str]:
    times = (median(one.seconds), quantiles(one.seconds, n=20)[-1], max(one.seconds))
    return [
        f"{one.per_second:.0f}",
        *(f"{time:.2f} s" for time in times),
        f"{one.processor:.0f} ms",
        ", ".join(f"{size}" for size in one.megabytes) + " MB",
        f"{one.requests}",
    ]


def main() -> None:
    partners = int(sys.argv[1]) if len(sys.argv) > 1 else PARTNERS
    reading = float(sys.argv[2]) if len(sys.argv) > 2 else READING
    table = Table("database", "answers/s", "median", "95 %", "slowest", "processor", SIZES, "requests")
    with databases() as found, tempfile.TemporaryDirectory() as place:
        for name, cluster in found.items():
            folder = Path(place) / name[:6]
            folder.mkdir()
            one = run(cluster, folder, partners, reading)
            table.add_row(name, *cells(one))
    title = f"{partners} partners fill in the form at once, each reading for {reading:.0f} s before the next answer"
    Console(width=120).print(title, table)


if __name__ == "__main__":
    main()
