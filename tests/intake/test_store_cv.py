from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, delete, func, select

from intake.cv_draft import CvDraft, draft_of
from intake.cv_on_file import Kept, keep_file
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
from intake.store_experts import CV_TITLE
from storage.database import Database
from storage.expert_cvs import ExpertCv, cvs_of
from storage.journal import JournalEntry
from storage.people import Expert, ExpertDocument
from storage.requests import StoredFile
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


async def test_countries_of_a_cv_become_the_expert_s_and_a_later_one_adds_to_them(
    database: Database, now: datetime
) -> None:
    told = draft()
    await take(database, replace(told, cells={**told.cells, "countries": "TG;TZ-Z"}), now)
    await take(database, replace(told, cells={**told.cells, "countries": "BJ;TG"}, code="EX-0001"), now)
    await take(database, replace(told, cells={"countries": ""}, code="EX-0001"), now)

    async with database.snapshot() as session:
        held = await held_of(session, (await session.exec(select(Expert))).one())
    assert held.cells["countries"] == "BJ;TG;TZ-Z"


@pytest.mark.parametrize("title", ["ana.pdf", "other.pdf"])
async def test_a_newer_cv_takes_the_place_of_the_one_before_whatever_its_name(
    database: Database, now: datetime, title: str
) -> None:
    await take(database, draft(), now)
    newer = replace(draft(EN + "\nRetired in 2026"), code="EX-0001", title=title)

    taken = await take(database, newer, now + timedelta(days=1))

    async with database.snapshot() as session:
        documents = (await session.exec(select(ExpertDocument.title, ExpertDocument.text))).all()
        cvs = (await session.exec(select(ExpertCv).order_by(col(ExpertCv.id)))).all()
    assert isinstance(taken, CvTaken)
    assert [tuple(one) for one in documents] == [(title, newer.text)]
    assert [(one.title, one.text, one.received_at, one.replaced_at) for one in cvs] == [
        ("ana.pdf", EN, now, now + timedelta(days=1)),
        (title, "", now + timedelta(days=1), None),
    ]


async def test_words_kept_before_files_were_get_the_day_they_were_read_and_a_roster_s_stay(
    database: Database, now: datetime
) -> None:
    await take(database, draft(), now)
    async with database.transaction() as session:
        await session.exec(delete(ExpertCv))
        session.add(ExpertDocument(expert_id=1, kind="cv", title=CV_TITLE, text="the roster's"))
        session.add(ExpertDocument(expert_id=1, kind="cv", title="lost.pdf", text="lost"))
    later = now + timedelta(days=9)

    await take(database, replace(draft(title="new.pdf"), code="EX-0001"), later)

    async with database.snapshot() as session:
        titles = (await session.exec(select(ExpertDocument.title).order_by(ExpertDocument.title))).all()
        told = [(one.filename, one.received_at) for one in await cvs_of(session, 1)]
    assert titles == ["new.pdf", CV_TITLE]
    assert told == [("new.pdf", later), ("lost.pdf", later), ("ana.pdf", now)]


async def test_a_file_is_kept_with_the_expert_and_the_same_file_only_once(
    database: Database, now: datetime
) -> None:
    outcomes = []
    for content, code in ((b"one", ""), (b"one", "EX-0001"), (b"two", "EX-0001")):
        async with database.transaction() as session:
            number = await keep_file(session, draft(), content, kind="pdf", now=now)
            wanted = replace(draft(), code=code, file=number)
            taken = await take_cv(session, wanted, actor="officer:1", now=now)
            assert isinstance(taken, CvTaken)
            outcomes.append(taken.kept)

    async with database.snapshot() as session:
        told = await cvs_of(session, 1)
        sizes = (await session.exec(select(func.count()).select_from(StoredFile))).one()
    assert outcomes == [Kept.FIRST, Kept.SAME, Kept.NEWER]
    assert [(one.filename, one.kind, one.replaced_at) for one in told] == [
        ("ana.pdf", "pdf", None),
        ("ana.pdf", "pdf", now),
    ]
    assert sizes == 2


async def test_without_words_and_file_the_cv_on_file_stays(database: Database, now: datetime) -> None:
    await take(database, draft(), now)

    taken = await take(database, CvDraft({"countries": "TG"}, code="EX-0001"), now)

    async with database.snapshot() as session:
        told = await cvs_of(session, 1)
        texts = (await session.exec(select(ExpertDocument.text))).all()
    assert isinstance(taken, CvTaken)
    assert (taken.kept, texts, [one.replaced_at for one in told]) == (Kept.NOTHING, [EN], [None])


async def test_the_file_of_a_draft_that_is_forgotten_or_replaced_is_not_kept(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        for content in (b"one", b"two"):
            number = await keep_file(session, draft(), content, kind="pdf", now=now)
            await keep_draft(session, "cv:1", replace(draft(), file=number), now=now)
        left = (await session.exec(select(StoredFile.content))).all()

        await forget_draft(session, "cv:1")

        assert left == [b"two"]
        assert (await session.exec(select(StoredFile))).all() == []


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
