"""An officer calls a mission off at any time: everybody hears it once, and the request can begin again."""

import asyncio
from datetime import timedelta

from sqlmodel import col, select

from bot.texts.letter import Entry
from bot.texts.letter_json import letter_from_json
from storage.mail import Job
from storage.people import AvailabilityPeriod
from storage.states import Role
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, propose_teams, send_request
from tests.peers.smtp import Delivered

MARTA = "marta@facility.example"
REASON = "The ministry has a new minister, who wants to think it over."


async def confirmed_mission(facility: Facility) -> list[Delivered]:
    """Both members have said yes; the letters that confirm the mission to them."""
    questions = await ask_team(facility)
    for question in questions:
        await facility.reply(question, "Yes, from 9 to 20 March.")
    assert (await facility.mission()).status == "confirmed"
    return [await facility.mail_to(one.recipients[0], subject="9-13") for one in questions]


async def blocked_days(facility: Facility) -> list[str]:
    async with facility.database.snapshot() as session:
        query = select(AvailabilityPeriod.source).where(~AvailabilityPeriod.free)  # type: ignore[arg-type]
        return list((await session.exec(query)).all())


async def entries_to(facility: Facility, address: str) -> list[Entry]:
    """What each calendar entry sent to this address was for."""
    async with facility.database.snapshot() as session:
        query = select(Job).where(Job.destination == address).order_by(col(Job.id))
        jobs = (await session.exec(query)).all()
    letters = [letter_from_json(job.payload["letter"]) for job in jobs]
    return [letter.event.entry for letter in letters if letter.event is not None]


async def test_mission_is_called_off_by_mail_while_experts_are_asked(facility: Facility) -> None:
    _, marek = await ask_team(facility)
    await facility.reply(marek, "Yes, I can.")

    await facility.reply(await facility.mail_to(OLGA, subject="Marek Lis"), f"CANCEL {REASON}\n\nOlga Novak")

    assert (await facility.mission()).status == "cancelled"
    assert (await facility.request("2026-01")).status == "eligible"
    assert [one.status for one in await facility.inquiries()] == ["withdrawn", "withdrawn"]
    echo = await facility.mail_to(OLGA, subject="Mission called off")
    assert "Noted: the mission for 2026-01" in said(echo)
    assert REASON in said(echo)
    assert "The partner has been told, and so have: Sofia Luz and Marek Lis." in said(echo)
    (cancelled,) = await facility.journal("mission.cancelled")
    assert (cancelled.actor, cancelled.facts["reason"]) == ("officer:1", REASON)


