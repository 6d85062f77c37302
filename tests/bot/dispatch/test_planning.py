"""What a plan is loaded with."""

from dataclasses import replace
from datetime import timedelta

from bot.dispatch.house import House
from bot.dispatch.planning import load_plan, made_plan
from config.rules import Wish, load_rules
from storage.database import Database
from storage.people import ExpertArea, ExpertLanguage
from tests.bot.dispatch.office import HOUSE
from tests.factories import MOMENT, add_expert, add_inquiry, add_mission, add_request, add_seat
from tests.matching.planned import add_eligible

SELDOM = Wish("women", "under_represented", 0.1, {"attribute": "gender"})
TODAY = MOMENT.date()


async def _passed_over(database: Database) -> None:
    """Two men of four were asked ten times, no woman ever was; a request waits for two of them."""
    async with database.transaction() as session:
        past = await add_request(session)
        seat = await add_seat(session, await add_mission(session, past))
        for number, (country, gender) in enumerate(
            [("PT", "man"), ("FR", "man"), ("ES", "woman"), ("DE", "woman")], start=1
        ):
            expert = await add_expert(
                session, number, nationality=country, gender=gender, missions_abroad=9 - number
            )
            session.add(ExpertLanguage(expert_id=expert.id or 0, language="fr", level="C1"))
            session.add(ExpertArea(expert_id=expert.id or 0, area="cash_transfers"))
            for day in range(5 if gender == "man" else 0):
                await add_inquiry(session, seat, expert, asked_at=MOMENT - timedelta(days=day))
        await add_eligible(session, experts_wanted=2)


async def _genders(database: Database, facility: House) -> list[str]:
    async with database.snapshot() as session:
        to_plan = await load_plan(session, facility, today=TODAY)
    planned = await made_plan(to_plan, facility)
    women = {"EX-0003", "EX-0004"}
    [team] = planned.best.values()
    return ["woman" if member.key in women else "man" for member in team.members]


async def test_a_wish_for_those_passed_over_counts_in_plans_too(sqlite_database: Database) -> None:
    await _passed_over(sqlite_database)
    rules = load_rules()

    usual = await _genders(sqlite_database, replace(HOUSE, rules=replace(rules, wishes=())))
    fairer = await _genders(sqlite_database, replace(HOUSE, rules=replace(rules, wishes=(SELDOM,))))

    assert sorted(usual) == ["man", "man"]
    assert sorted(fairer) == ["man", "woman"]
