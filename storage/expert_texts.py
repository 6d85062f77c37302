"""What experts are known by, and whose documents changed since somebody last looked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Field, SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import Expert, ExpertDocument

ROWS_AT_ONCE = 1_000
"""Of a large register: between two readings the loop serves others."""


class ExpertTextChange(SQLModel, table=True):
    """The last change to the documents of an expert; rows are written by triggers and by nothing else."""

    __tablename__ = "expert_text_changes"

    expert_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: int = Field(index=True, description="greater than that of every change committed before")


@dataclass(frozen=True, slots=True)
class Text:
    """A document of an expert."""

    code: str
    title: str
    text: str
    language: str


async def texts_version(session: AsyncSession) -> int:
    """The version of the latest change; 0 before the first."""
    return (await session.exec(select(func.max(ExpertTextChange.version)))).one() or 0


async def changed_since(session: AsyncSession, version: int) -> dict[int, str]:
    """The experts whose documents changed after a version: their codes by id."""
    found = await session.exec(
        select(Expert.id, Expert.code)
        .join(ExpertTextChange, col(ExpertTextChange.expert_id) == col(Expert.id))
        .where(ExpertTextChange.version > version)
    )
    return {expert_id: code for expert_id, code in found.all() if expert_id is not None}


async def count_texts(session: AsyncSession) -> int:
    """How many documents of experts there are."""
    return (await session.exec(select(func.count()).select_from(ExpertDocument))).one()


async def texts_of(session: AsyncSession, expert_ids: Sequence[int] | None = None) -> list[Text]:
    """The documents of these experts, or of all; those of one expert stand together."""
    wanted = (
        select(Expert.code, ExpertDocument.title, ExpertDocument.text, ExpertDocument.language)
        .join(ExpertDocument, col(ExpertDocument.expert_id) == col(Expert.id))
        .order_by(Expert.code, col(ExpertDocument.id))
    )
    if expert_ids is not None:
        wanted = wanted.where(col(Expert.id).in_(expert_ids))
    read = await session.stream(wanted.execution_options(yield_per=ROWS_AT_ONCE))
    return [Text(*row) async for rows in read.partitions() for row in rows]
