"""A mission is over: whoever approved it is asked for the days, by mail or in a chat, and experts are rated."""

from sqlmodel import col, select

from storage.assignments import Assignment
from storage.deliverables import Deliverable
from storage.evaluations import Evaluation
from storage.missions import Mission
from storage.people import Expert
from storage.requests import StoredFile
from storage.states import MissionStatus, RequestStatus
from tests.flows.facility import OLGA, Facility
from tests.flows.steps import SALMA, ask_team
from tests.peers.smtp import Delivered, answer

ASKED = "is over. These days were planned"


async def mission_over(facility: Facility) -> list[int]:
    """A mission to which all said yes, and whose last day has passed; its experts by their seats."""
    for question in await ask_team(facility):
        await facility.reply(question, "Yes, I am available.")
    facility.time.forward(days=90)
    await facility.look_at_clock()
    return [seat.expert_id or 0 for seat in await facility.seats()]


async def the_question(facility: Facility) -> Delivered:
    return await facility.mail_to(OLGA, ASKED)


async def the_days(facility: Facility) -> list[tuple[int, int, int, int, int, str]]:
    async with facility.database.snapshot() as session:
        rows = (await session.exec(select(Assignment).order_by(col(Assignment.id)))).all()
    return [
        (one.expert_id, one.preparation, one.on_site, one.reporting, one.quarter_days, one.source)
        for one in rows
    ]


async def the_mission(facility: Facility) -> Mission:
    async with facility.database.snapshot() as session:
        return (await session.exec(select(Mission))).one()


async def test_days_as_planned_are_one_word_by_mail(facility: Facility) -> None:
    first, second = await mission_over(facility)
    await facility.look_at_clock()

    await facility.reply(await the_question(facility), "DAYS AS PLANNED")

    noted = await facility.mail_to(OLGA, "are noted, 18 days in all")
    assert await the_days(facility) == [
        (first, 8, 20, 8, 36, "mission:1"),
        (second, 8, 20, 8, 36, "mission:1"),
    ]
    assert (await the_mission(facility)).status is MissionStatus.COMPLETED
    assert len([one for one in facility.mails_to(OLGA) if ASKED in one.text]) == 1

    await facility.reply(noted, f"RATE EX-{first:04} 4 Trained the staff well.")

    assert "4 of 5" in (await facility.mail_to(OLGA, "Trained the staff")).text
    async with facility.database.snapshot() as session:
        (rated,) = (await session.exec(select(Evaluation))).all()
    assert (rated.expert_id, rated.evaluator, rated.score) == (first, "officer:1", 4)


async def test_corrections_are_typed_and_can_be_corrected_again(facility: Facility) -> None:
    first, second = await mission_over(facility)
    async with facility.database.snapshot() as session:
        before = (await session.get_one(Expert, second)).missions_abroad
    asked = await the_question(facility)

    await facility.reply(asked, "DAYS somebody else 2+2+2")
    not_understood = await facility.mail_to(OLGA, "nobody of the mission’s team")
    await facility.reply(not_understood, f"DAYS EX-{first:04} 1.5+5+2\nEX-{second:04} 0")

    await facility.mail_to(OLGA, "are noted, 8.5 days in all")
    assert await the_days(facility) == [
        (first, 6, 20, 8, 34, "mission:1"),
        (second, 0, 0, 0, 0, "mission:1"),
    ]
    async with facility.database.snapshot() as session:
        away, home = [await session.get_one(Expert, one) for one in (first, second)]
    assert (away.mobilised, home.mobilised, home.missions_abroad) == (True, False, before)

    await facility.reply(not_understood, f"DAYS EX-{second:04} 2+5+2")

    assert "replace what was noted" in (await facility.mail_to(OLGA, "17.5 days in all")).text
    async with facility.database.snapshot() as session:
        assert (await session.get_one(Expert, second)).missions_abroad == before + 1


async def test_buttons_in_a_chat(facility: Facility) -> None:
    olga = await facility.chat(OLGA)
    await olga.say("/queue")
    first, _ = await mission_over(facility)
    assert ASKED in olga.last

    assert "Preparation" in await olga.press("Other days") or "preparation" in olga.last
    noted = await olga.say(f"EX-{first:04} 2+4,5+2")
    rated = await olga.press_old(f"rate:1:5:{first}")

    assert ("17.5 days in all" in noted, "5 of 5" in rated) == (True, True)
    assert [days[2] for days in await the_days(facility)] == [18, 20]


