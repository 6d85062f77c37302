"""Work rendered in the past becomes rows of experts and actions; a mission's days are those that name its code."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.mission_codes import mission_code
from intake.import_assignments import AssignmentRow
from intake.import_requests import read_code
from intake.import_row import RowNote, Stored
from intake.store_rows import expert_ids
from storage.assignments import Assignment
from storage.expert_merge import SOURCE, source_of_double
from storage.journal import record
from storage.missions import Mission
from storage.people import Expert
from storage.queries import ids_by_code


async def store_assignments(session: AsyncSession, rows: Sequence[AssignmentRow], *, now: datetime) -> Stored:
    """Add or correct the days of these rows; of an action or an expert nobody knows they are refused."""
    stored = Stored()
    actions = await ids_by_code(session, [row.action for row in rows])
    experts = await expert_ids(session, [row.expert for row in rows])
    doubles = await _doubles(session, [row.expert for row in rows])
    missions = await _missions(session, actions)
    known = await _known(session, [row.action for row in rows])
    for row in rows:
        expert_id = experts.get(row.expert)
        if expert_id is None:
            stored.refused.append(RowNote(row.line, "expert_id", "unknown_expert", row.expert))
        elif read_code(row.action) and row.action not in actions:
            stored.refused.append(RowNote(row.line, "action_code", "unknown_action", row.action))
        elif row.mission and row.mission not in missions:
            stored.refused.append(RowNote(row.line, "mission", "unknown_mission", row.mission))
        else:
            source = source_of_double(SOURCE, row.expert) if row.expert in doubles else SOURCE
            source = missions.get(row.mission, source)
            _store(session, row, (expert_id, source), actions.get(row.action), known, stored, now=now)
    return stored


def _store(
    session: AsyncSession,
    row: AssignmentRow,
    told_of: tuple[int, str],
    request_id: int | None,
    known: dict[tuple[str, int, str], Assignment],
    stored: Stored,
    *,
    now: datetime,
) -> None:
    expert_id, source = told_of
    assignment = known.get((row.action, expert_id, source))
    together = _together(known, row.action, expert_id)
    of_doubles_too = assignment is None or assignment.quarter_days != together
    if source == SOURCE and of_doubles_too and row.quarter_days == together:
        stored.unchanged += 1
        return
    if assignment is None:
        session.add(
            Assignment(
                action=row.action,
                request_id=request_id,
                expert_id=expert_id,
                source=source,
                **_days(row),
            )
        )
        stored.taken += 1
    elif _days(row) == assignment.model_dump(include=set(_days(row))):
        stored.unchanged += 1
        return
    else:
        for name, value in _days(row).items():
            setattr(assignment, name, value)
        stored.updated += 1
    record(
        session, at=now, actor="operator", event="expert.worked", subject=f"expert:{expert_id}",
        request_id=request_id, facts={"action": row.action, "quarter_days": row.quarter_days},
    )  # fmt: skip


def _days(row: AssignmentRow) -> dict[str, int]:
    """What the row tells of the days; without their parts, the parts stay as they are."""
    return {"quarter_days": row.quarter_days, **(asdict(row.parts) if row.parts else {})}


async def _missions(session: AsyncSession, actions: Mapping[str, int]) -> dict[str, str]:
    """What the days of each mission say they come from, by its code."""
    codes = {number: code for code, number in actions.items()}
    found = await session.exec(select(Mission).where(col(Mission.request_id).in_(codes)))
    return {mission_code(codes[one.request_id], one.number): f"mission:{one.id}" for one in found.all()}


def _together(known: dict[tuple[str, int, str], Assignment], action: str, expert_id: int) -> int | None:
    """The days of somebody whom registers had under several codes, as an export writes them; None if there are none."""
    told = [
        days
        for (of, by, source), days in known.items()
        if (of, by) == (action, expert_id) and source.startswith(SOURCE)
    ]
    return sum(one.quarter_days for one in told) if told else None


async def _doubles(session: AsyncSession, codes: Sequence[str]) -> frozenset[str]:
    """Codes of rows that were found to be somebody else's double."""
    found = await session.exec(
        select(Expert.code).where(col(Expert.code).in_(set(codes)), col(Expert.merged_into).is_not(None))
    )
    return frozenset(found.all())


async def _known(session: AsyncSession, actions: Sequence[str]) -> dict[tuple[str, int, str], Assignment]:
    found = await session.exec(select(Assignment).where(col(Assignment.action).in_(set(actions))))
    return {(one.action, one.expert_id, one.source): one for one in found.all()}
