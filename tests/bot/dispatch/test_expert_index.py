from collections.abc import Awaitable, Callable

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch import expert_index as module
from bot.dispatch.expert_index import ExpertIndex
from matching.relevance import index as pure
from matching.relevance.document import Document
from storage.database import Database
from storage.expert_texts import Text, texts_of
from storage.people import Expert, ExpertDocument
from tests.factories import add_expert

ASKED = [Document("Beekeeping", "", "en")]


async def add_document(database: Database, code: str, text: str) -> None:
    async with database.transaction() as session:
        expert = (await session.exec(select(Expert).where(Expert.code == code))).one()
        session.add(ExpertDocument(expert_id=expert.id or 0, title="Paper", text=text))


async def experts(database: Database, count: int = 3) -> list[str]:
    async with database.transaction() as session:
        people = [await add_expert(session, n) for n in range(1, count + 1)]
    codes = [one.code for one in people]
    for code in codes:
        await add_document(database, code, "Pensions of teachers")
    return codes


async def best(index: ExpertIndex, codes: list[str]) -> str:
    scores = (await index.current()).scores_of(ASKED, codes)[0]
    return codes[int(scores.argmax())]


async def test_an_empty_register_is_an_index_of_nobody(database: Database) -> None:
    index = await ExpertIndex(database.snapshot).current()

    assert index.scores_of(ASKED, ["EX-0001"]).tolist() == [[0]]


async def test_a_document_added_is_found_at_the_next_look(database: Database) -> None:
    codes = await experts(database)
    index = ExpertIndex(database.snapshot)
    await index.current()

    await add_document(database, codes[1], "Beekeeping on the heath")

    assert await best(index, codes) == codes[1]


async def test_while_nothing_changes_it_is_the_same_index(database: Database) -> None:
    await experts(database)
    index = ExpertIndex(database.snapshot)

    assert await index.current() is await index.current()


async def test_a_document_taken_away_is_forgotten(database: Database) -> None:
    codes = await experts(database)
    await add_document(database, codes[2], "Beekeeping")
    index = ExpertIndex(database.snapshot)
    assert await best(index, codes) == codes[2]

    async with database.transaction() as session:
        found = await session.exec(select(ExpertDocument).where(ExpertDocument.text == "Beekeeping"))
        await session.delete(found.one())

    scores = (await index.current()).scores_of(ASKED, codes)[0]
    assert scores[2] == scores[1]


async def test_two_processes_and_one_restarted_tell_the_same(database: Database) -> None:
    codes = await experts(database)
    one, other = ExpertIndex(database.snapshot), ExpertIndex(database.snapshot)
    await one.current()

    await add_document(database, codes[0], "Beekeeping")

    tables = [(await index.current()).scores_of(ASKED, codes).tolist() for index in (one, other)]
    assert tables[0] == tables[1]


async def test_a_large_register_is_renewed_while_the_earlier_index_serves(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A size that takes minutes to make by itself.
    monkeypatch.setattr(pure, "LEARNED_ANEW", 0)
    codes = await experts(database, 4)
    index = ExpertIndex(database.snapshot)
    await index.current()
    await add_document(database, codes[0], "Beekeeping")

    serving = await index.current()
    assert serving.leaves.keys() == {codes[0]}
    renewing = index.renewing
    assert renewing is not None
    await renewing

    assert (await index.current()).leaves == {}
    assert await best(index, codes) == codes[0]


async def test_after_an_import_everything_is_read_anew(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(pure, "LEARNED_ANEW", 0)
    codes = await experts(database)
    index = ExpertIndex(database.snapshot)
    await index.current()

    for code in codes:
        await add_document(database, code, "Beekeeping")

    assert (await index.current()).leaves == {}


@pytest.mark.parametrize(("most", "ready"), [(2, True), (3, False)])
async def test_only_a_large_register_is_learned_before_anybody_asks(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    ready: bool,  # noqa: FBT001 - a parameter
) -> None:
    await experts(database)
    monkeypatch.setattr(module, "LEARNED_WHEN_WANTED", most)
    index = ExpertIndex(database.snapshot)
    reads: list[str] = []
    monkeypatch.setattr(module, "texts_of", _noted(reads))

    await index.prepare()

    assert reads == (["everybody"] if ready else [])


def _noted(reads: list[str]) -> Callable[[AsyncSession], Awaitable[list[Text]]]:
    async def read(session: AsyncSession) -> list[Text]:
        reads.append("everybody")
        return await texts_of(session)

    return read
