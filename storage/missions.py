"""Tables of who goes: proposals, missions, seats and the inquiries put to experts."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from storage.columns import instant, optional_instant, word
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, SeatStatus


class Proposal(SQLModel, table=True):
    """Ranked teams for a request, kept word for word as they were shown."""

    __tablename__ = "proposals"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="requests.id", index=True)
    status: ProposalStatus = word(ProposalStatus, default=ProposalStatus.OPEN)
    teams: list[dict[str, object]] = Field(default_factory=list, sa_type=JSON)
    basis: dict[str, object] = Field(
        default_factory=dict, sa_type=JSON, description="need, weights, rules, certificate"
    )
    created_at: datetime = instant()
    decided_at: datetime | None = optional_instant()
    decided_by: int | None = Field(default=None, foreign_key="officers.id")
    chosen: int | None = Field(default=None, description="rank of the approved team, from 1")
    reason: str = ""


class Mission(SQLModel, table=True):
    """Dated presence of a team for an activity; days are integer quarter days."""

    __tablename__ = "missions"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="requests.id", index=True)
    number: int = Field(
        default=1, sa_column_kwargs={"server_default": "1"}, description="2 of 2014-01/M2, within its action"
    )
    activity_id: int | None = Field(default=None, foreign_key="activities.id")
    proposal_id: int | None = Field(default=None, foreign_key="proposals.id")
    status: MissionStatus = word(MissionStatus, default=MissionStatus.PLANNED)
    mode: str = "on_site"
    start: date = Field(description="first day the team may be asked for, narrowed by answers")
    end: date
    on_site_days: int
    preparation_quarter_days: int
    on_site_quarter_days: int
    reporting_quarter_days: int
    estimated_cents: int | None = Field(default=None, description="euro cents, of all members")
    actual_cents: int | None = Field(default=None, description="euro cents, once all is paid")
    created_at: datetime = instant()
    confirmed_at: datetime | None = optional_instant()
    days_asked_on: date | None = Field(default=None, description="when officers were asked for the days")


class Seat(SQLModel, table=True):
    """One profile asked for, who holds it, and who is next."""

    __tablename__ = "seats"

    id: int | None = Field(default=None, primary_key=True)
    mission_id: int = Field(foreign_key="missions.id", index=True)
    position: int
    label: str = ""
    areas: list[str] = Field(default_factory=list, sa_type=JSON)
    expert_id: int | None = Field(default=None, foreign_key="experts.id")
    status: SeatStatus = word(SeatStatus, default=SeatStatus.OPEN)
    alternates: list[str] = Field(
        default_factory=list, sa_type=JSON, description="expert codes in order of preference"
    )


class Inquiry(SQLModel, table=True):
    """The question put to one expert for one seat."""

    __tablename__ = "inquiries"

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seats.id", index=True)
    mission_id: int = Field(foreign_key="missions.id", index=True)
    expert_id: int = Field(foreign_key="experts.id", index=True)
    status: InquiryStatus = word(InquiryStatus, default=InquiryStatus.ASKED, index=True)
    start: date = Field(description="window asked about")
    end: date
    asked_at: datetime = instant()
    reply_by: datetime = instant()
    reminder_due_at: datetime | None = optional_instant(index=True)
    reminded_at: datetime | None = optional_instant()
    answered_at: datetime | None = optional_instant()
    answer: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    note: str = Field(default="", description="e.g. out of office until 2026-03-02")
