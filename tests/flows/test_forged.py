"""A mail that our own border found forged: it decides nothing, discloses nothing and is not answered."""

from email.message import EmailMessage

import pytest

from tests.flows.databases import ON_SQLITE
from tests.flows.facility import BORDER, MUSTER, OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, send_request
from tests.peers.smtp import Delivered, answer, letter

pytestmark = ON_SQLITE

FOR_AN_OFFICER = "for an officer: forged"
REMOVE_ME = "Please remove me from your list and never write to me again."


async def forge(facility: Facility, mail: EmailMessage) -> str:
    """Send it as the border lets it in; returns how it was understood."""
    domain = str(mail["From"]).rpartition("@")[2]
    mail["Authentication-Results"] = f"{BORDER}; dmarc=fail header.from={domain}"
    await facility.send(mail, vouched=False)
    return (await facility.notes())[-1]


async def shown(facility: Facility) -> Delivered:
    return await facility.mail_to(OLGA, "DMARC", subject="Please look at a message")


@pytest.mark.parametrize("words", ["Yes, I am available.", "No, I cannot.", REMOVE_ME])
async def test_answer_in_an_experts_name_waits_for_an_officer(facility: Facility, words: str) -> None:
    sofia, _ = await ask_team(facility)
    address = sofia.recipients[0]

    note = await forge(facility, answer(sofia, words))

    assert note == FOR_AN_OFFICER
    assert (await facility.inquiries())[0].status == "asked"
    assert not (await facility.expert(12)).opted_out
    assert facility.mails_to(address) == [sofia]
    assert words in said(await shown(facility))


async def test_guessed_answer_does_not_make_muster_write_to_the_expert(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    address = sofia.recipients[0]

    note = await forge(facility, letter(sender=address, to=MUSTER, subject="2026-01", text="Yes."))

    assert note == FOR_AN_OFFICER
    assert facility.mails_to(address) == [sofia]


async def test_officer_who_knows_better_attaches_it(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await forge(facility, answer(sofia, "Yes, I am available."))

    await facility.reply(await shown(facility), "ATTACH")

    assert (await facility.inquiries())[0].status == "accepted"


async def test_words_in_a_partners_name_are_not_taken_for_theirs(facility: Facility) -> None:
    receipt = await send_request(facility)

    note = await forge(facility, answer(receipt, "We withdraw our request, cancel everything."))

    assert note == FOR_AN_OFFICER
    assert facility.mails_to(SALMA) == [receipt]
    assert "cancel everything" in said(await shown(facility))


async def test_question_in_a_partners_name_discloses_nothing(facility: Facility) -> None:
    receipt = await send_request(facility)

    note = await forge(
        facility, letter(sender=SALMA, to=MUSTER, subject="Status", text="What is the status of 2026-01?")
    )

    assert note == FOR_AN_OFFICER
    assert facility.mails_to(SALMA) == [receipt]


async def test_forged_mail_that_belongs_to_nothing_is_not_answered(facility: Facility) -> None:
    await forge(facility, letter(sender=SALMA, to=MUSTER, subject="Hello", text="Just some words."))

    assert facility.mails_to(SALMA) == []
    assert SALMA in said(await facility.mail_to(OLGA, subject="Please look at a message"))


@pytest.mark.parametrize(
    ("vouched", "opted_out"), [(True, True), (False, False)], ids=["proven", "only a thread"]
)
async def test_wish_without_token_is_kept_only_if_the_mail_is_proven(
    facility: Facility, *, vouched: bool, opted_out: bool
) -> None:
    sofia, _ = await ask_team(facility)
    wish = answer(sofia, REMOVE_ME)
    del wish["To"]
    wish["To"] = MUSTER

    await facility.send(wish, vouched=vouched)

    assert (await facility.expert(12)).opted_out is opted_out
    assert REMOVE_ME in said(await facility.mail_to(OLGA, "never write to me again"))
