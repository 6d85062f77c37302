"""An order in an officer's name, by a mail nobody vouches for: it is carried out only after the officer's own word."""

import pytest

from bot.dispatch.second_look import MOST_QUESTIONS
from tests.flows.facility import BORDER, MUSTER, OLGA, Facility, said
from tests.flows.steps import ask_team, form, propose_teams, send_request
from tests.peers.smtp import Delivered, answer


async def asked_back(facility: Facility) -> Delivered:
    return await facility.mail_to(OLGA, subject="Is this order yours?")


async def test_nothing_is_done_until_the_officer_confirms(facility: Facility) -> None:
    await send_request(facility)
    new = await facility.mail_to(OLGA, "New request")

    await facility.reply(new, "ELIGIBLE", vouched=False)
    question = await asked_back(facility)
    before = (await facility.request("2026-01")).status
    await facility.reply(question, "CONFIRM", vouched=False)

    assert "ELIGIBLE" in said(question)
    assert before == "received"
    assert await facility.mail_to(OLGA, "APPROVE A")


async def test_an_order_is_confirmed_with_the_words_it_was_given(facility: Facility) -> None:
    teams = await propose_teams(facility)

    await facility.reply(teams, "APPROVE B", vouched=False)
    before = await facility.inquiries()
    await facility.reply(await asked_back(facility), "yes\n\nOlga", vouched=False)

    assert before == []
    assert {one.status for one in await facility.inquiries()} == {"asked"}
    assert "team B" in said(await facility.mail_to(OLGA, "approved"))


async def test_a_forger_who_holds_a_forwarded_mail_decides_nothing(facility: Facility) -> None:
    await send_request(facility)
    new = await facility.mail_to(OLGA, "New request")

    await facility.reply(new, "REJECT out of scope", vouched=False)
    question = await asked_back(facility)
    await facility.reply(question, "NO", vouched=False)
    await facility.reply(question, "CONFIRM", vouched=False)

    assert (await facility.request("2026-01")).status == "received"
    assert "in your name" in said(await facility.mail_to(OLGA, subject="Nothing was done"))
    assert "no longer waits" in said(await facility.mail_to(OLGA, subject="No longer open"))


async def test_only_the_officer_in_question_can_confirm(facility: Facility) -> None:
    await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "ELIGIBLE", vouched=False)
    question = await asked_back(facility)

    await facility.send(answer(question, "CONFIRM", sender="eve@elsewhere.example"))

    assert (await facility.request("2026-01")).status == "received"


async def test_the_same_order_sent_again_asks_once(facility: Facility) -> None:
    await send_request(facility)
    new = await facility.mail_to(OLGA, "New request")

    for _ in range(3):
        await facility.reply(new, "ELIGIBLE", vouched=False)

    assert len([mail for mail in facility.mails_to(OLGA) if "Is this order yours?" in mail.subject]) == 1


@pytest.mark.parametrize(
    "found",
    [
        f"{BORDER}; dmarc=fail header.from=facility.example",
        f"{BORDER}; dmarc=pass header.from=elsewhere.example",
        "elsewhere.example; dmarc=pass header.from=facility.example",
    ],
)
async def test_findings_that_prove_nothing(facility: Facility, found: str) -> None:
    await send_request(facility)
    order = answer(await facility.mail_to(OLGA, "New request"), "ELIGIBLE")
    order["Authentication-Results"] = found
    await facility.send(order, vouched=False)

    assert await asked_back(facility)
    assert (await facility.request("2026-01")).status == "received"


async def test_what_decides_nothing_needs_no_second_look(facility: Facility) -> None:
    await send_request(facility)

    await facility.reply(await facility.mail_to(OLGA, "New request"), "DETAILS", vouched=False)

    assert [mail.subject for mail in facility.mails_to(OLGA) if "yours" in mail.subject] == []


async def test_the_same_order_is_asked_about_anew_once_the_first_is_settled(facility: Facility) -> None:
    await send_request(facility)
    new = await facility.mail_to(OLGA, "New request")
    await facility.reply(new, "HOLD until 1 May 2026", vouched=False)
    await facility.reply(await asked_back(facility), "NO", vouched=False)

    await facility.reply(new, "HOLD until 1 May 2026", vouched=False)
    await facility.reply(await asked_back(facility), "CONFIRM", vouched=False)

    assert (await facility.request("2026-01")).status == "on_hold"


@pytest.mark.parametrize(
    "words", ["Yes? I never sent this.", "Yes, somebody forged it", "Yes\n\nNo, not mine"]
)
async def test_what_only_begins_like_a_confirmation_is_asked_again(facility: Facility, words: str) -> None:
    await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "ELIGIBLE", vouched=False)

    await facility.reply(await asked_back(facility), words, vouched=False)

    assert (await facility.request("2026-01")).status == "received"
    assert "ELIGIBLE" in said(await asked_back(facility))


