"""Activities and rendered days: read after the requests and experts they belong to, and again without doubling."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from intake.import_row import RowNote
from intake.imports import (
    ImportReport,
    import_experts,
    import_register,
    import_requests,
)
from storage.assignments import Assignment
from storage.database import Database
from storage.requests import Activity
from storage.transaction import Transaction
from tests.factories import add_expert, add_request

DATA = Path(__file__).parents[2] / "bot" / "demo_data"


@pytest.fixture
async def known(database: Database) -> Database:
    async with database.transaction() as session:
        await add_request(session, code="2014-01")
        await add_expert(session, code="EX-0001")
    return database


def written(folder: Path, *lines: str) -> Path:
    file = folder / "register.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def activities(folder: Path, *rows: str) -> Path:
    return written(folder, "action_code,number,title,state", *rows)


def assignments(folder: Path, *rows: str) -> Path:
    return written(folder, "action_code,expert_id,expert_days", *rows)


async def kept_activities(database: Database) -> list[tuple[str, str, str]]:
    async with database.snapshot() as session:
        rows = (await session.exec(select(Activity).order_by(col(Activity.id)))).all()
    return [(row.number, row.title, row.state) for row in rows]


async def kept_days(database: Database) -> list[tuple[str, int | None, int]]:
    async with database.snapshot() as session:
        rows = (await session.exec(select(Assignment).order_by(col(Assignment.id)))).all()
    return [(row.action, row.request_id, row.quarter_days) for row in rows]


async def test_activities_are_added_and_then_corrected(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    first = activities(tmp_path, "2014-01,1,Review,", "2014-01,2,Training,")
    before = await import_register(known.transaction, "activities", first, now=now)
    second = activities(tmp_path, "2014-01,1,Review,", "2014-01,2,Training of trainers,cancelled")
    after = await import_register(known.transaction, "activities", second, now=now)

    assert (before, after) == (ImportReport(2, 0, 0, (), ()), ImportReport(0, 1, 1, (), ()))
    assert await kept_activities(known) == [("1", "Review", ""), ("2", "Training of trainers", "cancelled")]


async def test_an_activity_of_no_known_action_is_refused(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    report = await import_register(
        known.transaction, "activities", activities(tmp_path, "2019-77,1,Review,"), now=now
    )

    assert report == ImportReport(0, 0, 0, (), (RowNote(2, "action_code", "unknown_action", "2019-77"),))
    assert await kept_activities(known) == []


async def test_the_second_row_with_the_same_number_is_refused(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    file = activities(tmp_path, "2014-01,4a,Review,", "2014-01,4A,Another,")

    report = await import_register(known.transaction, "activities", file, now=now)

    assert (report.taken, report.refused) == (1, (RowNote(3, "number", "repeated", "2014-01 4a", "2"),))


async def test_days_are_added_corrected_and_left_alone(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    first = assignments(tmp_path, "2014-01,EX-0001,5.75", "ADB,EX-0001,3")
    before = await import_register(known.transaction, "assignments", first, now=now)
    second = assignments(tmp_path, "2014-01,EX-0001,6", "ADB,EX-0001,3")
    after = await import_register(known.transaction, "assignments", second, now=now)

    assert (before, after) == (ImportReport(2, 0, 0, (), ()), ImportReport(0, 1, 1, (), ()))
    assert await kept_days(known) == [("2014-01", 1, 24), ("ADB", None, 12)]


async def test_days_of_nobody_or_for_nothing_are_refused(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    file = assignments(tmp_path, "2014-01,EX-0099,5", "2019-77,EX-0001,5")

    report = await import_register(known.transaction, "assignments", file, now=now)

    assert report.refused == (
        RowNote(2, "expert_id", "unknown_expert", "EX-0099"),
        RowNote(3, "action_code", "unknown_action", "2019-77"),
    )
    assert await kept_days(known) == []


async def test_days_told_by_a_mission_stand_beside_those_of_a_file(
    known: Database, tmp_path: Path, now: datetime
) -> None:
    async with known.transaction() as session:
        session.add(
            Assignment(action="2014-01", request_id=1, expert_id=1, quarter_days=40, source="mission:1")
        )

    report = await import_register(
        known.transaction, "assignments", assignments(tmp_path, "2014-01,EX-0001,6"), now=now
    )

    assert report.taken == 1
    assert await kept_days(known) == [("2014-01", 1, 40), ("2014-01", 1, 24)]


async def test_the_facilitys_own_registers_are_taken_whole(transaction: Transaction, now: datetime) -> None:
    await import_requests(transaction, DATA / "requests.csv", now=now)
    await import_experts(transaction, DATA / "experts.csv", now=now)

    told = await import_register(transaction, "activities", DATA / "activities.csv", now=now)
    worked = await import_register(transaction, "assignments", DATA / "assignments.csv", now=now)

    assert (told, worked) == (ImportReport(104, 0, 0, (), ()), ImportReport(81, 0, 0, (), ()))
