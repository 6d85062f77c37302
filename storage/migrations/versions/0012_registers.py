"""Deliverables, evaluations, focal points and saved lists; when activities took place, what missions cost, who is whom."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# Each a plain ADD COLUMN: remaking `experts` on SQLite would lose the triggers of 0010.
_NEW_COLUMNS = (
    "institutions ADD COLUMN kind VARCHAR NOT NULL DEFAULT ''",
    "contacts ADD COLUMN position VARCHAR NOT NULL DEFAULT ''",
    "experts ADD COLUMN employer_id INTEGER CONSTRAINT fk_experts_employer_id REFERENCES institutions (id)",
    "experts ADD COLUMN merged_into VARCHAR",
    "activities ADD COLUMN mode VARCHAR NOT NULL DEFAULT ''",
    "activities ADD COLUMN start DATE",
    'activities ADD COLUMN "end" DATE',
    "missions ADD COLUMN estimated_cents INTEGER",
    "missions ADD COLUMN actual_cents INTEGER",
    "assignments ADD COLUMN preparation INTEGER NOT NULL DEFAULT 0",
    "assignments ADD COLUMN on_site INTEGER NOT NULL DEFAULT 0",
    "assignments ADD COLUMN reporting INTEGER NOT NULL DEFAULT 0",
)


def upgrade() -> None:
    for column in _NEW_COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    _deliverables()
    _evaluations()
    _focal_points()
    _saved_lists()


def _deliverables() -> None:
    op.create_table(
        "deliverables",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("mission_id", sa.Integer(), nullable=True),
        sa.Column("expert_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("received", sa.Date(), nullable=True),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.Column("edited", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_deliverables_request_id")),
        sa.ForeignKeyConstraint(["activity_id"], ["activities.id"], name=op.f("fk_deliverables_activity_id")),
        sa.ForeignKeyConstraint(["mission_id"], ["missions.id"], name=op.f("fk_deliverables_mission_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_deliverables_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverables")),
    )
    op.create_index(op.f("ix_deliverables_request_id"), "deliverables", ["request_id"])
    op.create_index(op.f("ix_deliverables_mission_id"), "deliverables", ["mission_id"])


def _evaluations() -> None:
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=True),
        sa.Column("evaluator", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("flag_reason", sa.String(), nullable=False),
        sa.Column("evaluated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_evaluations_request_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["experts.id"], name=op.f("fk_evaluations_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
    )
    op.create_index(op.f("ix_evaluations_request_id"), "evaluations", ["request_id"])
    op.create_index(op.f("ix_evaluations_expert_id"), "evaluations", ["expert_id"])


def _focal_points() -> None:
    op.create_table(
        "focal_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_focal_points_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focal_points")),
        sa.UniqueConstraint("contact_id", "country", name=op.f("uq_focal_points_contact_id_country")),
    )
    op.create_index(op.f("ix_focal_points_country"), "focal_points", ["country"])


def _saved_lists() -> None:
    op.create_table(
        "saved_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("search", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_lists")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_lists_name")),
    )
