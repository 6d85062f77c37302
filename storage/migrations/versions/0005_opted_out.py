"""Experts who asked never to be written to again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("experts", sa.Column("opted_out", sa.Boolean(), server_default=sa.false(), nullable=False))
