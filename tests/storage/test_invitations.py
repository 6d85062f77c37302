import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from storage.database import Database
from storage.invitations import invite, redeem
from storage.people import Invitation
from tests.factories import add_officer

DAY = timedelta(days=1)


async def invited(database: Database, now: datetime, **officer: object) -> str:
    async with database.transaction() as session:
        row = await add_officer(session, **officer)
        return await invite(session, row.id or 0, now, now + DAY)


async def redeemed(database: Database, secret: str, now: datetime) -> str | None:
    async with database.transaction() as session:
        officer = await redeem(session, secret, now)
        return officer.email if officer else None


async def test_a_secret_leads_to_its_officer_once(database: Database, now: datetime) -> None:
    secret = await invited(database, now)

    assert await redeemed(database, secret, now) == "olga@facility.example"
    assert await redeemed(database, secret, now) is None


async def test_of_many_who_use_a_secret_at_once_one_gets_in(database: Database, now: datetime) -> None:
    secret = await invited(database, now)

    officers = await asyncio.gather(*(redeemed(database, secret, now) for _ in range(8)))

    assert sorted(officers, key=str) == [None] * 7 + ["olga@facility.example"]


async def test_a_secret_is_worth_nothing_when_its_time_is_over(database: Database, now: datetime) -> None:
    secret = await invited(database, now)

    assert await redeemed(database, secret, now + DAY) is None


@pytest.mark.parametrize("secret", ["", "wrong", "x" * 100_000, "\udcff", "' OR 1=1 --"])
async def test_a_wrong_secret_leads_to_nobody(sqlite_database: Database, now: datetime, secret: str) -> None:
    await invited(sqlite_database, now)

    assert await redeemed(sqlite_database, secret, now) is None


async def test_who_left_the_facility_is_not_let_in(database: Database, now: datetime) -> None:
    secret = await invited(database, now, active=False)

    assert await redeemed(database, secret, now) is None


async def test_a_secret_is_not_used_up_by_another_officer_who_has_a_chat(
    sqlite_database: Database, now: datetime
) -> None:
    secret = await invited(sqlite_database, now)

    async with sqlite_database.transaction() as session:
        piet = await add_officer(session, email="piet@facility.example")
        assert await redeem(session, secret, now, only=piet) is None

    assert await redeemed(sqlite_database, secret, now) == "olga@facility.example"


async def test_a_new_invitation_ends_the_earlier_one(database: Database, now: datetime) -> None:
    earlier = await invited(database, now)
    async with database.transaction() as session:
        secret = await invite(session, 1, now, now + DAY)

    assert await redeemed(database, earlier, now) is None
    assert await redeemed(database, secret, now) == "olga@facility.example"


async def test_the_secret_itself_is_not_stored(sqlite_database: Database, now: datetime) -> None:
    secret = await invited(sqlite_database, now)

    async with sqlite_database.snapshot() as session:
        invitation = (await session.exec(select(Invitation))).one()

    assert len(secret) == 32
    assert secret not in invitation.model_dump_json()


async def test_no_two_secrets_are_alike(sqlite_database: Database, now: datetime) -> None:
    secrets = [await invited(sqlite_database, now, email=f"o{n}@facility.example") for n in range(20)]

    assert len(set(secrets)) == 20
