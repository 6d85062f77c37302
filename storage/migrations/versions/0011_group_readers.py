"""Which officers have been seen in the officers' group, and so read there what everybody may read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "group_readers",
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_group_readers_officer_id")),
        sa.PrimaryKeyConstraint("chat", "officer_id", name=op.f("pk_group_readers")),
    )
    # Who linked the group wrote in it; of all others it is not known.
    op.execute("INSERT INTO group_readers (chat, officer_id) SELECT chat, linked_by FROM officer_groups")
