"""Past activities become rows of their actions; one that is known by its number is corrected."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.import_activities import ActivityRow
from intake.import_row import RowNote, Stored
from storage.journal import record
from storage.queries import ids_by_code
from storage.requests import Activity


async def store_activities(session: AsyncSession, rows: Sequence[ActivityRow], *, now: datetime) -> Stored:
    """Add or correct the activities of these rows; one of an action nobody knows is refused."""
    stored = Stored()
    actions = await ids_by_code(session, [row.action for row in rows])
    found = await session.exec(select(Activity).where(col(Activity.request_id).in_(actions.values())))
    known = {(activity.request_id, activity.number): activity for activity in found.all()}
    for row in rows:
        request_id = actions.get(row.action)
        if request_id is None:
            stored.refused.append(RowNote(row.line, "action_code", "unknown_action", row.action))
            continue
        activity = known.get((request_id, row.number))
        values = _values(row)
        if activity is None:
            session.add(Activity(request_id=request_id, number=row.number, **values))
            stored.taken += 1
        elif values == activity.model_dump(include=set(values)):
            stored.unchanged += 1
            continue
        else:
            for name, value in values.items():
                setattr(activity, name, value)
            stored.updated += 1
        _journal(session, request_id, row, corrected=activity is not None, now=now)
    return stored


def _values(row: ActivityRow) -> dict[str, Any]:
    """What the row tells of the columns of an activity."""
    later = {"mode": row.mode, "start": row.start, "end": row.end}
    told = {name: value for name, value in later.items() if name in row.told}
    return {"title": row.title, "state": row.state, **told}


def _journal(
    session: AsyncSession, request_id: int, row: ActivityRow, *, corrected: bool, now: datetime
) -> None:
    record(
        session, at=now, actor="operator", event="activity.corrected" if corrected else "activity.imported",
        subject=f"request:{request_id}", request_id=request_id, facts={"number": row.number, "state": row.state},
    )  # fmt: skip
