"""Who of the officers looks after a request, and which chat messages show it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("requests") as requests:
        requests.add_column(sa.Column("assigned_to", sa.Integer(), nullable=True))
        requests.create_foreign_key(op.f("fk_requests_assigned_to"), "officers", ["assigned_to"], ["id"])
    op.create_table(
        "shown_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_shown_cards_request_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_shown_cards_proposal_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_shown_cards_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_cards")),
    )
    op.create_index(op.f("ix_shown_cards_chat"), "shown_cards", ["chat"])
    op.create_index(op.f("ix_shown_cards_request_id"), "shown_cards", ["request_id"])
