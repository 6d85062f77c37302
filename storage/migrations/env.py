"""Alembic's entry: runs on the connection it is handed, or, from the command line, on `-x database=URL`."""

import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, NullPool, String
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.types import Enum

from storage.columns import UtcDateTime
from storage.tables import metadata


def render_item(kind: str, item: object, _autogen_context: AutogenContext) -> str | Literal[False]:
    """Migrations name plain types only, so that they still run when our own classes have moved."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Enum):
        return f"sa.String({item.length})"
    if isinstance(getattr(item, "impl", None), String):
        return "sa.String()"
    return False


def run(connection: Connection) -> None:
    """Run the migrations inside the connection's own transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_on(url: str) -> None:
    """Open a database for the Alembic command line."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    asyncio.run(run_on(context.get_x_argument(as_dictionary=True)["database"]))
