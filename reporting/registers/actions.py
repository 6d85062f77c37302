"""The registers of what is done: actions, activities, missions, days rendered, deliverables, evaluations."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.countries import region_of
from config.mission_codes import mission_code
from reporting.missions import teams_by_mission
from reporting.registers.cells import Cells, country, day, days, euros, yes_or_no
from storage.assignments import Assignment
from storage.deliverables import Deliverable
from storage.evaluations import Evaluation
from storage.missions import Mission
from storage.people import Expert, Institution
from storage.requests import Activity, Request
from storage.states import RequestStatus

PRINTED = {
    RequestStatus.CHECKING: "Request",
    RequestStatus.APPROVED: "Ongoing",
    RequestStatus.COMPLETED: "Completed",
    RequestStatus.MERGED: "Completed (merged)",
    RequestStatus.REJECTED: "Rejected",
    RequestStatus.CLOSED: "Rejected (closed)",
}
"""Statuses by the names of the public report; the others are written as they are."""
_STATES = {"not_implemented": "not implemented"}
_MODES = {"on_site": "on site"}


async def actions(session: AsyncSession) -> list[Cells]:
    """Every request that has a code, by code."""
    found = await session.exec(
        select(Request, Institution.name)
        .join(Institution, col(Institution.id) == col(Request.institution_id), isouter=True)
        .where(col(Request.code).is_not(None))
        .order_by(col(Request.code))
    )
    return [_action(request, name or "") for request, name in found.all()]


def _action(request: Request, institution: str) -> Cells:
    received = request.received_at.date() if request.received_at else None
    return {
        "action_code": request.code or "",
        "partner_country": country(request.country),
        "title": request.title,
        "partner_institution": institution,
        "request_date_as_printed": request.date_as_printed or day(received),
        "status": PRINTED.get(request.status, request.status.replace("_", " ")),
        "merged_into": request.merged_into or "",
        "region": region_of(request.country) if request.country else "",
    }


async def activities(session: AsyncSession) -> list[Cells]:
    """Every activity, by action and number."""
    found = await session.exec(
        select(Activity, Request.code)
        .join(Request, col(Request.id) == col(Activity.request_id))
        .order_by(col(Request.code), col(Activity.id))
    )
    return [
        {
            "action_code": code or "",
            "number": row.number,
            "title": row.title,
            "state": _STATES.get(row.state, row.state),
            "mode": _MODES.get(row.mode, row.mode),
            "start": day(row.start),
            "end": day(row.end),
        }
        for row, code in found.all()
    ]


async def missions(session: AsyncSession) -> list[Cells]:
    """Every mission, by action and number, with its team."""
    teams = await teams_by_mission(session)
    found = await session.exec(
        select(Mission, Request.code, Activity.number)
        .join(Request, col(Request.id) == col(Mission.request_id))
        .join(Activity, col(Activity.id) == col(Mission.activity_id), isouter=True)
        .where(col(Request.code).is_not(None))
        .order_by(col(Request.code), col(Mission.number), col(Mission.id))
    )
    return [
        _mission(row, code or "", activity or "", teams.get(row.id or 0, ()))
        for row, code, activity in found.all()
    ]


def _mission(mission: Mission, action: str, activity: str, team: Sequence[str]) -> Cells:
    return {
        "mission": mission_code(action, mission.number),
        "action_code": action,
        "activity": activity,
        "mode": _MODES.get(mission.mode, mission.mode),
        "status": mission.status.value,
        "start": day(mission.start),
        "end": day(mission.end),
        "experts": ";".join(team),
        "preparation_days": days(mission.preparation_quarter_days),
        "on_site_days": days(mission.on_site_quarter_days),
        "reporting_days": days(mission.reporting_quarter_days),
        "estimated_eur": euros(mission.estimated_cents),
        "actual_eur": euros(mission.actual_cents),
    }


async def assignments(session: AsyncSession) -> list[Cells]:
    """The days every expert rendered for every action, mission by mission where they are known."""
    missions = await _mission_codes(session)
    found = await session.exec(
        select(Assignment, Expert.code)
        .join(Expert, col(Expert.id) == col(Assignment.expert_id))
        .order_by(col(Assignment.action), col(Expert.code), col(Assignment.id))
    )
    together: dict[tuple[str, str, str], list[Assignment]] = defaultdict(list)
    for row, code in found.all():
        together[row.action, code, missions.get(row.source, "")].append(row)
    return [_work(key, rows) for key, rows in together.items() if sum(row.quarter_days for row in rows)]


def _work(key: tuple[str, str, str], rows: Sequence[Assignment]) -> Cells:
    action, expert, mission = key
    parts = (
        sum(row.preparation for row in rows),
        sum(row.on_site for row in rows),
        sum(row.reporting for row in rows),
    )
    preparation, on_site, reporting = (days(part) if any(parts) else "" for part in parts)
    return {
        "action_code": action,
        "expert_id": expert,
        "expert_days": days(sum(row.quarter_days for row in rows)),
        "mission": mission,
        "preparation_days": preparation,
        "on_site_days": on_site,
        "reporting_days": reporting,
    }


async def _mission_codes(session: AsyncSession) -> Mapping[str, str]:
    """The codes of missions by what rows of work say they come from."""
    found = await session.exec(
        select(Mission.id, Request.code, Mission.number).join(
            Request, col(Request.id) == col(Mission.request_id)
        )
    )
    return {f"mission:{number}": mission_code(code or "", count) for number, code, count in found.all()}


async def deliverables(session: AsyncSession) -> list[Cells]:
    """Every paper that an action owes, by action."""
    missions = await _mission_codes(session)
    found = await session.exec(
        select(Deliverable, Request.code, Activity.number, Expert.code)
        .join(Request, col(Request.id) == col(Deliverable.request_id))
        .join(Activity, col(Activity.id) == col(Deliverable.activity_id), isouter=True)
        .join(Expert, col(Expert.id) == col(Deliverable.expert_id), isouter=True)
        .order_by(col(Request.code), col(Deliverable.id))
    )
    return [
        {**_paper(row, names), "mission": missions.get(f"mission:{row.mission_id}", "")}
        for row, *names in found.all()
    ]


def _paper(paper: Deliverable, names: Sequence[str | None]) -> Cells:
    code, activity, expert = (name or "" for name in names)
    return {
        "action_code": code,
        "kind": paper.kind,
        "title": paper.title,
        "activity": activity,
        "expert_id": expert,
        "due": day(paper.due),
        "received": day(paper.received),
        "checked": day(paper.checked),
        "edited": day(paper.edited),
        "note": paper.note,
    }


async def evaluations(session: AsyncSession) -> list[Cells]:
    """Every evaluator's word on an action, or on an expert in it."""
    found = await session.exec(
        select(Evaluation, Request.code, Expert.code)
        .join(Request, col(Request.id) == col(Evaluation.request_id))
        .join(Expert, col(Expert.id) == col(Evaluation.expert_id), isouter=True)
        .order_by(col(Request.code), col(Evaluation.id))
    )
    return [
        {
            "action_code": code or "",
            "expert_id": expert or "",
            "evaluator": row.evaluator,
            "score": str(row.score),
            "date": day(row.evaluated_on),
            "words": row.words,
            "flagged": yes_or_no(row.flagged),
            "flag_reason": row.flag_reason,
        }
        for row, code, expert in found.all()
    ]
