from datetime import datetime, timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chat_files import LOOSE_KEPT, drop_loose_files
from storage.database import Database
from storage.expert_cvs import (
    ExpertCv,
    current_cv,
    cvs_of,
    drop_waiting_cv,
    drop_waiting_cvs,
    keep_waiting_cv,
    same_bytes,
    waiting_cv,
)
from storage.files import MAX_BYTES
from storage.people import Expert, ExpertCountry
from storage.removal import remove_row
from storage.requests import StoredFile
from tests.factories import add_expert, added


async def kept(session: AsyncSession, content: bytes, *, now: datetime, of: int | None = None) -> ExpertCv:
    cv = await keep_waiting_cv(
        session, title="cv", filename="cv.pdf", content=content, kind="pdf", europass=False, now=now
    )
    assert cv is not None
    cv.expert_id = of
    return cv


async def files(session: AsyncSession) -> list[bytes]:
    return list((await session.exec(select(StoredFile.content).order_by(StoredFile.sha256))).all())


async def test_a_cv_waits_until_somebody_says_whose_it_is(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        expert = await add_expert(session, 1)
        cv = await kept(session, b"one", now=now)

        assert await waiting_cv(session, cv.id) == cv
        cv.expert_id = expert.id

        assert await waiting_cv(session, cv.id) is None
        await drop_waiting_cv(session, cv.id)
        assert await files(session) == [b"one"]
        assert await current_cv(session, expert.id or 0) == cv


async def test_of_a_cv_that_is_nobody_s_the_bytes_go_too(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        expert = await add_expert(session, 1)
        settled = await kept(session, b"1", now=now)
        await kept(session, b"2", now=now - timedelta(days=2))
        await kept(session, b"3", now=now)
        await kept(session, b"4", now=now - timedelta(days=2), of=expert.id)

        await drop_waiting_cv(session, settled.id)
        await drop_waiting_cvs(session, before=now - timedelta(days=1))

        assert sorted(await files(session)) == [b"3", b"4"]


async def test_a_file_beyond_the_limit_is_not_kept(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        content = bytes(MAX_BYTES + 1)

        assert (
            await keep_waiting_cv(
                session, title="cv", filename="cv.pdf", content=content, kind="pdf", europass=False, now=now
            )
            is None
        )
        assert await files(session) == []


async def test_the_current_one_is_listed_first_and_each_with_its_day(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        expert = await add_expert(session, 1)
        old = await kept(session, b"old", now=now - timedelta(days=9), of=expert.id)
        old.replaced_at = now
        words = ExpertCv(expert_id=expert.id, title="words.pdf", received_at=now, replaced_at=now)
        await added(session, words)
        current = await kept(session, b"new", now=now - timedelta(days=1), of=expert.id)

        told = await cvs_of(session, expert.id or 0)

    assert [(one.number, one.filename, one.size, one.replaced_at) for one in told] == [
        (1, "cv.pdf", 3, None),
        (2, "words.pdf", 0, now),
        (3, "cv.pdf", 3, now),
    ]
    assert [one.file_id for one in told] == [current.file_id, None, old.file_id]
    assert len(told[0].sha256) == 64


async def test_the_same_file_is_known_by_its_bytes(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        one, same, other = [await kept(session, content, now=now) for content in (b"a", b"a", b"b")]
        words = await added(session, ExpertCv(title="cv", received_at=now))

        assert await same_bytes(session, one, same)
        assert not await same_bytes(session, one, other)
        assert not await same_bytes(session, one, words)


async def test_cvs_are_not_swept_with_the_loose_files_of_chats(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await kept(session, b"a", now=now - 2 * LOOSE_KEPT)

        assert await drop_loose_files(session, now=now) == 0
        assert await files(session) == [b"a"]


async def test_with_an_expert_who_is_taken_out_go_countries_and_cvs(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        expert = await add_expert(session, 1)
        await kept(session, b"a", now=now, of=expert.id)
        await added(session, ExpertCountry(expert_id=expert.id or 0, country="TG"))

        assert await remove_row(session, expert, noun="expert", actor="operator", now=now)

        assert await files(session) == []
        for table in (Expert, ExpertCv, ExpertCountry):
            assert (await session.exec(select(table))).all() == []
