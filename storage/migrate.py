"""How a database gets the tables of this version: Alembic, run in this process, from the installed package."""

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).with_name("migrations")
_MIGRATION_LOCK = 7_358_001


class Standing(Enum):
    """How the tables of a database compare with those of this version."""

    EMPTY = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


class NewerDatabaseError(RuntimeError):
    """A newer Muster made these tables; install that version or a later one."""


def upgrade_to_head(connection: Connection) -> None:
    """Bring the database up to date inside the caller's transaction; a second process waits for the first."""
    match standing(connection):
        case Standing.CURRENT:
            return
        case Standing.NEWER:
            raise NewerDatabaseError(NewerDatabaseError.__doc__)
    from alembic import command  # noqa: PLC0415 - slow import: 0.1 s that a start on a current database saves

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    command.upgrade(alembic_config(connection), "head")


def standing(connection: Connection) -> Standing:
    """How far the tables are; nothing is changed."""
    found, ours = _version(connection), newest()
    if found is None:
        return Standing.EMPTY
    if found == ours:
        return Standing.CURRENT
    return Standing.NEWER if found > ours else Standing.OLDER


def newest() -> str:
    """The revision of this version of Muster: scripts are named by their number."""
    return max(script.name.partition("_")[0] for script in (SCRIPTS / "versions").glob("[0-9]*_*.py"))


def _version(connection: Connection) -> str | None:
    """The revision of the database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def alembic_config(connection: Connection) -> "Config":
    """Alembic's settings for one open connection, with no file on disk."""
    from alembic.config import Config  # noqa: PLC0415 - same

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
