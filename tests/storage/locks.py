"""Waiting until PostgreSQL itself says that somebody waits."""

import asyncio

from storage.database import Database

WAITERS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


async def until_somebody_waits_for_a_lock(database: Database) -> None:
    async with asyncio.timeout(10):
        while not await _waiters(database):  # noqa: ASYNC110 (only the server knows)
            await asyncio.sleep(0)


async def _waiters(database: Database) -> int:
    async with database.transaction() as session:  # a new one each time: within one the answer never changes
        count: int = (await (await session.connection()).exec_driver_sql(WAITERS)).scalar_one()
        return count
