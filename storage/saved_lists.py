"""The table of saved lists: searches of the register of experts that somebody wants to see again."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant


class SavedList(SQLModel, table=True):
    """A search under a name; it is run anew each time, so the list is never stale."""

    __tablename__ = "saved_lists"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    search: dict[str, object] = Field(default_factory=dict, sa_type=JSON, description="words and filters")
    saved_by: str = Field(description="officer:2 or operator")
    saved_at: datetime = instant()


async def save_list(
    session: AsyncSession, name: str, search: dict[str, object], *, by: str, now: datetime
) -> bool:
    """Keep a search under a name; True if it takes the place of an earlier one."""
    known = await saved_list(session, name)
    if known is not None:
        known.search, known.saved_by, known.saved_at = search, by, now
        return True
    session.add(SavedList(name=name.strip(), search=search, saved_by=by, saved_at=now))
    return False


async def saved_lists(session: AsyncSession) -> list[SavedList]:
    """Every saved search, by name."""
    return list((await session.exec(select(SavedList).order_by(SavedList.name))).all())


async def saved_list(session: AsyncSession, name: str) -> SavedList | None:
    """The search of this name, whatever its capitals."""
    wanted = name.strip().casefold()
    return next((one for one in await saved_lists(session) if one.name.casefold() == wanted), None)


async def forget_list(session: AsyncSession, name: str) -> bool:
    """Take a saved search away; False if there is none of this name."""
    known = await saved_list(session, name)
    if known is not None:
        await session.delete(known)
    return known is not None
