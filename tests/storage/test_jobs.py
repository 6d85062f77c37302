import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from storage import jobs
from storage.database import Database
from storage.jobs import BACKOFF, MAX_ATTEMPTS, backoff
from storage.leases import LeaseLostError
from storage.mail import Job
from storage.states import JobStatus

LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


async def put(database: Database, now: datetime, destination: str = "a", **values: Any) -> int | None:
    async with database.transaction() as session:
        defaults: dict[str, Any] = {"kind": "mail", "payload": {"letter": {}}, "due_at": now, "now": now}
        return await jobs.enqueue(session, destination=destination, **defaults | values)


async def claimed(
    database: Database, now: datetime, *, owner: str = "worker", kinds: tuple[str, ...] = ("mail",)
) -> list[Job]:
    async with database.transaction() as session:
        return await jobs.claim(session, kinds=kinds, owner=owner, now=now, lease=LEASE, limit=10)


async def claimed_ids(database: Database, now: datetime, **values: Any) -> list[int | None]:
    return [job.id for job in await claimed(database, now, **values)]


async def ended(database: Database, job_id: int | None, now: datetime, *, owner: str = "worker") -> None:
    async with database.transaction() as session:
        await jobs.done(session, job_id or 0, owner=owner, now=now, result={"message": 7})


async def tried(database: Database, job_id: int | None, now: datetime, **values: Any) -> bool:
    async with database.transaction() as session:
        defaults: dict[str, Any] = {"owner": "worker", "now": now, "error": "451 try later"}
        return await jobs.retry(session, job_id or 0, **defaults | values)


async def the_job(database: Database) -> Job:
    async with database.snapshot() as session:
        return (await session.exec(select(Job))).one()


async def due(database: Database) -> datetime | None:
    async with database.snapshot() as session:
        return await jobs.next_due(session, ["mail"])


async def test_a_job_keeps_all_it_was_given(database: Database, now: datetime) -> None:
    await put(
        database, now, "afi@ministry.example", about="request:3", message_id="m1@facility.example", dedupe="d"
    )

    assert (await the_job(database)).model_dump() == {
        "id": 1,
        "kind": "mail",
        "destination": "afi@ministry.example",
        "payload": {"letter": {}},
        "about": "request:3",
        "message_id": "m1@facility.example",
        "dedupe": "d",
        "status": JobStatus.WAITING,
        "due_at": now,
        "created_at": now,
        "attempts": 0,
        "lease_owner": None,
        "lease_until": None,
        "done_at": None,
        "result": {},
        "last_error": "",
    }


async def test_a_second_job_with_the_same_key_is_not_made(database: Database, now: datetime) -> None:
    made = [await put(database, now, dedupe=key) for key in ("ack:1", "ack:1", "ack:2", None, None)]

    assert [number is not None for number in made] == [True, False, True, True, True]


async def test_a_job_of_a_rolled_back_change_was_never_there(database: Database, now: datetime) -> None:
    async def change_and_fail() -> None:
        async with database.transaction() as session:
            await jobs.enqueue(session, kind="mail", destination="a", payload={}, due_at=now, now=now)
            raise LookupError

    with pytest.raises(LookupError):
        await change_and_fail()

    assert await claimed(database, now) == []


async def test_only_the_kinds_asked_for_are_given_out(database: Database, now: datetime) -> None:
    mail = await put(database, now)
    chat = await put(database, now, kind="telegram")
    await put(database, now, kind="match")

    assert await claimed_ids(database, now, kinds=("mail", "telegram")) == [mail, chat]


async def test_nothing_is_given_out_before_it_is_due(database: Database, now: datetime) -> None:
    job = await put(database, now, due_at=now + SECOND)

    assert await claimed_ids(database, now) == []
    assert await claimed_ids(database, now + SECOND) == [job]


async def test_what_was_due_first_is_given_out_first(database: Database, now: datetime) -> None:
    second = await put(database, now, "b", due_at=now - SECOND)
    first = await put(database, now, "a", due_at=now - 2 * SECOND)

    assert await claimed_ids(database, now) == [first, second]


async def test_jobs_to_one_destination_go_one_after_the_other(database: Database, now: datetime) -> None:
    first, second = await put(database, now), await put(database, now)

    assert await claimed_ids(database, now) == [first]
    assert await claimed_ids(database, now) == []
    await ended(database, first, now)
    assert await claimed_ids(database, now) == [second]


async def test_kinds_do_not_wait_for_each_other_at_one_destination(database: Database, now: datetime) -> None:
    mail = await put(database, now, "request:3")
    match = await put(database, now, "request:3", kind="match")

    assert await claimed_ids(database, now, kinds=("mail", "match")) == [mail, match]


