"""Nobody is confirmed for two missions on the same days, and no mission on days that have passed."""

import asyncio
from datetime import date

from sqlmodel import col, select

from bot.dispatch.facts import expert_name
from config.periods import Period
from config.texts import say
from intake.tokens import claims_in
from matching.inquiries import apply_availability
from matching.offers import Availability
from matching.terms import Terms
from storage.missions import Inquiry, Mission, Seat
from storage.people import AvailabilityPeriod, Expert
from storage.states import InquiryStatus, MissionStatus, SeatStatus
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import address_of, ask_team, form, question_to, send_request
from tests.peers.smtp import Delivered

MARTA = "marta@nurses.example"


async def only_two_experts(facility: Facility) -> None:
    async with facility.database.transaction() as session:
        for expert in (await session.exec(select(Expert).where(col(Expert.id) > 2))).all():
            expert.flagged = True


async def two_teams(facility: Facility, *, days: int) -> list[list[Delivered]]:
    """Two ministries ask for the same days, and the same two experts are asked for both missions."""
    await only_two_experts(facility)
    await send_request(facility, form(days=days))
    second = form(title="Health cards for nurses", country="Ghana", days=days)
    await facility.write(MARTA, "Request for assistance", second.replace("Salma Khamis", "Marta Mensah"))
    for news in facility.mails_to(OLGA):
        await facility.reply(news, "ELIGIBLE")
    for teams in [mail for mail in facility.mails_to(OLGA) if "APPROVE A" in mail.text]:
        await facility.reply(teams, "APPROVE A")
    asked = await facility.inquiries()
    assert [inquiry.expert_id for inquiry in asked] in (
        [1, 2, 1, 2],
        [2, 1, 2, 1],
        [1, 2, 2, 1],
        [2, 1, 1, 2],
    )
    return [
        [
            next(mail for mail in facility.mails_to(address_of(one)) if inquiry_of(mail) == one.id)
            for one in asked
            if one.mission_id == mission_id
        ]
        for mission_id in sorted({one.mission_id for one in asked})
    ]


def inquiry_of(question: Delivered) -> int:
    """Which inquiry a question is about, read from its reply address; letters of its seal may look like a number."""
    (claim,) = claims_in((question.reply_to,), MUSTER)
    return claim.row_id


async def missions(facility: Facility) -> list[Mission]:
    async with facility.database.snapshot() as session:
        return list((await session.exec(select(Mission).order_by(col(Mission.id)))).all())


async def seats_of(facility: Facility, mission: Mission) -> list[SeatStatus]:
    async with facility.database.snapshot() as session:
        query = select(Seat).where(Seat.mission_id == mission.id).order_by(col(Seat.position))
        return [seat.status for seat in (await session.exec(query)).all()]


async def told_of_the_other_mission(facility: Facility, inquiry: Inquiry) -> bool:
    """Whether that is the last the expert read, in their language."""
    expert = await facility.expert(inquiry.expert_id)
    subject = facility.mails_to(address_of(inquiry))[-1].subject
    expected = say(expert.language, "expert.taken.subject")
    return " ".join(subject.split()).endswith(" ".join(expected.split()))


async def test_second_mission_on_the_same_days_is_not_confirmed(facility: Facility) -> None:
    first, second = await two_teams(facility, days=15)

    for question in (*first, *second):
        await facility.reply(question, "Yes, I am available.")

    one, other = await missions(facility)
    assert (one.status, other.status) == (MissionStatus.CONFIRMED, MissionStatus.PLANNED)
    assert await seats_of(facility, other) == [SeatStatus.VACANT, SeatStatus.VACANT]
    assert await told_of_the_other_mission(facility, (await facility.inquiries())[2])


async def test_second_mission_takes_the_days_the_first_leaves(facility: Facility) -> None:
    first, second = await two_teams(facility, days=5)

    for question in (*first, *second):
        await facility.reply(question, "Yes, I am available.")

    found = [(one.status, Period(one.start, one.end)) for one in await missions(facility)]
    assert found == [
        (MissionStatus.CONFIRMED, Period(date(2026, 3, 9), date(2026, 3, 13))),
        (MissionStatus.CONFIRMED, Period(date(2026, 3, 16), date(2026, 3, 20))),
    ]


