from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from storage.database import Database
from storage.institutions import find_or_add_institution
from storage.partner_links import PREFIX, PartnerInvitation, invite_partner, redeem_partner


async def invited(database: Database, now: datetime) -> str:
    async with database.transaction() as session:
        institution = await find_or_add_institution(session, "CNSS", "TG")
        return await invite_partner(
            session,
            institution_id=institution.id or 0,
            name="Ama Koffi",
            email=None,
            invited_by="officer:1",
            expires_at=now + timedelta(days=1),
        )


async def redeemed(database: Database, secret: str, now: datetime) -> str | None:
    async with database.transaction() as session:
        found = await redeem_partner(session, secret, now=now)
        return found.name if found else None


async def test_a_link_is_good_once(database: Database, now: datetime) -> None:
    secret = await invited(database, now)

    assert await redeemed(database, secret, now) == "Ama Koffi"
    assert await redeemed(database, secret, now) is None


async def test_a_link_ends(database: Database, now: datetime) -> None:
    assert await redeemed(database, await invited(database, now), now + timedelta(days=1)) is None


async def test_a_link_fits_telegram_and_only_its_hash_is_kept(database: Database, now: datetime) -> None:
    secret = await invited(database, now)

    async with database.snapshot() as session:
        stored = (await session.exec(select(PartnerInvitation))).one()
    assert len(secret) <= 64
    assert secret.removeprefix(PREFIX).replace("-", "").replace("_", "").isalnum()
    assert secret not in stored.model_dump_json()


@pytest.mark.parametrize("secret", ["", PREFIX, "partner-wrong", "\ud800", "x" * 5_000])
async def test_other_words_are_no_link(database: Database, now: datetime, secret: str) -> None:
    await invited(database, now)

    assert await redeemed(database, secret, now) is None
