from sqlmodel import delete, select

from storage.database import Database
from storage.expert_texts import Text, changed_since, texts_of, texts_version
from storage.people import ExpertDocument
from tests.factories import add_expert


async def test_nothing_has_changed_in_an_empty_register(database: Database) -> None:
    async with database.transaction() as session:
        assert (await texts_version(session), await changed_since(session, 0)) == (0, {})


async def test_every_change_of_a_document_is_noted(database: Database) -> None:
    versions = []
    async with database.transaction() as session:
        expert = await add_expert(session)
        document = ExpertDocument(expert_id=expert.id or 0, text="pensions")
        session.add(document)
        await session.flush()
        versions.append(await texts_version(session))
        document.text = "Pensions"
        await session.flush()
        versions.append(await texts_version(session))
        await session.delete(document)
        await session.flush()
        versions.append(await texts_version(session))

        assert versions == sorted(set(versions))
        assert await changed_since(session, versions[1]) == {expert.id: expert.code}
        assert await changed_since(session, versions[2]) == {}


async def test_a_document_that_changes_hands_is_a_change_of_both(database: Database) -> None:
    async with database.transaction() as session:
        one, other = await add_expert(session, 1), await add_expert(session, 2)
        document = ExpertDocument(expert_id=one.id or 0, text="pensions")
        session.add(document)
        await session.flush()
        before = await texts_version(session)

        document.expert_id = other.id or 0
        await session.flush()

        assert await changed_since(session, before) == {one.id: one.code, other.id: other.code}


async def test_what_was_rolled_back_did_not_change(database: Database) -> None:
    async with database.transaction() as session:
        expert = await add_expert(session)

    async with database.snapshot() as session:
        before = await texts_version(session)
    async with database.transaction() as session:
        session.add(ExpertDocument(expert_id=expert.id or 0, text="pensions"))
        await session.flush()
        await session.rollback()

    async with database.snapshot() as session:
        assert await texts_version(session) == before


async def test_the_texts_of_some_or_of_all(database: Database) -> None:
    async with database.transaction() as session:
        one, other = await add_expert(session, 1), await add_expert(session, 2)
        await session.exec(delete(ExpertDocument))
        session.add_all(
            [
                ExpertDocument(expert_id=other.id or 0, title="CV", text="health", language="fr"),
                ExpertDocument(expert_id=one.id or 0, title="CV", text="pensions"),
            ]
        )
        await session.flush()

        assert await texts_of(session, [other.id or 0]) == [Text(other.code, "CV", "health", "fr")]
        assert {text.code for text in await texts_of(session)} == {one.code, other.code}
        assert len((await session.exec(select(ExpertDocument))).all()) == 2
