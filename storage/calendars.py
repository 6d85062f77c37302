"""The days a confirmed mission takes of its team, and gives back when it is off."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.missions import Mission, Seat
from storage.people import AvailabilityPeriod


def block_calendars(session: AsyncSession, mission: Mission, seats: Iterable[Seat]) -> None:
    """Whoever has a seat is busy on the days of the mission."""
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
