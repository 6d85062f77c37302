"""Time and memory of all tables and figures together, for growing registers: `python -m benchmarks.reports [REQUESTS ...]`."""

import asyncio
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert
from sqlmodel import SQLModel

from reporting.course import load_course
from reporting.drawings.drawn import draw
from reporting.figures.by_name import FIGURES
from reporting.history import load_history
from reporting.page import page_of
from reporting.reports import REPORTS
from storage.assignments import Assignment
from storage.database import open_database
from storage.journal import JournalEntry
from storage.missions import Inquiry, Mission, Seat
from storage.people import Expert, ExpertArea, ExpertLanguage
from storage.requests import Activity, Request
from storage.states import InquiryStatus, MissionStatus, RequestStatus, SeatStatus
from tests.peers.postgresql import find_binaries, running_cluster

BEGIN = datetime(2014, 1, 6, 9, tzinfo=UTC)
NOW = datetime(2024, 1, 12, 9, tzinfo=UTC)
SIZES = ((67, 322), (1_000, 10_000), (10_000, 100_000))
"""Requests and experts: the real facility, and two invented ones."""
AT_ONCE = 2_000
COUNTRIES = ("TG", "SN", "VN", "PE", "KH", "ZM", "KG", "BF", "PY", "SV")
NATIONS = ("BE", "FR", "PT", "DE", "IT", "ES", "PL", "FI", "LT", "RO")
AREAS = ("social_pensions", "labour_inspection", "health_insurance", "social_assistance")
STEPS = ("received", "eligible", "formulated", "approved")
Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What all reports together took, in seconds and megabytes."""

    read: float
    counted: float
    drawn: float
    peak: float


def requests(count: int) -> Rows:
    """Received evenly over ten years; two in three are approved or done."""
    for n in range(1, count + 1):
        at = BEGIN + (NOW - BEGIN) * n / (count + 1)
        status = (RequestStatus.COMPLETED, RequestStatus.APPROVED, RequestStatus.CHECKING)[n % 3]
        yield {
            "id": n, "code": f"{at.year}-{n}", "status": status, "country": COUNTRIES[n % 10], "channel": "mail",
            "title": f"Reform {n}", "created_at": at, "received_at": at, "status_since": at,
        }  # fmt: skip


def experts(count: int) -> Rows:
    for n in range(1, count + 1):
        yield {
            "id": n, "code": f"EX-{n:06d}", "first_name": "Ines", "last_name": f"Duarte{n}",
            "email": f"expert{n}@experts.example", "gender": ("woman", "man")[n % 2], "nationality": NATIONS[n % 10],
            "region": "EU", "eligibility": "european", "occupation": ("public", "private")[n // 2 % 2],
            "employment": "active",
        }  # fmt: skip


def work(requests_count: int, experts_count: int) -> Iterator[tuple[type[SQLModel], Rows]]:
    """What hangs on requests and experts; a mission of two for each request."""
    chance = random.Random(6)  # noqa: S311 -- the same registers each time
    who = [chance.randrange(experts_count) + 1 for _ in range(2 * requests_count)]
    days = [BEGIN + (NOW - BEGIN) * n / (requests_count + 1) for n in range(requests_count + 1)]
    every = range(1, requests_count + 1)
    yield Activity, ({"request_id": n, "number": str(k), "title": "Mission"} for n in every for k in (1, 2))
    yield (
        ExpertLanguage,
        (
            {"expert_id": n, "language": code, "level": "C1"}
            for n in range(1, experts_count + 1)
            for code in ("en", ("fr", "es")[n % 2])
        ),
    )
    yield (
        ExpertArea,
        ({"expert_id": n, "area": AREAS[(n + k) % 4]} for n in range(1, experts_count + 1) for k in (0, 1)),
    )
    yield Mission, (
        {
            "id": n, "request_id": n, "status": MissionStatus.COMPLETED, "start": days[n].date(),
            "end": days[n].date() + timedelta(days=11), "on_site_days": 10, "preparation_quarter_days": 8,
            "on_site_quarter_days": 40, "reporting_quarter_days": 8, "estimated_cents": 900_000, "created_at": days[n],
        }
        for n in every
    )  # fmt: skip
    yield Seat, (
        {"id": 2 * n + k - 1, "mission_id": n, "position": k + 1, "expert_id": who[2 * n + k - 2], "status": SeatStatus.CONFIRMED}
        for n in every
        for k in (0, 1)
    )  # fmt: skip
    yield Inquiry, (
        {
            "seat_id": 2 * n + k - 1, "mission_id": n, "expert_id": who[2 * n + k - 2], "start": days[n].date(),
            "end": days[n].date(), "status": (InquiryStatus.ACCEPTED, InquiryStatus.DECLINED)[(n + k) % 2],
            "asked_at": days[n], "reply_by": days[n],
        }
        for n in every
        for k in (0, 1)
    )  # fmt: skip
    yield Assignment, (
        {"action": f"{days[n].year}-{n}", "request_id": n, "expert_id": expert, "quarter_days": 56, "source": f"mission:{n}"}
        for n in every
        for expert in {who[2 * n - 2], who[2 * n - 1]}
    )  # fmt: skip
    yield JournalEntry, (
        {
            "at": days[n] + timedelta(days=k), "actor": "muster", "event": f"request.{step}", "subject": f"request:{n}",
            "request_id": n,
        }
        for n in every
        for k, step in enumerate(STEPS)
    )  # fmt: skip


async def fill(url: str, requests_count: int, experts_count: int) -> None:
    """The whole facility, in one go."""
    database = open_database(url)
    await database.migrate()
    tables: list[tuple[type[SQLModel], Rows]] = [
        (Request, requests(requests_count)),
        (Expert, experts(experts_count)),
    ]
    async with database.transaction() as session:
        connection = await session.connection()
        for table, rows in (*tables, *work(requests_count, experts_count)):
            while batch := list(islice(rows, AT_ONCE)):
                await connection.execute(insert(table), batch)
    await database.close()


def make_all(url: str) -> Taken:
    """All reports, in a process that has done nothing else."""
    return asyncio.run(_make_all(url))


async def _make_all(url: str) -> Taken:
    database, begun = open_database(url), perf_counter()
    async with database.snapshot() as session:
        history = await load_history(session, as_of=NOW)
        history = replace(history, course=await load_course(session, with_skills=True))
    await database.close()
    read = perf_counter()
    for report in REPORTS.values():
        page_of(report(history), as_of=NOW, language="en")
    counted = perf_counter()
    for figure in FIGURES.values():
        draw(figure(history), "en", "png")
    drawn = perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Taken(read - begun, counted - read, drawn - counted, peak)


@contextmanager
def databases() -> Iterator[dict[str, Any]]:
    """An address for each kind of database, for each size anew."""
    with tempfile.TemporaryDirectory() as folder:
        kinds: dict[str, Any] = {"SQLite": lambda n: f"sqlite+aiosqlite:///{Path(folder) / f'{n}.db'}"}
        binaries = find_binaries()
        if binaries is None:
            yield kinds
            return
        with running_cluster(binaries) as cluster:
            yield kinds | {"PostgreSQL": lambda _: cluster.url(cluster.create())}


def main(wanted: set[int]) -> None:
    """Print a row for each size and database."""
    table = Table("requests", "experts", "database", "read s", "counted s", "drawn s", "all s", "peak MB")
    with databases() as kinds:
        for size in SIZES:
            if wanted and size[0] not in wanted:
                continue
            for kind, address in kinds.items():
                url = address(size[0])
                asyncio.run(fill(url, *size))
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
                    took = process.submit(make_all, url).result()
                seconds = [took.read, took.counted, took.drawn, took.read + took.counted + took.drawn]
                table.add_row(
                    *(f"{number:,}" for number in size),
                    kind,
                    *(f"{one:.1f}" for one in seconds),
                    f"{took.peak:.0f}",
                )
    Console().print(table)


if __name__ == "__main__":
    main({int(word) for word in sys.argv[1:]})
