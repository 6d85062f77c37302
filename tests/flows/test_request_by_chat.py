"""A ministry tells its need in a chat, question by question; an officer decides in a chat, experts by e-mail."""

from datetime import timedelta

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
TERMS = ("9-27 March 2026", "5", "English", "f:count:2", "f:skip", "f:skip")


async def test_request_told_in_a_chat_becomes_a_confirmed_mission(facility: Facility) -> None:
    amina, olga = await facility.chat("amina"), await facility.chat(OLGA)
    assert "New request" in await amina.say("/start")
    assert "1 of 16" in await amina.say("/request")
    review = await tell(amina, *PLACE, *NEED, *TERMS)
    assert "Shall we send it?" in review
    assert "9-27 March 2026" in review
    assert "Its code is 2026-01" in await amina.press("Send")

    assert "2026-01 - Monitoring of social pensions (Togo)" in await olga.say("/queue")
    assert "We do not know who is paid late." in await olga.press("2026-01")
    decided = await olga.decide("Eligible")
    assert "2026-01 “Monitoring of social pensions” is eligible" in decided
    assert "we can support your request" in amina.last
    assert "Team A" in olga.last
    assert "Its members are being asked now" in await olga.decide("approve:1:1")

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
    assert "Duration of the mission  7 days" in await amina.press("f:send")
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


async def test_coming_back_with_a_greeting_offers_the_draft_before_words_are_answers(
    facility: Facility,
) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await tell(amina, "Ministry of Labour", "Togo", "Amina Diallo")

    assert "A request you began is waiting for you" in await amina.say("/start")
    shown = await amina.say("oh that one")
    assert "4 of 16" in shown
    assert "here is the question we were at" in shown
    assert "5 of 16" in await amina.say("amina@labour.example")
    assert "A request you began is waiting for you" in await amina.say("Bonjour !")
    assert "5 of 16" in await amina.press("menu:new")
    assert "6 of 16" in await amina.say("Reform of pensions")


async def test_after_an_hour_the_question_is_shown_again_unless_the_words_answer_it(
    facility: Facility,
) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    facility.time.moment += timedelta(hours=2)
    assert "1 of 16" in await amina.say("are you still there")
    assert "2 of 16" in await amina.say("Ministry of Labour")

    facility.time.moment += timedelta(hours=2)

    assert "3 of 16" in await amina.say("Togo")


async def test_words_outside_any_dialogue_are_answered_shortly(facility: Facility) -> None:
    amina = await facility.chat("amina")

    shown = await amina.say("asdf")

    assert "We could not make out what you would like us to do." in shown
    assert "Hello, this is Muster" not in shown
    assert "Hello, this is Muster" in await amina.say("Good morning!")


async def test_unknown_words_in_the_review_get_one_sentence(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await tell(amina, *PLACE, *NEED, *TERMS)

    shown = await amina.say("lovely")

    assert "Say which point to change" in shown
    assert "Ministry of Labour" not in shown
    assert "Its code is 2026-01" in await amina.press("Send the request")
