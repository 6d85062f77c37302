"""An index of the messages that wait for a person, so that listing them costs the same in a large inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

OPEN = sa.text("status IN ('doubtful', 'dead')")


def upgrade() -> None:
    op.create_index("ix_inbox_open", "inbox", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)
