"""Tables of what arrives and what goes out: the inbox and the jobs (DESIGN.md decisions 1-3)."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import instant, optional_instant, word
from storage.states import InboxStatus, JobStatus


def _waiting(name: str, *columns: str) -> Index:
    """An index of unfinished rows only, so that claiming costs the same after a million finished ones."""
    return _only(name, "status = 'waiting'", *columns)


def _only(name: str, condition: str, *columns: str) -> Index:
    rows = text(condition)
    return Index(name, *columns, sqlite_where=rows, postgresql_where=rows)


class Inbox(SQLModel, table=True):
    """A message as it arrived, stored before it is acknowledged; `external_id` drops repeats."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        _waiting("ix_inbox_waiting", "stream", "id"),
        _only("ix_inbox_open", "status IN ('doubtful', 'dead')", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    external_id: str
    stream: str = Field(description="messages of one stream (a chat, a sender) are handled in order")
    payload: bytes
    envelope: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    received_at: datetime = instant()
    status: InboxStatus = word(InboxStatus, default=InboxStatus.WAITING)
    attempts: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = optional_instant()
    done_at: datetime | None = optional_instant()
    last_error: str = ""
    note: str = Field(default="", description="what it was understood as; why an officer should look")


class Job(SQLModel, table=True):
    """Something to do after commit: a mail, a chat message, a match. At-least-once, with a fixed identity."""

    __tablename__ = "jobs"
    __table_args__ = (_waiting("ix_jobs_waiting", "kind", "destination", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(description="mail, telegram, terminal or match")
    destination: str = Field(
        index=True, description="address, chat or request; the unit of per-target rates and order"
    )
    payload: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    about: str = Field(
        default="", index=True, description="inquiry:7, request:3, proposal:2; for threading and routing"
    )
    message_id: str | None = Field(default=None, unique=True, description="fixed Message-ID of a mail")
    dedupe: str | None = Field(
        default=None, unique=True, description="a second job with this key is not made"
    )
    status: JobStatus = word(JobStatus, default=JobStatus.WAITING)
    due_at: datetime = instant()
    created_at: datetime = instant()
    attempts: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = optional_instant()
    done_at: datetime | None = optional_instant()
    result: dict[str, object] = Field(
        default_factory=dict, sa_type=JSON, description="e.g. Telegram message id"
    )
    last_error: str = ""
