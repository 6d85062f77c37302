"""Messages as they arrived: stored before they are acknowledged, handled in order, never lost, never doubled."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import BindParameter, func, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.leases import (
    CLAIMER,
    FRESH,
    MOMENT,
    MOST,
    UNTIL,
    WAITING,
    Claims,
    LeaseLostError,
    Moment,
    claim_alone,
    exhausted,
    heads,
    held,
    idle,
    unleased,
)
from storage.mail import Inbox
from storage.states import InboxStatus
from storage.upsert import insert_new

MAX_ATTEMPTS = 3
"""A message that failed so often is dead."""
MAX_CLAIMS = 6
"""One in whose hands the process ended so often, too: more than the three, for it may just have been there each time."""
RECENT_ROWS = 2_000
RECENT_OF_STREAM = 100


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as a channel received it."""

    channel: str
    external_id: str
    stream: str
    payload: bytes
    envelope: dict[str, object]
    received_at: datetime


async def store(
    session: AsyncSession,
    *,
    channel: str,
    external_id: str,
    stream: str,
    payload: bytes,
    envelope: dict[str, object],
    received_at: datetime,
) -> bool:
    """Keep one message; False if it was here before."""
    arrival = Arrival(channel, external_id, stream, payload, envelope, received_at)
    return await store_many(session, [arrival]) == 1


async def store_many(session: AsyncSession, arrivals: Iterable[Arrival]) -> int:
    """Keep messages in the order given; the number of those that were not here before."""
    rows = [
        asdict(arrival) | {"status": InboxStatus.WAITING, "attempts": 0, "last_error": "", "note": ""}
        for arrival in arrivals
    ]
    return len(await insert_new(session, Inbox, rows, unique=("channel", "external_id")))


async def claim(
    session: AsyncSession, *, owner: str, now: datetime, lease: timedelta, limit: int
) -> list[Inbox]:
    """The next messages, leased to `owner`: of each stream only the oldest unfinished one.

    Commit before working on them. The attempt counts from here on, so that a message that kills the process each
    time is claimed no more and left to `give_up`.
    """
    await claim_alone(session, Claims.INBOX)
    told = {"moment": now, "until": now + lease, "claimer": owner, "most": limit}
    rows = await session.exec(_claim_statement(), params=told, execution_options=FRESH)
    return sorted(rows.scalars(), key=lambda row: row.id or 0)


@cache
def _claim_statement() -> ReturningUpdate[tuple[Inbox]]:
    chosen = _next_rows(MOMENT, MOST).cte(
        "chosen"
    )  # as a plain subquery PostgreSQL may run it more than once
    return (
        update(Inbox)
        .where(col(Inbox.id).in_(select(chosen.c.id)))
        .values(lease_owner=CLAIMER, lease_until=UNTIL, attempts=col(Inbox.attempts) + 1)
        .returning(Inbox)
    )


def _next_rows(now: Moment, limit: int | BindParameter[int]) -> SelectOfScalar[int | None]:
    head = heads(Inbox, col(Inbox.stream))
    oldest = select(head.id).where(idle(head, now)).order_by(head.id).limit(limit)
    return (
        select(col(Inbox.id))
        .where(
            col(Inbox.id).in_(oldest),
            col(Inbox.status) == WAITING,
            col(Inbox.attempts) < MAX_CLAIMS,
            unleased(Inbox, now),
        )
        .with_for_update(skip_locked=True)
    )


async def finish(
    session: AsyncSession, row_id: int, *, owner: str, now: datetime, note: str = "", doubtful: bool = False
) -> None:
    """The message is handled, or waits for a person; raises LeaseLostError if another worker has taken it over."""
    status = InboxStatus.DOUBTFUL if doubtful else InboxStatus.DONE
    done = (
        update(Inbox)
        .where(held(Inbox, row_id, owner))
        .values(status=status, done_at=now, note=note, lease_owner=None, lease_until=None)
    )
    if (await session.exec(done)).rowcount != 1:
        raise LeaseLostError(LeaseLostError.__doc__)


