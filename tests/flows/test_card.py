"""A letter may get lost: the card of a request shows the teams or the mission as they stand."""

import re

from sqlalchemy import delete
from sqlmodel import col

from bot.texts.letter import Bullets
from config.periods import Period
from config.texts import period_text
from storage.people import Expert, ExpertArea, ExpertDocument, ExpertLanguage
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import ask_team, form, propose_teams, send_request

CONDITION = "Yes, if my director agrees."


async def test_officer_finds_the_teams_again_by_command_and_approves_by_button(facility: Facility) -> None:
    await propose_teams(facility)
    desk = await facility.chat(OLGA)

    shown = await desk.say("/show 2026-01")

    assert all(f"Team {rank} - score" in shown for rank in "ABC")
    assert "Proven: under these rules no team scores higher." in shown
    assert [choice.action for choice in desk.buttons()] == [
        "team:1:1",
        "team:1:2",
        "team:1:3",
        "approve:1:1",
        "approve:1:2",
        "approve:1:3",
        "none:1",
        "more:1",
        "why:1",
        "teams:1",
        "ask:1",
        "hold:1",
        "assign:1",
        "merge:1",
    ]

    await desk.decide("approve:1:2")

    assert (await facility.request("2026-01")).status == "formulated"


async def test_button_of_the_queue_shows_the_teams(facility: Facility) -> None:
    await propose_teams(facility)
    desk = await facility.chat(OLGA)
    await desk.say("/queue")

    await desk.press("card:1")

    assert "none:1" in [choice.action for choice in desk.buttons()]


async def test_details_by_mail_bring_the_teams_and_a_reply_approves_one(facility: Facility) -> None:
    await propose_teams(facility)
    await facility.reply(facility.mails_to(OLGA)[0], "DETAILS")
    card = await facility.mail_to(OLGA, "History")
    assert "APPROVE B" in card.text

    await facility.reply(card, "APPROVE B")

    (approved,) = await facility.journal("proposal.approved")
    assert approved.actor == "officer:1"
    assert len(await facility.inquiries()) == 2


async def test_reject_in_answer_to_the_card_turns_the_teams_down(facility: Facility) -> None:
    await propose_teams(facility)
    await facility.reply(facility.mails_to(OLGA)[0], "DETAILS")

    await facility.reply(await facility.mail_to(OLGA, "History"), "REJECT All too senior.")

    assert (await facility.request("2026-01")).status == "eligible"
    assert len(await facility.journal("proposal.rejected")) == 1


async def test_card_before_any_team_offers_the_decisions_about_the_request(facility: Facility) -> None:
    await send_request(facility, form())
    await facility.reply(await facility.mail_to(OLGA, "New request"), "DETAILS")

    await facility.reply(await facility.mail_to(OLGA, "History"), "REJECT We have no budget.")

    assert (await facility.request("2026-01")).status == "rejected"


async def test_card_shows_the_mission_its_seats_and_every_answer(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "No, I cannot.")
    await facility.reply(sofia, CONDITION)
    desk = await facility.chat(OLGA)

    await desk.say("/show 2026-01")

    seats = [block for block in desk.shown[-1].blocks if isinstance(block, Bullets)][-1].items
    assert seats[0] == "Seat 1\nSofia Luz (Portugal) - To be clarified"
    assert seats[1].startswith("Seat 2\nMarek Lis (Poland) - Declined\n")
    assert seats[1].endswith(" - Waiting for a reply")
    assert [(choice.action, choice.label) for choice in desk.buttons()] == [
        ("take:1", "Takes part - Sofia Luz"),
        ("pass:1", "Ask the next one - Sofia Luz"),
        ("cancel:1", "Call off the mission"),
        ("ask:1", "Ask the partner"),
        ("assign:1", "Assign to me"),
    ]

    await desk.decide("take:1")

    assert (await facility.inquiries())[0].status == "accepted"


async def test_details_by_mail_let_one_of_two_doubtful_answers_be_settled(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, CONDITION)
    await facility.reply(marek, CONDITION)
    await facility.reply(facility.mails_to(OLGA)[0], "DETAILS")
    card = await facility.mail_to(OLGA, "The mission")
    assert "TAKE Lis" in card.text

    await facility.reply(card, "TAKE Lis")

    assert [one.status for one in await facility.inquiries()] == ["doubtful", "accepted"]


