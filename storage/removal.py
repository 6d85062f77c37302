"""Rows that are taken out of a register, with what belongs to them alone; nothing that others build on is lost."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.journal import record
from storage.people import AvailabilityPeriod, Expert, ExpertArea, ExpertDocument, ExpertLanguage

_OF_AN_EXPERT = (ExpertLanguage, ExpertArea, AvailabilityPeriod, ExpertDocument)


async def remove_row(session: AsyncSession, row: SQLModel, *, noun: str, actor: str, now: datetime) -> bool:
    """Take the row out; False, and nothing changed, if other rows build on it."""
    row_id = getattr(row, "id", None)
    try:
        async with session.begin_nested():
            if isinstance(row, Expert):
                await _forget(session, row_id or 0)
            await session.delete(row)
            await session.flush()
    except IntegrityError:
        return False
    record(session, at=now, actor=actor, event=f"{noun}.removed", subject=f"{noun}:{row_id}")
    return True


async def _forget(session: AsyncSession, expert_id: int) -> None:
    for table in _OF_AN_EXPERT:
        await session.exec(delete(table).where(col(table.expert_id) == expert_id))
