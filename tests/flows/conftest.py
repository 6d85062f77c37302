"""One whole facility per story.

Each story is told on SQLite by `make test`; on PostgreSQL too, but there most of them by `make test-slow`, because what differs
between the two databases, the SQL, has its own tests in tests/storage and those of the rooms, always on both.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.flows.chats import Telegram, open_telegram
from tests.flows.facility import Facility, open_facility

ALWAYS_ON_BOTH = frozenset(
    [
        "test_booking",
        "test_request_by_chat",
        "test_request_by_mail",
        "test_telegram_buttons",
        "test_two_officers",
    ]
)
"""The main job by each door, and the stories in which two transactions meet."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave most repeats on PostgreSQL to `make test-slow`."""
    for item in items:
        story = item.path.parent == Path(__file__).parent and item.path.stem not in ALWAYS_ON_BOTH
        if story and item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
async def facility(database: Database, tmp_path: Path) -> AsyncIterator[Facility]:
    async with open_facility(database, tmp_path / "data") as open_one:
        yield open_one


@pytest.fixture
async def telegram(database: Database, tmp_path: Path) -> AsyncIterator[Telegram]:
    async with open_telegram(database, tmp_path / "data") as open_one:
        yield open_one
