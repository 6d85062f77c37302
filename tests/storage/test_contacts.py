from datetime import datetime

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.contacts import is_free_mail, prove_address, trust
from storage.database import Database
from storage.institutions import find_or_add_institution
from storage.newsletters import Consent, subscribe, subscription_of, unsubscribe
from storage.people import Contact
from storage.queries import contact_by_chat, contact_by_email, requests_of_contact
from tests.factories import add_contact, add_request

CHAT, ADDRESS = "telegram:1", "salma@ministry.example"


async def in_chat(session: AsyncSession, **values: object) -> Contact:
    return await add_contact(session, **{"chat": CHAT, "email": None, "name": "Salma", **values})


async def test_an_address_nobody_has_is_theirs(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        contact = await prove_address(session, await in_chat(session), ADDRESS, now=now)

        found = await contact_by_email(session, ADDRESS)
    assert (contact.chat, contact.email, contact.proven_at) == (CHAT, ADDRESS, now)
    assert found is not None


async def test_the_one_known_by_mail_stays_and_gets_chat_and_requests(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        began = await in_chat(session, phone="+228 1")
        known = await add_contact(session, email=ADDRESS, chat=None, name="Salma Khamis", phone="")
        theirs = await add_request(session, contact_id=known.id)
        told = await add_request(session, contact_id=began.id)

        contact = await prove_address(session, began, ADDRESS, now=now)

        assert contact.id == known.id
        assert (contact.name, contact.phone, contact.chat) == ("Salma Khamis", "+228 1", CHAT)
        requests = await requests_of_contact(session, known.id or 0)
        assert {one.id for one in requests} == {theirs.id, told.id}
        assert (began.chat, began.email) == (None, None)


@pytest.mark.parametrize(("proven", "left"), [(True, True), (False, False)])
async def test_a_newsletter_left_at_one_address_is_left_at_the_other(
    database: Database, now: datetime, *, proven: bool, left: bool
) -> None:
    other = "salma@home.example"
    async with database.transaction() as session:
        for address in (other, ADDRESS):
            await subscribe(session, Consent(address, "workshop", "operator"), now=now)
        gone = await subscription_of(session, other)
        assert gone is not None
        await unsubscribe(session, gone, by="reader", now=now)
        began = await in_chat(session, email=other, proven_at=now if proven else None)
        await add_contact(session, email=ADDRESS, chat=None)

        await prove_address(session, began, ADDRESS, now=now)

        kept = await subscription_of(session, ADDRESS)
    assert kept is not None
    assert (kept.unsubscribed_at is not None) == left


async def test_another_chat_that_only_claimed_the_address_loses_it(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        thief = await add_contact(session, email=ADDRESS, chat="telegram:666", verified=False)

        contact = await prove_address(session, await in_chat(session), ADDRESS, now=now)

        assert (thief.email, thief.chat) == (None, "telegram:666")
        assert (contact.chat, contact.email) == (CHAT, ADDRESS)


async def test_the_newer_chat_takes_the_place_of_the_older(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        known = await add_contact(session, email=ADDRESS, chat="telegram:2", verified=True)

        contact = await prove_address(session, await in_chat(session), ADDRESS, now=now)

        assert (contact.id, contact.chat) == (known.id, CHAT)
        assert await contact_by_chat(session, "telegram:2") is None


async def test_who_is_believed_for_one_institution_is_not_for_another(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        labour = await find_or_add_institution(session, "Ministry of Labour", "TG")
        welfare = await find_or_add_institution(session, "Ministry of Social Welfare", "TZ")
        began = await in_chat(session, institution_id=labour.id, verified=True)
        elsewhere = await add_request(
            session, contact_id=began.id, institution_id=welfare.id, channel="telegram", verified=False
        )
        known = await add_contact(session, email=ADDRESS, chat=None, institution_id=welfare.id)

        assert await trust(session, began)
        await session.refresh(elsewhere)
        contact = await prove_address(session, began, ADDRESS, now=now)

        assert (contact.id, contact.institution_id, contact.verified) == (known.id, welfare.id, False)
        assert not elsewhere.verified


async def test_who_is_believed_stays_so_with_an_address_that_names_no_institution(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        labour = await find_or_add_institution(session, "Ministry of Labour", "TG")
        began = await in_chat(session, institution_id=labour.id, verified=True)
        await add_contact(session, email=ADDRESS, chat=None)

        contact = await prove_address(session, began, ADDRESS, now=now)

    assert (contact.institution_id, contact.verified) == (labour.id, True)


@pytest.mark.parametrize(
    ("domain", "free"),
    [
        ("gmail.com", True),
        ("yahoo.co.uk", True),
        ("hotmail.fr", True),
        ("mail.gmx.at", True),
        ("uol.com.br", True),
        ("web.de", True),
        ("mail.ru", True),
        ("163.com", True),
        ("t-online.de", True),
        ("ministry.example", False),
        ("labour.gouv.tg", False),
        ("mail.gov.tg", False),
        ("ministry.co.tz", False),
        ("localhost", False),
        ("com", False),
        ("co.uk", False),
    ],
)
def test_free_mail_is_known_by_its_name_under_any_ending(domain: str, *, free: bool) -> None:
    assert is_free_mail(domain) is free


async def test_an_address_proven_twice_changes_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        contact = await prove_address(session, await in_chat(session), ADDRESS, now=now)

        again = await prove_address(session, contact, ADDRESS, now=now)

        assert again.id == contact.id
        assert len((await session.exec(select(Contact))).all()) == 1


@pytest.mark.parametrize(
    ("address", "colleague", "verified", "believed"),
    [
        ("salma@ministry.example", "olu@ministry.example", True, True),
        ("salma@ministry.example", "olu@ministry.example", False, False),
        ("salma@ministry.example", "olu@elsewhere.example", True, False),
        ("salma@sub.ministry.example", "olu@ministry.example", True, False),
        ("salma@gmail.com", "olu@gmail.com", True, False),
    ],
)
async def test_a_domain_tells_the_institution_only_where_somebody_believed_has_it(
    database: Database, now: datetime, address: str, colleague: str, *, verified: bool, believed: bool
) -> None:
    async with database.transaction() as session:
        institution = await find_or_add_institution(session, "Ministry", "TG")
        await add_contact(session, email=colleague, institution_id=institution.id, verified=verified)
        contact = await in_chat(session, institution_id=institution.id)
        theirs = {"contact_id": contact.id, "institution_id": institution.id, "verified": False}
        request = await add_request(session, **theirs, channel="telegram")
        by_mail = await add_request(session, **theirs, channel="mail")

        contact = await prove_address(session, contact, address, now=now)

        assert await trust(session, contact) is believed
        await session.refresh(request)
        await session.refresh(by_mail)
        assert (request.verified, by_mail.verified) == (believed, False)


async def test_an_address_that_was_only_told_proves_nothing(database: Database) -> None:
    async with database.transaction() as session:
        institution = await find_or_add_institution(session, "Ministry", "TG")
        await add_contact(session, email="olu@ministry.example", institution_id=institution.id, verified=True)
        contact = await in_chat(session, institution_id=institution.id, email=ADDRESS)

        assert not await trust(session, contact)
