"""The officers' group, each officer's digest, chats that take no letters, and the bot's own name."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("officers", sa.Column("digest_hour", sa.Integer(), nullable=True))
    op.add_column(
        "officers", sa.Column("digest_off", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("officers", sa.Column("digest_on", sa.Date(), nullable=True))
    op.create_table(
        "officer_groups",
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("linked_by", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["linked_by"], ["officers.id"], name=op.f("fk_officer_groups_linked_by")),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_officer_groups")),
    )
    op.create_table(
        "blocked_chats",
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_blocked_chats")),
    )
    op.create_table(
        "bot_names",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_bot_names")),
    )
