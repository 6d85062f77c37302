"""How a database gets the tables of this version: Alembic, run in this process, from the installed package."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

SCRIPTS = Path(__file__).with_name("migrations")
_MIGRATION_LOCK = 7_358_001


def upgrade_to_head(connection: Connection) -> None:
    """Bring the database up to date inside the caller's transaction; a second process waits for the first."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for one open connection, with no file on disk."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
