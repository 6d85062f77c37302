"""A request waits until a day: the partner knows why, and the clock wakes it."""

from datetime import date

from sqlmodel import col, select

from storage.people import Officer
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, propose_teams, send_request

MARTA = "marta@facility.example"
WHY = "waiting for the new minister"


async def test_request_is_put_on_hold_by_mail_and_wakes_on_its_day(facility: Facility) -> None:
    await send_request(facility)

    await facility.reply(await facility.mail_to(OLGA, "New request"), f"HOLD 2026-02-01 {WHY}")

    request = await facility.request("2026-01")
    assert (request.status, request.hold_until, request.status_reason) == ("on_hold", date(2026, 2, 1), WHY)
    assert "is on hold until 1 February 2026" in said(await facility.mail_to(OLGA, subject="On hold"))
    told = said(await facility.mail_to(SALMA, subject="On hold"))
    assert "Your request “Monitoring of the universal social pension” is on hold for now." in told
    assert WHY in told
    assert "We look at it again on 1 February 2026." in told

    facility.time.forward(days=19)
    await facility.look_at_clock()
    assert (await facility.request("2026-01")).status == "on_hold"

    facility.time.forward(days=1)
    await facility.look_at_clock()

    request = await facility.request("2026-01")
    assert (request.status, request.hold_until) == ("checking", None)
    woken = await facility.mail_to(OLGA, subject="It goes on")
    assert "The day has come: 2026-01" in said(woken)
    assert WHY in said(woken)
    assert "is no longer on hold" in said(await facility.mail_to(SALMA, subject="goes on"))

    await facility.reply(woken, "ELIGIBLE")
    assert (await facility.request("2026-01")).status == "eligible"


async def test_clock_wakes_it_once(facility: Facility) -> None:
    await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "HOLD until February")
    facility.time.forward(days=30)

    for _ in range(3):
        await facility.look_at_clock()

    assert len([mail for mail in facility.mails_to(SALMA) if "goes on" in mail.subject]) == 1


async def test_month_alone_is_enough(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)

    shown = await desk.say("/hold 2026-01 until May")

    assert "on hold until 1 May 2026" in shown
    assert (await facility.request("2026-01")).status_reason == ""


async def test_day_may_come_after_the_reason_and_in_the_own_language(facility: Facility) -> None:
    async with facility.database.transaction() as session:
        (await session.exec(select(Officer).where(col(Officer.email) == OLGA))).one().language = "fr"
    await send_request(facility)

    await facility.reply(
        await facility.mail_to(OLGA, "ÉLIGIBLE"), "SUSPENDRE jusqu’au 15 mars, en attente du nouveau ministre"
    )

    request = await facility.request("2026-01")
    assert (request.hold_until, request.status_reason) == (
        date(2026, 3, 15),
        "en attente du nouveau ministre",
    )
    assert "en attente jusqu’au 15 mars 2026" in said(await facility.mail_to(OLGA, subject="En attente"))


async def test_button_asks_for_the_day_until_one_is_named(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)
    await desk.say("/show 2026-01")

    assert "Until when is 2026-01" in await desk.press("Put on hold")
    assert "Until when is 2026-01" in await desk.say("when the minister is back")
    assert "wait until 1 May 2026?" in await desk.say("1 May, when the minister is back")
    assert "on hold until 1 May 2026" in await desk.press("Yes")


async def test_day_that_has_passed_is_asked_again(facility: Facility) -> None:
    await send_request(facility)

    await facility.reply(await facility.mail_to(OLGA, "New request"), f"HOLD 2025-05-01 {WHY}")

    assert "a day within the next two years" in said(await facility.mail_to(OLGA, subject="Until when"))
    assert (await facility.request("2026-01")).status == "received"


async def test_officer_resumes_it_before_the_day_and_teams_are_searched_anew(facility: Facility) -> None:
    await facility.reply(await propose_teams(facility), f"HOLD 1 May {WHY}")
    held = await facility.mail_to(OLGA, subject="On hold")
    before = len([mail for mail in facility.mails_to(OLGA) if "APPROVE A" in mail.text])

    await facility.reply(held, "RESUME")

    assert (await facility.request("2026-01")).status == "eligible"
    assert "Muster searches teams" in said(await facility.mail_to(OLGA, subject="It goes on"))
    assert "we are looking for the best team" in said(await facility.mail_to(SALMA, subject="goes on"))
    teams = [mail for mail in facility.mails_to(OLGA) if "APPROVE A" in mail.text]
    assert len(teams) == before + 1
    await facility.reply(teams[-1], "APPROVE A")
    assert (await facility.request("2026-01")).status == "formulated"


