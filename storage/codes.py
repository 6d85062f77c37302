"""The running number of a request: YYYY-NN, gap-free in each year, never given twice."""

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.requests import CodeCounter
from storage.upsert import insert_into


async def next_code(session: AsyncSession, year: int) -> str:
    """The next code of the year; others wait for this transaction, and its rollback gives the number back."""
    first = insert_into(session, CodeCounter).values(year=year, last=1)
    counted = first.on_conflict_do_update(
        index_elements=["year"], set_={"last": col(CodeCounter.last) + 1}
    ).returning(col(CodeCounter.last))
    number = (await session.exec(counted)).scalar_one()
    return f"{year}-{number:02d}"


async def keep_counter_at(session: AsyncSession, year: int, number: int) -> None:
    """Numbers up to `number` are taken, as an import of history brought them along."""
    row = insert_into(session, CodeCounter).values(year=year, last=number)
    raised = row.on_conflict_do_update(
        index_elements=["year"], set_={"last": number}, where=col(CodeCounter.last) < number
    )
    await session.exec(raised)
