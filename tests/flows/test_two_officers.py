"""Several officers at one desk: the first decision counts, and whoever comes second is told whose it was."""

import asyncio

from storage.states import Role
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, propose_teams, send_in_chat, send_request
from tests.peers.smtp import Delivered

MARTA = "marta@facility.example"
BOTH = {OLGA: "Olga Novak", MARTA: "Marta Silva"}


async def test_of_two_approvals_at_once_one_wins_and_the_other_is_told_whose(facility: Facility) -> None:
    of_olga, of_marta = await _two_proposals(facility)
    facility.add_process()

    await asyncio.gather(facility.reply(of_olga, "APPROVE A"), facility.reply(of_marta, "APPROVE B"))

    late, won = await _late_and_won(facility)
    assert f"{BOTH[won]} decided this on 12 January 2026 at 09:00: a team is approved." in said(late)
    assert "Your order changed nothing." in said(late)
    assert len(await facility.inquiries()) == 2
    assert len(await facility.journal("proposal.approved")) == 1


async def test_of_two_opposite_decisions_at_once_one_wins(facility: Facility) -> None:
    of_olga, of_marta = await _two_new_requests(facility)
    facility.add_process()

    await asyncio.gather(
        facility.reply(of_olga, "ELIGIBLE"), facility.reply(of_marta, "REJECT We have no budget left.")
    )

    _, won = await _late_and_won(facility)
    status = (await facility.request("2026-01")).status
    assert status == ("eligible" if won == OLGA else "rejected")
    decided = await facility.journal("request.eligible") + await facility.journal("request.rejected")
    assert len(decided) == 1


async def test_answer_to_an_older_letter_does_not_undo_a_colleagues_decision(facility: Facility) -> None:
    of_olga, of_marta = await _two_new_requests(facility)
    await facility.reply(of_olga, "ELIGIBLE")
    facility.time.forward(hours=1)

    await facility.reply(of_marta, "REJECT We have no budget left.")

    late = said(await facility.mail_to(MARTA, subject="Already decided"))
    assert "Olga Novak decided this on 12 January 2026 at 09:00: eligible." in late
    assert (await facility.request("2026-01")).status == "eligible"


async def test_officer_who_knows_of_the_decision_may_still_reject(facility: Facility) -> None:
    of_olga, _ = await _two_new_requests(facility)
    await facility.reply(of_olga, "ELIGIBLE")
    facility.time.forward(hours=1)
    desk = await facility.chat(MARTA)
    assert "eligible (Olga Novak)" in await desk.say("/show 2026-01")

    await desk.say("/reject 2026-01 No budget left.")

    assert (await facility.request("2026-01")).status == "rejected"


async def test_eligible_after_the_approval_does_not_throw_the_mission_away(facility: Facility) -> None:
    await facility.add_officer(MARTA, "Marta Silva")
    await ask_team(facility)

    await facility.reply(await facility.mail_to(MARTA, "New request"), "ELIGIBLE")

    assert "a team is approved" in said(await facility.mail_to(MARTA, subject="Already decided"))
    assert (await facility.request("2026-01")).status == "formulated"
    assert len(await facility.inquiries()) == 2


async def test_reason_of_a_rejection_reaches_the_partner_word_for_word(facility: Facility) -> None:
    await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "REJECT")
    question = await facility.mail_to(OLGA, subject="Your reason, please")

    await facility.reply(
        question, "REJECT The facility cannot fund surveys.\nPlease ask the statistics office."
    )

    letter = await facility.mail_to(SALMA, "cannot support")
    assert "> The facility cannot fund surveys.\n> Please ask the statistics office." in letter.text
    assert (await facility.request("2026-01")).status == "rejected"


async def test_rejecting_all_teams_brings_others(facility: Facility) -> None:
    proposal = await propose_teams(facility)
    before = _teams_in(proposal)

    await facility.reply(proposal, "REJECT Too few women.")

    await facility.mail_to(OLGA, "searches other teams")
    others = await facility.mail_to(OLGA, "APPROVE A")
    assert not before & _teams_in(others)
    await facility.reply(others, "APPROVE A")
    assert (await facility.request("2026-01")).status == "formulated"


