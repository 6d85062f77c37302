import asyncio
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from storage import inbox
from storage.database import Database
from storage.inbox import Arrival
from storage.leases import LeaseLostError
from storage.mail import Inbox
from storage.states import InboxStatus

LEASE = timedelta(minutes=1)


def arrival(now: datetime, external_id: str, stream: str = "afi@ministry.example") -> Arrival:
    return Arrival("mail", external_id, stream, f"text {external_id}".encode(), {"peer": "127.0.0.1"}, now)


async def keep(database: Database, *arrivals: Arrival) -> int:
    async with database.transaction() as session:
        return await inbox.store_many(session, arrivals)


async def claimed(
    database: Database, now: datetime, *, owner: str = "worker", limit: int = 100
) -> list[Inbox]:
    async with database.transaction() as session:
        return await inbox.claim(session, owner=owner, now=now, lease=LEASE, limit=limit)


async def claimed_names(database: Database, now: datetime, *, owner: str = "worker") -> list[str]:
    return [row.external_id for row in await claimed(database, now, owner=owner)]


async def finished(database: Database, row: Inbox, now: datetime, *, owner: str = "worker") -> None:
    async with database.transaction() as session:
        await inbox.finish(session, row.id or 0, owner=owner, now=now, note="new request")


async def failed(database: Database, row: Inbox, now: datetime) -> bool:
    async with database.transaction() as session:
        return await inbox.fail(session, row.id or 0, owner="worker", now=now, error="KeyError: 'x'")


async def the_row(database: Database) -> Inbox:
    async with database.snapshot() as session:
        return (await session.exec(select(Inbox))).one()


