"""Requests that are empty, garbled, impossible or sent twice: each sender hears what is wrong, nothing is lost."""

from email.message import EmailMessage

from tests.flows.databases import ON_SQLITE
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import SALMA, form, send_in_chat, send_request

pytestmark = ON_SQLITE


async def test_empty_mail_is_answered_with_a_form_and_shown_to_an_officer(facility: Facility) -> None:
    await facility.write("x@who.example", "Hello", "")

    answer = await facility.mail_to("x@who.example")
    assert "We could not make out what you would like us to do" in said(answer)
    assert "Institution:" in answer.text
    assert "x@who.example" in said(await facility.mail_to(OLGA))


async def test_mail_without_subject_or_text_is_not_lost(facility: Facility) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "x@who.example", MUSTER

    await facility.send(mail)

    assert await facility.notes() == ["not understood"]
    assert "x@who.example" in said(await facility.mail_to(OLGA))


async def test_form_in_a_wrongly_named_encoding_is_read(facility: Facility) -> None:
    text = form(title="Pension des travailleurs indépendants").encode("latin-1")

    await facility.send(_raw("r@m.example", text, charset="utf-8"))

    assert (await facility.request("2026-01")).title == "Pension des travailleurs indépendants"


async def test_form_in_an_unknown_encoding_is_read(facility: Facility) -> None:
    await facility.send(_raw("r@m.example", form().encode(), charset="klingon-1"))

    assert (await facility.request("2026-01")).country == "TZ"


async def test_bytes_that_are_no_text_are_put_before_an_officer(facility: Facility) -> None:
    await facility.send(_raw("r@m.example", bytes(range(128, 256)) * 4, charset="utf-8"))

    assert "r@m.example" in said(await facility.mail_to(OLGA))


async def test_unknown_country_is_asked_again_and_only_that(facility: Facility) -> None:
    asked = await send_request(facility, form(country="Atlantis"))
    assert "I do not know a country called “Atlantis”" in said(asked)
    assert "Just one thing is missing" in said(asked)

    await facility.reply(asked, "Sorry, Tanzania.")

    assert (await facility.request("2026-01")).country == "TZ"


async def test_dates_that_are_over_are_asked_again(facility: Facility) -> None:
    asked = await send_request(facility, form(dates="9-27 March 2024"))
    assert "9-27 March 2024 is already over; today is 12 January 2026" in said(asked)

    await facility.reply(asked, "We meant 9-27 March 2026, of course.")

    assert "2026-01" in (await facility.mail_to(SALMA)).subject


async def test_reversed_dates_are_offered_the_right_way_round(facility: Facility) -> None:
    asked = await send_request(facility, form(dates="27 March 2026 to 9 March 2026"))

    assert "Did you mean 9-27 March 2026?" in said(asked)


async def test_everything_wrong_is_told_at_once(facility: Facility) -> None:
    asked = said(await send_request(facility, form(country="Atlantis", dates="yesterday", title="")))

    for label in ("Country:", "Title of the request:", "Preferred dates:"):
        assert label in asked.partition("What we understood")[0]


async def test_same_request_twice_is_asked_about_and_stays_one(facility: Facility) -> None:
    await send_request(facility)
    asked = await send_request(facility)
    assert "Is it the same request?" in asked.subject
    assert "[2026-01]" in asked.subject

    await facility.reply(asked, "Yes, it is the same one, sorry.")

    kept = await facility.mail_to(SALMA, subject="One request, as before")
    assert "it stays one request, 2026-01" in said(kept)
    assert len(facility.mails_to(OLGA)) == 1
    await facility.reply(kept, "By the way, we also need training.")
    assert "we also need training" in said(await facility.mail_to(OLGA, "[2026-01] The partner wrote"))


async def test_same_words_for_a_new_need_get_a_code_of_their_own(facility: Facility) -> None:
    await send_request(facility)

    await facility.reply(await send_request(facility), "NEW")

    assert "2026-02" in (await facility.mail_to(SALMA)).subject
    second = said(await facility.mail_to(OLGA, "[2026-02] New request"))
    assert "Earlier requests that look alike: - 2026-01" in second


async def test_unclear_word_about_the_same_request_is_asked_again(facility: Facility) -> None:
    await send_request(facility)

    await facility.reply(await send_request(facility), "It is not the same, or is it?")

    again = await facility.mail_to(SALMA)
    assert "Is it the same request?" in again.subject
    await facility.reply(again, "new")
    assert "2026-02" in (await facility.mail_to(SALMA)).subject


async def test_corrected_form_instead_of_an_answer_is_a_new_request_if_it_differs(facility: Facility) -> None:
    await send_request(facility)
    asked = await send_request(facility)

    await facility.reply(asked, form(title="Training of labour inspectors in ports"))

    assert (await facility.request("2026-02")).title == "Training of labour inspectors in ports"


async def test_look_alike_of_somebody_elses_request_learns_nothing_of_it(facility: Facility) -> None:
    await send_request(facility)

    await send_request(facility, sender="stranger@other.example")

    for mail in facility.mails_to("stranger@other.example"):
        assert "2026-01" not in said(mail)
    second = said(await facility.mail_to(OLGA, "[2026-02] New request"))
    assert "Earlier requests that look alike: - 2026-01" in second


async def test_same_request_twice_in_a_chat(facility: Facility) -> None:
    amina = await facility.chat("amina")
    assert "2026-01" in await send_in_chat(amina)

    assert "Is it the same one?" in await send_in_chat(amina)
    assert "Is it the same one?" in await amina.say("what do you mean?")
    assert "it stays one request, 2026-01" in await amina.press("The same")

    await send_in_chat(amina)
    assert "Its code is 2026-02" in await amina.press("A new one")


async def test_partner_in_a_chat_never_repeats_who_they_are(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await send_in_chat(amina)

    assert "What is the request about" in await amina.say("/request")


def _raw(sender: str, body: bytes, *, charset: str) -> bytes:
    head = (
        f"From: {sender}\nTo: {MUSTER}\nSubject: Request\nMessage-ID: <{charset}@client.example>\n"
        f"Content-Type: text/plain; charset={charset}\n\n"
    )
    return (head.encode() + body).replace(b"\n", b"\r\n")


async def test_new_above_a_corrected_form_gives_the_request_a_code(facility: Facility) -> None:
    await send_request(facility)
    asked = await send_request(facility)
    assert "Is it the same request?" in asked.subject

    await facility.reply(asked, f"NEW, for another district.\n\n{form(days=6)}")

    assert (await facility.request("2026-02")).duration_days == 6
