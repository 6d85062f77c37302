"""Whoever writes in a chat is looked up once: every part that is on file, and nothing of anybody else."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine, event

from storage.callers import caller_of
from storage.chats import block_chat
from storage.database import Database
from storage.people import Dialogue
from storage.requests import Request
from tests.factories import add_contact, add_officer, add_request

CHAT, OTHER = "telegram:7", "telegram:8"


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """Every statement that a database is asked."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


async def test_nothing_is_known_of_a_new_chat(database: Database) -> None:
    async with database.transaction() as session:
        caller = await caller_of(session, CHAT)

    assert (caller.dialogue, caller.draft, caller.officer, caller.contact) == (None,) * 4
    assert not caller.is_blocked


async def test_all_that_is_on_file_is_found_at_once(
    database: Database, asked: list[str], now: datetime
) -> None:
    async with database.transaction() as session:
        for chat in (CHAT, OTHER):
            contact = await add_contact(session, email=f"{chat[-1]}@ministry.example", chat=chat)
            draft = await add_request(session, contact_id=contact.id)
            session.add(Dialogue(chat=chat, request_id=draft.id, updated_at=now))
            await add_officer(session, name=chat, email=f"{chat[-1]}@facility.example", chat=chat)
        await block_chat(session, CHAT, now=now)

    async with database.transaction() as session:
        asked.clear()
        caller = await caller_of(session, CHAT)
        dialogue = await session.get_one(Dialogue, CHAT)
        draft = await session.get_one(Request, dialogue.request_id)

    assert len([one for one in asked if one.startswith("SELECT")]) == 1
    assert caller.contact is not None
    assert caller.officer is not None
    assert (caller.dialogue, caller.draft) == (dialogue, draft)
    assert (caller.contact.chat, caller.officer.name, caller.is_blocked) == (CHAT, CHAT, True)
    assert draft.contact_id == caller.contact.id


async def test_officer_who_has_left_is_no_officer(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session, chat=CHAT, active=False)

        caller = await caller_of(session, CHAT)

    assert caller.officer is None
