"""Rows of deliverables and evaluations become rows of their actions; a flag goes to the register of experts too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.mission_codes import mission_code
from intake.import_papers import DeliverableRow, EvaluationRow
from intake.import_row import Stored
from intake.store_rows import Ledger, expert_ids
from storage.deliverables import Deliverable
from storage.evaluations import Evaluation
from storage.flags import flag_expert
from storage.missions import Mission
from storage.queries import ids_by_code
from storage.requests import Activity


@dataclass(frozen=True, slots=True)
class _World:
    """The actions and experts that the rows name, as far as they are known."""

    actions: Mapping[str, int]
    experts: Mapping[str, int]

    def action(self, ledger: Ledger, row: DeliverableRow | EvaluationRow) -> int | None:
        """The id of the row's action; None, and the row refused, if it or its expert is not known."""
        action = self.actions.get(row.action)
        if action is None:
            ledger.turn_away(row.line, "action_code", "unknown_action", row.action)
        elif row.expert and row.expert not in self.experts:
            ledger.turn_away(row.line, "expert_id", "unknown_expert", row.expert)
            return None
        return action


async def store_deliverables(
    session: AsyncSession, rows: Sequence[DeliverableRow], *, now: datetime, actor: str = "operator"
) -> Stored:
    """Add or correct papers; one of an action, an activity or an expert nobody knows is refused."""
    ledger = Ledger(session, Stored(), now, actor)
    world = await _world(session, rows)
    activities = await _activities(session, list(world.actions.values()))
    missions = await _missions(session, world.actions)
    found = await session.exec(
        select(Deliverable).where(col(Deliverable.request_id).in_(world.actions.values()))
    )
    known = {(paper.request_id, paper.kind, paper.title): paper for paper in found.all()}
    for row in rows:
        action = world.action(ledger, row)
        if action is None:
            continue
        if row.activity and (action, row.activity) not in activities:
            ledger.turn_away(row.line, "activity", "unknown_activity", row.activity, row.action)
            continue
        if row.mission and row.mission not in missions:
            ledger.turn_away(row.line, "mission", "unknown_mission", row.mission)
            continue
        values = _paper(row, activities.get((action, row.activity)), world.experts.get(row.expert))
        if row.mission is not None:
            values["mission_id"] = missions.get(row.mission)
        if paper := known.get((action, row.kind, row.title)):
            ledger.correct(
                paper, values, event="deliverable.corrected", noun="deliverable", request_id=action
            )
        else:
            new = Deliverable(request_id=action, kind=row.kind, title=row.title, **values)
            await ledger.add(new, event="deliverable.imported", noun="deliverable", request_id=action)
    return ledger.stored


async def store_evaluations(
    session: AsyncSession, rows: Sequence[EvaluationRow], *, now: datetime, actor: str = "operator"
) -> Stored:
    """Add or correct evaluations; one of an action or an expert nobody knows is refused."""
    ledger = Ledger(session, Stored(), now, actor)
    world = await _world(session, rows)
    found = await session.exec(
        select(Evaluation).where(col(Evaluation.request_id).in_(world.actions.values()))
    )
    known = {(one.request_id, one.expert_id, one.evaluator): one for one in found.all()}
    for row in rows:
        action = world.action(ledger, row)
        if action is not None:
            await _judge(ledger, row, action, world.experts.get(row.expert), known)
    return ledger.stored


async def _judge(
    ledger: Ledger,
    row: EvaluationRow,
    action: int,
    expert: int | None,
    known: dict[tuple[int, int | None, str], Evaluation],
) -> None:
    values: dict[str, Any] = {
        "score": row.score,
        "words": row.words,
        "flagged": row.flagged,
        "flag_reason": row.flag_reason,
        "evaluated_on": row.evaluated_on,
    }
    if evaluation := known.get((action, expert, row.evaluator)):
        ledger.correct(evaluation, values, event="evaluation.corrected", noun="evaluation", request_id=action)
    else:
        new = Evaluation(request_id=action, expert_id=expert, evaluator=row.evaluator, **values)
        await ledger.add(new, event="evaluation.imported", noun="evaluation", request_id=action)
    if row.flagged and expert is not None:
        await flag_expert(ledger.session, expert, reason=row.flag_reason, actor=ledger.actor, now=ledger.now)


async def _activities(session: AsyncSession, actions: Sequence[int]) -> dict[tuple[int, str], int | None]:
    found = await session.exec(select(Activity).where(col(Activity.request_id).in_(actions)))
    return {(activity.request_id, activity.number): activity.id for activity in found.all()}


async def _missions(session: AsyncSession, actions: Mapping[str, int]) -> dict[str, int | None]:
    """The missions of these actions, as people name them."""
    codes = {number: code for code, number in actions.items()}
    found = await session.exec(select(Mission).where(col(Mission.request_id).in_(codes)))
    return {mission_code(codes[one.request_id], one.number): one.id for one in found.all()}


async def _world(session: AsyncSession, rows: Sequence[DeliverableRow] | Sequence[EvaluationRow]) -> _World:
    return _World(
        actions=await ids_by_code(session, [row.action for row in rows]),
        experts=await expert_ids(session, [row.expert for row in rows if row.expert]),
    )


def _paper(row: DeliverableRow, activity: int | None, expert: int | None) -> dict[str, Any]:
    return {
        "activity_id": activity,
        "expert_id": expert,
        "due": row.due,
        "received": row.received,
        "checked": row.checked,
        "edited": row.edited,
        "note": row.note,
    }
