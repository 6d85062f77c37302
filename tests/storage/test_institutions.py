import asyncio
from datetime import datetime

import pytest
from sqlmodel import select

from storage.database import Database
from storage.institutions import find_or_add_contact, find_or_add_institution, institution_key
from storage.people import Contact, Institution
from storage.queries import contact_by_email
from tests.factories import add_contact


@pytest.mark.parametrize(
    "other",
    [
        "Ministère de la Santé",
        "MINISTERE DE LA SANTE",
        "  ministère  de la\tsanté ",
        "Ministère de la Santé.",
    ],
)
def test_the_same_name_written_otherwise_has_the_same_key(other: str) -> None:
    assert institution_key(other) == "ministere de la sante"


async def test_an_institution_is_added_once_and_keeps_its_first_spelling(database: Database) -> None:
    async with database.transaction() as session:
        first = await find_or_add_institution(session, "Ministère de la  Santé", "TG")
        again = await find_or_add_institution(session, "MINISTERE DE LA SANTE", "TG")

    assert (again.id, again.name) == (first.id, "Ministère de la Santé")


async def test_the_same_name_in_another_country_is_another_institution(database: Database) -> None:
    async with database.transaction() as session:
        togo = await find_or_add_institution(session, "Ministry of Labour", "TG")
        benin = await find_or_add_institution(session, "Ministry of Labour", "BJ")

    assert togo.id != benin.id


async def test_a_name_of_signs_only_is_still_a_name(database: Database) -> None:
    async with database.transaction() as session:
        signs = await find_or_add_institution(session, "???", "TG")
        others = await find_or_add_institution(session, "!!!", "TG")

    assert signs.id != others.id


async def test_an_institution_asked_for_by_many_at_once_is_added_once(database: Database) -> None:
    async def ask() -> int | None:
        async with database.transaction() as session:
            return (await find_or_add_institution(session, "Ministry of Labour", "TG")).id

    ids = await asyncio.gather(*(ask() for _ in range(8)))

    async with database.snapshot() as session:
        assert len((await session.exec(select(Institution))).all()) == 1
    assert len(set(ids)) == 1


async def test_who_writes_again_is_the_same_contact(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        first = await find_or_add_contact(session, now=now, email="Afi@Ministry.example ", language="fr")
        again = await find_or_add_contact(session, now=now, email="afi@ministry.example", language="en")

    assert (again.id, again.email, again.language) == (first.id, "afi@ministry.example", "fr")


async def test_blanks_are_filled_in_and_nothing_is_written_over(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        place = await find_or_add_institution(session, "Ministry of Labour", "TG")
        await find_or_add_contact(session, now=now, email="afi@ministry.example", name="Afi Mensah")
        contact = await find_or_add_contact(
            session,
            now=now,
            email="afi@ministry.example",
            name="Somebody Else",
            phone="+228 00",
            institution_id=place.id,
        )

    assert (contact.name, contact.phone, contact.institution_id) == ("Afi Mensah", "+228 00", place.id)


async def test_a_chat_is_the_same_contact_whatever_address_is_typed(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        first = await find_or_add_contact(session, now=now, chat="telegram:1", email="afi@ministry.example")
        again = await find_or_add_contact(session, now=now, chat="telegram:1", email="other@ministry.example")

    assert (again.id, again.email) == (first.id, "afi@ministry.example")


async def test_an_address_typed_in_a_chat_does_not_lead_to_its_owner(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        owner = await find_or_add_contact(session, now=now, email="afi@ministry.example")
        claimant = await find_or_add_contact(
            session, now=now, chat="telegram:1", email="afi@ministry.example"
        )

    assert claimant.id != owner.id
    assert (owner.email, claimant.email) == ("afi@ministry.example", None)


async def test_an_address_typed_in_a_chat_gives_way_to_who_writes_from_it(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        claimant = await find_or_add_contact(
            session, now=now, chat="telegram:1", email="afi@ministry.example"
        )
        before = await contact_by_email(session, "afi@ministry.example")
        owner = await find_or_add_contact(session, now=now, email="afi@ministry.example")

    async with database.snapshot() as session:
        emails = dict((await session.exec(select(Contact.chat, Contact.email))).all())
    assert before is None
    assert owner.id != claimant.id
    assert emails == {"telegram:1": None, None: "afi@ministry.example"}


async def test_a_proven_address_leads_to_the_contact_of_the_chat(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        known = await add_contact(session, chat="telegram:1", email="afi@ministry.example", verified=True)
        contact = await find_or_add_contact(session, now=now, email="AFI@ministry.example")

    assert contact.id == known.id
