"""The journal refuses UPDATE and DELETE."""

from alembic import op

revision = "0002"
down_revision = "0001"

REFUSAL = "the journal is append-only"

SQLITE = [
    f"CREATE TRIGGER journal_refuses_{change} BEFORE {change} ON journal BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for change in ("UPDATE", "DELETE")
]

POSTGRESQL = [
    f"""CREATE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    """CREATE TRIGGER journal_refuses_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change()""",
]


def upgrade() -> None:
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
