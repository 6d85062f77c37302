"""A draft lives for weeks: by chat and by mail, in any language, brought to mind once, corrected by editing messages."""

import json
from datetime import timedelta

from sqlmodel import select

from storage.people import Contact
from tests.flows.chats import AMINA, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import SALMA, form, send_in_chat, send_request, tell
from tests.flows.test_partner_links import contact_of, newest_code
from tests.peers.smtp import answer

pytestmark = ON_SQLITE


async def test_the_half_filled_form_goes_to_a_mailbox_and_the_reply_completes_the_same_draft(
    facility: Facility,
) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await tell(amina, "Ministry of Labour", "Togo")

    assert "To which e-mail address" in await amina.say("/mail")
    assert "form is on its way to salma@ministry.example" in await amina.say(SALMA)
    mail = await facility.mail_to(SALMA, subject="to be continued")
    assert "Ministry of Labour" in mail.text
    await facility.send(answer(mail, form(country="Togo"), sender=SALMA, quoting=False))

    assert (await facility.request("2026-01")).title == "Monitoring of the universal social pension"
    assert "2026-01" in await amina.say("/requests")
    async with facility.database.snapshot() as session:
        (contact,) = (await session.exec(select(Contact))).all()
    assert (contact.email, contact.chat) == (None, "terminal:amina")
    assert await facility.mail_to(SALMA, "2026-01")


async def test_a_refusal_by_whoever_owns_the_mailbox_gives_a_stranger_nothing(facility: Facility) -> None:
    await send_request(facility)
    salma, thief = await facility.chat("salma"), await facility.chat("thief")
    await salma.say("/verify")
    await salma.say(SALMA)
    await salma.say(await newest_code(facility))
    await thief.say("/request")
    await thief.say("Ministry of Labour")
    await thief.say("/mail")
    await thief.say(SALMA)

    await facility.reply(facility.mails_to(SALMA)[-1], "This is not from us. Please stop writing to me.")

    assert "2026-01" not in await thief.say("/requests")
    assert "2026-01" in await salma.say("/requests")
    assert (await contact_of(facility, thief)).email is None


async def test_three_forms_a_day_are_mailed_for_one_person_to_whatever_address(facility: Facility) -> None:
    spammer = await facility.chat("spammer")
    await spammer.say("/request")
    await spammer.say("WIN A PRIZE at http://prizes.example - click now")
    addresses = [f"victim{number}@elsewhere.example" for number in range(5)]
    for address in addresses:
        await spammer.say("/mail")
        await spammer.say(address)

    mailed = [mail for address in addresses for mail in facility.mails_to(address)]

    assert "sent forms for you several times today" in spammer.last
    assert len(mailed) == 3
    assert "do nothing: nobody waits for an answer" in said(mailed[0])