async def test_a_later_job_does_not_overtake_one_that_waits_for_its_next_try(
    database: Database, now: datetime
) -> None:
    first, second = await put(database, now), await put(database, now)
    elsewhere = await put(database, now, "b")
    await claimed(database, now)

    await tried(database, first, now, after=SECOND)
    await ended(database, elsewhere, now)

    assert await claimed_ids(database, now) == []
    assert await claimed_ids(database, now + SECOND) == [first]
    await ended(database, first, now)
    assert await claimed_ids(database, now) == [second]


async def test_a_done_job_keeps_what_the_other_side_said(database: Database, now: datetime) -> None:
    job = await put(database, now)
    await claimed(database, now)

    await ended(database, job, now + SECOND)

    done = await the_job(database)
    assert (done.status, done.done_at, done.result, done.lease_owner) == (
        JobStatus.DONE,
        now + SECOND,
        {"message": 7},
        None,
    )


async def test_a_dead_workers_job_is_taken_over_when_its_lease_ends(
    database: Database, now: datetime
) -> None:
    job = await put(database, now)
    await claimed(database, now, owner="dead")

    too_early = await claimed_ids(database, now + LEASE - SECOND, owner="heir")
    taken = await claimed(database, now + LEASE, owner="heir")

    assert too_early == []
    assert [(row.id, row.attempts, row.lease_owner) for row in taken] == [(job, 2, "heir")]


async def say_done(database: Database, job_id: int, now: datetime) -> None:
    await ended(database, job_id, now, owner="slow")


async def say_retry(database: Database, job_id: int, now: datetime) -> None:
    await tried(database, job_id, now, owner="slow")


async def say_refused(database: Database, job_id: int, now: datetime) -> None:
    async with database.transaction() as session:
        await jobs.bury(session, job_id, owner="slow", now=now, error="550 no such user")


@pytest.mark.parametrize("say", [say_done, say_retry, say_refused])
async def test_whoever_lost_the_lease_has_no_say(
    database: Database,
    now: datetime,
    say: Callable[[Database, int, datetime], Coroutine[Any, Any, None]],
) -> None:
    job = await put(database, now)
    await claimed(database, now, owner="slow")
    await claimed(database, now + LEASE, owner="heir")

    with pytest.raises(LeaseLostError):
        await say(database, job or 0, now + LEASE)

    row = await the_job(database)
    assert (row.status, row.lease_owner) == (JobStatus.WAITING, "heir")


async def test_nobody_takes_over_means_the_slow_worker_may_still_finish(
    database: Database, now: datetime
) -> None:
    job = await put(database, now)
    await claimed(database, now)

    await ended(database, job, now + 2 * LEASE)

    assert (await the_job(database)).status is JobStatus.DONE


async def test_a_failed_job_is_tried_ever_later_and_dies_after_its_last_try(
    database: Database, now: datetime
) -> None:
    job = await put(database, now)
    waits = []
    for _ in range(MAX_ATTEMPTS):
        [row] = await claimed(database, now)
        dead = await tried(database, job, now)
        later = (await the_job(database)).due_at
        waits.append(later - now)
        now = later

    row = await the_job(database)
    assert waits == [backoff(n, job or 0) for n in range(1, MAX_ATTEMPTS)] + [timedelta(0)]
    assert (dead, row.status, row.last_error, row.attempts) == (True, JobStatus.DEAD, "451 try later", 10)
    assert await claimed(database, now + timedelta(days=30)) == []


async def test_the_other_sides_wish_decides_when_to_try_again(database: Database, now: datetime) -> None:
    job = await put(database, now)
    await claimed(database, now)

    await tried(database, job, now, after=timedelta(seconds=37))

    assert (await the_job(database)).due_at == now + timedelta(seconds=37)


async def test_a_blameless_try_does_not_count(database: Database, now: datetime) -> None:
    job = await put(database, now)
    deaths = []
    for n in range(2 * MAX_ATTEMPTS):
        await claimed(database, now + n * SECOND)
        deaths.append(await tried(database, job, now + n * SECOND, after=SECOND, blameless=True))

    assert (any(deaths), (await the_job(database)).attempts) == (False, 0)


async def test_a_job_refused_for_good_is_not_tried_again(database: Database, now: datetime) -> None:
    job = await put(database, now)
    following = await put(database, now)
    await claimed(database, now)

    async with database.transaction() as session:
        await jobs.bury(session, job or 0, owner="worker", now=now, error="550 no such user")

    async with database.snapshot() as session:
        dead = await jobs.dead(session)
    assert [(row.id, row.last_error, row.done_at) for row in dead] == [(job, "550 no such user", now)]
    assert await claimed_ids(database, now) == [following]


