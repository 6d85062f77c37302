"""Fixtures everyone shares: a fixed moment, and fresh migrated databases of both kinds."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as examples

from storage.database import Database, open_database
from storage.transaction import Transaction
from tests.peers.postgresql import Cluster, find_binaries, running_cluster

# Where Postfix, Dovecot, ClamAV, Node or a whole Muster run beside the test, with deadlines of the clock.
WITH_PROGRAMS_OF_OTHERS = ("flows", "bot/mail")

# Fewer examples than hypothesis' hundred: every run draws others, and the whole suite stays under five minutes.
# `--hypothesis-profile=thorough` takes its time.
examples.register_profile("quick", max_examples=40, deadline=None)
examples.register_profile("thorough", max_examples=500, deadline=None)
examples.load_profile("quick")

# A tenth of the time of a story went into looking for cycles among the objects of the libraries, which stay for ever.
gc.set_threshold(100_000, 50, 50)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One worker more than cores: a quarter of their time they wait for processes, sockets and disks."""
    return (yield) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories with programs of others have a second try, which the closing line counts (docs/decisions/0080)."""
    here = Path(__file__).parent
    for item in items:
        if any(item.path.is_relative_to(here / room) for room in WITH_PROGRAMS_OF_OTHERS):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Raw bytes are numbered, not spelled out: an archive holds its hour, and the workers must agree on each name."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "muster.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    binaries = find_binaries()
    if binaries is None:
        reason = "no PostgreSQL server binary found (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with running_cluster(binaries) as running:
        yield running


@pytest.fixture(scope="session")
def postgresql_name(cluster: Cluster) -> str:
    """One migrated database for the whole session; each test finds it empty."""
    name = cluster.create()
    asyncio.run(_migrate(cluster.url(name)))
    return name


@pytest.fixture
def postgresql_url(cluster: Cluster, postgresql_name: str) -> str:
    cluster.empty(postgresql_name)
    return cluster.url(postgresql_name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh migrated database: each test that asks runs once per kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async for opened in _opened(database_url):
        yield opened


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    async for opened in _opened(sqlite_url):
        yield opened


@pytest.fixture
async def postgresql_database(postgresql_url: str) -> AsyncIterator[Database]:
    async for opened in _opened(postgresql_url):
        yield opened


@pytest.fixture
def transaction(database: Database) -> Transaction:
    return database.transaction


async def _opened(url: str) -> AsyncIterator[Database]:
    database = open_database(url)
    yield database
    await database.close()


async def _migrate(url: str) -> None:
    database = open_database(url)
    await database.migrate()
    await database.close()
