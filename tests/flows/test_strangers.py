"""Who may do what: orders count only from officers, answers only from the person asked, and each mail only once."""

import pytest

from tests.flows.databases import ON_SQLITE
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, form, propose_teams, send_request
from tests.peers.smtp import Delivered, answer, letter

pytestmark = ON_SQLITE

EVE = "eve@who.example"
ORDERS = ("eligible:1", "reject:1", "ask:1", "approve:1:1", "none:1", "teams:1", "card:1")


async def test_unknown_sender_hears_how_to_ask_and_an_officer_sees_the_words(facility: Facility) -> None:
    await facility.write(EVE, "Hello", "Hi, how are you doing?")

    assert "describe in your own words what you need" in said(await facility.mail_to(EVE))
    assert "> Hi, how are you doing?" in (await facility.mail_to(OLGA)).text


async def test_officers_words_from_a_stranger_decide_nothing(facility: Facility) -> None:
    await send_request(facility)

    await facility.write(EVE, "Order", "ELIGIBLE")

    assert "Only officers of the facility can do this" in said(await facility.mail_to(EVE))
    assert (await facility.request("2026-01")).status == "received"


@pytest.mark.parametrize("words", ["ELIGIBLE", "APPROVE A", "REJECT no money"])
async def test_partners_order_about_their_own_request_is_only_passed_on(
    facility: Facility, words: str
) -> None:
    receipt = await send_request(facility)

    await facility.reply(receipt, words)

    assert (await facility.request("2026-01")).status == "received"
    assert f"> {words}" in (await facility.mail_to(OLGA, "The partner wrote")).text


async def test_officers_buttons_do_nothing_in_a_partners_chat(facility: Facility) -> None:
    await propose_teams(facility)
    eve = await facility.chat("eve")

    for action in ORDERS:
        assert "Only officers of the facility can do this" in await eve.press_old(action)

    assert (await facility.request("2026-01")).status == "eligible"
    assert await facility.inquiries() == []


@pytest.mark.parametrize("words", ["/eligible 2026-01", "/approve 2026-01 A", "/reject 2026-01 no", "/queue"])
async def test_officers_commands_do_nothing_in_a_partners_chat(facility: Facility, words: str) -> None:
    await send_request(facility)
    eve = await facility.chat("eve")

    shown = await eve.say(words)

    assert "Only officers of the facility can do this" in shown
    assert "Monitoring" not in shown
    assert (await facility.request("2026-01")).status == "received"


@pytest.mark.parametrize(
    "action",
    ["approve:1:99", "approve:999:1", "reject:0", "eligible:99999999999999999999", "approve::", ":1"],
)
async def test_buttons_that_never_were_do_nothing_even_for_an_officer(
    facility: Facility, action: str
) -> None:
    await propose_teams(facility)
    olga = await facility.chat(OLGA)

    assert await olga.press_old(action)

    assert (await facility.request("2026-01")).status == "eligible"
    assert await facility.inquiries() == []


async def test_forged_officer_without_a_token_is_told_to_reply_to_our_mail(facility: Facility) -> None:
    await send_request(facility)
    await facility.mail_to(OLGA)

    await facility.write(OLGA, "Re: [2026-01] New request", "ELIGIBLE")

    assert "it decides nothing" in said(await facility.mail_to(OLGA))
    assert (await facility.request("2026-01")).status == "received"


async def test_altered_token_is_worth_nothing(facility: Facility) -> None:
    await send_request(facility)
    new = await facility.mail_to(OLGA)

    await facility.send(letter(sender=OLGA, to=_altered(new), subject="Re: decision", text="ELIGIBLE"))

    assert "had been altered" in said(await facility.mail_to(OLGA))
    assert (await facility.request("2026-01")).status == "received"


async def test_officers_token_in_other_hands_decides_nothing(facility: Facility) -> None:
    await send_request(facility)

    await facility.reply(await facility.mail_to(OLGA), "ELIGIBLE", sender=EVE)

    assert (await facility.request("2026-01")).status == "received"
    assert "no party to this file" in said(await facility.mail_to(OLGA))
    assert "so I have changed nothing" in said(await facility.mail_to(EVE))


