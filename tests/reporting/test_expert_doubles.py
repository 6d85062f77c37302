from datetime import datetime

from intake.expert_doubles import Reason
from reporting.expert_doubles import doubles
from storage.database import Database
from storage.expert_merge import merge_experts
from storage.people import ExpertArea, ExpertDocument, ExpertLanguage
from storage.queries import expert_by_code
from tests.factories import add_expert, added
from tests.reporting.roster import fill

TEXT = "Réforme des caisses; modélisation"


async def test_one_person_under_two_addresses_is_found_until_merged(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await fill(session)
        added_again = await add_expert(session, 300, first_name="Ines", last_name="DUARTE", gender="woman")
        for row in (
            ExpertLanguage(expert_id=added_again.id or 0, language="fr", level="C2"),
            ExpertArea(expert_id=added_again.id or 0, area="contributory_pensions"),
            ExpertDocument(expert_id=added_again.id or 0, text=TEXT),
        ):
            await added(session, row)

    async with database.transaction() as session:
        (pair,), people = await doubles(session)
        assert (pair.one, pair.other, pair.reasons) == (
            "EX-0001",
            "EX-0300",
            (Reason.SAME_NAME, Reason.COUNTRY, Reason.LANGUAGES, Reason.AREAS, Reason.CV),
        )
        assert people["EX-0300"].email == "expert0300@experts.example"

        keep, second = await expert_by_code(session, "EX-0001"), await expert_by_code(session, "EX-0300")
        assert keep is not None
        assert second is not None
        await merge_experts(session, keep, second, actor="operator", now=now)
    async with database.snapshot() as session:
        assert (await doubles(session))[0] == ()
