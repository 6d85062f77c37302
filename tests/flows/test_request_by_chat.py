"""A ministry tells its need in a chat, question by question; an officer decides in a chat, experts by e-mail."""

from tests.flows.facility import OLGA, Facility
from tests.flows.steps import address_of, tell

PLACE = ("Ministry of Labour", "Togo", "Amina Diallo", "amina@labour.example")
NEED = (
    "Monitoring of social pensions",
    "social pensions, monitoring and evaluation",
    "We do not know who is paid late.",
    "Late payments are seen within a month.",
    "f:skip",
    "f:skip",
)
TERMS = ("9-27 March 2026", "5", "English", "f:langs:done", "f:count:2", "f:skip", "f:skip")


async def test_request_told_in_a_chat_becomes_a_confirmed_mission(facility: Facility) -> None:
    amina, olga = await facility.chat("amina"), await facility.chat(OLGA)
    assert "New request" in await amina.say("/start")
    assert "1 of 16" in await amina.say("/request")
    review = await tell(amina, *PLACE, *NEED, *TERMS)
    assert "Shall we send it?" in review
    assert "9-27 March 2026" in review
    assert "Its code is 2026-01" in await amina.press("Send")

    assert "2026-01 Monitoring of social pensions (Togo)" in await olga.say("/queue")
    assert "We do not know who is paid late." in await olga.press("2026-01")
    decided = await olga.press("Eligible")
    assert "2026-01 “Monitoring of social pensions” is eligible" in decided
    assert "we can support your request" in amina.last
    assert "Team A" in olga.last
    assert "Its members are being asked now" in await olga.press("approve:1:1")

    for inquiry in await facility.inquiries():
        await facility.reply(await facility.mail_to(address_of(inquiry)), "Yes, with pleasure.")
    assert "the mission for your request “Monitoring of social pensions” is confirmed" in amina.last
    assert "Dates: 9-13 March 2026" in amina.last
    assert "the mission is confirmed" in olga.last
    assert "Ongoing" in await amina.say("/status")


async def test_back_shows_the_question_before_with_its_answer(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await amina.say("Ministry of Labour")
    await amina.say("Benin")

    shown = await amina.press("Back")

    assert "2 of 16" in shown
    assert "So far: Benin" in shown
    assert "3 of 16" in await amina.say("Togo")


async def test_answer_changed_in_the_review_is_the_one_that_counts(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await tell(amina, *PLACE, *NEED, *TERMS)

    await amina.press("f:edit:duration_days")
    assert "Shall we send it?" in await amina.say("7 days")
    assert "Time on site       7 days" in await amina.press("f:send")
    assert (await facility.request("2026-01")).duration_days == 7


async def test_dialogue_goes_on_in_the_language_the_partner_chooses(facility: Facility) -> None:
    ana = await facility.chat("ana")
    await ana.say("/start", language="es")

    assert "¿Qué institución" in await ana.say("/request", language="es")
    assert "¿En qué país" in await ana.say("Ministerio de Trabajo", language="es")


async def test_saved_request_goes_on_where_it_stopped(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await tell(amina, "Ministry of Labour", "Togo")

    await amina.press("Save for later")

    assert "3 of 16" in await amina.say("/request")


async def test_cancelled_request_leaves_nothing_open(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await amina.say("Ministry of Labour")

    await amina.press("Cancel")

    assert "1 of 16" in await amina.say("/request")
    assert facility.mails_to(OLGA) == []
