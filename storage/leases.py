"""How several workers share one table: a row is leased for a while, and an expired lease may be taken over."""

from collections.abc import Collection
from datetime import datetime
from enum import IntEnum
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    update,
)
from sqlalchemy.orm import Mapped
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.columns import UtcDateTime
from storage.mail import Inbox, Job

# Spelled out instead of bound as a parameter: only then do the databases use the indexes of unfinished rows.
WAITING: ColumnElement[str] = literal_column("'waiting'")


_Row = TypeVar("_Row", Inbox, Job)

Moment = datetime | BindParameter[datetime]

# What a claim is told when it runs. Its statement is built once: building it takes ten times longer than running it.
MOMENT: BindParameter[datetime] = bindparam("moment", type_=UtcDateTime())
UNTIL: BindParameter[datetime] = bindparam("until", type_=UtcDateTime())
CLAIMER: BindParameter[str] = bindparam("claimer", type_=String())
MOST: BindParameter[int] = bindparam("most", type_=Integer())
# What is claimed was not in the session before, or is read anew.
FRESH = {"populate_existing": True, "synchronize_session": False}


class Claims(IntEnum):
    """Keys of the locks that let one worker at a time choose rows."""

    INBOX = 7_358_002
    JOBS = 7_358_003


class LeaseLostError(RuntimeError):
    """Another worker took this row over after its lease ended; let the transaction roll back."""


async def claim_alone(session: AsyncSession, claims: Claims) -> None:
    """Let no other transaction choose rows until this one ends; what it leased is then visible to the next.

    Without it two PostgreSQL workers could each lease one message of the same stream, unseen by the other.
    SQLite admits one writing transaction anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.exec(select(cast(func.pg_advisory_xact_lock(int(claims)), String)))


def unleased(row: type[Inbox] | type[Job], now: Moment) -> ColumnElement[bool]:
    """Nobody works on the row, or whoever did has been silent for too long."""
    return or_(col(row.lease_until).is_(None), col(row.lease_until) <= now)


def held(row: type[Inbox] | type[Job], row_id: int, owner: str) -> ColumnElement[bool]:
    """The row is unfinished and leased to `owner`."""
    return and_(col(row.id) == row_id, col(row.status) == WAITING, col(row.lease_owner) == owner)


async def renew(
    session: AsyncSession, row: type[Inbox] | type[Job], ids: Collection[int], *, owner: str, until: datetime
) -> None:
    """Keep these rows for longer; what another worker has taken over stays with it."""
    mine = and_(col(row.id).in_(ids), col(row.status) == WAITING, col(row.lease_owner) == owner)
    await session.exec(update(row).where(mine).values(lease_until=until))


def exhausted(row: type[_Row], tries: int, now: datetime) -> SelectOfScalar[_Row]:
    """Unfinished rows whose last try ended without a word."""
    return (
        select(row)
        .where(col(row.status) == WAITING, col(row.attempts) >= tries, unleased(row, now))
        .with_for_update(skip_locked=True)
    )


def heads(
    row: type[Inbox] | type[Job],
    *line: Mapped[str],
    due: Mapped[Any] | None = None,
    among: ColumnElement[bool] | None = None,
) -> Any:  # noqa: ANN401 (columns by name)
    """The unfinished row at the head of each line, and until when somebody works on any row of that line.

    One pass over the unfinished rows: anti-joins, which say the same, took PostgreSQL 0.4 s for 2,000 rows, because
    its statistics never know how many rows of a queue wait just now. That somebody may work on another row than the
    head happens when the head was dead and waits again, or was committed late.
    """
    working = case((col(row.lease_owner).is_not(None), col(row.lease_until)))
    ranked = (
        select(col(row.id), col(row.lease_until))
        .add_columns(func.row_number().over(partition_by=line, order_by=col(row.id)).label("place"))
        .add_columns(func.max(working).over(partition_by=line).label("busy_until"))
        .add_columns((col(row.id) if due is None else due).label("turn"))
        .where(col(row.status) == WAITING, *([] if among is None else [among]))
        .subquery()
    )
    return select(*ranked.c).where(ranked.c.place == 1).subquery().c


def idle(head: Any, now: Moment) -> ColumnElement[bool]:  # noqa: ANN401 (same)
    """Nobody works in the line right now, and its head is not to be left alone for a while."""
    return and_(
        or_(head.busy_until.is_(None), head.busy_until <= now),
        or_(head.lease_until.is_(None), head.lease_until <= now),
    )
