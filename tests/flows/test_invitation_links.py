"""An invitation opened by who has a chat already is used up, and no chat moves behind anybody's back."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.dispatch.invitations import Invitee, add_officer
from storage.people import Officer
from storage.states import Role
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import BEGIN, OLGA

pytestmark = ON_SQLITE

THIEF, TWO_WEEKS = 900, timedelta(days=14)


@pytest.fixture
async def olgas(telegram: Telegram) -> Telegram:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    return telegram


async def new_role(telegram: Telegram, role: Role = Role.ADMIN) -> str:
    """Olga is invited again; the secret in her mail."""
    async with telegram.database.transaction() as session:
        invitee = Invitee("Olga Novak", OLGA, role)
        _, secret = await add_officer(session, invitee, language="en", now=BEGIN, lasts=TWO_WEEKS)
    return secret


async def chat_of_olga(telegram: Telegram) -> str | None:
    async with telegram.database.snapshot() as session:
        return (await session.exec(select(Officer).where(Officer.email == OLGA))).one().chat


async def test_invitation_used_by_its_own_officer_is_worth_nothing_to_a_thief(olgas: Telegram) -> None:
    secret = await new_role(olgas)

    told = await olgas.say(OLGAS_CHAT, f"/start {secret}")
    stolen = await olgas.say(THIEF, f"/start {secret}")

    assert "Your role: Administrator" in told
    assert "used" in stolen
    assert await chat_of_olga(olgas) == f"telegram:{OLGAS_CHAT}"


async def test_chat_that_is_left_hears_where_its_letters_go(olgas: Telegram) -> None:
    secret = await new_role(olgas)

    await olgas.say(THIEF, f"/start {secret}")

    assert "another chat has just been linked to you" in olgas.peer.messages(OLGAS_CHAT)[-1].text


async def test_looking_at_somebody_elses_invitation_does_not_use_it_up(olgas: Telegram) -> None:
    await olgas.invite(502, "otto@facility.example", "Otto Berg")
    secret = await new_role(olgas)

    await olgas.say(502, f"/start {secret}")

    assert "Your role" in await olgas.say(OLGAS_CHAT, f"/start {secret}")