async def test_a_late_report_is_asked_for_once_and_a_reply_brings_it(facility: Facility) -> None:
    first, second = await mission_over(facility)
    facility.time.forward(days=30)
    await facility.look_at_clock()
    await facility.look_at_clock()
    address = f"expert{second:04}@experts.example"
    asked = await facility.mail_to(address, subject="Your mission report")
    assert len([one for one in facility.mails_to(address) if "was due on" in one.text]) == 1

    sent = answer(asked, "No problem, here it is.", sender=address)
    sent.add_attachment(b"Two weeks well spent.", maintype="text", subtype="plain", filename="report.txt")
    await facility.send(sent)

    assert "report.txt" in (await facility.mail_to(OLGA, "has sent the mission report")).text
    async with facility.database.snapshot() as session:
        papers = (await session.exec(select(Deliverable).order_by(col(Deliverable.id)))).all()
        kept = (await session.exec(select(StoredFile.filename))).all()
    assert [(one.kind, one.expert_id, one.received is not None) for one in papers] == [
        ("torex", None, False),
        ("exmr", first, False),
        ("exmr", second, True),
    ]
    assert list(kept) == ["report.txt"]
    assert (await the_mission(facility)).status is MissionStatus.CONFIRMED


async def test_officers_enter_how_far_each_paper_has_come(facility: Facility) -> None:
    first, _ = await mission_over(facility)
    olga = await facility.chat(OLGA)

    listed = await olga.say("/deliverables 2026-01")
    received = await olga.press("1: received")
    checked = await olga.say("/deliverables 2026-01 1 checked")
    too_early = await olga.say(f"/deliverables 2026-01 2 checked {the_day(facility)}")
    future = await olga.say("/deliverables 2026-01 2 received 1 May 2090")
    unread = await olga.say("/deliverables 2026-01 9 received")

    assert f"ExMR 2026-01/M1 EX-{first:04}" in listed
    assert "late, it was due" in listed
    assert "Noted: ToREx 2026-01/M1, received" in received
    assert "Noted: ToREx 2026-01/M1, checked" in checked
    assert "has not come yet" in too_early
    assert "still to come" in future
    assert "names no paper of this list" in unread
    async with facility.database.snapshot() as session:
        papers = (await session.exec(select(Deliverable).order_by(col(Deliverable.id)))).all()
    assert [(one.received is not None, one.checked is not None) for one in papers] == [
        (True, True),
        (False, False),
        (False, False),
    ]


def the_day(facility: Facility) -> str:
    return facility.time.moment.date().isoformat()


async def test_the_letter_of_a_report_leads_to_the_papers_by_mail_too(facility: Facility) -> None:
    _, second = await mission_over(facility)
    facility.time.forward(days=30)
    await facility.look_at_clock()
    address = f"expert{second:04}@experts.example"
    sent = answer(await facility.mail_to(address, subject="Your mission report"), "Here.", sender=address)
    sent.add_attachment(b"Two weeks well spent.", maintype="text", subtype="plain", filename="report.txt")
    await facility.send(sent)
    came = await facility.mail_to(OLGA, "has sent the mission report")

    await facility.reply(came, "DELIVERABLES 3 checked")

    noted = await facility.mail_to(OLGA, "Noted: ExMR")
    assert f"ExMR 2026-01/M1 EX-{second:04}, checked" in noted.text
    assert "DELIVERABLES 1 received" in noted.text


async def test_an_action_is_completed_when_its_missions_are_and_its_partner_reads_it(
    facility: Facility,
) -> None:
    await mission_over(facility)
    olga = await facility.chat(OLGA)

    too_early = await olga.say("/complete 2026-01")
    await facility.reply(await the_question(facility), "DAYS AS PLANNED")
    noted = await facility.mail_to(OLGA, "in all")
    await facility.reply(noted, "COMPLETE")

    assert "cannot be completed yet: 2026-01/M1" in too_early
    assert "is completed" in (await facility.mail_to(OLGA, "is completed")).text
    assert (
        "completed. Thank you for working with us"
        in (await facility.mail_to(SALMA, "Thank you for working")).text
    )
    assert (await facility.request("2026-01")).status is RequestStatus.COMPLETED
    assert "Only an ongoing action can be completed" in await olga.say("/complete 2026-01")


async def test_the_button_that_completes_asks_once_more(facility: Facility) -> None:
    await mission_over(facility)
    olga = await facility.chat(OLGA)
    await olga.say("/days 2026-01 as planned")

    asked = await olga.press("Complete the action")
    before = (await facility.request("2026-01")).status
    done = await olga.press("Yes")

    assert "The partner reads that the work is done" in asked
    assert before is RequestStatus.APPROVED
    assert "is completed" in done