async def test_team_of_a_request_on_hold_is_not_asked(facility: Facility) -> None:
    teams = await propose_teams(facility)
    await facility.reply(teams, f"HOLD 1 May {WHY}")

    await facility.reply(teams, "APPROVE A")

    told = said(await facility.mail_to(OLGA, subject="Already decided"))
    assert "Olga Novak decided this on 12 January 2026 at 09:00: on hold." in told
    assert "RESUME" in told
    assert await facility.inquiries() == []


async def test_mission_must_be_called_off_before_its_request_can_wait(facility: Facility) -> None:
    await ask_team(facility)

    await facility.reply(await facility.mail_to(OLGA, "is approved"), f"HOLD 1 May {WHY}")

    refused = await facility.mail_to(OLGA, "call the mission off first")
    assert "CANCEL" in refused.text
    assert (await facility.request("2026-01")).status == "formulated"

    await facility.reply(refused, "CANCEL The minister has left.")
    await facility.reply(await facility.mail_to(OLGA, subject="Mission called off"), f"HOLD 1 May {WHY}")

    assert (await facility.request("2026-01")).status == "on_hold"


async def test_request_on_hold_can_wait_longer_and_goes_on_where_it_was(facility: Facility) -> None:
    await facility.reply(await propose_teams(facility), f"HOLD 1 May {WHY}")

    await facility.reply(await facility.mail_to(OLGA, subject="On hold"), "HOLD 1 June, elections")
    assert (await facility.request("2026-01")).hold_until == date(2026, 6, 1)
    facility.time.forward(days=140)
    await facility.look_at_clock()

    assert (await facility.request("2026-01")).status == "eligible"


async def test_second_officer_is_told_who_held_and_who_resumed_it(facility: Facility) -> None:
    await facility.add_officer(MARTA, "Marta Ruiz")
    await send_request(facility)
    of_marta = await facility.mail_to(MARTA, "New request")
    await facility.reply(await facility.mail_to(OLGA, "New request"), f"HOLD 1 May {WHY}")
    assert "Olga Novak has put 2026-01" in said(await facility.mail_to(MARTA, subject="On hold"))

    await facility.reply(of_marta, "HOLD 1 June")

    late = said(await facility.mail_to(MARTA, subject="Already decided"))
    assert "Olga Novak decided this on 12 January 2026 at 09:00: on hold." in late
    assert (await facility.request("2026-01")).hold_until == date(2026, 5, 1)

    await facility.reply(await facility.mail_to(OLGA, subject="On hold"), "RESUME")
    assert "Olga Novak has resumed 2026-01" in said(await facility.mail_to(MARTA, subject="It goes on"))
    await facility.reply(of_marta, "RESUME")

    assert "Olga Novak decided this" in said(await facility.mail_to(MARTA, "no longer on hold."))


async def test_nothing_on_hold_is_nothing_to_resume(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)

    assert "2026-01 “Monitoring of the universal social pension” is not on hold." in await desk.say(
        "/resume 2026-01"
    )


async def test_rejected_request_does_not_wait(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)
    await desk.say("/reject 2026-01 No budget.")

    assert "cannot be put on hold as it stands: Rejected" in await desk.say("/hold 2026-01 May")


async def test_partner_who_asks_reads_why_it_waits(facility: Facility) -> None:
    await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), f"HOLD 1 May {WHY}")

    await facility.write(SALMA, "status 2026-01?", "How does it stand?")

    told = said(await facility.mail_to(SALMA, subject="How it stands"))
    assert "We look at it again on 1 May 2026." in told
    assert WHY in told


async def test_history_tells_of_the_wait(facility: Facility) -> None:
    await send_request(facility)
    desk = await facility.chat(OLGA)
    await desk.say(f"/hold 2026-01 1 May {WHY}")
    await desk.say("/resume 2026-01")

    shown = await desk.say("/show 2026-01")

    assert f"put on hold (Olga Novak) {WHY}" in shown
    assert "taken up again (Olga Novak)" in shown