async def test_a_draft_that_was_in_the_mailbox_goes_on_in_the_chat(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await tell(amina, "Ministry of Labour", "Togo")
    await amina.say("/mail")
    await amina.say(SALMA)
    mail = await facility.mail_to(SALMA, subject="to be continued")
    await facility.send(answer(mail, "Title: Reform of pensions", sender=SALMA, quoting=False))

    shown = await amina.say("/request")

    assert "Whom may we contact" in shown
    await amina.say("Amina Diallo")
    assert "What is the request about" not in amina.last


async def test_a_known_address_is_not_asked_for(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await tell(amina, "Ministry of Labour", "Togo", "Amina Diallo", "amina@labour.example")

    assert "form is on its way to amina@labour.example" in await amina.say("/mail")


async def test_save_for_later_offers_the_mailbox_too(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")

    await amina.press("f:later")

    assert [one.action for one in amina.buttons()] == ["menu:new", "menu:by_mail"]


async def test_a_draft_is_brought_to_mind_once(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await tell(amina, "Ministry of Labour", "Togo")
    facility.time.forward(days=2)
    await facility.look_at_clock()
    assert "has not been sent" not in amina.last

    facility.time.forward(days=2)
    await facility.look_at_clock()
    assert "A request you began has not been sent yet" in amina.last
    before = len(amina.shown)
    facility.time.forward(days=20)
    await facility.look_at_clock()

    assert len(amina.shown) == before
    assert "3 of 16" in await amina.press("menu:new")


async def test_a_draft_by_mail_is_brought_to_mind_by_mail(facility: Facility) -> None:
    await facility.write(SALMA, "Request", form(dates="some day"))
    facility.time.forward(days=4)

    await facility.look_at_clock()

    mail = await facility.mail_to(SALMA, "has not been sent yet")
    await facility.send(answer(mail, form(), sender=SALMA, quoting=False))
    assert (await facility.request("2026-01")).country == "TZ"


async def test_a_change_of_language_shows_the_question_in_it(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await amina.say("Ministry of Labour")

    shown = await amina.say("/language fr")

    assert "Dans quel pays" in shown
    assert "Qui pouvons-nous" in await amina.say("Togo") or "contact" in amina.last


async def test_the_language_is_asked_once(facility: Facility) -> None:
    amina = await facility.chat("amina")

    assert "Another language?" in await amina.say("/start")
    assert "Another language?" not in await amina.say("/start")


async def test_an_edited_answer_changes_that_answer(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    wrong = telegram.peer.say(AMINA, "Ministry of Labor")
    await telegram.quiet()
    await telegram.say(AMINA, "Togo")
    seen = telegram._seen(AMINA)

    telegram.peer.edit(AMINA, wrong, "Ministry of Labour")
    shown = await telegram.read(AMINA, seen)

    assert "Changed. Institution: Ministry of Labour" in shown
    assert "3 of 15" in shown


async def test_an_edit_that_cannot_be_read_opens_its_question(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    await telegram.say(AMINA, "Ministry of Labour")
    country = telegram.peer.say(AMINA, "Togo")
    await telegram.quiet()
    seen = telegram._seen(AMINA)

    telegram.peer.edit(AMINA, country, "Klingon Empire")
    shown = await telegram.read(AMINA, seen)

    assert "2 of 15" in shown
    assert "So far: Togo" in shown


async def test_an_edit_after_submission_goes_to_the_officer(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    sent = telegram.peer.say(AMINA, "Ministry of Labour")
    await telegram.quiet()
    await telegram.say(AMINA, form() + "E-mail: salma@ministry.example\n")
    await telegram.press(AMINA, "f:send")
    seen = telegram._seen(AMINA)

    telegram.peer.edit(AMINA, sent, "Ministry of Labour and Pensions")
    shown = await telegram.read(AMINA, seen)

    assert "Your words about 2026-01 are with the officers" in shown
    mail = await telegram.facility.mail_to(OLGA, "Correction of")
    assert "Ministry of Labour and Pensions" in mail.text


async def test_an_edited_greeting_is_no_answer(telegram: Telegram) -> None:
    hello = telegram.peer.say(AMINA, "Helo", name="Amina")
    await telegram.quiet()
    await telegram.say(AMINA, "/request")
    seen = telegram._seen(AMINA)

    telegram.peer.edit(AMINA, hello, "Hello")
    shown = await telegram.read(AMINA, seen)

    assert "cannot tell which answer it belongs to" in shown
    assert "1 of 15" in shown


async def test_a_place_that_moves_is_answered_once(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    place = {"latitude": 6.1, "longitude": 1.2}
    first = await telegram.say(AMINA, location=place)
    update = {**json.loads((await telegram.messages())[-1].payload)["message"], "edit_date": 1}
    seen = telegram._seen(AMINA)

    telegram.peer.arrive({"edited_message": {**update, "location": {**place, "latitude": 6.2}}})

    assert "place on the map" in first
    assert await telegram.read(AMINA, seen) == ""


async def test_a_reply_to_a_message_about_a_request_goes_to_that_request(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    await telegram.say(AMINA, form() + "E-mail: salma@ministry.example\n")
    await telegram.press(AMINA, "f:send")
    about = telegram.peer.messages(AMINA)[-1].message_id
    await telegram.say(AMINA, "/request")

    shown = await telegram.say(AMINA, "Please add a training day.", reply_to=about)

    assert "Your words about 2026-01 are with the officers" in shown
    assert "add a training day" in (await telegram.facility.mail_to(OLGA, "training day")).text
    assert "of 1" in await telegram.say(AMINA, "/request")


async def test_dates_are_picked_from_a_calendar_in_one_message(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    await telegram.say(AMINA, form(dates="some day") + "E-mail: salma@ministry.example\n")
    before = len(telegram.peer.messages(AMINA))

    await telegram.press(AMINA, "f:cal:open")
    await telegram.press(AMINA, "f:cal:to:2026-02")
    await telegram.press(AMINA, "f:cal:to:2026-03")
    await telegram.press(AMINA, "9")
    assert "the first day is 9 March 2026" in telegram.peer.messages(AMINA)[-1].text
    assert len(telegram.peer.messages(AMINA)) == before
    shown = await telegram.press(AMINA, "27")

    assert "9–27 March 2026" in shown or "9-27 March 2026" in shown
    assert "Shall we send it?" in shown


async def test_a_calendar_can_be_typed_in_a_terminal(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await amina.say(form(dates="some day") + "E-mail: salma@ministry.example\n")
    shown = await amina.press("f:cal:open")
    assert "Mo  Tu  We" in shown

    await amina.press("February 2026")
    await amina.say("9")

    assert "9–20 February 2026" in await amina.say("20") or "9-20 February 2026" in amina.last


async def test_the_code_is_asked_by_everybody_unknown_but_nothing_is_asked_twice(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await send_in_chat(amina)
    facility.time.moment += timedelta(days=40)

    await facility.look_at_clock()

    assert "has not been sent" not in amina.last
