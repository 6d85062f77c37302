"""Tables of what partners ask for: requests, their activities and attachments."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from storage.columns import instant, optional_instant, word
from storage.states import RequestStatus


class Request(SQLModel, table=True):
    """A partner's request; a draft has no code yet and keeps what was answered in `form`."""

    __tablename__ = "requests"

    id: int | None = Field(default=None, primary_key=True)
    code: str | None = Field(default=None, unique=True, description="YYYY-NN, given at receipt")
    status: RequestStatus = word(RequestStatus, default=RequestStatus.DRAFT, index=True)
    status_reason: str = ""
    institution_id: int | None = Field(default=None, foreign_key="institutions.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contacts.id", index=True)
    country: str | None = None
    title: str = ""
    areas: list[str] = Field(default_factory=list, sa_type=JSON)
    background: str = ""
    general_objective: str = ""
    specific_objectives: str = ""
    expected_results: str = ""
    window_start: date | None = None
    window_end: date | None = None
    duration_days: int | None = None
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    experts_wanted: int | None = None
    profiles: list[str] = Field(default_factory=list, sa_type=JSON)
    kept_as_written: dict[str, str] = Field(
        default_factory=dict, sa_type=JSON, description="answers an officer must read: field -> words"
    )
    language: str = Field(default="en", description="language the partner writes in")
    channel: str = Field(default="mail", description="mail, telegram, terminal or import")
    source_id: str | None = Field(default=None, unique=True, description="inbox message it came from")
    form: dict[str, object] = Field(default_factory=dict, sa_type=JSON, description="form engine state")
    touched_at: datetime | None = optional_instant()
    """Drafts: when the partner last did something about it."""
    reminded_at: datetime | None = optional_instant()
    """Drafts: when the partner was reminded, once."""
    verified: bool = False
    merged_into: str | None = None
    replaced_by: list[str] = Field(default_factory=list, sa_type=JSON)
    hold_until: date | None = None
    assigned_to: int | None = Field(default=None, foreign_key="officers.id")
    date_as_printed: str = Field(default="", description="imported requests: the date as the source has it")
    created_at: datetime = instant()
    received_at: datetime | None = optional_instant(index=True)
    status_since: datetime = instant()


class CodeCounter(SQLModel, table=True):
    """The last running number given in a year; its row lock makes codes gap-free."""

    __tablename__ = "code_counters"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int


class Activity(SQLModel, table=True):
    """A part of an action, numbered 1, 2, 4a."""

    __tablename__ = "activities"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="requests.id", index=True)
    number: str
    title: str
    state: str = Field(default="", description="cancelled, not_implemented, postponed, or empty")
    mode: str = Field(default="", sa_column_kwargs={"server_default": ""}, description="on_site or remote")
    start: date | None = None
    end: date | None = None


class StoredFile(SQLModel, table=True):
    """An attachment, kept in the database (DESIGN.md decision 12)."""

    __tablename__ = "attachments"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int | None = Field(default=None, foreign_key="requests.id", index=True)
    inbox_id: int | None = Field(default=None, foreign_key="inbox.id", index=True)
    filename: str
    media_type: str
    size: int
    sha256: str
    content: bytes
    created_at: datetime = instant()