async def test_a_message_is_kept_as_it_came(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        stored = await inbox.store(
            session,
            channel="mail",
            external_id="a1",
            stream="afi@ministry.example",
            payload=b"\x00raw\xff",
            envelope={"rcpt_to": ["muster@facility.example"]},
            received_at=now,
        )

    row = await the_row(database)
    assert stored
    assert row.model_dump() == {
        "id": 1,
        "channel": "mail",
        "external_id": "a1",
        "stream": "afi@ministry.example",
        "payload": b"\x00raw\xff",
        "envelope": {"rcpt_to": ["muster@facility.example"]},
        "received_at": now,
        "status": InboxStatus.WAITING,
        "attempts": 0,
        "lease_owner": None,
        "lease_until": None,
        "done_at": None,
        "last_error": "",
        "note": "",
    }


async def test_a_repeat_is_dropped(database: Database, now: datetime) -> None:
    first = await keep(database, arrival(now, "a"), arrival(now, "b"))

    again = await keep(database, arrival(now, "b"), arrival(now, "c"), arrival(now, "c"))

    assert (first, again) == (2, 1)


async def test_the_same_id_in_two_channels_is_two_messages(database: Database, now: datetime) -> None:
    telegram = Arrival("telegram", "a", "telegram:1", b"{}", {}, now)

    assert await keep(database, arrival(now, "a"), telegram) == 2


async def test_a_message_delivered_twice_at_the_same_moment_is_kept_once(
    database: Database, now: datetime
) -> None:
    stored = await asyncio.gather(*(keep(database, arrival(now, "a")) for _ in range(8)))

    assert sorted(stored) == [0] * 7 + [1]


async def test_nothing_is_kept_of_an_empty_batch(database: Database) -> None:
    assert await keep(database) == 0


async def test_a_message_is_claimed_by_one_worker_only(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a"))

    first = await claimed(database, now, owner="first")
    second = await claimed(database, now, owner="second")

    assert [(row.external_id, row.attempts, row.lease_owner) for row in first] == [("a", 1, "first")]
    assert second == []


async def test_of_each_stream_only_the_oldest_message_is_given_out(database: Database, now: datetime) -> None:
    await keep(
        database,
        arrival(now, "a1", "a"),
        arrival(now, "a2", "a"),
        arrival(now, "b1", "b"),
        arrival(now, "b2", "b"),
    )

    first = await claimed(database, now)
    await finished(database, first[0], now)

    assert [row.external_id for row in first] == ["a1", "b1"]
    assert await claimed_names(database, now) == ["a2"]


async def test_no_more_are_given_out_than_asked_for(database: Database, now: datetime) -> None:
    await keep(database, *(arrival(now, f"{n}", f"stream {n}") for n in range(5)))

    assert [row.external_id for row in await claimed(database, now, limit=2)] == ["0", "1"]


async def test_a_finished_message_is_not_given_out_again(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a"))
    [row] = await claimed(database, now)

    await finished(database, row, now)

    assert await claimed(database, now + 2 * LEASE) == []
    done = await the_row(database)
    assert (done.status, done.done_at, done.note) == (InboxStatus.DONE, now, "new request")


async def test_a_dead_workers_message_is_taken_over_when_its_lease_ends(
    database: Database, now: datetime
) -> None:
    await keep(database, arrival(now, "a"))
    await claimed(database, now, owner="dead")

    too_early = await claimed_names(database, now + LEASE - timedelta(seconds=1), owner="heir")
    in_time = await claimed_names(database, now + LEASE, owner="heir")

    assert (too_early, in_time) == ([], ["a"])


async def test_whoever_lost_the_lease_cannot_finish(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a"))
    [row] = await claimed(database, now, owner="slow")
    await claimed(database, now + LEASE, owner="heir")

    with pytest.raises(LeaseLostError):
        await finished(database, row, now + LEASE, owner="slow")
    await finished(database, row, now + LEASE, owner="heir")

    with pytest.raises(LeaseLostError):
        await finished(database, row, now + LEASE, owner="heir")


async def test_whoever_lost_the_lease_cannot_fail_it_either(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a"))
    [row] = await claimed(database, now)
    await claimed(database, now + LEASE, owner="heir")

    with pytest.raises(LeaseLostError):
        await failed(database, row, now)


async def test_a_message_that_fails_three_times_is_dead_and_its_text_kept(
    database: Database, now: datetime
) -> None:
    await keep(database, arrival(now, "a"))

    tries = [await failed(database, row, now) for _ in range(3) for row in await claimed(database, now)]

    async with database.snapshot() as session:
        [dead] = await inbox.dead(session)
    assert tries == [False, False, True]
    assert (dead.payload, dead.last_error, dead.done_at) == (b"text a", "KeyError: 'x'", now)
    assert await claimed(database, now + 2 * LEASE) == []


async def test_a_failed_message_can_wait_before_its_next_try(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a1"), arrival(now, "a2"))
    [row] = await claimed(database, now)

    async with database.transaction() as session:
        later = timedelta(seconds=5)
        await inbox.fail(session, row.id or 0, owner="worker", now=now, error="busy", after=later)

    assert await claimed_names(database, now) == []
    assert await claimed_names(database, now + later) == ["a1"]


async def test_a_message_that_kills_the_process_each_time_is_dead_after_six(
    database: Database, now: datetime
) -> None:
    await keep(database, arrival(now, "poison"), arrival(now, "next"))

    most = inbox.MAX_CLAIMS
    tries = [await claimed_names(database, now + n * LEASE) for n in range(most + 1)]
    async with database.transaction() as session:
        await inbox.give_up(session, now=now + most * LEASE)
    tries.append(await claimed_names(database, now + most * LEASE))

    async with database.snapshot() as session:
        [dead] = await inbox.dead(session)
    assert tries == [*([["poison"]] * most), [], ["next"]]
    assert (dead.external_id, dead.last_error) == ("poison", "the process ended during each try")


async def test_those_given_up_are_named_once_so_that_an_officer_is_told(
    database: Database, now: datetime
) -> None:
    await keep(database, arrival(now, "poison"))
    most = inbox.MAX_CLAIMS
    for n in range(most):
        await claimed(database, now + n * LEASE)

    async with database.transaction() as session:
        still_tried = await inbox.give_up(session, now=now + (most - 1) * LEASE)
        given_up = await inbox.give_up(session, now=now + most * LEASE)
        again = await inbox.give_up(session, now=now + most * LEASE)

    assert [[row.external_id for row in rows] for rows in (still_tried, given_up, again)] == [
        [],
        ["poison"],
        [],
    ]


async def test_the_last_error_of_a_message_survives_giving_up(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a"))
    for _ in range(2):
        [row] = await claimed(database, now)
        await failed(database, row, now)
    await claimed(database, now)

    await claimed(database, now + LEASE)

    assert (await the_row(database)).last_error == "KeyError: 'x'"


async def test_a_dead_message_can_be_driven_again(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a"))
    for _ in range(3):
        [row] = await claimed(database, now)
        await failed(database, row, now)

    async with database.transaction() as session:
        driven = [await inbox.redrive(session, row.id or 0) for _ in range(2)]

    assert driven == [True, False]
    assert [(r.external_id, r.attempts) for r in await claimed(database, now)] == [("a", 1)]


async def test_a_message_driven_again_waits_for_a_younger_one_of_its_stream_that_is_worked_on(
    database: Database, now: datetime
) -> None:
    await keep(database, arrival(now, "old"), arrival(now, "young"))
    for _ in range(3):
        [old] = await claimed(database, now)
        await failed(database, old, now)
    [young] = await claimed(database, now)

    async with database.transaction() as session:
        await inbox.redrive(session, old.id or 0)

    assert young.external_id == "young"
    assert await claimed_names(database, now) == []
    await finished(database, young, now)
    assert await claimed_names(database, now) == ["old"]


async def test_the_unfinished_are_counted(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a", "a"), arrival(now, "b", "b"), arrival(now, "c", "c"))
    [row, *_] = await claimed(database, now)
    await finished(database, row, now)

    async with database.snapshot() as session:
        assert (await inbox.waiting(session), await inbox.waiting(session, stream="b")) == (2, 1)


async def test_four_workers_handle_each_message_once_and_each_stream_in_order(
    database: Database, now: datetime
) -> None:
    await keep(database, *(arrival(now, f"{n}", f"stream {n % 10}") for n in range(100)))
    at_work: Counter[str] = Counter()
    order: dict[str, list[int]] = {}

    async def work(owner: str) -> None:
        while rows := await claimed(database, now, owner=owner, limit=3):
            for row in rows:
                at_work[row.stream] += 1
                assert at_work[row.stream] == 1
                order.setdefault(row.stream, []).append(int(row.external_id))
            await asyncio.sleep(0)
            for row in rows:
                at_work[row.stream] -= 1
                await finished(database, row, now, owner=owner)

    async def work_until_all_is_done(owner: str) -> None:
        while await unfinished(database):
            await work(owner)

    await asyncio.gather(*(work_until_all_is_done(f"worker {n}") for n in range(4)))

    assert order == {f"stream {n}": list(range(n, 100, 10)) for n in range(10)}


async def unfinished(database: Database) -> int:
    async with database.snapshot() as session:
        return await inbox.waiting(session)


async def test_ids_grow_in_the_order_of_a_batch(database: Database, now: datetime) -> None:
    await keep(database, *(arrival(now, f"{n}") for n in range(50)))

    async with database.snapshot() as session:
        names = (await session.exec(select(Inbox.external_id).order_by(col(Inbox.id)))).all()

    assert names == [f"{n}" for n in range(50)]


async def test_a_message_that_was_put_off_waits_without_losing_a_try(
    database: Database, now: datetime
) -> None:
    await keep(database, arrival(now, "a1"), arrival(now, "a2"), arrival(now, "b1", stream="b"))
    after = timedelta(minutes=1)

    for _ in range(inbox.MAX_ATTEMPTS + 1):
        row = (await claimed(database, now))[0]
        async with database.transaction() as session:
            await inbox.put_off(
                session, row.id or 0, owner="worker", now=now, after=after, reason="scanner away"
            )
        assert await claimed_names(database, now + after / 2, owner="other") in (["b1"], [])
        now += after

    [first] = [row for row in await claimed(database, now) if row.external_id == "a1"]
    assert (first.attempts, first.last_error) == (1, "scanner away")


async def test_only_who_holds_a_message_can_put_it_off(database: Database, now: datetime) -> None:
    await keep(database, arrival(now, "a1"))
    [row] = await claimed(database, now)

    with pytest.raises(LeaseLostError):
        async with database.transaction() as session:
            await inbox.put_off(
                session, row.id or 0, owner="other", now=now, after=LEASE, reason="scanner away"
            )
