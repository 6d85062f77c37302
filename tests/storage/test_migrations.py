import asyncio
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from storage.database import Database, open_database
from storage.migrate import SCRIPTS, NewerDatabaseError, Standing, alembic_config, newest
from storage.tables import MODULES, metadata
from tests.peers.postgresql import Cluster


def differences(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def index_conditions(connection: Connection) -> dict[str, str]:
    """Partial indexes and their conditions, which Alembic does not compare."""
    name = connection.dialect.name
    found = (index for table in ("inbox", "jobs") for index in inspect(connection).get_indexes(table))
    conditions = {index["name"]: index.get("dialect_options", {}).get(f"{name}_where") for index in found}
    return {str(index): str(where) for index, where in conditions.items() if where is not None}


async def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    async with database.transaction() as session:
        found = await (await session.connection()).run_sync(differences)

    assert found == []


async def test_waiting_messages_and_jobs_have_indexes_of_their_own(database: Database) -> None:
    async with database.transaction() as session:
        conditions = await (await session.connection()).run_sync(index_conditions)

    assert sorted(conditions) == ["ix_inbox_open", "ix_inbox_waiting", "ix_jobs_waiting"]
    assert all("'waiting'" in conditions[name] for name in ("ix_inbox_waiting", "ix_jobs_waiting"))
    assert "'doubtful'" in conditions["ix_inbox_open"]


async def test_migrating_again_changes_nothing(database: Database) -> None:
    await database.migrate()

    async with database.transaction() as session:
        connection = await session.connection()
        version = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one()
        head = await connection.run_sync(
            lambda c: ScriptDirectory.from_config(alembic_config(c)).get_current_head()
        )

    assert version == head


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
async def test_several_services_may_migrate_a_new_database_at_once(
    kind: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    if kind == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.url(cluster.create())
    else:
        url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('both')}/muster.db"
    databases = [open_database(url) for _ in range(3)]

    await asyncio.gather(*(database.migrate() for database in databases))

    async with databases[0].transaction() as session:
        assert await (await session.connection()).run_sync(differences) == []
    for database in databases:
        await database.close()


async def test_a_database_knows_how_far_its_tables_are(database: Database) -> None:
    found = [await database.standing()]
    for version in ("0001", "9999", newest()):  # the last one: on PostgreSQL other tests use the same tables
        await set_version(database, version)
        found.append(await database.standing())

    assert found == [Standing.CURRENT, Standing.OLDER, Standing.NEWER, Standing.CURRENT]


async def test_a_new_database_is_empty_and_stays_so_when_looked_at(tmp_path: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/muster.db")

    found = [await database.standing() for _ in range(2)]
    await database.close()

    assert found == [Standing.EMPTY, Standing.EMPTY]


async def test_tables_of_a_newer_muster_are_left_alone(sqlite_database: Database) -> None:
    await set_version(sqlite_database, "9999")

    with pytest.raises(NewerDatabaseError):
        await sqlite_database.migrate()


async def set_version(database: Database, version: str) -> None:
    async with database.transaction() as session:
        await (await session.connection()).execute(
            text("UPDATE alembic_version SET version_num = :version"), {"version": version}
        )


def test_the_migrations_are_inside_the_package() -> None:
    files = sorted(file.name for file in SCRIPTS.glob("versions/*.py"))

    assert files[:2] == ["0001_tables.py", "0002_append_only_journal.py"]
    assert [name[:4] for name in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    assert files[-1].startswith(newest())


def test_every_table_belongs_to_a_module_that_is_imported_with_them() -> None:
    modules = {mapper.class_.__module__ for mapper in SQLModel._sa_registry.mappers}

    assert modules == {module.__name__ for module in MODULES}
