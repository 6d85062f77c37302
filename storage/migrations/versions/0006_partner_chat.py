"""Partners in a chat: invitations, addresses proven by a code, reminders of drafts, feedback at the end."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("contacts", sa.Column("proven_at", INSTANT, nullable=True))
    op.add_column("requests", sa.Column("touched_at", INSTANT, nullable=True))
    op.add_column("requests", sa.Column("reminded_at", INSTANT, nullable=True))
    op.create_table(
        "partner_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("invited_by", sa.String(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_partner_invitations_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_invitations")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_partner_invitations_secret_hash")),
    )
    op.create_index(op.f("ix_partner_invitations_institution_id"), "partner_invitations", ["institution_id"])
    op.create_table(
        "address_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_address_proofs_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_proofs")),
    )
    op.create_index(op.f("ix_address_proofs_contact_id"), "address_proofs", ["contact_id"])
    op.create_index(op.f("ix_address_proofs_email"), "address_proofs", ["email"])
    op.create_table(
        "feedback",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_feedback_request_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_feedback_contact_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_feedback")),
    )