async def test_card_of_a_confirmed_mission_shows_its_dates(facility: Facility) -> None:
    for inquiry in await ask_team(facility):
        await facility.reply(inquiry, "Yes, from 9 to 20 March.")
    desk = await facility.chat(OLGA)

    shown = await desk.say("/show 2026-01")

    mission = await facility.mission()
    dates = period_text(Period(mission.start, mission.end), "en")
    assert re.search(rf"The mission\s+Dates\s+{dates}\n", shown)
    assert shown.count(" - Accepted") == 2
    assert [choice.action for choice in desk.buttons()] == ["cancel:1", "ask:1", "assign:1"]


async def test_history_names_who_was_asked(facility: Facility) -> None:
    await ask_team(facility)
    desk = await facility.chat(OLGA)

    shown = await desk.say("/show 2026-01")

    history = [line.partition("2026: ")[2] for line in shown.splitlines() if "12 January 2026: " in line]
    assert history == [
        "request received (Salma Khamis)",
        "found eligible (Olga Novak)",
        "contact vouched for (Olga Novak)",
        "team approved (Olga Novak)",
        "team chosen, experts asked (Olga Novak)",
        "mission planned (Muster)",
        "expert asked: Sofia Luz (Muster)",
        "expert asked: Marek Lis (Muster)",
    ]


async def test_officer_asks_for_a_code_that_cannot_be(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)

    assert "There is no request 9999-99." in await desk.say("/status 9999-99")


async def test_partner_asks_for_a_code_that_is_none(facility: Facility) -> None:
    await send_request(facility)
    chat = await facility.chat("ama")

    for junk in ("9999-99", "of my request"):
        shown = await chat.say(f"/status {junk}")

        assert f"We find no request of yours with the code {junk}." in " ".join(shown.split())


async def test_officer_who_changes_the_language_gets_no_menu_for_partners(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)

    shown = await desk.say("/language fr")

    assert "Muster vous écrit en français" in shown
    assert desk.buttons() == []
    assert "À vous d’agir" in await desk.say("/queue")


async def test_dates_that_passed_are_proposed_to_nobody(facility: Facility) -> None:
    await send_request(facility)
    facility.time.forward(days=90)

    await facility.reply(await facility.mail_to(OLGA, "New request"), "ELIGIBLE")

    told = said(await facility.mail_to(OLGA, subject="Dates over"))
    assert "(9-27 March 2026) are over, or too few days are left. Nobody has been asked." in told
    assert "ASK" in told
    assert not [mail for mail in facility.mails_to(OLGA) if "APPROVE A" in mail.text]


async def test_team_whose_dates_passed_is_not_asked(facility: Facility) -> None:
    proposal = await propose_teams(facility)
    facility.time.forward(days=90)

    await facility.reply(proposal, "APPROVE A")

    assert "Nobody has been asked." in said(await facility.mail_to(OLGA, subject="Dates over"))
    assert await facility.inquiries() == []
    assert (await facility.request("2026-01")).status == "eligible"


async def test_team_with_somebody_flagged_since_is_not_asked_and_another_is_offered(
    facility: Facility,
) -> None:
    proposal = await propose_teams(facility)
    await facility.change_expert(11, flagged=True)

    await facility.reply(proposal, "APPROVE A")

    told = await facility.mail_to(OLGA, subject="Team A has changed")
    assert "Nobody has been asked." in said(told)
    assert "Marek Lis is now marked in the register as not to be asked." in said(told)
    assert "APPROVE A" not in told.text
    assert await facility.inquiries() == []
    assert (await facility.request("2026-01")).status == "eligible"


async def test_teams_are_searched_again_when_none_stands(facility: Facility) -> None:
    proposal = await propose_teams(facility)
    for number in range(7, 13):
        await facility.change_expert(number, email_bounced=True)

    await facility.reply(proposal, "APPROVE A")
    changed = await facility.mail_to(OLGA, subject="Team A has changed")
    assert "please search teams again" in said(changed)
    await facility.reply(changed, "TEAMS")

    await facility.reply(await facility.mail_to(OLGA, "APPROVE A"), "APPROVE A")
    assert {inquiry.expert_id for inquiry in await facility.inquiries()} <= {1, 2, 3, 4, 5, 6}


async def test_card_shows_a_team_whose_member_left_the_register(facility: Facility) -> None:
    await propose_teams(facility)
    async with facility.database.transaction() as session:
        gone = await session.get_one(Expert, 11)
        for table in (ExpertLanguage, ExpertArea, ExpertDocument):
            await session.exec(delete(table).where(col(table.expert_id) == gone.id))
        await session.delete(gone)
    desk = await facility.chat(OLGA)

    shown = await desk.say("/show 2026-01")
    assert "EX-0011 (no longer in the register)" in shown

    told = await desk.decide("approve:1:1")

    assert "EX-0011 is no longer in the register." in told
    assert await facility.inquiries() == []
