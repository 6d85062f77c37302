"""Registers that still have the code of a row which was found to be somebody's double."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.languages import Level
from intake.import_assignments import AssignmentRow
from intake.import_experts import ExpertRow
from intake.import_row import RowNote
from intake.store_assignments import store_assignments
from intake.store_experts import store_experts
from intake.store_rows import expert_ids
from matching.proposals import load_candidates
from reporting.experts import experts_left_out
from reporting.history import load_history
from reporting.registers.actions import assignments
from reporting.registers.people import experts
from storage.assignments import Assignment
from storage.database import Database
from storage.expert_merge import merge_experts
from tests.factories import add_expert

OWN, OTHERS = AssignmentRow(2, "visit", "EX-0012", 20), AssignmentRow(3, "visit", "EX-0300", 12)


async def merged(session: AsyncSession, now: datetime) -> None:
    keep, double = await add_expert(session, 12), await add_expert(session, 300, flagged=True)
    await store_assignments(session, [OWN, OTHERS], now=now)
    await session.flush()
    await merge_experts(session, keep, double, actor="operator", now=now)


async def days(session: AsyncSession) -> list[int]:
    return list((await session.exec(select(Assignment.quarter_days).order_by(col(Assignment.id)))).all())


async def test_days_told_under_both_codes_stay_as_they_are(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await merged(session, now)

        again = await store_assignments(session, [OWN, OTHERS], now=now)

        assert (again.taken, again.updated, again.unchanged, await days(session)) == (0, 0, 2, [20, 12])


async def test_export_adds_them_up_and_reads_back_as_the_same(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await merged(session, now)

        (told,) = await assignments(session)
        assert (told["action_code"], told["expert_id"], told["expert_days"]) == ("visit", "EX-0012", "8")
        again = await store_assignments(session, [AssignmentRow(2, "visit", "EX-0012", 32)], now=now)

        assert (again.unchanged, await days(session)) == (1, [20, 12])


async def test_row_of_a_double_is_refused_and_says_whose_it_is(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await merged(session, now)
        row = ExpertRow(
            line=4, code="EX-0300", first_name="Ines", last_name="Duarte", email="expert0300@experts.example",
            gender=None, nationality="PT", region="EU", eligibility="european", occupation="public",
            employment="active", language="pt", years_of_experience=1, missions_abroad=1, mobilised=True,
            languages=(("pt", Level.NATIVE),), areas=(), cv=None,
        )  # fmt: skip

        stored = await store_experts(session, [row], now=now)

        assert stored.refused == [RowNote(4, "expert_id", "merged", "EX-0300", "EX-0012")]
        assert await expert_ids(session, ["EX-0300", "EX-0012", "EX-1"]) == {"EX-0300": 1, "EX-0012": 1}


async def test_double_is_not_proposed_exported_counted_or_listed(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await merged(session, now)

        history = await load_history(session, as_of=now)

        assert [one.key for one in await load_candidates(session, year=2026)] == ["EX-0012"]
        assert [one["expert_id"] for one in await experts(session)] == ["EX-0012"]
        assert [one.code for one in history.experts] == ["EX-0012"]
        assert [(one.expert, one.quarter_days) for one in history.rendered] == [
            ("EX-0012", 20),
            ("EX-0012", 12),
        ]
        assert [one.code for one in await experts_left_out(session)] == ["EX-0012"]
