"""When a mission stands, and when it stands no longer: status, dates and the calendars of its team."""

from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from matching.availability import first_run
from storage.calendars import block_calendars, free_calendars
from storage.life import lock_request, move_mission, move_request, move_seat
from storage.missions import Mission, Seat
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
    block_calendars(session, mission, seats)
    return True


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
