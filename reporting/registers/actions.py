"""The registers of what is done: actions, activities, days rendered, deliverables, evaluations."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.countries import region_of
from reporting.registers.cells import Cells, country, day, days, yes_or_no
from storage.assignments import Assignment
from storage.deliverables import Deliverable
from storage.evaluations import Evaluation
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
        }
        for row, code in found.all()
    ]


async def assignments(session: AsyncSession) -> list[Cells]:
    """The days every expert rendered for every action."""
    found = await session.exec(
        select(Assignment, Expert.code)
        .join(Expert, col(Expert.id) == col(Assignment.expert_id))
        .order_by(col(Assignment.action), col(Expert.code), col(Assignment.id))
    )
    together: dict[tuple[str, str], int] = {}
    for row, code in found.all():
        together[row.action, code] = together.get((row.action, code), 0) + row.quarter_days
    return [
        {"action_code": action, "expert_id": code, "expert_days": days(quarters)}
        for (action, code), quarters in together.items()
    ]


async def deliverables(session: AsyncSession) -> list[Cells]:
    """Every paper that an action owes, by action."""
    found = await session.exec(
        select(Deliverable, Request.code, Activity.number, Expert.code)
        .join(Request, col(Request.id) == col(Deliverable.request_id))
        .join(Activity, col(Activity.id) == col(Deliverable.activity_id), isouter=True)
        .join(Expert, col(Expert.id) == col(Deliverable.expert_id), isouter=True)
        .order_by(col(Request.code), col(Deliverable.id))
    )
    return [_paper(row, names) for row, *names in found.all()]


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
