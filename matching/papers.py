"""What a confirmed mission owes on paper, terms of reference and a report of each expert, and how far each paper has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.mission_codes import mission_code
from matching.closing import team
from matching.terms import Terms
from storage.deliverables import Deliverable
from storage.journal import record
from storage.missions import Mission
from storage.requests import Request
from storage.states import MissionStatus

TERMS_OF_REFERENCE = "torex"
REPORT = "exmr"
_TITLES: Mapping[str, str] = {TERMS_OF_REFERENCE: "ToREx", REPORT: "ExMR"}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Owed:
    kind: str
    title: str
    expert_id: int | None
    due: date


async def owe_papers(session: AsyncSession, mission: Mission, *, terms: Terms, now: datetime) -> int:
    """Enter what this mission owes; papers that have not come follow its dates and its team. How many are new."""
    found = await session.exec(select(Deliverable).where(Deliverable.mission_id == mission.id))
    known = {(paper.kind, paper.title): paper for paper in found.all()}
    wanted = {(one.kind, one.title): one for one in await _owed(session, mission, terms)}
    for key, paper in known.items():
        if paper.received is None and key in wanted:
            paper.due = wanted[key].due
        elif paper.received is None and paper.kind in _TITLES:
            await session.delete(paper)
    new = [one for key, one in wanted.items() if key not in known]
    for one in new:
        session.add(_paper(mission, one))
    if new:
        record(
            session, at=now, actor="muster", event="mission.papers", subject=f"mission:{mission.id}",
            request_id=mission.request_id, facts={"papers": [one.title for one in new]},
        )  # fmt: skip
    await session.flush()
    return len(new)


async def drop_papers(session: AsyncSession, mission: Mission) -> None:
    """A mission that is off owes nothing any more; what has come stays."""
    await session.exec(
        delete(Deliverable).where(
            col(Deliverable.mission_id) == mission.id,
            col(Deliverable.received).is_(None),
            col(Deliverable.kind).in_(list(_TITLES)),
        )
    )


async def late_papers(session: AsyncSession, *, today: date) -> list[Deliverable]:
    """Papers that have not come though they were due, the longest overdue first."""
    query = select(Deliverable).where(col(Deliverable.received).is_(None), col(Deliverable.due) < today)
    return list((await session.exec(query.order_by(col(Deliverable.due), col(Deliverable.id)))).all())


async def _owed(session: AsyncSession, mission: Mission, terms: Terms) -> tuple[_Owed, ...]:
    """Nothing of a mission that does not take place."""
    if mission.status not in {MissionStatus.CONFIRMED, MissionStatus.COMPLETED}:
        return ()
    request = await session.get_one(Request, mission.request_id)
    code = mission_code(request.code or "", mission.number)
    before = _Owed(
        TERMS_OF_REFERENCE, f"{_TITLES[TERMS_OF_REFERENCE]} {code}", None, mission.start - _ONE_DAY
    )
    reports = (
        _Owed(REPORT, f"{_TITLES[REPORT]} {code} {expert.code}", expert.id, mission.end + terms.report_within)
        for expert in await team(session, mission)
    )
    return (before, *reports)


def _paper(mission: Mission, owed: _Owed) -> Deliverable:
    return Deliverable(
        request_id=mission.request_id,
        activity_id=mission.activity_id,
        mission_id=mission.id,
        expert_id=owed.expert_id,
        kind=owed.kind,
        title=owed.title,
        due=owed.due,
    )


class Step(StrEnum):
    """How far a paper has come, in this order."""

    RECEIVED = "received"
    CHECKED = "checked"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class StepNoted:
    """The day is entered; `before` is the one that stood there."""

    before: date | None


class StepRefused(StrEnum):
    """Why a day cannot be entered."""

    NOT_RECEIVED = "not_received"
    """Nothing is checked or edited before it has come."""
    BEFORE_IT_CAME = "before_it_came"
    FUTURE = "future"


async def papers_owed(session: AsyncSession, request_id: int) -> list[Deliverable]:
    """The papers of a request, in the order in which they were entered."""
    query = select(Deliverable).where(Deliverable.request_id == request_id)
    return list((await session.exec(query.order_by(col(Deliverable.id)))).all())


def note_step(
    session: AsyncSession,
    paper: Deliverable,
    step: Step,
    day: date,
    *,
    actor: str,
    today: date,
    now: datetime,
) -> StepNoted | StepRefused:
    """Enter the day of a step, or correct it; the other steps must still fit."""
    days = {one: getattr(paper, one) for one in Step} | {step: day}
    came = days[Step.RECEIVED]
    if day > today:
        return StepRefused.FUTURE
    if came is None:
        return StepRefused.NOT_RECEIVED
    if any(later is not None and later < came for later in (days[Step.CHECKED], days[Step.EDITED])):
        return StepRefused.BEFORE_IT_CAME
    before: date | None = getattr(paper, step)
    setattr(paper, step, day)
    session.add(paper)
    record(
        session,
        at=now,
        actor=actor,
        event={
            Step.RECEIVED: "deliverable.received",
            Step.CHECKED: "deliverable.checked",
            Step.EDITED: "deliverable.edited",
        }[step],
        subject=f"deliverable:{paper.id}",
        request_id=paper.request_id,
        facts={"words": paper.title, "day": day.isoformat()},
    )
    return StepNoted(before)
