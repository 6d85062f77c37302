"""Machines without any mark: whoever they pose as, Muster stops answering, keeps what they wrote and tells an officer."""

import pytest

from tests.flows.databases import ON_SQLITE
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, form, propose_teams, send_request
from tests.peers.smtp import answer

pytestmark = ON_SQLITE

THANKS = "Thank you for your message. We have received it and will come back to you as soon as possible."
VICTIM = "victim@who.example"
AGAIN = "writes to Muster again and again"
ROUNDS = 30


async def test_autoresponder_of_a_partner_is_soon_left_alone(facility: Facility) -> None:
    await send_request(facility)

    heard = await _answer_everything(facility, SALMA, THANKS)

    assert heard <= 3
    assert len([mail for mail in facility.mails_to(OLGA) if "The partner wrote" in said(mail)]) <= 2


async def test_autoresponder_under_a_draft_is_answered_once(facility: Facility) -> None:
    await facility.write(SALMA, "Request", "Institution: Ministry of X\nCountry: Togo\nTitle: pensions\n")

    assert await _answer_everything(facility, SALMA, THANKS) <= 3


async def test_autoresponder_of_an_expert_leaves_the_question_open(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    assert await _answer_everything(facility, sofia.recipients[0], THANKS) <= 3
    await facility.reply(sofia, "Yes.")

    assert (await facility.inquiries())[0].status == "accepted"


async def test_autoresponder_of_an_officer_is_answered_once_for_each_thing(facility: Facility) -> None:
    await send_request(facility)

    assert await _answer_everything(facility, OLGA, THANKS) <= 4


@pytest.mark.parametrize("who", [SALMA, OLGA, "expert"])
async def test_autoresponder_that_numbers_its_mails_is_stopped_too(facility: Facility, who: str) -> None:
    questions = await ask_team(facility)
    address = questions[0].recipients[0] if who == "expert" else who

    heard = await _answer_everything(facility, address, THANKS + " Ticket {number}.")

    assert heard <= 30
    last = answer(facility.mails_to(address)[-1], "Ticket closed.", sender=address)
    await facility.send(last)
    assert len(facility.mails_to(address)) == heard
    assert (await facility.notes())[-1] == "too many mails today: kept"
    assert len([mail for mail in facility.mails_to(OLGA) if AGAIN in said(mail)]) == 1


async def test_third_time_the_same_tells_an_officer_once_a_day(facility: Facility) -> None:
    receipt = await send_request(facility)

    for _ in range(5):
        await facility.reply(receipt, THANKS)

    assert (await facility.notes())[1:] == ["answer for 2026-01", *["the same words again: kept"] * 4]
    assert len([mail for mail in facility.mails_to(OLGA) if AGAIN in said(mail)]) == 1


async def test_same_words_count_again_after_other_words_and_on_another_day(facility: Facility) -> None:
    receipt = await send_request(facility)

    for words in ("Any news?", "Please call me.", "Any news?"):
        await facility.reply(receipt, words)
    facility.time.forward(days=2)
    await facility.reply(receipt, "Any news?")

    assert "the same words again: kept" not in await facility.notes()


async def test_order_of_an_officer_is_carried_out_however_often_it_was_given(facility: Facility) -> None:
    proposal = await propose_teams(facility)

    for _ in range(3):
        await facility.reply(proposal, "DETAILS")
    await facility.reply(proposal, "APPROVE A")

    assert "the same words again: kept" not in await facility.notes()
    assert len(await facility.inquiries()) == 2


@pytest.mark.parametrize("ours", [MUSTER, "muster+abc@facility.example", "Muster+X@Facility.Example"])
async def test_muster_is_no_partner_of_itself(facility: Facility, ours: str) -> None:
    await facility.write(ours, "Request", form())

    assert {to for mail in facility.outside.received for to in mail.recipients} <= {OLGA}
    assert (await facility.notes())[0].endswith("about nothing known")


async def test_forged_status_questions_reach_their_victim_once(facility: Facility) -> None:
    for number in range(1, 12):
        await facility.write(VICTIM, f"question {number}", f"What is the status of 2026-{number:02}?")

    assert len(facility.mails_to(VICTIM)) == 1


async def test_sixth_new_request_of_a_day_waits_for_an_officer(facility: Facility) -> None:
    for number in range(8):
        await facility.write(VICTIM, f"request {number}", form(title=f"Title number {number} of a kind"))

    assert (await facility.notes())[5:] == ["too many requests today: kept"] * 3
    assert len(facility.mails_to(VICTIM)) == 6
    assert len([mail for mail in facility.mails_to(OLGA) if AGAIN in said(mail)]) == 1
    facility.time.forward(days=1, minutes=1)
    await facility.write(VICTIM, "request", form(title="A title of the next day"))
    assert (await facility.notes())[-1].startswith("request 2026-06")


async def _answer_everything(facility: Facility, address: str, words: str) -> int:
    """A machine answers each mail to this address; how many it got in the end."""
    seen = number = 0
    for _ in range(ROUNDS):
        new = facility.mails_to(address)[seen:]
        seen += len(new)
        for mail in new:
            number += 1
            await facility.send(answer(mail, words.format(number=number), sender=address))
        facility.time.forward(minutes=1)
    return len(facility.mails_to(address))