async def test_an_officer_who_reads_much_today_is_still_heard(facility: Facility) -> None:
    await send_request(facility)
    for number in range(22):
        await facility.write(f"stranger{number}@elsewhere.example", "Hello", f"Just some words, {number}")

    await facility.reply(await facility.mail_to(OLGA, "New request"), "ELIGIBLE", vouched=False)
    await facility.reply(await asked_back(facility), "CONFIRM", vouched=False)

    assert (await facility.request("2026-01")).status == "eligible"


async def test_the_officer_reads_all_that_is_confirmed(facility: Facility) -> None:
    await send_request(facility)
    order = f"REJECT {'It is out of scope. ' * 40}Thelastword"

    await facility.reply(await facility.mail_to(OLGA, "New request"), order, vouched=False)

    assert "Thelastword" in said(await asked_back(facility))


async def test_a_forger_who_goes_on_fills_nobodys_mailbox(facility: Facility) -> None:
    await send_request(facility)
    new = await facility.mail_to(OLGA, "New request")

    for number in range(MOST_QUESTIONS + 3):
        await facility.reply(new, f"REJECT for reason {number}", vouched=False)

    asked = [mail for mail in facility.mails_to(OLGA) if "Is this order yours?" in mail.subject]
    assert len(asked) == MOST_QUESTIONS
    assert (await facility.notes())[-1].startswith("officer: too many to be confirmed")


async def test_attaching_is_a_decision_too(facility: Facility) -> None:
    question, *_ = await ask_team(facility)
    await facility.send(answer(question, "Yes, I am available.", sender="private@elsewhere.example"))
    shown = await facility.mail_to(OLGA, subject="Please look at a message")

    await facility.reply(shown, "ATTACH", vouched=False)
    before = (await facility.inquiries())[0].status
    await facility.reply(await asked_back(facility), "CONFIRM", vouched=False)

    assert (before, (await facility.inquiries())[0].status) == ("asked", "accepted")


async def test_an_order_in_an_officers_name_is_nobodys_words_about_a_request(facility: Facility) -> None:
    await facility.add_officer("petra@facility.example", "Petra Vale")
    await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "REJECT out of scope", vouched=False)
    petra = await facility.chat("petra@facility.example")

    opened = await petra.say("/attach 2 2026-01")

    assert "in an officer" in opened
    assert "ATTACH" not in opened
    assert "2026-01" not in {note.removeprefix("answer for ") for note in await facility.notes()}
    assert "The partner wrote" not in {mail.subject for mail in facility.mails_to(OLGA)}


async def test_a_copy_of_a_proven_order_decides_nothing_more(facility: Facility) -> None:
    await send_request(facility)
    new = await facility.mail_to(OLGA, "New request")
    order = answer(new, "HOLD until 1 May 2026")
    await facility.send(order)
    await facility.reply(new, "RESUME")

    await facility.outside.send(
        order, facility.port, mail_from="eve@elsewhere.example", to=(new.reply_to, MUSTER)
    )
    await facility.quiet()

    assert (await facility.request("2026-01")).status == "checking"
    assert "HOLD" in said(await asked_back(facility))


async def test_a_copy_of_a_proven_order_is_none_for_another_request(facility: Facility) -> None:
    await send_request(facility)
    order = answer(await facility.mail_to(OLGA, "New request"), "REJECT out of scope")
    await facility.send(order)
    await send_request(
        facility, form(title="Labour inspection in mines", country="Peru"), sender="ana@labour.example"
    )
    other = await facility.mail_to(OLGA, "Labour inspection in mines")

    await facility.outside.send(order, facility.port, mail_from="eve@elsewhere.example", to=(other.reply_to,))
    await facility.quiet()

    assert (await facility.request("2026-02")).status == "received"


async def test_a_program_that_answers_the_question_gets_it_once_more_a_day(facility: Facility) -> None:
    await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "ELIGIBLE", vouched=False)
    question = await asked_back(facility)

    for number in range(6):
        await facility.reply(question, f"Thank you, we have got your mail. Ticket {number}.")
    asked = [mail for mail in facility.mails_to(OLGA) if "Is this order yours?" in mail.subject]
    facility.time.forward(days=1)
    await facility.reply(question, "What do you want from me?")
    await facility.reply(question, "CONFIRM")

    assert len(asked) == 2
    assert len([mail for mail in facility.mails_to(OLGA) if "Is this order yours?" in mail.subject]) == 3
    assert (await facility.request("2026-01")).status == "eligible"
