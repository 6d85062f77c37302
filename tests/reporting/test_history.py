from datetime import date, datetime
from pathlib import Path

from intake.imports import import_register
from reporting.figures.by_name import FIGURES
from reporting.history import (
    History,
    Member,
    PastActivity,
    PastMission,
    PastRequest,
    Rendered,
    load_history,
)
from reporting.reports import REPORTS
from storage.assignments import Assignment
from storage.database import Database
from storage.institutions import find_or_add_institution
from storage.requests import Activity
from storage.states import MissionStatus, RequestStatus
from tests.factories import add_expert, add_mission, add_request
from tests.reporting.past import facility, published

DATA = Path(__file__).parents[2] / "bot" / "demo_data"


async def loaded(database: Database, now: datetime) -> History:
    async with database.snapshot() as session:
        return await load_history(session, as_of=now)


async def test_registers_become_values_in_the_order_of_their_codes(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_request(session, code="2026-100", status=RequestStatus.RECEIVED, received_at=now)
        await add_request(
            session, code="2026-99", country="VN", status=RequestStatus.MERGED, merged_into="2026-100"
        )
        await add_expert(session)
        session.add_all(
            [
                Activity(request_id=1, number="1", title="Review"),
                Activity(request_id=1, number="4a", title="Training", state="cancelled"),
                Assignment(action="2026-100", request_id=1, expert_id=1, quarter_days=23),
            ]
        )

    history = await loaded(database, now)

    assert history.requests == (
        PastRequest("2026-99", "VN", "Asia", RequestStatus.MERGED, "Pension reform", merged_into="2026-100"),
        PastRequest(
            "2026-100",
            "TG",
            "Africa",
            RequestStatus.RECEIVED,
            "Pension reform",
            received_on=date(2026, 1, 12),
            activities=(PastActivity("1", "Review"), PastActivity("4a", "Training", "cancelled")),
        ),
    )
    assert [(one.code, one.nationality) for one in history.experts] == [("EX-0001", "PT")]
    assert history.rendered == (Rendered("2026-100", "EX-0001", 23),)


async def test_missions_are_known_by_the_work_rendered_in_them(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = await add_request(session, code="2026-01", status=RequestStatus.COMPLETED)
        expert = await add_expert(session)
        mission = await add_mission(session, request, status=MissionStatus.COMPLETED, actual_cents=250_000)
        for source in (f"mission:{mission.id}", "import", "mission:x"):
            work = Assignment(
                action="2026-01",
                request_id=request.id,
                expert_id=expert.id or 0,
                quarter_days=4,
                source=source,
            )
            session.add(work)

    history = await loaded(database, now)

    assert [one.mission for one in history.rendered] == [1, None, None]
    assert history.mission() == {
        1: PastMission(
            1,
            "2026-01",
            MissionStatus.COMPLETED,
            date(2026, 3, 9),
            date(2026, 3, 20),
            on_site_quarter_days=20,
            actual_cents=250_000,
        )
    }


async def test_what_a_request_aims_at_and_when_its_activities_are_is_kept(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await add_request(
            session,
            code="2026-01",
            status=RequestStatus.APPROVED,
            areas=["social_pensions"],
            general_objective="Cover more people.",
            specific_objectives="Train staff.",
            expected_results="A plan.",
        )
        session.add(
            Activity(request_id=1, number="1", title="Study", start=date(2026, 3, 9), end=date(2026, 3, 13))
        )

    (request,) = (await loaded(database, now)).requests

    assert (request.areas, request.general_objective) == (("social_pensions",), "Cover more people.")
    assert (request.specific_objectives, request.expected_results) == ("Train staff.", "A plan.")
    assert request.activities == (PastActivity("1", "Study", "", date(2026, 3, 9), date(2026, 3, 13)),)


async def test_who_runs_the_facility_is_known_by_the_kind_of_institution(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        for name, country, kind in (
            ("Agence", "FR", "consortium_member"),
            ("Ministry", "TG", "ministry"),
            ("Institute", "DE", "consortium_leader"),
        ):
            institution = await find_or_add_institution(session, name, country)
            institution.kind = kind

    assert (await loaded(database, now)).members == (
        Member("Institute", "DE", leader=True),
        Member("Agence", "FR"),
    )


async def test_the_allowance_is_taken_along(sqlite_database: Database, now: datetime) -> None:
    async with sqlite_database.snapshot() as session:
        history = await load_history(session, as_of=now, allowance_eur_per_day=300)

    assert history == History(now, allowance_eur_per_day=300)


async def test_drafts_are_no_part_of_the_history(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_request(session)

    assert await loaded(database, now) == History(now)


async def test_the_facilitys_registers_give_the_same_tables_from_the_database_as_from_the_files(
    database: Database, now: datetime
) -> None:
    for name in ("requests", "experts", "activities", "assignments"):
        await import_register(database.transaction, name, DATA / f"{name}.csv", now=now)

    history = await loaded(database, now)

    names = [*published(), *FIGURES]
    assert {name: REPORTS[name](history) for name in names} == {
        name: REPORTS[name](facility()) for name in names
    }
    assert sum(len(request.activities) for request in history.requests) == 104
