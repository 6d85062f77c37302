"""Whose documents changed, in the order of commits: triggers note it, whoever wrote them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TABLE = "expert_text_changes"

NOTE = f"""INSERT INTO {TABLE} (expert_id, version)
    VALUES ({{row}}.expert_id, (SELECT coalesce(max(version), 0) + 1 FROM {TABLE}))
    ON CONFLICT (expert_id) DO UPDATE SET version = excluded.version"""  # noqa: S608 - the name above and nothing else

SQLITE = [
    f"""CREATE TRIGGER expert_documents_note_{change.lower()} AFTER {change} ON expert_documents BEGIN
        {"; ".join(NOTE.format(row=row) for row in rows)}; END"""
    for change, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"]))
]

# The lock is held until the transaction ends, so versions are in the order in which readers get to see them.
POSTGRESQL = [
    f"""CREATE FUNCTION note_expert_text_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('{TABLE}'));
        IF TG_OP <> 'INSERT' THEN {NOTE.format(row="OLD")}; END IF;
        IF TG_OP <> 'DELETE' THEN {NOTE.format(row="NEW")}; END IF;
        RETURN NULL; END $$""",
    """CREATE TRIGGER expert_documents_note_changes AFTER INSERT OR UPDATE OR DELETE ON expert_documents
       FOR EACH ROW EXECUTE FUNCTION note_expert_text_change()""",
]


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("expert_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("expert_id", name=op.f("pk_expert_text_changes")),
    )
    op.create_index(op.f("ix_expert_text_changes_version"), TABLE, ["version"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
