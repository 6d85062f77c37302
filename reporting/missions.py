"""The missions as a list: who, when, how many days, at what cost, and what is owed after each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.mission_codes import mission_code
from storage.assignments import Assignment
from storage.deliverables import Deliverable
from storage.missions import Mission, Seat
from storage.people import Expert
from storage.requests import Request
from storage.states import MissionStatus, SeatStatus


@dataclass(frozen=True, slots=True)
class PaperOwed:
    """A paper that has not come."""

    kind: str
    due: date | None
    expert: str = ""
    """The code of whoever writes it, if one person does."""


@dataclass(frozen=True, slots=True)
class MissionLine:
    """One mission; days are quarter days, as planned until they are told."""

    code: str
    start: date
    end: date
    mode: str
    status: str
    team: tuple[str, ...]
    """Codes of the experts."""
    quarter_days: int
    rendered: bool
    estimated_cents: int | None
    actual_cents: int | None
    days_owed: bool
    """It is over, and nobody told the days."""
    papers: tuple[PaperOwed, ...]

    @property
    def cost_owed(self) -> bool:
        """It is completed, and nobody told what it cost."""
        return self.status == MissionStatus.COMPLETED and self.actual_cents is None


async def list_missions(session: AsyncSession, *, today: date) -> tuple[MissionLine, ...]:
    """Every mission of a request that has a code, by its dates."""
    teams, told, papers = await teams_by_mission(session), await _told(session), await _papers(session)
    found = await session.exec(
        select(Mission, Request.code)
        .join(Request, col(Request.id) == col(Mission.request_id))
        .where(col(Request.code).is_not(None))
        .order_by(col(Mission.start), col(Request.code), col(Mission.number))
    )
    return tuple(
        _line(
            mission,
            mission_code(code or "", mission.number),
            team=tuple(teams.get(mission.id or 0, ())),
            told=told.get(f"mission:{mission.id}"),
            papers=tuple(papers.get(mission.id or 0, ())),
            today=today,
        )
        for mission, code in found.all()
    )


def _line(
    mission: Mission,
    code: str,
    *,
    team: tuple[str, ...],
    told: int | None,
    papers: tuple[PaperOwed, ...],
    today: date,
) -> MissionLine:
    each = mission.preparation_quarter_days + mission.on_site_quarter_days + mission.reporting_quarter_days
    return MissionLine(
        code=code,
        start=mission.start,
        end=mission.end,
        mode=mission.mode,
        status=mission.status.value,
        team=team,
        quarter_days=each * len(team) if told is None else told,
        rendered=told is not None,
        estimated_cents=mission.estimated_cents,
        actual_cents=mission.actual_cents,
        days_owed=mission.status is MissionStatus.CONFIRMED and mission.end < today,
        papers=papers,
    )


async def teams_by_mission(session: AsyncSession) -> Mapping[int, list[str]]:
    """The codes of those who hold a seat, by mission."""
    teams: dict[int, list[str]] = defaultdict(list)
    found = await session.exec(
        select(Seat.mission_id, Expert.code)
        .join(Expert, col(Expert.id) == col(Seat.expert_id))
        .where(Seat.status == SeatStatus.CONFIRMED)
        .order_by(col(Seat.position), col(Seat.id))
    )
    for mission, code in found.all():
        teams[mission].append(code)
    return teams


async def _told(session: AsyncSession) -> Mapping[str, int]:
    """Quarter days told so far, by what they come from."""
    query = select(Assignment.source, func.sum(Assignment.quarter_days)).group_by(col(Assignment.source))
    return {source: int(quarters) for source, quarters in (await session.exec(query)).all()}


async def _papers(session: AsyncSession) -> Mapping[int, list[PaperOwed]]:
    owed: dict[int, list[PaperOwed]] = defaultdict(list)
    query = (
        select(Deliverable, Expert.code)
        .outerjoin(Expert, col(Expert.id) == col(Deliverable.expert_id))
        .where(col(Deliverable.received).is_(None))
        .order_by(col(Deliverable.due), col(Deliverable.id))
    )
    for paper, expert in (await session.exec(query)).all():
        owed[paper.mission_id or 0].append(PaperOwed(paper.kind, paper.due, expert or ""))
    return owed
