from dataclasses import replace

from config.rules import Wish, load_rules
from matching.fairness_record import with_record
from matching.need import Need, Represented
from matching.proposal_json import need_from_json, need_json
from storage.database import Database
from tests.factories import add_expert, add_inquiry, add_mission, add_request, add_seat
from tests.matching.people import need

RULES = load_rules()
WISHES = tuple(
    Wish(f"by_{name}", "under_represented", 0.1, {"attribute": name}) for name in ("gender", "country")
)


async def test_usual_rules_read_nothing(sqlite_database: Database) -> None:
    async with sqlite_database.snapshot() as session:
        assert await with_record(session, need(), RULES) == need()


async def test_everybody_asked_is_counted_by_group_each_time(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        seat = await add_seat(session, await add_mission(session, request))
        women = [await add_expert(session, number, gender="woman", nationality="PL") for number in (1, 2)]
        man = await add_expert(session, 3, gender="man")
        await add_expert(session, 4)
        for expert in (women[0], women[0], man):
            await add_inquiry(session, seat, expert)

    async with database.snapshot() as session:
        asked = await with_record(session, need(), replace(RULES, wishes=WISHES))

    assert asked.record == (
        Represented("country", "PL", 2, 2),
        Represented("country", "PT", 2, 1),
        Represented("gender", "", 1, 0),
        Represented("gender", "man", 1, 1),
        Represented("gender", "woman", 2, 2),
    )


def test_a_need_is_kept_with_its_counts() -> None:
    asked: Need = need(record=(Represented("gender", "woman", 2, 1),))

    assert need_from_json(need_json(asked)) == asked
    assert "record" not in need_json(need())
