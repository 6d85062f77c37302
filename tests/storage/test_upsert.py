import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from storage.database import Database, open_database
from storage.people import Institution
from storage.upsert import insert_new

UNIQUE = ("country", "key")


def row(key: str, name: str = "A ministry") -> dict[str, object]:
    return {"name": name, "key": key, "country": "TG"}


async def insert(database: Database, *keys: str, name: str = "A ministry") -> list[int]:
    async with database.transaction() as session:
        return await insert_new(session, Institution, [row(key, name) for key in keys], unique=UNIQUE)


async def names(database: Database) -> dict[str, str]:
    async with database.snapshot() as session:
        query = select(Institution.key, Institution.name).order_by(col(Institution.id))
        return dict((await session.exec(query)).all())


async def test_new_rows_are_added_and_their_ids_told(database: Database) -> None:
    assert await insert(database, "labour", "health") == [1, 2]


async def test_row_that_is_there_is_left_alone(database: Database) -> None:
    await insert(database, "labour", name="The first")

    added = await insert(database, "labour", "health", name="The second")

    assert len(added) == 1
    assert await names(database) == {"labour": "The first", "health": "The second"}


async def test_nothing_to_add_asks_nothing_of_the_database(database: Database) -> None:
    assert await insert(database) == []


async def test_many_at_once_add_each_row_once(database: Database) -> None:
    added = await asyncio.gather(*(insert(database, "labour") for _ in range(6)))

    assert sorted(len(ids) for ids in added) == [0, 0, 0, 0, 0, 1]


@given(batches=st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=4))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_key_is_added_exactly_once_however_it_comes(sqlite_url: str, batches: list[list[str]]) -> None:
    """What earlier examples added is there already."""
    before, added, after = asyncio.run(_insert_batches(sqlite_url, batches))

    wanted = {key for batch in batches for key in batch}
    assert after == before | wanted
    assert added == len(wanted - before)


async def _insert_batches(url: str, batches: list[list[str]]) -> tuple[set[str], int, set[str]]:
    database = open_database(url)
    try:
        before = set(await names(database))
        added = [len(await insert(database, *batch)) for batch in batches]
        return before, sum(added), set(await names(database))
    finally:
        await database.close()
