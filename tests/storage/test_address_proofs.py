from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from storage.address_proofs import (
    LASTS,
    MOST_A_DAY,
    MOST_TO_ADDRESS,
    MOST_TRIES,
    AddressProof,
    Wrong,
    begin_proof,
    finish_proof,
)
from storage.database import Database
from tests.factories import add_contact

SECRET = b"a secret of the facility"
ADDRESS = "salma@ministry.example"


async def begun(
    database: Database, now: datetime, *, email: str = ADDRESS, contact_id: int = 1
) -> str | None:
    async with database.transaction() as session:
        return await begin_proof(session, contact_id, email, secret=SECRET, now=now)


async def finished(database: Database, code: str, now: datetime, *, contact_id: int = 1) -> str | Wrong:
    async with database.transaction() as session:
        return await finish_proof(session, contact_id, code, secret=SECRET, now=now)


@pytest.fixture(autouse=True)
async def people(database: Database) -> None:
    async with database.transaction() as session:
        for number in range(MOST_TO_ADDRESS + 2):
            await add_contact(session, email=None, chat=f"telegram:{number}")


def other_than(code: str | None) -> str:
    return "000000" if code != "000000" else "111111"


async def test_the_six_digits_prove_the_address_once(database: Database, now: datetime) -> None:
    code = await begun(database, now) or ""

    assert (len(code), code.isdecimal()) == (6, True)
    assert await finished(database, code, now) == ADDRESS
    assert await finished(database, code, now) is Wrong.NONE


async def test_the_digits_are_kept_only_as_a_keyed_hash(database: Database, now: datetime) -> None:
    code = await begun(database, now) or ""

    async with database.snapshot() as session:
        stored = (await session.exec(select(AddressProof))).one()
    assert code not in stored.code_hash
    assert len(stored.code_hash) == 64


async def test_nobody_else_can_use_the_code(database: Database, now: datetime) -> None:
    code = await begun(database, now) or ""

    assert await finished(database, code, now, contact_id=2) is Wrong.NONE


async def test_a_code_is_good_for_half_an_hour(database: Database, now: datetime) -> None:
    code = await begun(database, now) or ""

    assert await finished(database, code, now + LASTS) is Wrong.LATE


async def test_after_five_wrong_tries_the_right_code_is_too_late(database: Database, now: datetime) -> None:
    code = await begun(database, now) or ""

    tries = [await finished(database, other_than(code), now) for _ in range(MOST_TRIES)]

    assert tries == [Wrong.DIGITS] * (MOST_TRIES - 1) + [Wrong.TRIES]
    assert await finished(database, code, now) is Wrong.TRIES


async def test_a_new_code_ends_the_one_before(database: Database, now: datetime) -> None:
    first = await begun(database, now) or ""
    second = await begun(database, now) or ""

    if first != second:
        assert await finished(database, first, now) is Wrong.DIGITS
    assert await finished(database, second, now) == ADDRESS


async def test_so_many_codes_a_day_go_to_one_address(database: Database, now: datetime) -> None:
    for number in range(MOST_TO_ADDRESS):
        assert await begun(database, now, contact_id=number + 1) is not None

    last = MOST_TO_ADDRESS + 1
    assert await begun(database, now, contact_id=last) is None
    assert await begun(database, now + timedelta(days=1, seconds=1), contact_id=last) is not None


async def test_one_stranger_keeps_no_owner_of_an_address_from_a_code(
    database: Database, now: datetime
) -> None:
    while await begun(database, now, contact_id=1):
        pass

    assert await begun(database, now, contact_id=2) is not None


async def test_so_many_codes_a_day_are_asked_for_by_one_person(database: Database, now: datetime) -> None:
    for number in range(MOST_A_DAY):
        assert await begun(database, now, email=f"{number}@ministry.example") is not None

    assert await begun(database, now, email="another@ministry.example") is None


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３４５６", "0" * 20, "\ud800"])
async def test_what_is_no_code_is_a_wrong_one(database: Database, now: datetime, code: str) -> None:
    await begun(database, now)

    assert await finished(database, code, now) is Wrong.DIGITS
