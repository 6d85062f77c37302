from reporting.officers import OfficerRow, list_officers
from storage.states import Role
from storage.transaction import Transaction
from tests.factories import add_officer


async def test_officers_are_listed_by_name_and_those_who_left_last(transaction: Transaction) -> None:
    async with transaction() as session:
        await add_officer(session, name="Ana", email="ana@facility.example", active=False)
        await add_officer(session, name="Zoe", email="zoe@facility.example", chat="telegram:123456")
        await add_officer(session, name="Bo", email="bo@facility.example", role=Role.OBSERVER, language="fr")

        rows = await list_officers(session)

    assert rows == (
        OfficerRow("Bo", "bo@facility.example", Role.OBSERVER, "fr", "", active=True),
        OfficerRow("Zoe", "zoe@facility.example", Role.OFFICER, "en", "telegram", active=True),
        OfficerRow("Ana", "ana@facility.example", Role.OFFICER, "en", "", active=False),
    )
