"""When a mission is over: who is asked for the days rendered, and what follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.expert_days import ExpertDays
from storage.assignments import Assignment
from storage.journal import record
from storage.life import lock_request, move_mission
from storage.missions import Mission, Seat
from storage.people import Expert
from storage.requests import Request
from storage.states import MissionStatus, SeatStatus

MOST_AT_ONCE = 50
ON_SITE = "on_site"
Days = Mapping[int, ExpertDays]
"""By the id of the expert."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The mission is over and its days are known; they replace what was told before."""

    mission: Mission
    days: Days
    again: bool
    """Whether days had been told already."""


@dataclass(frozen=True, slots=True)
class NotOver:
    """The mission was never confirmed, was called off, or its last day is still to come."""

    mission: Mission


@dataclass(frozen=True, slots=True)
class Strangers:
    """Days of people who were not on the mission, or of nobody; nothing is changed."""

    mission: Mission


def is_over(mission: Mission, today: date) -> bool:
    """Whether it took place and its last day has passed."""
    held = mission.status in {MissionStatus.CONFIRMED, MissionStatus.COMPLETED}
    return held and mission.end < today


async def missions_to_ask_about(session: AsyncSession, *, today: date) -> list[Mission]:
    """Missions that are over, and whose days nobody was asked for."""
    query = (
        select(Mission)
        .where(
            Mission.status == MissionStatus.CONFIRMED,
            col(Mission.end) < today,
            col(Mission.days_asked_on).is_(None),
        )
        .order_by(col(Mission.id))
        .limit(MOST_AT_ONCE)
    )
    return list((await session.exec(query)).all())


async def team(session: AsyncSession, mission: Mission) -> list[Expert]:
    """The experts who went, in the order of their seats."""
    found = await session.exec(
        select(Expert)
        .join(Seat, col(Seat.expert_id) == col(Expert.id))
        .where(Seat.mission_id == mission.id, Seat.status == SeatStatus.CONFIRMED)
        .order_by(col(Seat.position), col(Seat.id))
    )
    return list(found.all())


def planned(mission: Mission) -> ExpertDays:
    """The days each expert of the team was asked for."""
    return ExpertDays(
        mission.preparation_quarter_days, mission.on_site_quarter_days, mission.reporting_quarter_days
    )


async def rendered(session: AsyncSession, mission: Mission) -> dict[int, ExpertDays]:
    """The days told so far, by expert."""
    return {
        one.expert_id: ExpertDays(one.preparation, one.on_site, one.reporting)
        for one in await _told(session, mission)
    }


async def mission_meant(session: AsyncSession, request_id: int, *, today: date) -> Mission | None:
    """The mission of a request whose days are to be told: the first that waits for them, else the last that is over."""
    query = select(Mission).where(Mission.request_id == request_id).order_by(col(Mission.number))
    over = [mission for mission in (await session.exec(query)).all() if is_over(mission, today)]
    waiting = [mission for mission in over if mission.status is MissionStatus.CONFIRMED]
    return next(iter(waiting), over[-1] if over else None)


async def close_mission(
    session: AsyncSession, mission: Mission, days: Days, *, today: date, actor: str, now: datetime
) -> Closed | NotOver | Strangers:
    """Note the days everybody rendered; whoever is not named rendered what was told before, or was planned."""
    request = await lock_request(session, mission.request_id)
    await session.refresh(mission)
    if request is None or not is_over(mission, today):
        return NotOver(mission)
    went = {expert.id or 0: expert for expert in await team(session, mission)}
    if not went or not days.keys() <= went.keys():
        return Strangers(mission)
    told = {one.expert_id: one for one in await _told(session, mission)}
    full = await days_to_note(session, mission, days)
    again = mission.status is MissionStatus.COMPLETED
    if not again:
        await move_mission(session, mission, MissionStatus.COMPLETED, now=now, actor=actor)
    before = {number: _days_of(one) for number, one in told.items()}
    for number, expert in went.items():
        _note(session, request, mission, expert, told.get(number), full[number])
    if full != before:
        _journal(session, mission, went.values(), full, now=now, actor=actor)
    await session.flush()
    return Closed(mission, full, again)


async def days_to_note(session: AsyncSession, mission: Mission, days: Days) -> Days:
    """The days of everybody who went: those given here, else those told before, else the planned ones."""
    before = {one.expert_id: _days_of(one) for one in await _told(session, mission)}
    return {
        number: days.get(number, before.get(number, planned(mission)))
        for number in [expert.id or 0 for expert in await team(session, mission)]
    }


def set_actual_cost(
    session: AsyncSession, mission: Mission, cents: int, *, actor: str, now: datetime
) -> bool:
    """Note what the mission really cost; False if that was known."""
    if mission.actual_cents == cents:
        return False
    mission.actual_cents = cents
    record(
        session, at=now, actor=actor, event="mission.paid", subject=f"mission:{mission.id}",
        request_id=mission.request_id, facts={"words": f"{cents // 100}.{cents % 100:02d} EUR"},
    )  # fmt: skip
    return True


def _note(
    session: AsyncSession,
    request: Request,
    mission: Mission,
    expert: Expert,
    told: Assignment | None,
    days: ExpertDays,
) -> None:
    """The days become a row of work rendered; the expert's own record follows."""
    abroad = mission.mode == ON_SITE
    expert.missions_abroad += abroad * (bool(days.on_site) - bool(told and told.on_site))
    expert.mobilised = expert.mobilised or days.total > 0
    work = told or Assignment(
        action=request.code or "",
        request_id=request.id,
        expert_id=expert.id or 0,
        quarter_days=days.total,
        source=source_of(mission),
    )
    work.quarter_days = days.total
    work.preparation, work.on_site, work.reporting = days.preparation, days.on_site, days.reporting
    session.add(work)


def source_of(mission: Mission) -> str:
    """What rows of work say they come from."""
    return f"mission:{mission.id}"


def _days_of(work: Assignment) -> ExpertDays:
    return ExpertDays(work.preparation, work.on_site, work.reporting)


async def _told(session: AsyncSession, mission: Mission) -> Sequence[Assignment]:
    query = select(Assignment).where(Assignment.source == source_of(mission))
    return (await session.exec(query.order_by(col(Assignment.id)))).all()


def _journal(
    session: AsyncSession,
    mission: Mission,
    went: Iterable[Expert],
    days: Days,
    *,
    now: datetime,
    actor: str,
) -> None:
    said = "; ".join(f"{expert.code} {days[expert.id or 0]}" for expert in went)
    record(
        session, at=now, actor=actor, event="mission.days", subject=f"mission:{mission.id}",
        request_id=mission.request_id, facts={"words": said},
    )  # fmt: skip
