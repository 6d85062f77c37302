"""The countries an expert has worked in, and CVs as they were sent, the earlier ones too."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "expert_countries",
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_expert_countries_expert_id")),
        sa.PrimaryKeyConstraint("expert_id", "country", name=op.f("pk_expert_countries")),
    )
    op.create_table(
        "expert_cvs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("europass", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_expert_cvs_expert_id")),
        sa.ForeignKeyConstraint(["file_id"], ["attachments.id"], name=op.f("fk_expert_cvs_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_cvs")),
        sa.UniqueConstraint("file_id", name=op.f("uq_expert_cvs_file_id")),
    )
    op.create_index(op.f("ix_expert_cvs_expert_id"), "expert_cvs", ["expert_id"])