async def test_token_of_one_officer_does_not_serve_another_address_in_the_from_line(
    facility: Facility,
) -> None:
    await facility.add_officer("marta@facility.example", "Marta Silva")
    await send_request(facility)

    await facility.reply(await facility.mail_to(OLGA), "ELIGIBLE", sender="marta@facility.example")

    assert (await facility.request("2026-01")).status == "received"
    assert "it decides nothing" in said(await facility.mail_to("marta@facility.example", "decides nothing"))


async def test_answer_to_an_inquiry_from_another_address_waits_for_an_officer(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.reply(sofia, "Sim.", sender="secretary@experts.example")

    assert (await facility.inquiries())[0].status == "asked"
    assert "secretary@experts.example" in said(await facility.mail_to(OLGA, "no party to this file"))
    assert len(facility.mails_to(sofia.recipients[0])) == 1


async def test_experts_answer_under_another_experts_token_counts_for_neither(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)

    await facility.reply(sofia, "Yes.", sender=marek.recipients[0])

    assert [inquiry.status for inquiry in await facility.inquiries()] == ["asked", "asked"]


async def test_experts_address_and_a_guessed_code_decide_nothing_and_the_expert_is_asked_again(
    facility: Facility,
) -> None:
    sofia, _ = await ask_team(facility)
    address = sofia.recipients[0]

    for words in ("No, I am not available.", "I said no."):
        await facility.send(letter(sender=address, to=MUSTER, subject="2026-01 click here", text=words))

    assert [inquiry.status for inquiry in await facility.inquiries()] == ["asked", "asked"]
    assert "it has decided nothing" in said(await facility.mail_to(OLGA, "I am not available"))
    assert "it has decided nothing" in said(await facility.mail_to(OLGA, "I said no"))
    _, again = facility.mails_to(address)
    assert "click here" not in again.subject
    assert again.reply_to == sofia.reply_to


async def test_expert_asked_again_may_still_answer(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.send(letter(sender=sofia.recipients[0], to=MUSTER, subject="2026-01", text="Sim."))

    await facility.reply(facility.mails_to(sofia.recipients[0])[-1], "Sim.")

    assert (await facility.inquiries())[0].status == "accepted"


async def test_officer_whose_role_ended_decides_no_more(facility: Facility) -> None:
    await facility.add_officer("marta@facility.example", "Marta Silva")
    await send_request(facility)
    new = await facility.mail_to("marta@facility.example")
    await facility.dismiss("marta@facility.example")

    await facility.reply(new, "ELIGIBLE")

    assert (await facility.request("2026-01")).status == "received"


async def test_same_bytes_twice_are_one_message(facility: Facility) -> None:
    mail = letter(sender=SALMA, to=MUSTER, subject="Request", text=form())

    await facility.send(mail)
    await facility.send(mail)

    assert await facility.notes() == ["request 2026-01"]
    assert len(facility.mails_to(SALMA)) == 1


async def test_replayed_decision_is_not_applied_twice(facility: Facility) -> None:
    proposal = await propose_teams(facility)
    order = answer(proposal, "REJECT Too few women.")
    await facility.send(order)
    others = await facility.mail_to(OLGA, "APPROVE A")

    await facility.send(order)

    assert len(await facility.journal("proposal.rejected")) == 1
    await facility.reply(others, "APPROVE A")
    assert len(await facility.inquiries()) == 2


async def test_replayed_answer_of_an_expert_does_not_undo_a_later_one(facility: Facility) -> None:
    _, marek = await ask_team(facility)
    first = answer(marek, "Yes.")
    await facility.send(first)
    await facility.reply(marek, "Sorry, I cannot go after all.")
    assert (await facility.inquiries())[1].status == "declined"

    await facility.send(first)

    assert (await facility.inquiries())[1].status == "declined"


def _altered(mail: Delivered) -> str:
    local, _, domain = mail.reply_to.partition("@")
    return f"{local[:-1]}{'b' if local.endswith('a') else 'a'}@{domain}"
