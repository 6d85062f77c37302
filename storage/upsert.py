"""INSERT that leaves an existing row alone, spelled the same for both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession


def insert_into(session: AsyncSession, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


async def insert_new(
    session: AsyncSession,
    table: type[SQLModel],
    rows: Sequence[Mapping[str, Any]],
    *,
    unique: Sequence[str],
) -> list[int]:
    """Ids of the rows added; a row whose `unique` columns exist already is left out."""
    if not rows:
        return []
    statement = insert_into(session, table).on_conflict_do_nothing(index_elements=unique)
    added = await session.exec(statement.returning(col(table.id)), params=rows)  # type: ignore[attr-defined]
    return list(added.scalars())
