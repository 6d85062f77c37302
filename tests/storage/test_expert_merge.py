from datetime import date, datetime

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.assignments import Assignment
from storage.database import Database
from storage.deliverables import Deliverable
from storage.evaluations import Evaluation
from storage.expert_cvs import ExpertCv
from storage.expert_merge import Merged, Obstacle, merge_experts, obstacle_to_merge, work_of
from storage.expert_texts import changed_since, texts_of, texts_version
from storage.journal import JournalEntry
from storage.missions import Inquiry, Seat
from storage.people import (
    AvailabilityPeriod,
    Expert,
    ExpertArea,
    ExpertCountry,
    ExpertDocument,
    ExpertLanguage,
)
from storage.queries import addresses_of_expert, expert_by_code, expert_by_email, experts
from storage.states import InquiryStatus, MissionStatus, SeatStatus
from tests.factories import add_expert, add_inquiry, add_mission, add_request, add_seat, added


async def two(session: AsyncSession) -> tuple[Expert, Expert]:
    keep = await add_expert(session, 12, years_of_experience=20)
    double = await add_expert(
        session,
        300,
        gender="woman",
        employer="Fund",
        years_of_experience=9,
        missions_abroad=4,
        mobilised=True,
    )
    return keep, double


async def merged(session: AsyncSession, keep: Expert, double: Expert, now: datetime) -> Merged:
    done = await merge_experts(session, keep, double, actor="operator", now=now)
    assert isinstance(done, Merged)
    return done


