"""A search of the register, from a chat and by mail: names for those who work here, codes for those who look on."""

from storage.people import ExpertCountry
from storage.states import Role
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility
from tests.flows.steps import send_request

pytestmark = ON_SQLITE

OTTO = "otto@facility.example"


async def test_officer_searches_in_a_chat_and_an_observer_sees_no_name(facility: Facility) -> None:
    await facility.add_officer(OTTO, "Otto Berg", role=Role.OBSERVER)
    olga, otto = await facility.chat(OLGA), await facility.chat(OTTO)

    told = await olga.say("/experts French men")
    shown = await otto.say("/experts French men")
    how = await olga.say("/experts")
    nobody = await olga.say("/experts Luc Ghana")
    by_name = await otto.say("/experts Martin")

    assert "Understood: language French; man." in told
    assert "EX-0002 - Luc Martin (France)" in told
    assert "expert0002@experts.example" in told
    assert "EX-0002 (France)" in shown
    assert [word for word in ("Martin", "@experts.example") if word in shown] == []
    assert "Write what you look for" in how
    assert "Write what you look for" in by_name
    assert "Nobody fits all of this." in nobody


async def test_officer_searches_by_answering_a_mail(facility: Facility) -> None:
    await send_request(facility)
    card = await facility.mail_to(OLGA, subject="New request")

    await facility.reply(card, "EXPERTS women from Sweden\n\nOlga")

    answer = await facility.mail_to(OLGA, subject="Experts found")
    assert "EX-0001 - Anna Berg (Sweden)" in answer.text


async def test_an_expert_asked_for_by_code_is_shown_in_full_and_to_observers_not_at_all(
    facility: Facility,
) -> None:
    await facility.add_officer(OTTO, "Otto Berg", role=Role.OBSERVER)
    olga, otto = await facility.chat(OLGA), await facility.chat(OTTO)
    async with facility.database.transaction() as session:
        session.add(ExpertCountry(expert_id=2, country="BJ"))

    told = await olga.say("/experts EX-0002")
    shown = await otto.say("/experts EX-0002")

    assert "Martin" in told
    assert "Countries worked in" in told
    assert "Benin" in told
    assert [word for word in ("Martin", "Benin", "@experts.example") if word in shown] == []