async def test_two_last_answers_at_once_confirm_one_mission(facility: Facility) -> None:
    first, second = await two_teams(facility, days=15)
    await facility.reply(first[0], "Yes, I am available.")
    await facility.reply(second[0], "Yes, I am available.")
    waiting = [one.id or 0 for one in await facility.inquiries() if one.status is InquiryStatus.ASKED]

    async def yes(inquiry_id: int) -> None:
        async with facility.database.transaction() as session:
            said_yes = Availability(willing=True)
            await apply_availability(session, inquiry_id, said_yes, terms=Terms(), now=facility.time.now())

    await asyncio.gather(*map(yes, waiting))

    standing = sorted(one.status for one in await missions(facility))
    assert standing == [MissionStatus.CONFIRMED, MissionStatus.PLANNED]


async def test_expert_taken_elsewhere_since_their_yes_loses_the_seat(facility: Facility) -> None:
    questions = await ask_team(facility, form(days=15))
    await facility.reply(questions[0], "Yes, I am available.")
    taken, _ = await facility.inquiries()
    async with facility.database.transaction() as session:
        session.add(
            AvailabilityPeriod(
                expert_id=taken.expert_id,
                start=date(2026, 3, 16),
                end=date(2026, 3, 20),
                free=False,
                source="mission:99",
            )
        )

    await facility.reply(questions[1], "Yes, I am available.")

    statuses = [one.status for one in await facility.inquiries()]
    assert statuses == [InquiryStatus.DECLINED, InquiryStatus.ACCEPTED, InquiryStatus.ASKED]
    assert (await facility.mission()).status is MissionStatus.PLANNED
    assert await told_of_the_other_mission(facility, taken)
    name = expert_name(await facility.expert(taken.expert_id))
    told = said(await facility.mail_to(OLGA, subject=f"Answer from {name}"))
    assert "says no" not in told
    await facility.mail_to(OLGA, f"{name} would go, but another mission has been confirmed with {name}")

    await facility.reply(await question_to(facility, (await facility.inquiries())[2]), "Yes, I am available.")

    assert (await facility.mission()).status is MissionStatus.CONFIRMED


async def test_yes_after_the_days_have_passed_confirms_nothing(facility: Facility) -> None:
    questions = await ask_team(facility, form(dates="19-30 January 2026"))
    facility.time.forward(days=60)

    for question in questions:
        await facility.reply(question, "Yes, I am available.")

    assert (await facility.mission()).status is MissionStatus.PLANNED
    assert {seat.status for seat in await facility.seats()} == {SeatStatus.VACANT}
    assert any("nobody" in said(mail).lower() for mail in facility.mails_to(OLGA))


async def test_mission_at_short_notice_begins_after_the_last_yes(facility: Facility) -> None:
    questions = await ask_team(facility, form(dates="13-23 January 2026"))
    facility.time.forward(days=2)

    for question in questions:
        await facility.reply(question, "Yes, I am available.")

    mission = await facility.mission()
    assert mission.status is MissionStatus.CONFIRMED
    assert Period(mission.start, mission.end) == Period(date(2026, 1, 15), date(2026, 1, 21))


async def test_answer_is_due_while_the_mission_can_still_begin(facility: Facility) -> None:
    await ask_team(facility, form(dates="13-20 January 2026"))

    for inquiry in await facility.inquiries():
        assert inquiry.reminder_due_at is not None
        assert inquiry.reminder_due_at < inquiry.reply_by
        assert inquiry.reply_by.isoformat() == "2026-01-13T12:00:00+00:00"


async def test_nobody_else_learns_of_an_experts_other_mission(facility: Facility) -> None:
    first, second = await two_teams(facility, days=15)

    for question in (*first, *second):
        await facility.reply(question, "Yes, I am available.")

    others = [mail for mail in facility.outside.received if MARTA in mail.recipients]
    assert others
    assert not [mail for mail in others if "another mission" in said(mail)]
