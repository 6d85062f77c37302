"""Officers settle what nobody should guess at: a conditional yes, and a team with a seat nobody is left for."""

from datetime import date

from bot.cli.case_view import case_letter
from bot.dispatch.history import history_lines
from reporting.casefile import case_file
from tests.flows.facility import OLGA, Facility, on_screen, said
from tests.flows.steps import SALMA, address_of, ask_team, propose_teams, question_to

CONDITION = "Yes, if my director agrees."


async def test_officer_settles_a_conditional_yes_by_mail(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes, I can.")
    await facility.reply(sofia, CONDITION)
    told = await facility.mail_to(OLGA, subject="Sofia Luz")
    assert "TAKE" in told.text
    assert "PASS" in told.text

    await facility.reply(told, "TAKE")

    assert "Sofia Luz takes part in 2026-01" in said(await facility.mail_to(OLGA, "takes part in"))
    assert (await facility.mission()).status == "confirmed"
    assert "Sofia Luz (Portugal)" in said(await facility.mail_to(SALMA, subject="Mission confirmed"))


async def test_officer_passes_a_doubtful_seat_on_by_button(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, CONDITION)
    inquiry = (await facility.inquiries())[0]
    desk = await facility.chat(OLGA)

    shown = await desk.press_old(f"yes:pass:{inquiry.id}")

    assert "Sofia Luz does not take part" in " ".join(shown.split())
    assert [one.status for one in await facility.inquiries()] == ["declined", "asked", "asked"]


async def test_officer_names_whose_answer_is_settled_by_a_typed_command(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, CONDITION)
    await facility.reply(marek, CONDITION)
    desk = await facility.chat(OLGA)

    which = await desk.say("/take 2026-01")
    taken = await desk.say("/take 2026-01 Luz")
    passed = await desk.say("/pass 2026-01")

    assert "Sofia Luz" in which
    assert "Marek Lis" in which
    assert "Sofia Luz takes part" in " ".join(taken.split())
    assert "Marek Lis does not take part" in " ".join(passed.split())
    assert [one.status for one in await facility.inquiries()][:2] == ["accepted", "declined"]


async def test_answer_is_settled_once(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, CONDITION)
    inquiry = (await facility.inquiries())[0]
    desk = await facility.chat(OLGA)
    await desk.press_old(f"yes:take:{inquiry.id}")

    shown = await desk.press_old(f"yes:pass:{inquiry.id}")

    told = " ".join(shown.split())
    assert "Olga Novak decided this on 12 January 2026 at 09:00: the expert takes part." in told
    assert (await facility.inquiries())[0].status == "accepted"


async def test_of_two_doubtful_answers_the_officer_names_the_one(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, CONDITION)
    await facility.reply(marek, CONDITION)
    told = await facility.mail_to(OLGA, subject="Sofia Luz")

    assert "TAKE Luz" in told.text

    await facility.reply(told, "TAKE")
    whose = await facility.mail_to(OLGA, "write the family")
    assert "Noted" not in whose.subject
    assert "TAKE Luz" in whose.text
    assert "PASS Lis" in whose.text
    await facility.reply(told, "TAKE Lis")

    assert [one.status for one in await facility.inquiries()] == ["doubtful", "accepted"]


async def test_name_of_a_settled_answer_settles_nobody_elses(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, CONDITION)
    await facility.reply(marek, CONDITION)
    told = await facility.mail_to(OLGA, subject="Sofia Luz")
    await facility.reply(told, "TAKE Luz")

    await facility.reply(told, "PASS Luz")

    assert "the expert takes part" in said(await facility.mail_to(OLGA, subject="Already"))
    assert [one.status for one in await facility.inquiries()] == ["accepted", "doubtful"]


async def test_conditional_yes_to_some_days_is_taken_for_these_days(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, "Yes, I can.")
    await facility.reply(marek, "Yes, from 16 to 24 March, if my ministry agrees.")
    told = await facility.mail_to(OLGA, "16-24 March")

    await facility.reply(told, "TAKE Lis")

    echo = said(await facility.mail_to(marek.recipients[0], subject="part of the dates"))
    assert "Free: 16-24 March 2026" in echo
    mission = await facility.mission()
    assert mission.status == "confirmed"
    assert (mission.start, mission.end) == (date(2026, 3, 16), date(2026, 3, 20))
    assert "any dates" not in echo
    await facility.reply(told, "DETAILS")
    assert "if my ministry agrees" in said(await facility.mail_to(OLGA, "doubtful answer settled"))


async def test_officer_cannot_take_days_that_nobody_offered(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, "Yes, from 16 to 17 March, if my ministry agrees.")
    told = await facility.mail_to(OLGA, "16-17 March")

    await facility.reply(told, "TAKE Luz")

    refused = await facility.mail_to(OLGA, subject="Too few days")
    assert "Nothing has changed" in said(refused)
    assert sofia.recipients[0] in said(refused)
    assert [one.status for one in await facility.inquiries()] == ["doubtful", "asked"]
    await facility.reply(refused, "PASS Luz")
    assert (await facility.inquiries())[0].status == "declined"


async def test_expert_who_is_passed_over_is_told_no_word_they_did_not_say(facility: Facility) -> None:
    _, marek = await ask_team(facility)
    await facility.reply(marek, CONDITION)
    told = await facility.mail_to(OLGA, subject="Marek Lis")
    before = len(facility.mails_to(OLGA))

    await facility.reply(told, "PASS Lis")

    letter = said(await facility.mail_to(marek.recipients[0], subject="This time"))
    assert "This time we have asked somebody else" in letter
    assert "cannot" not in letter
    (noted,) = facility.mails_to(OLGA)[before:]
    assert "Marek Lis does not take part" in said(noted)
    assert "next on the list" in said(noted)


async def test_nobody_but_an_officer_settles_an_answer(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, CONDITION)
    inquiry = (await facility.inquiries())[0]
    stranger = await facility.chat("ama")

    shown = await stranger.press_old(f"take:{inquiry.id}")

    assert "Only officers of the facility can do this." in " ".join(shown.split())
    assert (await facility.inquiries())[0].status == "doubtful"


async def test_vacant_seat_lets_the_officer_begin_again_without_those_who_declined(
    facility: Facility,
) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes, I can.")
    await facility.reply(sofia, "No, I cannot.")
    while (await facility.seats())[0].status != "vacant":
        await facility.reply(await question_to(facility, (await facility.inquiries())[-1]), "No.")
    declined = {inquiry.expert_id for inquiry in await facility.inquiries() if inquiry.status == "declined"}
    vacant = await facility.mail_to(OLGA, subject="vacant")

    await facility.reply(vacant, "TEAMS")

    assert (await facility.request("2026-01")).status == "eligible"
    released = said(await facility.mail_to(marek.recipients[0], subject="does not take place"))
    assert "You need not keep the days free any longer." in released
    assert "We look for another team" in said(await facility.mail_to(SALMA, subject="another team"))
    proposal = await facility.mail_to(OLGA, "APPROVE A")
    await facility.reply(proposal, "APPROVE A")
    again = [inquiry for inquiry in await facility.inquiries() if inquiry.status == "asked"]
    assert len(again) == 2
    assert not {inquiry.expert_id for inquiry in again} & declined
    for inquiry in again:
        await facility.reply(facility.mails_to(address_of(inquiry))[-1], "Yes.")
    assert (await facility.request("2026-01")).status == "approved"


async def test_teams_are_not_searched_again_while_everybody_is_being_asked(facility: Facility) -> None:
    proposal = await propose_teams(facility)
    await facility.reply(proposal, "APPROVE A")

    await facility.reply(proposal, "TEAMS")

    assert "Your order changed nothing" in said(await facility.mail_to(OLGA, subject="Already"))
    assert len(await facility.inquiries()) == 2


async def test_the_file_says_who_passed_an_expert_over(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, CONDITION)
    desk = await facility.chat(OLGA)

    await desk.press_old(f"yes:pass:{(await facility.inquiries())[0].id}")

    async with facility.database.snapshot() as session:
        case = await case_file(session, "2026-01")
        assert case is not None
        history = await history_lines(session, case.id, language="en")
    shown = on_screen(case_letter(case, history, now=facility.time.now(), language="en"))
    assert "Passed over by Olga Novak after a doubtful answer" in shown
    assert "expert passed over after a doubtful answer: Sofia Luz (Olga Novak)" in shown
    assert "expert said no" not in shown