async def test_each_expert_is_told_what_it_means_for_them(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes, I can.")

    await facility.reply(await facility.mail_to(OLGA, subject="Marek Lis"), f"CANCEL {REASON}")

    asked = said(await facility.mail_to(sofia.recipients[0], subject="não se realiza"))
    assert "já não precisa de responder" in asked
    accepted = said(await facility.mail_to(marek.recipients[0], subject="does not take place"))
    assert "You need not keep the days free any longer." in accepted
    assert "minister" not in asked + accepted
    assert await entries_to(facility, sofia.recipients[0]) == [Entry.ASKED, Entry.CANCELLED]


async def test_partner_is_told_what_happens_next_but_not_why(facility: Facility) -> None:
    await ask_team(facility)

    await facility.reply(await facility.mail_to(OLGA, "is approved"), f"CANCEL {REASON}")

    told = said(await facility.mail_to(SALMA, subject="called off"))
    assert "does not take place as planned" in told
    assert "Your request stays open. Our turn: an officer looks at how to go on" in told
    assert "minister" not in told


async def test_confirmed_mission_is_called_off_and_the_days_are_free_again(facility: Facility) -> None:
    letters = await confirmed_mission(facility)
    assert await blocked_days(facility) == ["mission:1", "mission:1"]

    await facility.reply(await facility.mail_to(OLGA, subject="Mission confirmed"), f"CANCEL {REASON}")

    assert await blocked_days(facility) == []
    assert (await facility.request("2026-01")).status == "eligible"
    marek = said(await facility.mail_to(letters[1].recipients[0], subject="does not take place"))
    assert "9-13 March 2026, which we had confirmed, has been called off" in marek
    assert "If you have booked or paid anything for it" in marek
    assert "(9-13 March 2026) does not take place" in said(
        await facility.mail_to(SALMA, subject="called off")
    )


async def test_without_a_reason_nothing_happens(facility: Facility) -> None:
    await ask_team(facility)

    await facility.reply(await facility.mail_to(OLGA, "is approved"), "CANCEL\n\nKind regards\nOlga Novak")

    assert "Why is the mission for 2026-01" in said(await facility.mail_to(OLGA, subject="Your reason"))
    assert (await facility.mission()).status == "planned"


async def test_officer_reads_the_word_of_the_own_language(facility: Facility) -> None:
    await facility.add_officer(MARTA, "Marta Ruiz", language="es")
    await ask_team(facility)

    await facility.reply(await facility.mail_to(MARTA, "ADMISIBLE"), f"ANULAR: {REASON}")

    assert "queda cancelada" in said(await facility.mail_to(MARTA, subject="Misión cancelada"))
    assert "Marta Ruiz has called off the mission" in said(await facility.mail_to(OLGA, subject="called off"))


async def test_button_asks_for_the_reason_and_once_more_before_it_acts(facility: Facility) -> None:
    await ask_team(facility)
    desk = await facility.chat(OLGA)
    await desk.say("/show 2026-01")

    asked = await desk.press("Call off the mission")
    sure = await desk.say(REASON)

    assert "Why is the mission for 2026-01" in asked
    assert REASON in sure
    assert "The partner is told, and so are: Sofia Luz and Marek Lis." in " ".join(sure.split())
    assert (await facility.mission()).status == "planned"

    done = await desk.press("Yes, call it off")

    assert "Noted: the mission for 2026-01" in done
    assert (await facility.mission()).status == "cancelled"
    (cancelled,) = await facility.journal("mission.cancelled")
    assert cancelled.facts["reason"] == REASON


async def test_officer_thinks_better_of_it(facility: Facility) -> None:
    await ask_team(facility)
    desk = await facility.chat(OLGA)
    await desk.press_old("cancel:1")
    await desk.say(REASON)

    kept = await desk.press("No, keep the mission")

    assert "Nothing has changed" in kept
    assert (await facility.mission()).status == "planned"
    assert "no longer open" in await desk.press_old("sure:1")


async def test_typed_command_with_its_reason_is_carried_out_at_once(facility: Facility) -> None:
    await ask_team(facility)
    desk = await facility.chat(OLGA)

    assert "Noted: the mission for 2026-01" in await desk.say(f"/cancel 2026-01 {REASON}")
    assert (await facility.mission()).status == "cancelled"


async def test_typed_command_without_a_reason_waits_for_it(facility: Facility) -> None:
    await ask_team(facility)
    desk = await facility.chat(OLGA)
    await desk.say("/cancel 2026-01")

    assert REASON in await desk.say(REASON)
    await desk.press("Yes, call it off")

    assert (await facility.mission()).status == "cancelled"


async def test_of_two_who_cancel_at_once_the_second_is_told_who_did(facility: Facility) -> None:
    await facility.add_officer(MARTA, "Marta Ruiz")
    await ask_team(facility)
    facility.add_process()
    orders = [(await facility.mail_to(OLGA, "is approved"), OLGA)]
    orders.append((await facility.mail_to(MARTA, "ELIGIBLE"), MARTA))

    await asyncio.gather(*(facility.reply(mail, f"CANCEL {REASON}") for mail, _ in orders))

    (cancelled,) = await facility.journal("mission.cancelled")
    first, second = ("Olga Novak", MARTA) if cancelled.actor == "officer:1" else ("Marta Ruiz", OLGA)
    late = said(await facility.mail_to(second, subject="Already decided"))
    assert f"{first} decided this on 12 January 2026 at 09:00: the mission is called off." in late
    assert len([mail for mail in facility.mails_to(SALMA) if "called off" in mail.subject]) == 1


async def test_after_it_teams_can_be_proposed_again(facility: Facility) -> None:
    await ask_team(facility)
    await facility.reply(await facility.mail_to(OLGA, "is approved"), f"CANCEL {REASON}")
    echo = await facility.mail_to(OLGA, subject="Mission called off")
    assert all(word in echo.text for word in ("TEAMS", "HOLD", "REJECT"))
    before = len([mail for mail in facility.mails_to(OLGA) if "APPROVE A" in mail.text])

    await facility.reply(echo, "TEAMS")

    teams = [mail for mail in facility.mails_to(OLGA) if "APPROVE A" in mail.text]
    assert len(teams) == before + 1
    await facility.reply(teams[-1], "APPROVE A")
    assert [one.status for one in await facility.inquiries()] == ["withdrawn"] * 2 + ["asked"] * 2


async def test_after_it_the_request_can_be_rejected(facility: Facility) -> None:
    teams = await propose_teams(facility)
    await facility.reply(teams, "APPROVE A")
    await facility.reply(teams, f"CANCEL {REASON}")

    await facility.reply(await facility.mail_to(OLGA, subject="Mission called off"), "REJECT No budget left.")

    assert (await facility.request("2026-01")).status == "rejected"


async def test_nothing_to_call_off_is_said(facility: Facility) -> None:
    await send_request(facility)

    await facility.reply(await facility.mail_to(OLGA, "New request"), f"CANCEL {REASON}")

    assert "There is no mission to call off" in said(
        await facility.mail_to(OLGA, subject="Nothing has changed")
    )


async def test_expert_who_answers_afterwards_is_read_by_a_person(facility: Facility) -> None:
    letters = await confirmed_mission(facility)
    await facility.reply(await facility.mail_to(OLGA, subject="Mission confirmed"), f"CANCEL {REASON}")
    off = await facility.mail_to(letters[1].recipients[0], subject="does not take place")

    await facility.reply(off, "What a pity. I have already paid for the flight.")

    told = said(await facility.mail_to(letters[1].recipients[0], subject="We have your message"))
    assert "This mission has been called off, so nothing more is expected of you." in told
    officer = said(await facility.mail_to(OLGA, "paid for the flight"))
    assert "The mission had been called off before" in officer


async def test_clock_has_nothing_left_to_do_for_it(facility: Facility) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(await facility.mail_to(OLGA, "is approved"), f"CANCEL {REASON}")
    before = len(facility.mails_to(sofia.recipients[0])) + len(facility.mails_to(marek.recipients[0]))

    for _ in range(10):
        facility.time.moment += timedelta(days=1)
        await facility.look_at_clock()

    assert len(facility.mails_to(sofia.recipients[0])) + len(facility.mails_to(marek.recipients[0])) == before


async def test_observer_calls_nothing_off(facility: Facility) -> None:
    await facility.add_officer(MARTA, "Marta Ruiz", role=Role.OBSERVER)
    await ask_team(facility)
    desk = await facility.chat(MARTA)

    for attempt in (f"/cancel 2026-01 {REASON}", "/hold 2026-01 May"):
        assert "It does not include this" in await desk.say(attempt)
    await desk.press_old("sure:1")

    assert (await facility.mission()).status == "planned"


async def test_partner_cannot_call_it_off(facility: Facility) -> None:
    await ask_team(facility)
    chat = await facility.chat("ama")

    assert "Only officers" in await chat.press_old("cancel:1")
    await chat.say(f"/cancel 2026-01 {REASON}")

    assert (await facility.mission()).status == "planned"


async def test_reply_without_a_decision_lists_what_fits_the_mission(facility: Facility) -> None:
    await ask_team(facility)

    await facility.reply(await facility.mail_to(OLGA, "is approved"), "Hm, good question.")

    told = await facility.mail_to(OLGA, subject="no decision found")
    assert "CANCEL" in told.text
    assert not any(word in told.text for word in ("ELIGIBLE", "REJECT", "APPROVE"))


async def test_reply_about_teams_lists_the_teams(facility: Facility) -> None:
    await facility.reply(await propose_teams(facility), "Let me think about it.")

    told = await facility.mail_to(OLGA, subject="no decision found")
    assert all(
        f"\n  {word} - " in told.text for word in ("APPROVE A", "APPROVE C", "REJECT", "TEAMS", "HOLD")
    )
    assert "ELIGIBLE" not in told.text

    await facility.reply(told, "APPROVE B")

    assert (await facility.request("2026-01")).status == "formulated"


async def test_mission_is_called_off_by_buttons_on_telegram(telegram: Telegram) -> None:
    await ask_team(telegram.facility)
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await telegram.say(OLGAS_CHAT, "/show 2026-01")

    await telegram.press(OLGAS_CHAT, "Call off the mission")
    sure = await telegram.say(OLGAS_CHAT, REASON)
    assert "It cannot be taken back." in sure
    assert (await telegram.facility.mission()).status == "planned"
    done = await telegram.press(OLGAS_CHAT, "Yes, call it off")

    assert "Noted: the mission for 2026-01" in done
    assert (await telegram.facility.mission()).status == "cancelled"
    assert "called off" in said(await telegram.facility.mail_to(SALMA, subject="called off"))