async def fail(
    session: AsyncSession,
    row_id: int,
    *,
    owner: str,
    now: datetime,
    error: str,
    after: timedelta = timedelta(0),
) -> bool:
    """Handling failed: try again after a while, or True when that was the last try and the message is dead."""
    query = select(Inbox).where(held(Inbox, row_id, owner)).with_for_update()
    row = (await session.exec(query, execution_options={"populate_existing": True})).one_or_none()
    if row is None:
        raise LeaseLostError(LeaseLostError.__doc__)
    row.last_error = error
    row.lease_owner = None
    row.lease_until = now + after
    if row.attempts >= MAX_ATTEMPTS:
        _bury(row, now)
    await session.flush()
    return row.status is InboxStatus.DEAD


async def put_off(
    session: AsyncSession, row_id: int, *, owner: str, now: datetime, after: timedelta, reason: str
) -> None:
    """The message waits for something that is away: no try is counted, and its stream waits with it."""
    later = (
        update(Inbox)
        .where(held(Inbox, row_id, owner))
        .values(
            lease_owner=None, lease_until=now + after, attempts=col(Inbox.attempts) - 1, last_error=reason
        )
    )
    if (await session.exec(later)).rowcount != 1:
        raise LeaseLostError(LeaseLostError.__doc__)


async def give_up(session: AsyncSession, *, now: datetime) -> list[Inbox]:
    """Messages that just became dead because the process died at each try; an officer should be told."""
    rows = list((await session.exec(exhausted(Inbox, MAX_CLAIMS, now))).all())
    for row in rows:
        row.last_error = row.last_error or "the process ended during each try"
        _bury(row, now)
    await session.flush()
    return rows


def _bury(row: Inbox, now: datetime) -> None:
    row.status = InboxStatus.DEAD
    row.done_at = now
    row.lease_owner = row.lease_until = None


async def redrive(session: AsyncSession, row_id: int) -> bool:
    """A dead message waits again with all its tries; False if it is not dead."""
    again = (
        update(Inbox)
        .where(col(Inbox.id) == row_id, col(Inbox.status) == InboxStatus.DEAD)
        .values(status=InboxStatus.WAITING, attempts=0, done_at=None)
    )
    return (await session.exec(again)).rowcount == 1


async def dead(session: AsyncSession) -> list[Inbox]:
    """Messages that could not be handled, oldest first."""
    query = select(Inbox).where(Inbox.status == InboxStatus.DEAD).order_by(col(Inbox.id))
    return list((await session.exec(query)).all())


async def earlier_envelopes(
    session: AsyncSession, row_id: int, *, since: datetime, every_stream: bool = False
) -> list[dict[str, object]]:
    """Envelopes of the messages that came before this one in its stream, newest first; not further back than needed."""
    query = select(Inbox.envelope).where(
        col(Inbox.id) < row_id,
        col(Inbox.id) >= row_id - RECENT_ROWS,  # a range of the primary key, however large the inbox
        col(Inbox.received_at) >= since,
    )
    if not every_stream:
        stream = select(Inbox.stream).where(Inbox.id == row_id).scalar_subquery()
        query = query.where(col(Inbox.stream) == stream).limit(RECENT_OF_STREAM)
    found = await session.exec(query.order_by(col(Inbox.id).desc()))
    return [dict(envelope) for envelope in found]


async def remember(session: AsyncSession, row_id: int, name: str, value: object) -> None:
    """Keep something that was found out about a message with its envelope."""
    envelope = (await session.exec(select(Inbox.envelope).where(Inbox.id == row_id))).one()
    changed = update(Inbox).where(col(Inbox.id) == row_id).values(envelope={**envelope, name: value})
    await session.exec(changed)


async def waiting(session: AsyncSession, *, stream: str = "") -> int:
    """How many messages are not finished yet, of all or of one stream."""
    query = select(func.count()).select_from(Inbox).where(col(Inbox.status) == WAITING)
    if stream:
        query = query.where(col(Inbox.stream) == stream)
    return (await session.exec(query)).one()
