"""One whole facility per story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.flows.chats import Telegram, open_telegram
from tests.flows.facility import Facility, open_facility


@pytest.fixture
async def facility(database: Database, tmp_path: Path) -> AsyncIterator[Facility]:
    async with open_facility(database, tmp_path / "data") as open_one:
        yield open_one


@pytest.fixture
async def telegram(database: Database, tmp_path: Path) -> AsyncIterator[Telegram]:
    async with open_telegram(database, tmp_path / "data") as open_one:
        yield open_one
