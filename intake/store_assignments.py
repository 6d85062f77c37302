"""Work rendered in the past becomes rows of experts and actions; days that a mission here told of are left alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.import_assignments import AssignmentRow
from intake.import_requests import read_code
from intake.import_row import RowNote, Stored
from storage.assignments import Assignment
from storage.journal import record
from storage.people import Expert
from storage.queries import ids_by_code

SOURCE = "import"


async def store_assignments(session: AsyncSession, rows: Sequence[AssignmentRow], *, now: datetime) -> Stored:
    """Add or correct the days of these rows; of an action or an expert nobody knows they are refused."""
    stored = Stored()
    actions = await ids_by_code(session, [row.action for row in rows])
    experts = await _experts(session, [row.expert for row in rows])
    known = await _known(session, [row.action for row in rows])
    for row in rows:
        expert_id = experts.get(row.expert)
        if expert_id is None:
            stored.refused.append(RowNote(row.line, "expert_id", "unknown_expert", row.expert))
        elif read_code(row.action) and row.action not in actions:
            stored.refused.append(RowNote(row.line, "action_code", "unknown_action", row.action))
        else:
            _store(session, row, expert_id, actions.get(row.action), known, stored, now=now)
    return stored


def _store(
    session: AsyncSession,
    row: AssignmentRow,
    expert_id: int,
    request_id: int | None,
    known: dict[tuple[str, int], Assignment],
    stored: Stored,
    *,
    now: datetime,
) -> None:
    assignment = known.get((row.action, expert_id))
    if assignment is None:
        session.add(
            Assignment(
                action=row.action,
                request_id=request_id,
                expert_id=expert_id,
                quarter_days=row.quarter_days,
                source=SOURCE,
            )
        )
        stored.taken += 1
    elif assignment.quarter_days == row.quarter_days:
        stored.unchanged += 1
        return
    else:
        assignment.quarter_days = row.quarter_days
        stored.updated += 1
    record(
        session, at=now, actor="operator", event="expert.worked", subject=f"expert:{expert_id}",
        request_id=request_id, facts={"action": row.action, "quarter_days": row.quarter_days},
    )  # fmt: skip


async def _experts(session: AsyncSession, codes: Sequence[str]) -> dict[str, int | None]:
    found = await session.exec(select(Expert.code, Expert.id).where(col(Expert.code).in_(set(codes))))
    return dict(found.all())


async def _known(session: AsyncSession, actions: Sequence[str]) -> dict[tuple[str, int], Assignment]:
    found = await session.exec(
        select(Assignment).where(col(Assignment.action).in_(set(actions)), Assignment.source == SOURCE)
    )
    return {(one.action, one.expert_id): one for one in found.all()}