async def test_teams_of_a_superseded_proposal_cannot_be_approved(facility: Facility) -> None:
    first = await propose_teams(facility)
    olga = await facility.chat(OLGA)
    await olga.say("/teams 2026-01")

    await facility.reply(first, "APPROVE A")

    assert "newer teams have been proposed" in said(await facility.mail_to(OLGA, subject="Already decided"))
    assert await facility.inquiries() == []


async def test_teams_cannot_be_turned_down_once_the_request_is_rejected(facility: Facility) -> None:
    proposal = await propose_teams(facility)
    olga = await facility.chat(OLGA)
    await olga.say("/reject 2026-01 out of scope")

    await facility.reply(proposal, "REJECT Too few women.")

    assert "not eligible" in said(await facility.mail_to(OLGA, subject="Already decided"))


async def test_question_by_mail_is_answered_in_the_same_thread(facility: Facility) -> None:
    receipt = await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "ASK How many beneficiaries are there?")

    question = await facility.mail_to(SALMA, "How many beneficiaries")
    assert question.mail["In-Reply-To"] == receipt.mail["Message-ID"]
    assert "Olga Novak is reading your request" in said(question)
    await facility.reply(question, "There are 27,000.")

    answer = await facility.mail_to(OLGA, "There are 27,000.")
    assert "Question asked: How many beneficiaries are there?" in said(answer)
    assert (await facility.request("2026-01")).status == "checking"
    await facility.reply(answer, "ELIGIBLE")
    assert (await facility.request("2026-01")).status == "eligible"


async def test_question_asked_and_answered_in_chats(facility: Facility) -> None:
    amina, olga = await facility.chat("amina"), await facility.chat(OLGA)
    await olga.say("/start")
    await send_in_chat(amina)

    assert "What would you like to ask" in await olga.press("Ask the partner")
    assert "Put this question to the partner of 2026-01" in await olga.say(
        "How many beneficiaries are there?"
    )
    assert "How many beneficiaries are there?" not in amina.last
    await olga.press("Yes")

    assert "How many beneficiaries are there?" in amina.last
    assert "your turn" in (await amina.say("/status")).lower()
    assert "are with the officers" in await amina.say("There are 27,000.")
    assert "There are 27,000." in olga.last


async def test_observer_sees_everything_and_decides_nothing(facility: Facility) -> None:
    await facility.add_officer(MARTA, "Marta Silva", role=Role.OBSERVER)
    await send_request(facility)
    marta = await facility.chat(MARTA)

    assert "2026-01" in await marta.say("/queue")
    refused = await marta.press_old("eligible:1")
    await facility.reply(await facility.mail_to(MARTA, "New request"), "ELIGIBLE")

    assert "observe" in refused or "officers" in refused
    assert (await facility.request("2026-01")).status == "received"


async def _two_new_requests(facility: Facility) -> tuple[Delivered, Delivered]:
    await facility.add_officer(MARTA, "Marta Silva")
    await send_request(facility)
    return await facility.mail_to(OLGA, "New request"), await facility.mail_to(MARTA, "New request")


async def _two_proposals(facility: Facility) -> tuple[Delivered, Delivered]:
    await facility.add_officer(MARTA, "Marta Silva")
    of_olga = await propose_teams(facility)
    return of_olga, await facility.mail_to(MARTA, "APPROVE A")


async def _late_and_won(facility: Facility) -> tuple[Delivered, str]:
    """The mail to the officer who came second, and the address of the one who came first."""
    late = await facility.outside.wait_for(subject="Already decided")
    return late, next(address for address in BOTH if address not in late.recipients)


def _teams_in(proposal: Delivered) -> set[frozenset[str]]:
    teams = proposal.text.partition("Team A")[2].split("\nTeam ")
    return {frozenset(line for line in team.splitlines() if line.startswith("- ")) for team in teams}
