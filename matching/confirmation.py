"""When a mission stands, and when it stands no longer: status, dates and the calendars of its team."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from matching.availability import first_run
from storage.life import lock_request, move_mission, move_request, move_seat
from storage.missions import Mission, Seat
from storage.people import AvailabilityPeriod
from storage.states import MissionStatus, RequestStatus, SeatStatus


async def confirm_if_full(session: AsyncSession, mission: Mission, *, now: datetime) -> bool:
    """Confirm the mission on the first days that fit once every seat is taken."""
    seats = (await session.exec(select(Seat).where(Seat.mission_id == mission.id))).all()
    if mission.status is not MissionStatus.PLANNED or any(
        seat.status is not SeatStatus.CONFIRMED for seat in seats
    ):
        return False
    dates = first_run(Period(mission.start, mission.end), mission.on_site_days)
    if dates is not None:
        mission.start, mission.end = dates.start, dates.end
    mission.confirmed_at = now
    await move_mission(session, mission, MissionStatus.CONFIRMED, now=now, actor="muster")
    request = await lock_request(session, mission.request_id)
    if request is not None and request.status is RequestStatus.FORMULATED:
        await move_request(session, request, RequestStatus.APPROVED, now=now, actor="muster")
    _block_calendars(session, mission, seats)
    return True


def _block_calendars(session: AsyncSession, mission: Mission, seats: Sequence[Seat]) -> None:
    for seat in seats:
        if seat.expert_id is not None:
            session.add(
                AvailabilityPeriod(
                    expert_id=seat.expert_id,
                    start=mission.start,
                    end=mission.end,
                    free=False,
                    source=f"mission:{mission.id}",
                )
            )


async def free_calendars(session: AsyncSession, mission: Mission) -> None:
    """The days the mission had taken of its team are theirs again."""
    await session.exec(
        delete(AvailabilityPeriod).where(col(AvailabilityPeriod.source) == f"mission:{mission.id}")
    )


async def reopen_seat(session: AsyncSession, seat: Seat, mission: Mission, *, now: datetime) -> None:
    """An accepted seat is in question again, and so is a confirmed mission."""
    await move_seat(session, seat, SeatStatus.ASKED, now=now, actor="muster")
    if mission.status is MissionStatus.CONFIRMED:
        await move_mission(session, mission, MissionStatus.PLANNED, now=now, actor="muster")
        mission.confirmed_at = None
        await free_calendars(session, mission)
        request = await lock_request(session, mission.request_id)
        if request is not None and request.status is RequestStatus.APPROVED:
            await move_request(session, request, RequestStatus.FORMULATED, now=now, actor="muster")
