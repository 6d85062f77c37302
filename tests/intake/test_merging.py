"""Merging requests: both codes go on, one decision counts, nothing goes in circles."""

import asyncio
from datetime import datetime

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.merging import CannotBeMerged, Merged, MergedBefore, merge, merge_target
from storage.database import Database
from storage.queries import request_by_code
from storage.requests import Request
from storage.states import RequestStatus
from tests.factories import add_officer, add_request
from tests.storage.locks import until_somebody_waits_for_a_lock

R = RequestStatus


async def pair(
    session: AsyncSession, first: RequestStatus = R.RECEIVED, second: RequestStatus = R.ELIGIBLE
) -> tuple[Request, Request]:
    await add_officer(session)
    one = await add_request(session, code="2026-01", status=first)
    return one, await add_request(session, code="2026-02", status=second)


async def test_a_merged_request_points_to_the_one_that_stands_for_it(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        one, other = await pair(session)

        done = await merge(session, one.id or 0, other.id or 0, actor="officer:1", now=now)

        assert isinstance(done, Merged)
        assert (one.status, one.merged_into, other.status) == (R.MERGED, "2026-02", R.ELIGIBLE)
        found = await request_by_code(session, "2026-01")
        assert found is one


async def test_a_target_that_was_merged_itself_stands_for_where_it_went(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        one, other = await pair(session)
        third = await add_request(session, code="2026-03", status=R.RECEIVED)
        await merge(session, other.id or 0, third.id or 0, actor="officer:1", now=now)

        await merge(session, one.id or 0, other.id or 0, actor="officer:1", now=now)

        assert (one.merged_into, await merge_target(session, one.id or 0)) == ("2026-03", third)


async def test_two_requests_cannot_be_merged_into_each_other(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        one, other = await pair(session)
        await merge(session, one.id or 0, other.id or 0, actor="officer:1", now=now)

        back = await merge(session, other.id or 0, one.id or 0, actor="officer:1", now=now)

        assert back == CannotBeMerged()
        assert other.status is R.ELIGIBLE


async def test_the_second_officer_hears_who_merged_it(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        one, other = await pair(session)
        await merge(session, one.id or 0, other.id or 0, actor="officer:1", now=now)

        again = await merge(session, one.id or 0, other.id or 0, actor="officer:2", now=now)

        assert again == MergedBefore(one, "officer:1", now)


@pytest.mark.parametrize("status", [R.FORMULATED, R.APPROVED, R.COMPLETED, R.REJECTED, R.CLOSED])
async def test_a_request_with_a_mission_or_an_end_is_not_merged(
    database: Database, now: datetime, status: RequestStatus
) -> None:
    async with database.transaction() as session:
        one, other = await pair(session, first=status)

        assert (
            await merge(session, one.id or 0, other.id or 0, actor="officer:1", now=now) == CannotBeMerged()
        )
        assert (one.status, one.merged_into) == (status, None)


@pytest.mark.parametrize("status", [R.DRAFT, R.REJECTED, R.CLOSED, R.REPLACED])
async def test_nothing_is_merged_into_what_is_over(
    database: Database, now: datetime, status: RequestStatus
) -> None:
    async with database.transaction() as session:
        one, other = await pair(session, second=status)

        assert (
            await merge(session, one.id or 0, other.id or 0, actor="officer:1", now=now) == CannotBeMerged()
        )


async def test_nothing_is_merged_into_itself_or_into_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        one, _ = await pair(session)

        assert await merge(session, one.id or 0, one.id or 0, actor="officer:1", now=now) == CannotBeMerged()
        assert await merge(session, one.id or 0, 99, actor="officer:1", now=now) == CannotBeMerged()
        assert await merge(session, 99, one.id or 0, actor="officer:1", now=now) == CannotBeMerged()


async def test_two_merges_crosswise_at_once_leave_one_request_standing(
    postgresql_database: Database, now: datetime
) -> None:
    transaction = postgresql_database.transaction
    async with transaction() as session:
        ids = [
            (await add_request(session, code=f"2026-0{n}", status=RequestStatus.RECEIVED)).id or 0
            for n in (1, 2)
        ]
        await add_officer(session)
    merged = asyncio.Event()

    async def first() -> object:
        async with transaction() as session:
            done = await merge(session, ids[0], ids[1], actor="officer:1", now=now)
            merged.set()
            await until_somebody_waits_for_a_lock(postgresql_database)
            return done

    async def second() -> object:
        await merged.wait()
        async with transaction() as session:
            return await merge(session, ids[1], ids[0], actor="officer:1", now=now)

    done, refused = await asyncio.gather(first(), second())

    assert (type(done), refused) == (Merged, CannotBeMerged())
    async with transaction() as session:
        rows = [await session.get_one(Request, request_id) for request_id in ids]
    assert [row.status for row in rows] == [RequestStatus.MERGED, RequestStatus.RECEIVED]
