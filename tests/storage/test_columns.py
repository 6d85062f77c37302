from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import select

from storage.columns import NaiveDatetimeError
from storage.database import Database
from storage.people import Officer
from storage.requests import Request
from storage.states import RequestStatus, Role
from tests.factories import add_officer, add_request


async def test_an_instant_comes_back_aware_and_equal_whatever_its_zone_was(
    database: Database, now: datetime
) -> None:
    in_lome = now.astimezone(timezone(timedelta(hours=5, minutes=30)))
    async with database.transaction() as session:
        await add_officer(session, created_at=in_lome)

    async with database.snapshot() as session:
        officer = (await session.exec(select(Officer))).one()

    assert officer.created_at == now
    assert officer.created_at.utcoffset() == timedelta(0)


async def test_a_naive_datetime_is_refused(database: Database, now: datetime) -> None:
    with pytest.raises(StatementError) as caught:
        async with database.transaction() as session:
            await add_officer(session, created_at=now.replace(tzinfo=None))

    assert isinstance(caught.value.orig, NaiveDatetimeError)


async def test_a_missing_instant_stays_missing(database: Database) -> None:
    async with database.transaction() as session:
        await add_request(session)

    async with database.snapshot() as session:
        assert (await session.exec(select(Request.received_at))).one() is None


async def test_a_status_is_stored_as_its_word_and_comes_back_as_its_member(database: Database) -> None:
    async with database.transaction() as session:
        await add_request(session, status=RequestStatus.ON_HOLD)
        await add_officer(session, role=Role.APPROVER)

    async with database.snapshot() as session:
        connection = await session.connection()
        words = (await connection.execute(text("SELECT status, role FROM requests, officers"))).one()
        request = (await session.exec(select(Request))).one()

    assert tuple(words) == ("on_hold", "approver")
    assert request.status is RequestStatus.ON_HOLD


async def test_instants_are_compared_as_instants(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_request(session, title="before", created_at=now - timedelta(microseconds=1))
        await add_request(session, title="at", created_at=now)
        await add_request(session, title="after", created_at=now + timedelta(seconds=1))

    async with database.snapshot() as session:
        elsewhere = now.astimezone(timezone(timedelta(hours=-11)))
        due = (await session.exec(select(Request.title).where(Request.created_at <= elsewhere))).all()

    assert due == ["before", "at"]
