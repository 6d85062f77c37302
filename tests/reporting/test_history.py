from datetime import date, datetime
from pathlib import Path

from intake.imports import import_activities, import_assignments, import_experts, import_requests
from reporting.history import History, PastActivity, PastRequest, Rendered, load_history
from reporting.reports import REPORTS
from storage.assignments import Assignment
from storage.database import Database
from storage.requests import Activity
from storage.states import RequestStatus
from tests.factories import add_expert, add_request
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


async def test_drafts_are_no_part_of_the_history(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_request(session)

    assert await loaded(database, now) == History(now)


async def test_the_facilitys_registers_give_the_same_tables_from_the_database_as_from_the_files(
    database: Database, now: datetime
) -> None:
    for name, read in (
        ("requests", import_requests),
        ("experts", import_experts),
        ("activities", import_activities),
        ("assignments", import_assignments),
    ):
        await read(database.transaction, DATA / f"{name}.csv", now=now)

    history = await loaded(database, now)

    assert {name: REPORTS[name](history) for name in published()} == {
        name: REPORTS[name](facility()) for name in published()
    }
    assert sum(len(request.activities) for request in history.requests) == 104