async def test_all_work_of_the_double_is_the_other_row_s(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        request = await add_request(session)
        seat = await add_seat(session, await add_mission(session, request), expert_id=double.id)
        inquiry = await add_inquiry(session, seat, double)
        paper = Deliverable(request_id=1, expert_id=double.id, kind="report", title="Report")
        word = Evaluation(
            request_id=1, expert_id=double.id, evaluator="Olga", score=4, evaluated_on=now.date()
        )
        days = AvailabilityPeriod(
            expert_id=double.id or 0, start=date(2026, 3, 2), end=date(2026, 3, 6), free=True
        )
        for row in (paper, word, days):
            await added(session, row)

        done = await merged(session, keep, double, now)

    async with database.snapshot() as session:
        keep = await session.get_one(Expert, keep.id)
        for table in (Seat, Inquiry, Deliverable, Evaluation, AvailabilityPeriod):
            assert (await session.exec(select(table.expert_id))).all() == [keep.id]
        assert done.moved == {
            "seats": 1, "inquiries": 1, "deliverables": 1, "evaluations": 1, "availability_periods": 1,
        }  # fmt: skip
        assert inquiry.id == (await session.exec(select(Inquiry.id))).one()
        assert (await work_of(session, await session.get_one(Expert, double.id)))["seats"] == 0


async def test_kept_row_has_the_best_of_both(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        for expert, language, level in (
            (keep, "fr", "B2"),
            (keep, "en", "C2"),
            (double, "fr", "native"),
            (double, "en", "B1"),
            (double, "pt", "A2"),
        ):
            await added(session, ExpertLanguage(expert_id=expert.id or 0, language=language, level=level))
        for expert, area in ((keep, "a"), (double, "a"), (double, "b")):
            await added(session, ExpertArea(expert_id=expert.id or 0, area=area))

        await merged(session, keep, double, now)

    async with database.snapshot() as session:
        skills = (await session.exec(select(ExpertLanguage).order_by(ExpertLanguage.language))).all()
        areas = (await session.exec(select(ExpertArea).order_by(ExpertArea.area))).all()
        keep = await session.get_one(Expert, keep.id)
        assert [(one.expert_id, one.language, one.level) for one in skills] == [
            (keep.id, "en", "C2"),
            (keep.id, "fr", "native"),
            (keep.id, "pt", "A2"),
        ]
        assert [(one.expert_id, one.area) for one in areas] == [(keep.id, "a"), (keep.id, "b")]
        assert (keep.gender, keep.employer, keep.years_of_experience, keep.missions_abroad, keep.mobilised) == (
            "woman", "Fund", 20, 4, True,
        )  # fmt: skip


async def test_flag_and_wish_for_no_more_mail_are_never_lost(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        keep.flagged, keep.flag_reason = True, "first"
        double.flagged, double.flag_reason, double.opted_out = True, "second", True

        await merged(session, keep, double, now)

        assert (keep.flagged, keep.flag_reason, keep.opted_out) == (True, "first; second", True)


async def test_code_and_address_of_the_double_lead_to_the_row_that_is_kept(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        third = await add_expert(session, 400)

        await merged(session, double, third, now)
        await merged(session, keep, double, now)

    async with database.snapshot() as session:
        for code in ("EX-0012", "EX-0300", "ex-0400"):
            found = await expert_by_code(session, code)
            assert found is not None
            assert found.code == "EX-0012"
        by_address = await expert_by_email(session, "expert0400@experts.example")
        assert by_address is not None
        assert by_address.code == "EX-0012"
        assert await addresses_of_expert(session, by_address.id or 0) == [
            f"expert{number:04}@experts.example" for number in (12, 300, 400)
        ]
        assert [one.code for one in await experts(session)] == ["EX-0012"]
        assert await _entries(session) == [
            ("expert.merged", "EX-0400", "EX-0300"),
            ("expert.merged", "EX-0300", "EX-0012"),
        ]


async def _entries(session: AsyncSession) -> list[tuple[str, object, object]]:
    found = (await session.exec(select(JournalEntry).order_by(col(JournalEntry.id)))).all()
    return [(one.event, one.facts["code"], one.facts["into"]) for one in found]


async def test_days_add_up_to_what_they_were(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        for expert, action, quarters, source in (
            (keep, "2016-01", 20, "import"),
            (double, "2016-01", 12, "import"),
            (double, "2016-02", 8, "import"),
            (keep, "2016-03", 4, "mission:3"),
            (double, "2016-03", 2, "mission:3"),
        ):
            row = Assignment(action=action, expert_id=expert.id or 0, quarter_days=quarters, source=source)
            await added(session, row)

        await merged(session, keep, double, now)

        rows = (await session.exec(select(Assignment).order_by(col(Assignment.id)))).all()
        assert [(row.expert_id, row.quarter_days, row.source) for row in rows] == [
            (keep.id, 20, "import"),
            (keep.id, 12, "import:EX-0300"),
            (keep.id, 8, "import:EX-0300"),
            (keep.id, 4, "mission:3"),
            (keep.id, 2, "mission:3:EX-0300"),
        ]


async def test_index_of_documents_learns_of_it_and_one_cv_is_the_register_s(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        for expert, kind in ((keep, "cv"), (double, "cv"), (double, "publication")):
            await added(
                session, ExpertDocument(expert_id=expert.id or 0, kind=kind, text=f"{expert.code} {kind}")
            )
    async with database.transaction() as session:
        before = await texts_version(session)
        keep, double = await session.get_one(Expert, keep.id), await session.get_one(Expert, double.id)

        await merged(session, keep, double, now)

    async with database.snapshot() as session:
        assert set((await changed_since(session, before)).values()) == {"EX-0012", "EX-0300"}
        assert {one.code for one in await texts_of(session)} == {"EX-0012"}
        kinds = (await session.exec(select(ExpertDocument.kind).order_by(col(ExpertDocument.id)))).all()
        assert kinds == ["cv", "merged_cv", "publication"]


async def test_next_in_line_is_called_by_the_code_that_is_kept(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        mission = await add_mission(session, await add_request(session))
        seat = await add_seat(session, mission, alternates=["EX-0001", "EX-0300", "EX-0012"])

        await merged(session, keep, double, now)

        assert seat.alternates == ["EX-0001", "EX-0012"]


async def test_two_in_one_mission_are_two_people(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        mission = await add_mission(session, await add_request(session))
        for expert in (keep, double):
            await add_seat(session, mission, expert_id=expert.id, status=SeatStatus.CONFIRMED)

        assert await merge_experts(session, keep, double, actor="operator", now=now) is Obstacle.SAME_MISSION
        assert double.merged_into is None

        mission.status = MissionStatus.CANCELLED
        await session.flush()
        assert await obstacle_to_merge(session, keep, double) is None


@pytest.mark.parametrize("status", [InquiryStatus.ASKED, InquiryStatus.DOUBTFUL])
async def test_two_who_are_both_asked_wait_for_their_answers(
    database: Database, status: InquiryStatus
) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        for expert in (keep, double):
            seat = await add_seat(session, await add_mission(session, await add_request(session)))
            await add_inquiry(session, seat, expert, status=status)

        assert await obstacle_to_merge(session, keep, double) is Obstacle.BOTH_ASKED


async def test_row_is_not_merged_with_itself_or_twice(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        other = await add_expert(session, 5)
        await merged(session, keep, double, now)

        assert await obstacle_to_merge(session, keep, keep) is Obstacle.SAME_ROW
        assert await obstacle_to_merge(session, other, double) is Obstacle.MERGED_BEFORE


@pytest.mark.parametrize("own", [True, False])
async def test_countries_are_joined_and_of_two_current_cvs_the_kept_row_s_counts(
    database: Database, now: datetime, *, own: bool
) -> None:
    async with database.transaction() as session:
        keep, double = await two(session)
        for expert, country in ((keep, "TG"), (double, "TG"), (double, "BJ")):
            await added(session, ExpertCountry(expert_id=expert.id or 0, country=country))
        for expert in (keep, double) if own else (double,):
            await added(session, ExpertCv(expert_id=expert.id, title=expert.code, received_at=now))

        await merged(session, keep, double, now)

        cvs = (await session.exec(select(ExpertCv).where(ExpertCv.expert_id == keep.id))).all()
        countries = (await session.exec(select(ExpertCountry).order_by(ExpertCountry.country))).all()
        current = [one.title for one in cvs if one.replaced_at is None]
    assert [(one.expert_id, one.country) for one in countries] == [(keep.id, "BJ"), (keep.id, "TG")]
    assert (len(cvs), current) == ((2, ["EX-0012"]) if own else (1, ["EX-0300"]))
