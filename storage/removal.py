"""Rows that are taken out of a register, with what belongs to them alone; nothing that others build on is lost."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.assignments import Assignment
from storage.calendars import free_calendars
from storage.expert_cvs import drop_cvs_of
from storage.journal import record
from storage.missions import Mission, Seat
from storage.people import (
    AvailabilityPeriod,
    Expert,
    ExpertArea,
    ExpertCountry,
    ExpertDocument,
    ExpertLanguage,
)

_OF_AN_EXPERT = (ExpertLanguage, ExpertArea, ExpertCountry, AvailabilityPeriod, ExpertDocument)


async def remove_row(session: AsyncSession, row: SQLModel, *, noun: str, actor: str, now: datetime) -> bool:
    """Take the row out; False, and nothing changed, if other rows build on it."""
    row_id = getattr(row, "id", None)
    if isinstance(row, Mission) and await _has_days(session, row_id or 0):
        return False
    try:
        async with session.begin_nested():
            if isinstance(row, Expert):
                await _forget(session, row_id or 0)
            if isinstance(row, Mission):
                await session.exec(delete(Seat).where(col(Seat.mission_id) == row_id))
                await free_calendars(session, row)
            await session.delete(row)
            await session.flush()
    except IntegrityError:
        return False
    record(session, at=now, actor=actor, event=f"{noun}.removed", subject=f"{noun}:{row_id}")
    return True


async def _has_days(session: AsyncSession, mission_id: int) -> bool:
    """Whether anybody told what was rendered; those rows name the mission without being bound to it."""
    told = select(Assignment.id).where(Assignment.source == f"mission:{mission_id}").limit(1)
    return (await session.exec(told)).first() is not None


async def _forget(session: AsyncSession, expert_id: int) -> None:
    await drop_cvs_of(session, expert_id)
    for table in _OF_AN_EXPERT:
        await session.exec(delete(table).where(col(table.expert_id) == expert_id))
