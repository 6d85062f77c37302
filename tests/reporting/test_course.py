from datetime import datetime, timedelta

from reporting.course import Course, PastInquiry, Skills, Standing, Step, load_course
from reporting.reading import read_for
from storage.database import Database
from storage.journal import record
from storage.mail import Job
from storage.people import AvailabilityPeriod, ExpertArea, ExpertLanguage
from storage.states import InquiryStatus, JobStatus, RequestStatus, SeatStatus
from storage.turns import Turn
from tests.factories import (
    add_contact,
    add_expert,
    add_inquiry,
    add_mission,
    add_request,
    add_seat,
)


async def course(database: Database, *, with_skills: bool = False) -> Course:
    async with database.snapshot() as session:
        return await load_course(session, with_skills=with_skills)


async def test_steps_are_the_first_the_journal_tells_of_and_the_first_letter_since(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session, email="afi@labour.example")
        request = await add_request(
            session,
            code="2026-01",
            status=RequestStatus.ELIGIBLE,
            contact_id=contact.id,
            received_at=now,
            status_since=now,
        )
        for event, days in (("received", 0), ("eligible", 2), ("checking", 3), ("eligible", 4)):
            at = now + timedelta(days=days)
            record(
                session,
                at=at,
                actor="muster",
                event=f"request.{event}",
                subject=f"request:{request.id}",
                request_id=request.id,
            )
        for n, (to, hours) in enumerate(
            [("afi@labour.example", h) for h in (-2, 1, 5)] + [("x@y.example", 0)]
        ):
            sent = now + timedelta(hours=hours)
            session.add(
                Job(
                    kind="mail",
                    destination=to,
                    about=f"request:{request.id}",
                    status=JobStatus.DONE,
                    due_at=sent,
                    created_at=sent,
                    done_at=sent,
                    dedupe=str(n),
                )
            )

    known = await course(database)

    assert known.steps == {
        "2026-01": {
            Step.RECEIVED: now,
            Step.ACKNOWLEDGED: now + timedelta(hours=1),
            Step.ELIGIBLE: now + timedelta(days=2),
        }
    }
    assert known.standings == {"2026-01": Standing(Turn.OFFICER, now)}


async def test_a_question_to_the_partner_hands_the_turn_over(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = await add_request(session, code="2026-01", status=RequestStatus.CHECKING, status_since=now)
        await add_request(session, status=RequestStatus.DRAFT)
        at = now + timedelta(days=1)
        record(
            session,
            at=at,
            actor="officer:1",
            event="request.question",
            subject=f"request:{request.id}",
            request_id=request.id,
        )

    assert (await course(database)).standings == {"2026-01": Standing(Turn.PARTNER, at)}


async def test_questions_teams_and_skills_are_known_by_codes(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = await add_request(session, code="2026-01", status=RequestStatus.APPROVED)
        expert = await add_expert(session)
        mission = await add_mission(session, request)
        seat = await add_seat(session, mission, expert_id=expert.id, status=SeatStatus.ASKED)
        await add_seat(session, mission, position=2)
        await add_inquiry(session, seat, expert, asked_at=now, reply_by=now, answered_at=now)
        number = expert.id or 0
        session.add_all(
            [
                ExpertLanguage(expert_id=number, language="fr", level="C1"),
                ExpertLanguage(expert_id=number, language="es", level="B1"),
                ExpertArea(expert_id=number, area="social_pensions"),
                AvailabilityPeriod(expert_id=number, start=now.date(), end=now.date(), free=True),
            ]
        )

    known = await course(database, with_skills=True)

    assert known.inquiries == (PastInquiry("2026-01", "EX-0001", InquiryStatus.ASKED, now, now, None, now),)
    assert known.teams == {mission.id: ("EX-0001",)}
    assert known.skills == Skills(
        {"EX-0001": ("social_pensions",)}, {"EX-0001": ("fr",)}, frozenset({"EX-0001"})
    )


async def test_only_what_a_report_tells_of_is_read(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_request(session, code="2026-01", status=RequestStatus.RECEIVED, status_since=now)
        await add_expert(session)

    async def standings(name: str) -> int:
        async with database.snapshot() as session:
            history = await read_for(session, name, as_of=now, allowance_eur_per_day=250)
            return len(history.course.standings)

    assert [await standings(name) for name in ("table2", "overview", "experts")] == [0, 1, 1]
