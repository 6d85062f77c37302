from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from intake.drafts import MOST_NAMES, drop_draft, keep, known_of, open_draft
from intake.form_state import ChannelKind, FormState, Known, Stage
from storage.database import Database
from storage.institutions import find_or_add_institution
from storage.people import Contact, Institution
from storage.queries import draft_of_contact
from storage.requests import Request
from storage.states import RequestStatus
from tests.factories import add_contact

STATE = FormState("fr", ChannelKind.CHAT, {"title": "Réforme"}, at="country")


async def a_draft(
    database: Database,
    now: datetime,
    *,
    source_id: str = "telegram:7",
    verified: bool = False,
    **contact: object,
) -> int:
    async with database.transaction() as session:
        row = await add_contact(session, **contact)
        draft = await open_draft(
            session,
            row,
            STATE,
            channel="telegram",
            source_id=source_id,
            language="fr",
            verified=verified,
            now=now,
        )
        return draft.id or 0


async def stored(database: Database, draft_id: int) -> Request:
    async with database.transaction() as session:
        return await session.get_one(Request, draft_id)


async def test_draft_keeps_the_form_and_where_it_came_from(database: Database, now: datetime) -> None:
    draft = await stored(database, await a_draft(database, now, verified=True))

    assert (draft.status, draft.code, draft.contact_id) == (RequestStatus.DRAFT, None, 1)
    assert (draft.channel, draft.source_id, draft.language) == ("telegram", "telegram:7", "fr")
    assert (draft.created_at, draft.status_since, draft.verified) == (now, now, True)
    assert FormState.from_json(draft.form) == STATE


async def test_one_message_opens_one_draft(database: Database, now: datetime) -> None:
    await a_draft(database, now)

    with pytest.raises(IntegrityError):
        await a_draft(database, now)


async def test_what_was_answered_since_survives(database: Database, now: datetime) -> None:
    draft_id = await a_draft(database, now)
    later = replace(STATE, answers={"title": "Réforme", "country": "TG"}, at="areas")

    async with database.transaction() as session:
        keep(await session.get_one(Request, draft_id), later, now=now)

    assert FormState.from_json((await stored(database, draft_id)).form) == later


async def test_dropped_draft_keeps_its_answers_but_is_closed(database: Database, now: datetime) -> None:
    draft_id = await a_draft(database, now)

    async with database.transaction() as session:
        draft = await session.get_one(Request, draft_id)
        await drop_draft(session, draft, actor="contact:1", reason="cancelled", now=now)
        assert await draft_of_contact(session, 1) is None

    draft = await stored(database, draft_id)
    assert (draft.status, draft.status_reason, draft.code) == (RequestStatus.CLOSED, "cancelled", None)
    assert FormState.from_json(draft.form).stage is Stage.ASKING


async def known(database: Database, contact_id: int = 1) -> Known:
    async with database.transaction() as session:
        return await known_of(session, await session.get_one(Contact, contact_id))


async def test_nothing_is_known_of_a_new_contact(database: Database) -> None:
    async with database.transaction() as session:
        await add_contact(session, name="")

    assert await known(database) == Known()


async def test_what_a_contact_told_before_is_known(database: Database) -> None:
    async with database.transaction() as session:
        institution = await find_or_add_institution(session, "CNSS", "TG")
        await add_contact(session, email="afi@cnss.example", phone="+228 1", institution_id=institution.id)

    assert await known(database) == Known(
        institution="CNSS",
        country="TG",
        contact_name="Afi Mensah",
        contact_email="afi@cnss.example",
        contact_phone="+228 1",
        institutions=("CNSS",),
    )


async def test_institutions_of_everybody_are_known_newest_first(database: Database) -> None:
    async with database.transaction() as session:
        await add_contact(session)
        for name in ("CNSS", "CNAM", "INSS"):
            await find_or_add_institution(session, name, "TG")

    assert (await known(database)).institutions == ("INSS", "CNAM", "CNSS")


async def test_a_typed_name_is_compared_with_so_many_at_most(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        await add_contact(session)
        for number in range(MOST_NAMES + 5):
            session.add(Institution(name=f"Fund {number}", key=f"fund {number}", country="TG"))

    names = (await known(sqlite_database)).institutions

    assert (len(names), names[0]) == (MOST_NAMES, f"Fund {MOST_NAMES + 4}")
