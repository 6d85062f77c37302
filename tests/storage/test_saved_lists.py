from datetime import datetime, timedelta

from storage.database import Database
from storage.saved_lists import forget_list, save_list, saved_list, saved_lists


async def test_list_is_kept_found_by_any_capitals_replaced_and_forgotten(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        first = await save_list(session, " Pensions FR ", {"words": "one"}, by="operator", now=now)
        await save_list(session, "Alpha", {"words": "two"}, by="operator", now=now)
    async with database.transaction() as session:
        again = await save_list(
            session, "pensions fr", {"words": "new"}, by="officer:2", now=now + timedelta(days=1)
        )

    async with database.transaction() as session:
        found = await saved_list(session, "PENSIONS fr")
        assert found is not None
        assert (first, again, found.search, found.saved_by) == (False, True, {"words": "new"}, "officer:2")
        assert [one.name for one in await saved_lists(session)] == ["Alpha", "Pensions FR"]
        assert [await forget_list(session, "alpha"), await forget_list(session, "alpha")] == [True, False]
    async with database.snapshot() as session:
        assert [one.name for one in await saved_lists(session)] == ["Pensions FR"]
