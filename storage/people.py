"""Tables of people and institutions: who asks, who goes, who decides."""

from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.columns import instant, optional_instant, word
from storage.states import Role


class Institution(SQLModel, table=True):
    """A partner institution; `key` is its name folded for look-up within one country."""

    __tablename__ = "institutions"
    __table_args__ = (UniqueConstraint("country", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    key: str = Field(index=True)
    country: str = Field(index=True, description="ISO 3166-1 alpha-2, or an everyday territory such as TZ-Z")
    kind: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="ministry, agency, fund, trade_union, employer, consortium_leader, consortium_member",
    )


class Contact(SQLModel, table=True):
    """A person at a partner institution, reached by e-mail, by chat, or both."""

    __tablename__ = "contacts"

    id: int | None = Field(default=None, primary_key=True)
    institution_id: int | None = Field(default=None, foreign_key="institutions.id", index=True)
    name: str = ""
    position: str = Field(default="", sa_column_kwargs={"server_default": ""})
    email: str | None = Field(default=None, unique=True)
    phone: str = ""
    chat: str | None = Field(default=None, unique=True, description="telegram:123 or terminal:name")
    language: str = "en"
    verified: bool = False
    proven_at: datetime | None = optional_instant()
    """Since when the address is known to be theirs, though they began in a chat."""
    created_at: datetime = instant()


class Expert(SQLModel, table=True):
    """A registered expert."""

    __tablename__ = "experts"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, description="EX-0001")
    first_name: str
    last_name: str
    email: str = Field(unique=True)
    gender: str = ""
    nationality: str = Field(description="ISO 3166-1 alpha-2")
    region: str = Field(description="EU, Non-EU, Africa ...")
    eligibility: str = Field(description="european or partner")
    occupation: str = Field(description="public or private")
    employment: str = Field(description="active or retired")
    employer: str = Field(default="", description="as the register has it")
    employer_id: int | None = Field(default=None, foreign_key="institutions.id")
    years_of_experience: int = 0
    missions_abroad: int = 0
    mobilised: bool = False
    language: str = Field(default="en", description="language Muster writes in")
    flagged: bool = False
    flag_reason: str = ""
    email_bounced: bool = False
    opted_out: bool = Field(
        default=False,
        sa_column_kwargs={"server_default": false()},
        description="asked never to be written to again",
    )
    merged_into: str | None = Field(default=None, description="code of the row that is the same person")


class ExpertLanguage(SQLModel, table=True):
    """One language an expert works in, with its CEFR level (A1..C2, native)."""

    __tablename__ = "expert_languages"

    expert_id: int = Field(foreign_key="experts.id", primary_key=True)
    language: str = Field(primary_key=True)
    level: str


class ExpertArea(SQLModel, table=True):
    """One area of assistance an expert knows."""

    __tablename__ = "expert_areas"

    expert_id: int = Field(foreign_key="experts.id", primary_key=True)
    area: str = Field(primary_key=True, description="key of config/areas.toml")


class ExpertCountry(SQLModel, table=True):
    """One country an expert has worked in, as a CV or a register tells it."""

    __tablename__ = "expert_countries"

    expert_id: int = Field(foreign_key="experts.id", primary_key=True)
    country: str = Field(primary_key=True, description="as in `institutions`")


class AvailabilityPeriod(SQLModel, table=True):
    """Days an expert said to be free or busy; no row means unknown, never free."""

    __tablename__ = "availability_periods"

    id: int | None = Field(default=None, primary_key=True)
    expert_id: int = Field(foreign_key="experts.id", index=True)
    start: date
    end: date
    free: bool
    source: str = Field(default="", description="inquiry:7, import, mission:3")


class ExpertDocument(SQLModel, table=True):
    """Text about an expert used for matching: CV, past terms of reference, publications."""

    __tablename__ = "expert_documents"

    id: int | None = Field(default=None, primary_key=True)
    expert_id: int = Field(foreign_key="experts.id", index=True)
    kind: str = "cv"
    title: str = ""
    language: str = "en"
    text: str


class Officer(SQLModel, table=True):
    """Somebody of the facility; decides as far as the role allows."""

    __tablename__ = "officers"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    email: str = Field(unique=True)
    role: Role = word(Role)
    language: str = "en"
    chat: str | None = Field(default=None, unique=True)
    active: bool = True
    digest_hour: int | None = Field(
        default=None, description="hour of the daily digest; None: the facility's"
    )
    digest_off: bool = Field(
        default=False, sa_column_kwargs={"server_default": false()}, description="wants no daily digest"
    )
    digest_on: date | None = Field(default=None, description="the day whose digest is done with")
    created_at: datetime = instant()


class Invitation(SQLModel, table=True):
    """A single-use link; only the hash of its secret is kept."""

    __tablename__ = "invitations"

    id: int | None = Field(default=None, primary_key=True)
    secret_hash: str = Field(unique=True)
    officer_id: int | None = Field(default=None, foreign_key="officers.id")
    expires_at: datetime = instant()
    used_at: datetime | None = optional_instant()


class OfficerGroup(SQLModel, table=True):
    """The group chat that cards are posted to instead of each officer's own chat."""

    __tablename__ = "officer_groups"

    chat: str = Field(primary_key=True, description="telegram:-100123")
    title: str = ""
    language: str = "en"
    linked_by: int = Field(foreign_key="officers.id")
    linked_at: datetime = instant()


class GroupReader(SQLModel, table=True):
    """An officer who was seen in the group, and so reads the cards there.

    Kept when the group is lost: the cards it did not get go to those who would have read them.
    """

    __tablename__ = "group_readers"

    chat: str = Field(primary_key=True)
    officer_id: int = Field(foreign_key="officers.id", primary_key=True)


class BlockedChat(SQLModel, table=True):
    """A chat that takes no letters, because the person in it has blocked the bot."""

    __tablename__ = "blocked_chats"

    chat: str = Field(primary_key=True)
    since: datetime = instant()


class BotName(SQLModel, table=True):
    """Under which name people find Muster in a channel; links are made from it."""

    __tablename__ = "bot_names"

    channel: str = Field(primary_key=True, description="telegram")
    name: str


class Dialogue(SQLModel, table=True):
    """Where a chat conversation stands: the draft being filled, or the one thing Muster waits for."""

    __tablename__ = "dialogues"

    chat: str = Field(primary_key=True)
    language: str = "en"
    request_id: int | None = Field(default=None, foreign_key="requests.id")
    waiting_for: str = Field(default="", description="what the next typed text answers, e.g. reject:12")
    state: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    updated_at: datetime = instant()
