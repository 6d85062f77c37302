"""What is to be done after commit: at least once, in order per destination, with retries (DESIGN.md decision 3)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, case, func, update
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
from storage.mail import Job
from storage.states import JobStatus
from storage.upsert import insert_new

_ENQUEUED = "enqueued kinds"
BACKOFF = tuple(
    timedelta(seconds=s) for s in (10, 60, 300, 1800, 7200, 6 * 3600, 12 * 3600, 24 * 3600, 24 * 3600)
)
MAX_ATTEMPTS = len(BACKOFF) + 1
"""The last try comes about three days after the first: a mail server may be down over a weekend."""


async def enqueue(  # noqa: PLR0913 (a job has that many facts)
    session: AsyncSession,
    *,
    kind: str,
    destination: str,
    payload: dict[str, object],
    due_at: datetime,
    now: datetime,
    about: str = "",
    message_id: str | None = None,
    dedupe: str | None = None,
) -> int | None:
    """The id of the new job; None if one with the same `dedupe` was made before."""
    row = {
        "kind": kind,
        "destination": destination,
        "payload": payload,
        "about": about,
        "message_id": message_id,
        "dedupe": dedupe,
        "status": JobStatus.WAITING,
        "due_at": due_at,
        "created_at": now,
        "attempts": 0,
        "result": {},
        "last_error": "",
    }
    added = await insert_new(session, Job, [row], unique=("dedupe",))
    session.info.setdefault(_ENQUEUED, set()).add(kind)
    return added[0] if added else None


def enqueued(session: AsyncSession) -> frozenset[str]:
    """The kinds of jobs this session has made: who need be woken after its commit."""
    return frozenset(session.info.get(_ENQUEUED, ()))


async def claim(
    session: AsyncSession,
    *,
    kinds: Collection[str],
    owner: str,
    now: datetime,
    lease: timedelta,
    limit: int,
) -> list[Job]:
    """The next due jobs, leased to `owner`; commit before doing them.

    Of each destination only the oldest unfinished job counts, so that nothing overtakes a job that waits for its
    next try. One that ended the process at each try is left to `give_up`.
    """
    await claim_alone(session, Claims.JOBS)
    told = {"moment": now, "until": now + lease, "claimer": owner, "most": limit}
    rows = await session.exec(_claim_statement(tuple(kinds)), params=told, execution_options=FRESH)
    return sorted(rows.scalars(), key=lambda job: (job.due_at, job.id))


@lru_cache(maxsize=64)
def _claim_statement(kinds: tuple[str, ...]) -> ReturningUpdate[tuple[Job]]:
    # as a plain subquery PostgreSQL may run it more than once
    chosen = _next_rows(kinds, MOMENT, MOST).cte("chosen")
    return (
        update(Job)
        .where(col(Job.id).in_(select(chosen.c.id)))
        .values(lease_owner=CLAIMER, lease_until=UNTIL, attempts=col(Job.attempts) + 1)
        .returning(Job)
    )


def _next_rows(
    kinds: Collection[str], now: Moment, limit: int | BindParameter[int]
) -> SelectOfScalar[int | None]:
    head = _heads(kinds)
    due = select(head.id).where(idle(head, now), head.turn <= now).order_by(head.turn, head.id).limit(limit)
    return (
        select(col(Job.id))
        .where(
            col(Job.id).in_(due),
            col(Job.status) == WAITING,
            col(Job.attempts) < MAX_ATTEMPTS,
            unleased(Job, now),
        )
        .with_for_update(skip_locked=True)
    )


def _heads(kinds: Collection[str]) -> Any:  # noqa: ANN401 (columns by name)
    kind = col(Job.kind)
    return heads(Job, kind, col(Job.destination), due=col(Job.due_at), among=kind.in_(kinds))


async def done(
    session: AsyncSession, job_id: int, *, owner: str, now: datetime, result: dict[str, object] | None = None
) -> None:
    """The job is done; raises LeaseLostError if another worker has taken it over."""
    ended = (
        update(Job)
        .where(held(Job, job_id, owner))
        .values(
            status=JobStatus.DONE,
            done_at=now,
            result=result or {},
            last_error="",
            lease_owner=None,
            lease_until=None,
        )
    )
    if (await session.exec(ended)).rowcount != 1:
        raise LeaseLostError(LeaseLostError.__doc__)


async def retry(
    session: AsyncSession,
    job_id: int,
    *,
    owner: str,
    now: datetime,
    error: str,
    after: timedelta | None = None,
    blameless: bool = False,
) -> bool:
    """Try again later (`after`, or ever longer); True if that was the last try and the job is dead.

    A `blameless` try does not count: the whole channel was down.
    """
    job = await _held(session, job_id, owner)
    job.last_error = error
    if blameless:
        job.attempts -= 1
    if job.attempts >= MAX_ATTEMPTS:
        _end(job, JobStatus.DEAD, now)
    else:
        job.lease_owner = job.lease_until = None
        job.due_at = now + (backoff(job.attempts, job_id) if after is None else after)
    await session.flush()
    return job.status is JobStatus.DEAD


def backoff(attempts: int, job_id: int) -> timedelta:
    """How long to wait after so many tries; up to a quarter more by id, so that not all come back at once."""
    step = BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1]
    spread = job_id * 7919 % 1000 / 1000
    return step * (1 + spread / 4)


async def bury(session: AsyncSession, job_id: int, *, owner: str, now: datetime, error: str) -> None:
    """The other side refused for good: no more tries."""
    job = await _held(session, job_id, owner)
    _end(job, JobStatus.DEAD, now)
    job.last_error = error
    await session.flush()


async def give_up(session: AsyncSession, *, now: datetime) -> list[Job]:
    """Jobs that just became dead because the process died at each try; an officer should be told."""
    jobs = list((await session.exec(exhausted(Job, MAX_ATTEMPTS, now))).all())
    for job in jobs:
        _end(job, JobStatus.DEAD, now)
        job.last_error = job.last_error or "the process ended during each try"
    await session.flush()
    return jobs


async def postpone_destination(session: AsyncSession, destination: str, until: datetime) -> None:
    """Nothing goes to this destination before `until`; a job being done is not touched."""
    later = (
        update(Job)
        .where(
            col(Job.status) == WAITING,
            col(Job.destination) == destination,
            col(Job.lease_owner).is_(None),
            col(Job.due_at) < until,
        )
        .values(due_at=until)
    )
    await session.exec(later)


async def withdraw(session: AsyncSession, destination: str, *, now: datetime) -> None:
    """What waits to go to this destination is not sent any more; a job being done is not touched."""
    unsent = (
        update(Job)
        .where(
            col(Job.status) == WAITING, col(Job.destination) == destination, col(Job.lease_owner).is_(None)
        )
        .values(status=JobStatus.DONE, done_at=now, result={"withdrawn": True})
    )
    await session.exec(unsent)


async def redrive(session: AsyncSession, job_id: int, now: datetime) -> bool:
    """A dead job waits again with all its tries; False if it is not dead."""
    again = (
        update(Job)
        .where(col(Job.id) == job_id, col(Job.status) == JobStatus.DEAD)
        .values(status=JobStatus.WAITING, attempts=0, due_at=now, done_at=None)
    )
    return (await session.exec(again)).rowcount == 1


async def dead(session: AsyncSession) -> list[Job]:
    """Jobs that were refused for good or tried in vain, oldest first."""
    query = select(Job).where(Job.status == JobStatus.DEAD).order_by(col(Job.id))
    return list((await session.exec(query)).all())


async def next_due(session: AsyncSession, kinds: Collection[str]) -> datetime | None:
    """When the next job of these kinds can be claimed (perhaps already); None if none waits."""
    head = _heads(kinds)
    ready = case((head.busy_until > head.turn, head.busy_until), else_=head.turn)
    due: datetime | None = (await session.exec(select(func.min(ready)))).one()
    return due


async def done_since(session: AsyncSession, kind: str, moment: datetime) -> list[datetime]:
    """When each job of this kind that was done after a moment was done."""
    done_at = col(Job.done_at)
    query = select(done_at).where(Job.kind == kind, Job.status == JobStatus.DONE, done_at > moment)
    return [at for at in await session.exec(query) if at is not None]


async def unfinished(session: AsyncSession, kinds: Collection[str], *, now: datetime) -> int:
    """How many jobs of these kinds are due or being done right now."""
    query = (
        select(func.count())
        .select_from(Job)
        .where(col(Job.status) == WAITING, col(Job.kind).in_(kinds), col(Job.due_at) <= now)
    )
    return (await session.exec(query)).one()


async def _held(session: AsyncSession, job_id: int, owner: str) -> Job:
    query = select(Job).where(held(Job, job_id, owner)).with_for_update()
    job = (await session.exec(query, execution_options={"populate_existing": True})).one_or_none()
    if job is None:
        raise LeaseLostError(LeaseLostError.__doc__)
    return job


def _end(job: Job, status: JobStatus, now: datetime) -> None:
    job.status = status
    job.done_at = now
    job.lease_owner = job.lease_until = None
