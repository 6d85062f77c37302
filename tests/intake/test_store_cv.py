from dataclasses import replace
from datetime import date, datetime

from sqlmodel import select

from intake.cv_draft import CvDraft, draft_of
from intake.cv_reading import read_cv
from intake.store_cv import (
    KEPT_FOR,
    CvRefused,
    CvTaken,
    Known,
    doubles_of,
    forget_draft,
    held_of,
    keep_draft,
    kept_draft,
    next_code,
    take_cv,
)
from storage.database import Database
from storage.journal import JournalEntry
from storage.people import Expert, ExpertDocument
from tests.cvs import EN
from tests.factories import add_expert

TODAY = date(2026, 1, 12)


def draft(text: str = EN, title: str = "ana.pdf") -> CvDraft:
    return draft_of(read_cv(text, today=TODAY), title=title, text=text)


async def take(database: Database, wanted: CvDraft, now: datetime) -> CvTaken | CvRefused:
    async with database.transaction() as session:
        return await take_cv(session, wanted, actor="officer:1", now=now)


async def test_a_new_expert_gets_the_next_code_with_the_words_and_a_line_in_the_journal(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await add_expert(session, 399)

    taken = await take(database, draft(), now)

    async with database.snapshot() as session:
        expert = (await session.exec(select(Expert).where(Expert.code == "EX-0400"))).one()
        document = (await session.exec(select(ExpertDocument))).one()
        events = (await session.exec(select(JournalEntry.event, JournalEntry.actor))).all()
        held = await held_of(session, expert)
    assert isinstance(taken, CvTaken)
    assert (expert.nationality, expert.region, expert.eligibility, expert.employer) == (
        "PT", "EU", "european", "Ministry of Labour",
    )  # fmt: skip
    assert (document.kind, document.title, document.language, document.text) == ("cv", "ana.pdf", "en", EN)
    assert ("expert.cv_read", "officer:1") in {tuple(one) for one in events}
    assert held.cells["languages"] == "pt:native;en:B2"


async def test_a_newer_cv_takes_the_place_of_the_one_of_the_same_title(
    database: Database, now: datetime
) -> None:
    await take(database, draft(), now)
    newer = replace(draft(EN + "\nRetired in 2026"), code="EX-0001")

    await take(database, newer, now)
    await take(database, replace(newer, title="other.pdf"), now)

    async with database.snapshot() as session:
        documents = (await session.exec(select(ExpertDocument.title, ExpertDocument.text))).all()
    assert sorted(title for title, _ in documents) == ["ana.pdf", "other.pdf"]
    assert {text for _, text in documents} == {newer.text}


async def test_an_update_adds_and_takes_nothing_away(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_expert(session, 7, years_of_experience=30, email="old@experts.example")

    taken = await take(database, replace(draft(), code="ex-0007"), now)

    assert isinstance(taken, CvTaken)
    expert = taken.expert
    assert (taken.is_new, expert.first_name, expert.email) == (False, "Ines", "old@experts.example")
    assert (expert.years_of_experience, expert.gender) == (30, "woman")


async def test_who_has_the_address_or_nearly_the_name_is_told(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_expert(session, 1, email="ana.silva@experts.example")
        await add_expert(session, 2, first_name="Ana", last_name="da Silva")
        await add_expert(session, 3, first_name="Ana", last_name="da Silva", nationality="ES")
        found = await doubles_of(session, draft())

    assert found == (Known("EX-0001", "Ines Duarte1", same_address=True), Known("EX-0002", "Ana da Silva"))


async def test_an_address_can_be_of_one_row_only(database: Database, now: datetime) -> None:
    await take(database, draft(), now)

    again = await take(database, draft(), now)

    assert isinstance(again, CvRefused)
    assert [(one.what, one.read) for one in again.reasons] == [("email_taken", "EX-0001")]


async def test_what_is_missing_is_a_reason_and_an_unknown_code_too(database: Database, now: datetime) -> None:
    refused = await take(database, CvDraft({"first_name": "Ana"}), now)
    unknown = await take(database, CvDraft({}, code="EX-0999"), now)

    assert isinstance(refused, CvRefused)
    assert len(refused.reasons) > 3
    assert isinstance(unknown, CvRefused)


async def test_a_draft_waits_until_it_is_settled(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await keep_draft(session, "cv:1", draft("Old"), now=now)
        await keep_draft(session, "cv:1", draft(), now=now)
    async with database.transaction() as session:
        kept = await kept_draft(session, "cv:1")
        await forget_draft(session, "cv:1")
        gone = await kept_draft(session, "cv:1")
        assert await next_code(session) == "EX-0001"

    assert (kept, gone) == (draft(), None)


async def test_a_draft_that_nobody_settles_goes_away(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await keep_draft(session, "cv:1", draft(), now=now)
        await keep_draft(session, "cv:2", draft(), now=now + KEPT_FOR)
        await keep_draft(session, "cv:3", draft(), now=now + KEPT_FOR * 1.5)
        kept = [key for key in ("cv:1", "cv:2", "cv:3") if await kept_draft(session, key) is not None]

    assert kept == ["cv:2", "cv:3"]
