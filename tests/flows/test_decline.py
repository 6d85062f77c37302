"""Experts say no: the next on the list is asked, as long as the team still keeps every hard rule."""

import asyncio

from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import SALMA, address_of, ask_team, form, propose_teams, question_to
from tests.peers.smtp import Delivered

NO = "Unfortunately I cannot, I am on leave then."
SOFIA, MAREK, TOM, OLGA_RUIZ, PAUL = 12, 11, 7, 10, 9
"""Sofia (PT) and Marek (PL) are team A; Olga Ruiz (ES) is Sofia's first alternate, Tom (IE) Marek's, then Paul (FR)."""


async def test_declined_seat_goes_to_the_alternate_who_completes_the_mission(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes, I can.")

    await facility.reply(sofia, NO)

    assert "desta vez não pode ir" in said(await facility.mail_to(sofia.recipients[0]))
    told = said(await facility.mail_to(OLGA, subject="Sofia Luz"))
    assert "Sofia Luz says no." in told
    assert "Instead of Sofia Luz, we have asked Olga Ruiz, the next on the list." in told
    alternate = (await facility.inquiries())[-1]
    assert alternate.expert_id == OLGA_RUIZ
    await facility.reply(await question_to(facility, alternate), "Sí, con mucho gusto.")
    assert (await facility.mission()).status == "confirmed"
    confirmed = said(await facility.mail_to(SALMA, subject="Mission confirmed"))
    assert "Olga Ruiz (Spain)" in confirmed
    assert "Sofia" not in confirmed


async def test_alternate_who_would_break_a_rule_with_the_team_as_it_is_now_is_skipped(
    facility: Facility,
) -> None:
    await facility.change_expert(TOM, nationality="ES")
    sofia, marek = await ask_team(facility)
    assert (await facility.seats())[1].alternates[0] == "EX-0007"

    await facility.reply(sofia, NO)
    await facility.reply(marek, NO)

    asked = [inquiry.expert_id for inquiry in await facility.inquiries()]
    assert asked == [SOFIA, MAREK, OLGA_RUIZ, PAUL]


async def test_two_refusals_at_once_still_leave_a_team_that_keeps_every_rule(facility: Facility) -> None:
    for number in (6, 7, 8, 9):
        await facility.change_expert(number, nationality="ES")
    sofia, marek = await ask_team(facility)
    facility.add_process()

    await asyncio.gather(facility.reply(sofia, NO), facility.reply(marek, NO))

    holders = [await facility.expert(seat.expert_id or 0) for seat in await facility.seats()]
    assert len({expert.nationality for expert in holders}) == 2


async def test_alternate_who_keeps_the_rules_is_not_skipped(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)

    await facility.reply(sofia, NO)
    await facility.reply(marek, NO)

    asked = [inquiry.expert_id for inquiry in await facility.inquiries()]
    assert asked == [SOFIA, MAREK, OLGA_RUIZ, TOM]


async def test_alternate_flagged_since_the_team_was_approved_is_not_asked(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.change_expert(OLGA_RUIZ, flagged=True)

    await facility.reply(sofia, NO)

    assert (await facility.inquiries())[-1].expert_id not in {SOFIA, OLGA_RUIZ}


async def test_when_nobody_is_left_the_seat_is_vacant_and_officers_are_told(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")
    alternates = len((await facility.seats())[0].alternates)

    await facility.reply(sofia, NO)
    for _ in range(alternates):
        await facility.reply(await question_to(facility, (await facility.inquiries())[-1]), "No.")

    assert [seat.status for seat in await facility.seats()] == ["vacant", "confirmed"]
    assert "nobody is left on the list" in said(await facility.mail_to(OLGA, subject="vacant"))
    assert (await facility.request("2026-01")).status == "formulated"
    assert len({inquiry.expert_id for inquiry in await facility.inquiries()}) == alternates + 2
    assert marek.recipients[0] == address_of((await facility.inquiries())[1])


async def test_decliner_who_changes_their_mind_takes_the_vacant_seat(facility: Facility) -> None:
    sofia, marek = await _vacant_after_sofia(facility)
    await facility.reply(marek, "Yes.")

    await facility.reply(sofia, "Boas notícias: afinal posso ir, sim!")

    assert (await facility.mission()).status == "confirmed"
    assert (await facility.seats())[0].expert_id == SOFIA


async def test_decliner_who_changes_their_mind_too_late_is_thanked(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, NO)
    await facility.mail_to(sofia.recipients[0])

    await facility.reply(sofia, "Afinal posso ir, sim.")

    assert "Agradecemos a sua resposta" in said(await facility.mail_to(sofia.recipients[0]))
    assert "It came too late" in said(await facility.mail_to(OLGA, "too late"))
    assert (await facility.seats())[0].expert_id == OLGA_RUIZ


async def test_confirmed_member_who_drops_out_is_replaced_on_the_same_dates(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(sofia, "Sim.")
    await facility.reply(marek, "Yes.")
    dates = (await facility.mission()).start, (await facility.mission()).end
    confirmed = await facility.mail_to(sofia.recipients[0], subject="Missão confirmada")

    await facility.reply(confirmed, "Lamento muito, estou doente e não posso ir.")

    assert "dates 9-13 March 2026 are not certain" in said(await facility.mail_to(SALMA, "not certain"))
    assert "Your seat stays yours" in said(await facility.mail_to(marek.recipients[0], "not certain"))
    assert (await facility.request("2026-01")).status == "formulated"
    following = (await facility.inquiries())[-1]
    assert (following.expert_id, following.start, following.end) == (OLGA_RUIZ, *dates)
    await facility.reply(await question_to(facility, following), "Sí.")
    mission = await facility.mission()
    assert (mission.status, mission.start, mission.end) == ("confirmed", *dates)


async def test_team_of_one_needs_no_second_member_state(facility: Facility) -> None:
    question = await propose_teams(facility, form(experts=1))
    await facility.reply(question, "APPROVE A")
    only = (await facility.inquiries())[0]

    await facility.reply(await question_to(facility, only), "No.")

    assert len(await facility.inquiries()) == 2


async def _vacant_after_sofia(facility: Facility) -> list[Delivered]:
    sofia, marek = await ask_team(facility)
    for number in (int(code.removeprefix("EX-")) for code in (await facility.seats())[0].alternates):
        await facility.change_expert(number, flagged=True)
    await facility.reply(sofia, NO)
    assert (await facility.seats())[0].status == "vacant"
    return [sofia, marek]
