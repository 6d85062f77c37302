from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.dispatch.invitations import Invitee, add_officer, link_chat
from bot.texts.letter import Letter
from bot.texts.officer_desk import invitation_spent, linked
from bot.texts.people import chat_moved
from storage.chats import block_chat
from storage.database import Database
from storage.journal import JournalEntry
from storage.people import Officer
from storage.queries import officer_by_chat
from storage.states import Role
from tests.bot.dispatch.office import OLGA, post, tray
from tests.factories import add_officer as officer_row

LASTS = timedelta(days=14)
PIET = "piet@facility.example"
SPENT = invitation_spent(language="en")


def person(email: str = OLGA, **values: Any) -> Invitee:
    return Invitee(**{"email": email, "name": "Olga Novak"} | values)


async def invited(database: Database, now: datetime, invitee: Invitee | None = None) -> str:
    async with database.transaction() as session:
        _, secret = await add_officer(session, invitee or person(), language="en", now=now, lasts=LASTS)
    return secret


async def redeem(database: Database, secret: str, now: datetime, chat: str = "telegram:7") -> Letter:
    async with database.transaction() as session:
        letter = await link_chat(post(session, now), secret, chat, language="en")
    assert letter is not None
    return letter


async def chats(database: Database) -> dict[str, str | None]:
    async with database.transaction() as session:
        officers = (await session.exec(select(Officer).order_by(col(Officer.id)))).all()
    return {officer.email: officer.chat for officer in officers}


async def test_invited_officer_is_added_and_the_journal_says_by_whom(
    database: Database, now: datetime
) -> None:
    await invited(database, now, person(role=Role.ADMIN, language="fr"))

    async with database.transaction() as session:
        officer = (await session.exec(select(Officer))).one()
        entry = (await session.exec(select(JournalEntry))).one()
    assert (officer.name, officer.email, officer.role, officer.language, officer.active, officer.chat) == (
        "Olga Novak",
        OLGA,
        Role.ADMIN,
        "fr",
        True,
        None,
    )
    assert (entry.event, entry.actor, entry.subject, entry.facts) == (
        "officer.invited",
        "operator",
        "officer:1",
        {"role": "admin"},
    )


async def test_secret_gives_the_chat_to_its_officer(database: Database, now: datetime) -> None:
    secret = await invited(database, now, person(language="fr"))

    letter = await redeem(database, secret, now)

    assert letter == linked(name="Olga Novak", role=Role.OFFICER, language="fr")
    assert await chats(database) == {OLGA: "telegram:7"}


async def test_link_is_in_the_journal(database: Database, now: datetime) -> None:
    await redeem(database, await invited(database, now), now)

    async with database.transaction() as session:
        entry = (await session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc()))).first()
    assert entry is not None
    assert (entry.event, entry.actor, entry.subject) == ("officer.linked", "officer:1", "officer:1")
    assert "telegram" not in str(entry.facts)


async def test_secret_works_once(database: Database, now: datetime) -> None:
    secret = await invited(database, now)
    await redeem(database, secret, now)

    assert await redeem(database, secret, now, "telegram:666") == SPENT
    assert await chats(database) == {OLGA: "telegram:7"}


@pytest.mark.parametrize("after", [LASTS, LASTS + timedelta(days=1)])
async def test_secret_ends_with_its_time(database: Database, now: datetime, after: timedelta) -> None:
    secret = await invited(database, now)

    assert await redeem(database, secret, now + after) == SPENT
    assert await chats(database) == {OLGA: None}


@pytest.mark.parametrize("secret", ["", "wrong", "x" * 10_000])
async def test_guess_links_nothing(database: Database, now: datetime, secret: str) -> None:
    await invited(database, now)

    assert await redeem(database, secret, now) == SPENT
    assert await chats(database) == {OLGA: None}


async def test_chat_moves_from_one_officer_to_another(database: Database, now: datetime) -> None:
    """One telephone, handed on: from then on its buttons are the new officer's."""
    await redeem(database, await invited(database, now), now)
    secret = await invited(database, now, person(PIET, name="Piet Vos"))

    await redeem(database, secret, now)

    assert await chats(database) == {OLGA: None, PIET: "telegram:7"}
    async with database.transaction() as session:
        holder = await officer_by_chat(session, "telegram:7")
    assert holder is not None
    assert holder.email == PIET


async def test_chat_of_somebody_who_left_can_be_taken_over(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await officer_row(session, email="gone@facility.example", chat="telegram:7", active=False)
    secret = await invited(database, now)

    await redeem(database, secret, now)

    assert await chats(database) == {"gone@facility.example": None, OLGA: "telegram:7"}


async def test_officer_moves_to_a_new_chat(database: Database, now: datetime) -> None:
    await redeem(database, await invited(database, now), now)

    await redeem(database, await invited(database, now), now, "telegram:8")

    assert await chats(database) == {OLGA: "telegram:8"}
    async with database.transaction() as session:
        [told] = await tray(session)
    assert (told.to, told.letter) == ("telegram:7", chat_moved(name="Olga Novak", language="en"))


async def test_chat_that_blocked_the_bot_is_left_without_a_word(database: Database, now: datetime) -> None:
    await redeem(database, await invited(database, now), now)
    async with database.transaction() as session:
        await block_chat(session, "telegram:7", now=now)

    await redeem(database, await invited(database, now), now, "telegram:8")

    async with database.transaction() as session:
        assert await tray(session) == []


async def test_officer_with_a_chat_uses_up_only_an_own_invitation(database: Database, now: datetime) -> None:
    await redeem(database, await invited(database, now), now)
    piets, olgas = await invited(database, now, person(PIET, name="Piet Vos")), await invited(database, now)

    async with database.transaction() as session:
        olga = await officer_by_chat(session, "telegram:7")
        told = [
            await link_chat(post(session, now), secret, "telegram:7", language="en", holder=olga)
            for secret in (piets, olgas, olgas)
        ]

    assert told == [None, linked(name="Olga Novak", role=Role.OFFICER, language="en"), None]
    assert await redeem(database, olgas, now, "telegram:666") == SPENT
    assert await chats(database) == {OLGA: "telegram:7", PIET: None}


async def test_same_chat_linked_again_stays(database: Database, now: datetime) -> None:
    for _ in range(2):
        await redeem(database, await invited(database, now), now)

    assert await chats(database) == {OLGA: "telegram:7"}


async def test_officer_invited_again_is_brought_up_to_date(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await officer_row(session, active=False, chat="telegram:7", role=Role.OBSERVER)

    await invited(database, now, person(name="Olga Novak-Berg", role=Role.APPROVER, language="es"))

    async with database.transaction() as session:
        officer = (await session.exec(select(Officer))).one()
    assert (officer.name, officer.role, officer.language, officer.active, officer.chat) == (
        "Olga Novak-Berg",
        Role.APPROVER,
        "es",
        True,
        "telegram:7",
    )


async def test_second_invitation_ends_the_first(database: Database, now: datetime) -> None:
    first = await invited(database, now)
    await invited(database, now)

    assert await redeem(database, first, now) == SPENT
