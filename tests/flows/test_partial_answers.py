"""Answers that are neither yes nor no: some days, conditions, doubts, and corrections of what Muster understood."""

import asyncio
from datetime import date

from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, question_to

ONLY_TWELFTH_TO_TWENTIETH = "Só de 12 a 20 de março."


async def test_partial_yes_narrows_the_mission_for_everybody(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)

    await facility.reply(sofia, ONLY_TWELFTH_TO_TWENTIETH)
    echo = said(await facility.mail_to(sofia.recipients[0]))
    assert "Disponível: 12-20 de março de 2026" in echo
    assert "9-27 de março de 2026" in echo
    await facility.reply(marek, "Yes, any time.")

    assert "any dates within 9-27 March 2026 suit you" in said(await facility.mail_to(marek.recipients[0]))
    mission = await facility.mission()
    assert (mission.status, mission.start, mission.end) == ("confirmed", date(2026, 3, 12), date(2026, 3, 18))
    assert "12-18 March 2026" in said(await facility.mail_to(SALMA, subject="Mission confirmed"))


async def test_days_that_no_longer_fit_the_team_pass_the_seat_on(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, ONLY_TWELFTH_TO_TWENTIETH)

    await facility.reply(marek, "I am only free 23-27 March.")

    letter = said(await facility.mail_to(marek.recipients[0]))
    assert "Noted: the dates do not fit this time" in letter
    assert "for the period 9-27 March 2026: Free: 23-27 March 2026" in letter
    alternate = (await facility.inquiries())[-1]
    assert (alternate.start, alternate.end) == (date(2026, 3, 12), date(2026, 3, 20))
    assert "12-20 March 2026" in said(await question_to(facility, alternate))


async def test_days_that_only_the_decliner_could_not_make_are_open_again(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, ONLY_TWELFTH_TO_TWENTIETH)

    await facility.reply(sofia, "Afinal não posso ir, lamento.")

    mission = await facility.mission()
    assert (mission.start, mission.end) == (date(2026, 3, 9), date(2026, 3, 27))
    await facility.reply(marek, "I am only free 23-27 March.")
    await facility.reply(await question_to(facility, (await facility.inquiries())[-1]), "Sí.")
    assert (await facility.mission()).start == date(2026, 3, 23)


async def test_corrected_days_are_not_held_against_the_days_said_before(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, ONLY_TWELFTH_TO_TWENTIETH)
    echo = await facility.mail_to(sofia.recipients[0])

    await facility.reply(echo, "Engano meu: só posso de 23 a 27 de março.")

    mission = await facility.mission()
    assert (mission.start, mission.end) == (date(2026, 3, 23), date(2026, 3, 27))
    assert "23-27 de março" in said(await facility.mail_to(sofia.recipients[0]))
    assert len(await facility.inquiries()) == 2


async def test_condition_waits_for_an_officer_and_a_plain_yes_settles_it(facility: Facility) -> None:
    _, marek = await ask_team(facility)

    await facility.reply(marek, "Yes, if I get the visa in time.")

    echo = await facility.mail_to(marek.recipients[0])
    assert "Condition: Yes, if I get the visa in time." in said(echo)
    assert "nothing is decided" in said(echo)
    assert "Your turn" in said(await facility.mail_to(OLGA, "on a condition"))
    assert (await facility.inquiries())[1].status == "doubtful"
    await facility.reply(echo, "I have the visa. Yes, I am available.")
    assert (await facility.inquiries())[1].status == "accepted"


async def test_unclear_answer_is_asked_again_with_examples(facility: Facility) -> None:
    _, marek = await ask_team(facility)

    await facility.reply(marek, "The weather is fine here.")

    again = await facility.mail_to(marek.recipients[0])
    assert "Is it yes or no?" in again.subject
    assert "> The weather is fine here." in again.text
    assert "could not tell yes from no" in said(await facility.mail_to(OLGA, "The weather is fine"))
    await facility.reply(again, "No.")
    assert (await facility.inquiries())[1].status == "declined"


async def test_no_under_the_echo_reopens_the_question(facility: Facility) -> None:
    _, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")
    echo = await facility.mail_to(marek.recipients[0])
    assert "Reply NO and we ask again" in said(echo)

    await facility.reply(echo, "NO")

    assert "Is it yes or no?" in (await facility.mail_to(marek.recipients[0])).subject
    assert (await facility.inquiries())[1].status == "doubtful"
    assert (await facility.seats())[1].status == "asked"


async def test_second_yes_changes_nothing(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, "Sim.")
    await facility.reply(marek, "Yes.")
    told = len(facility.mails_to(SALMA))

    await facility.reply(marek, "Yes")

    assert (await facility.mission()).status == "confirmed"
    assert len(facility.mails_to(SALMA)) == told
    assert "the mission is confirmed" in said(facility.mails_to(OLGA)[-1])


async def test_thanks_of_a_confirmed_member_never_undo_the_mission(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, "Sim.")
    await facility.reply(marek, "Yes.")
    confirmed = await facility.mail_to(marek.recipients[0], subject="Mission confirmed")

    await facility.reply(confirmed, "Thank you! Which hotel do you suggest?")

    assert (await facility.mission()).status == "confirmed"
    assert "Which hotel do you suggest?" in said(await facility.mail_to(OLGA, subject="A message from Marek"))
    assert "Your yes stands" in said(await facility.mail_to(marek.recipients[0], subject="We have your"))


async def test_new_days_after_the_confirmation_move_the_mission_and_everybody_hears(
    facility: Facility,
) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, "Sim.")
    await facility.reply(marek, "Yes.")
    confirmed = await facility.mail_to(marek.recipients[0], subject="Mission confirmed")

    await facility.reply(confirmed, "Sorry, I am only free 16-20 March.")

    mission = await facility.mission()
    assert (mission.status, mission.start, mission.end) == ("confirmed", date(2026, 3, 16), date(2026, 3, 20))
    assert "16-20 March 2026" in said(await facility.mail_to(SALMA, subject="confirmed: 16-20 March"))
    assert "16-20 de março" in (await facility.mail_to(sofia.recipients[0], subject="16-20")).subject


async def test_two_yeses_at_once_confirm_the_mission_once(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    facility.add_process()

    await asyncio.gather(facility.reply(sofia, "Sim."), facility.reply(marek, "Yes."))

    assert (await facility.mission()).status == "confirmed"
    assert len(await facility.journal("mission.confirmed")) == 1
    assert len([mail for mail in facility.mails_to(SALMA) if "Mission confirmed" in mail.subject]) == 1