async def test_a_job_that_kills_the_process_each_time_is_given_up(database: Database, now: datetime) -> None:
    job = await put(database, now)
    for n in range(MAX_ATTEMPTS):
        assert await claimed_ids(database, now + n * LEASE) == [job]

    async with database.transaction() as session:
        given_up = await jobs.give_up(session, now=now + MAX_ATTEMPTS * LEASE)

    assert [(row.id, row.status, row.last_error) for row in given_up] == [
        (job, JobStatus.DEAD, "the process ended during each try")
    ]


async def test_a_destination_can_be_left_alone_for_a_while(database: Database, now: datetime) -> None:
    await put(database, now)
    elsewhere = await put(database, now, "b")

    async with database.transaction() as session:
        await jobs.postpone_destination(session, "a", now + 30 * SECOND)

    assert await claimed_ids(database, now) == [elsewhere]
    assert await due(database) == now + 30 * SECOND


async def test_postponing_never_brings_a_job_forward(database: Database, now: datetime) -> None:
    await put(database, now, due_at=now + LEASE)

    async with database.transaction() as session:
        await jobs.postpone_destination(session, "a", now + SECOND)

    assert await due(database) == now + LEASE


async def test_a_dead_job_can_be_driven_again(database: Database, now: datetime) -> None:
    job = await put(database, now)
    await claimed(database, now)
    async with database.transaction() as session:
        await jobs.bury(session, job or 0, owner="worker", now=now, error="550 no such user")

    async with database.transaction() as session:
        driven = [await jobs.redrive(session, job or 0, now + SECOND) for _ in range(2)]

    assert driven == [True, False]
    assert [(row.id, row.attempts) for row in await claimed(database, now + SECOND)] == [(job, 1)]


async def test_a_job_driven_again_waits_for_a_younger_one_that_is_being_done(
    database: Database, now: datetime
) -> None:
    old, young = await put(database, now), await put(database, now)
    await claimed(database, now)
    async with database.transaction() as session:
        await jobs.bury(session, old or 0, owner="worker", now=now, error="550")
    await claimed(database, now)

    async with database.transaction() as session:
        await jobs.redrive(session, old or 0, now)

    assert await claimed_ids(database, now) == []
    await ended(database, young, now)
    assert await claimed_ids(database, now) == [old]


async def test_what_was_done_lately_is_told_by_its_kind(database: Database, now: datetime) -> None:
    for place, done in enumerate((now, now + SECOND)):
        await put(database, now, f"mail{place}")
        [job_id] = await claimed_ids(database, now)
        await ended(database, job_id, done)
    await put(database, now, "waiting")

    async with database.snapshot() as session:
        mails = await jobs.done_since(session, "mail", now)
        chats = await jobs.done_since(session, "telegram", now)

    assert (mails, chats) == ([now + SECOND], [])


async def test_the_next_due_moment_is_known_ahead(database: Database, now: datetime) -> None:
    nothing = await due(database)
    await put(database, now, "a", due_at=now + 2 * SECOND)
    await put(database, now, "b", due_at=now + SECOND)
    await put(database, now, "c", kind="match", due_at=now)

    assert (nothing, await due(database)) == (None, now + SECOND)


async def test_the_end_of_a_lease_is_the_next_moment_when_nothing_else_waits(
    database: Database, now: datetime
) -> None:
    await put(database, now)
    await put(database, now)
    await claimed(database, now)

    assert await due(database) == now + LEASE


async def test_four_workers_do_each_job_once_and_each_destination_in_order(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        for n in range(200):
            await jobs.enqueue(
                session, kind="mail", destination=f"chat {n % 20}", payload={"n": n}, due_at=now, now=now
            )
    at_work: Counter[str] = Counter()
    order: dict[str, list[object]] = {}

    async def work(owner: str) -> None:
        while await due(database):
            for job in await claimed(database, now, owner=owner):
                at_work[job.destination] += 1
                assert at_work[job.destination] == 1
                order.setdefault(job.destination, []).append(job.payload["n"])
                await asyncio.sleep(0)
                at_work[job.destination] -= 1
                await ended(database, job.id, now, owner=owner)

    await asyncio.gather(*(work(f"worker {n}") for n in range(4)))

    assert order == {f"chat {n}": list(range(n, 200, 20)) for n in range(20)}


@given(attempts=st.integers(-1, 50), job_id=st.integers(0, 10**9))
def test_waits_stay_between_their_step_and_a_quarter_more(attempts: int, job_id: int) -> None:
    step = BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1]

    assert step <= backoff(attempts, job_id) < step * 1.25


def test_jobs_that_failed_together_do_not_all_come_back_together() -> None:
    assert len({backoff(1, job_id) for job_id in range(100)}) == 100
