"""Newsletters: who agreed to get them, issues in several languages, and a row for each copy."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "newsletter_subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("subscribed_by", sa.String(), nullable=False),
        sa.Column("subscribed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unsubscribed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_subscriptions")),
        sa.UniqueConstraint(
            "list_name", "address", name=op.f("uq_newsletter_subscriptions_list_name_address")
        ),
    )
    op.create_index(op.f("ix_newsletter_subscriptions_address"), "newsletter_subscriptions", ["address"])
    op.create_table(
        "newsletter_issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_issues")),
        sa.UniqueConstraint("list_name", "name", name=op.f("uq_newsletter_issues_list_name_name")),
    )
    op.create_table(
        "newsletter_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("markdown", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["newsletter_issues.id"], name=op.f("fk_newsletter_editions_issue_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_editions")),
        sa.UniqueConstraint("issue_id", "language", name=op.f("uq_newsletter_editions_issue_id_language")),
    )
    _copies()


def _copies() -> None:
    op.create_table(
        "newsletter_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["newsletter_issues.id"], name=op.f("fk_newsletter_copies_issue_id")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["newsletter_editions.id"], name=op.f("fk_newsletter_copies_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["newsletter_subscriptions.id"],
            name=op.f("fk_newsletter_copies_subscription_id"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_newsletter_copies_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_copies")),
        sa.UniqueConstraint("issue_id", "address", name=op.f("uq_newsletter_copies_issue_id_address")),
    )
    op.create_index(op.f("ix_newsletter_copies_subscription_id"), "newsletter_copies", ["subscription_id"])
