"""Missions are numbered within their action; who is owed a paper is reminded once; days are asked for once."""

from alembic import op

revision = "0013"
down_revision = "0012"

_NEW_COLUMNS = (
    "missions ADD COLUMN number INTEGER NOT NULL DEFAULT 1",
    "missions ADD COLUMN days_asked_on DATE",
    "deliverables ADD COLUMN reminded_on DATE",
)
_NUMBERED = """
UPDATE missions SET number = (
    SELECT COUNT(*) FROM missions AS earlier
    WHERE earlier.request_id = missions.request_id AND earlier.id <= missions.id
)
"""


def upgrade() -> None:
    for column in _NEW_COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    op.execute(_NUMBERED)
