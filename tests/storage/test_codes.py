import asyncio
from datetime import datetime

from sqlmodel import select

from storage.codes import keep_counter_at, next_code
from storage.database import Database
from storage.requests import Request
from tests.factories import add_request


class ChangedTheirMindError(Exception):
    pass


async def receive(database: Database, number: int) -> None:
    """Store a request with its code; every third sender's transaction fails after the code was given."""
    async with database.transaction() as session:
        code = await next_code(session, 2026)
        await add_request(session, code=code, source_id=f"mail-{number}")
        if number % 3 == 0:
            raise ChangedTheirMindError


async def codes(database: Database) -> list[str | None]:
    async with database.snapshot() as session:
        return sorted((await session.exec(select(Request.code))).all(), key=str)


async def test_codes_have_no_gap_when_many_write_at_once_and_a_third_rolls_back(database: Database) -> None:
    results = await asyncio.gather(*(receive(database, n) for n in range(50)), return_exceptions=True)

    failed = sum(isinstance(result, ChangedTheirMindError) for result in results)
    assert failed == 17
    assert await codes(database) == [f"2026-{n:02d}" for n in range(1, 34)]


async def test_numbers_have_two_digits_until_they_need_three(database: Database) -> None:
    async with database.transaction() as session:
        given = [await next_code(session, 2026) for _ in range(101)]

    assert given == [f"2026-0{n}" for n in range(1, 10)] + [f"2026-{n}" for n in range(10, 102)]


async def test_each_year_counts_for_itself(database: Database) -> None:
    async with database.transaction() as session:
        given = [await next_code(session, year) for year in (2025, 2026, 2025)]

    assert given == ["2025-01", "2026-01", "2025-02"]


async def test_imported_codes_are_never_given_again(database: Database) -> None:
    async with database.transaction() as session:
        for number in (7, 3, 12, 5):
            await keep_counter_at(session, 2025, number)

    async with database.transaction() as session:
        assert await next_code(session, 2025) == "2025-13"


async def test_an_import_never_takes_the_counter_back(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        for _ in range(5):
            await next_code(session, now.year)
        await keep_counter_at(session, now.year, 2)

        assert await next_code(session, now.year) == "2026-06"
