"""Missions of a register become rows with their teams; what Muster itself arranged keeps its team and its steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.import_missions import MissionRow, on_site_quarters
from intake.import_row import Stored
from intake.store_rows import Ledger, expert_ids, said
from storage.calendars import block_calendars, free_calendars
from storage.life import Moved, NotAllowed, move_mission
from storage.missions import Inquiry, Mission, Seat
from storage.queries import ids_by_code, seats_of
from storage.requests import Activity
from storage.states import MissionStatus, SeatStatus

QUARTERS = 4
NOUN = "mission"


@dataclass(frozen=True, slots=True)
class _World:
    """What the rows name, as far as it is known."""

    actions: Mapping[str, int]
    experts: Mapping[str, int]
    activities: Mapping[tuple[int, str], int | None]
    known: dict[tuple[int, int], Mission] = field(default_factory=dict)

    def refusal(self, row: MissionRow) -> tuple[str, str, str, str] | None:
        """Why the row cannot be taken: column, what, value, and what it was read as."""
        action = self.actions.get(row.action)
        if action is None:
            return "mission", "unknown_action", row.action, ""
        if row.activity and (action, row.activity) not in self.activities:
            return "activity", "unknown_activity", row.activity, row.action
        strangers = [code for code in row.experts or () if code not in self.experts]
        return ("experts", "unknown_expert", strangers[0], "") if strangers else None


async def store_missions(
    session: AsyncSession, rows: Sequence[MissionRow], *, now: datetime, actor: str = "operator"
) -> Stored:
    """Add or correct missions; one of an action, an activity or an expert nobody knows is refused."""
    ledger = Ledger(session, Stored(), now, actor)
    world = await _world(session, rows)
    for row in rows:
        if refusal := world.refusal(row):
            ledger.turn_away(row.line, *refusal)
            continue
        mission = world.known.get((world.actions[row.action], row.number))
        if mission is None:
            await _add(ledger, row, world)
        else:
            await _correct(ledger, row, mission, world)
    return ledger.stored


async def _add(ledger: Ledger, row: MissionRow, world: _World) -> None:
    action = world.actions[row.action]
    values: dict[str, Any] = {
        "preparation_quarter_days": 0,
        "reporting_quarter_days": 0,
        "status": _status(row, ledger.now),
        **_on_site(on_site_quarters(row)),
        **_values(row, action, world),
    }
    mission = Mission(request_id=action, number=row.number, created_at=ledger.now, **values)
    if mission.status in {MissionStatus.CONFIRMED, MissionStatus.COMPLETED}:
        mission.confirmed_at = ledger.now
    await ledger.add(mission, event="mission.imported", noun=NOUN, request_id=action)
    world.known[action, row.number] = mission
    seats = await _seat(ledger.session, mission, [world.experts[code] for code in row.experts or ()])
    await _follow(ledger.session, mission, seats)


async def _correct(ledger: Ledger, row: MissionRow, mission: Mission, world: _World) -> None:
    """Check first that the team and the status may change at all, so that no row is taken by halves."""
    session, seats = ledger.session, await seats_of(ledger.session, mission.id or 0)
    held = [seat.expert_id for seat in seats if seat.status is SeatStatus.CONFIRMED]
    wanted = [world.experts[code] for code in row.experts or ()]
    other_team = row.experts is not None and wanted != held
    if other_team and (mission.proposal_id is not None or await _were_asked(session, mission)):
        ledger.turn_away(row.line, "experts", "own_team", row.code)
        return
    moved = await _move(ledger, row, mission)
    if isinstance(moved, NotAllowed):
        ledger.turn_away(row.line, "status", "mission_status", moved.wanted, moved.current)
        return
    changed = ledger.correct(
        mission,
        _values(row, mission.request_id, world),
        event="mission.corrected",
        noun=NOUN,
        request_id=mission.request_id,
    )
    if other_team:
        seats = await _reseat(session, mission, seats, wanted)
    if (moved or other_team) and not changed:
        ledger.stored.unchanged -= 1
        ledger.stored.updated += 1
    if moved or changed or other_team:
        await _follow(session, mission, seats)


async def _move(ledger: Ledger, row: MissionRow, mission: Mission) -> Moved | NotAllowed | None:
    if not row.status or mission.status == row.status:
        return None
    status = MissionStatus(row.status)
    return await move_mission(ledger.session, mission, status, now=ledger.now, actor=ledger.actor)


async def _reseat(
    session: AsyncSession, mission: Mission, seats: Sequence[Seat], experts: Sequence[int]
) -> list[Seat]:
    for seat in seats:
        await session.delete(seat)
    await session.flush()
    return await _seat(session, mission, experts)


async def _seat(session: AsyncSession, mission: Mission, experts: Sequence[int]) -> list[Seat]:
    seats = [
        Seat(mission_id=mission.id or 0, position=position, expert_id=expert, status=SeatStatus.CONFIRMED)
        for position, expert in enumerate(experts, start=1)
    ]
    session.add_all(seats)
    await session.flush()
    return seats


async def _follow(session: AsyncSession, mission: Mission, seats: Sequence[Seat]) -> None:
    """Calendars hold what is confirmed and nothing else."""
    await free_calendars(session, mission)
    if mission.status is MissionStatus.CONFIRMED:
        block_calendars(session, mission, seats)


async def _were_asked(session: AsyncSession, mission: Mission) -> bool:
    asked = select(Inquiry.id).where(Inquiry.mission_id == mission.id).limit(1)
    return (await session.exec(asked)).first() is not None


def _values(row: MissionRow, action: int, world: _World) -> dict[str, Any]:
    """What the row tells of the columns of a mission."""
    told = said(
        start=row.start,
        end=row.end,
        mode=row.mode,
        preparation_quarter_days=row.preparation,
        reporting_quarter_days=row.reporting,
    )
    on_site = {} if row.on_site is None else _on_site(row.on_site)
    activity = {} if row.activity is None else {"activity_id": world.activities.get((action, row.activity))}
    return told | on_site | activity | dict(row.costs)


def _status(row: MissionRow, now: datetime) -> MissionStatus:
    """What is over took place, unless the register says otherwise."""
    if row.status:
        return MissionStatus(row.status)
    return MissionStatus.COMPLETED if row.end < now.date() else MissionStatus.PLANNED


def _on_site(quarters: int) -> dict[str, int]:
    """The days on site as they are paid, and in whole days."""
    return {"on_site_quarter_days": quarters, "on_site_days": -(-quarters // QUARTERS)}


async def _world(session: AsyncSession, rows: Sequence[MissionRow]) -> _World:
    actions = await ids_by_code(session, [row.action for row in rows])
    activities = await session.exec(select(Activity).where(col(Activity.request_id).in_(actions.values())))
    missions = await session.exec(select(Mission).where(col(Mission.request_id).in_(actions.values())))
    return _World(
        actions=actions,
        experts=await expert_ids(session, [code for row in rows for code in row.experts or ()]),
        activities={(one.request_id, one.number): one.id for one in activities.all()},
        known={(one.request_id, one.number): one for one in missions.all()},
    )
