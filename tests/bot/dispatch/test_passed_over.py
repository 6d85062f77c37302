from dataclasses import replace
from datetime import timedelta

from bot.dispatch.matchmaking import Matchmaker
from config.rules import Wish, load_rules
from matching.need import Represented
from matching.proposal_json import need_from_json
from storage.database import Database
from storage.mail import Job
from storage.missions import Proposal
from storage.people import ExpertArea, ExpertLanguage
from tests.bot.dispatch.office import HOUSE, tray
from tests.factories import MOMENT, add_expert, add_inquiry, add_mission, add_officer, add_seat
from tests.matching.planned import COUNTRIES, add_eligible

LATER = MOMENT + timedelta(minutes=1)
SELDOM = Wish("women_too", "under_represented", 0.5, {"attribute": "gender"})
CAREFUL = replace(HOUSE, rules=replace(load_rules(), wishes=(SELDOM,)))


async def furnish(database: Database) -> None:
    """An eligible request, four men with more missions than two women, and ten past questions put to a man."""
    async with database.transaction() as session:
        await add_officer(session)
        request = await add_eligible(session)
        seat = await add_seat(session, await add_mission(session, request))
        for number, country in enumerate(COUNTRIES, start=1):
            gender = "woman" if number > 4 else "man"
            person = await add_expert(
                session, number, nationality=country, gender=gender, missions_abroad=9 - number
            )
            session.add(ExpertLanguage(expert_id=person.id or 0, language="fr", level="C1"))
            session.add(ExpertArea(expert_id=person.id or 0, area="cash_transfers"))
            for _ in range(10 if number == 1 else 0):
                await add_inquiry(session, seat, person)


async def test_past_choices_bring_in_whom_they_passed_over_and_officers_read_the_price(
    sqlite_database: Database,
) -> None:
    await furnish(sqlite_database)
    job = Job(
        kind="match", destination="request:1", payload={"request_id": 1}, due_at=MOMENT, created_at=MOMENT
    )

    await Matchmaker(sqlite_database.transaction, CAREFUL, lambda: LATER).deliver(job)

    async with sqlite_database.transaction() as session:
        proposal = await session.get_one(Proposal, 1)
        (letter,) = await tray(session)
    need = need_from_json(proposal.basis["need"])  # type: ignore[arg-type]
    assert need.record == (Represented("gender", "man", 4, 10), Represented("gender", "woman", 2, 0))
    assert "women too - without this wish the best team would score" in letter.words
