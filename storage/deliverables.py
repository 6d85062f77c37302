"""The table of deliverables: what an action owes on paper, and how far each paper has come."""

from datetime import date

from sqlmodel import Field, SQLModel


class Deliverable(SQLModel, table=True):
    """A paper of an action: terms of reference, a mission report, a final report."""

    __tablename__ = "deliverables"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="requests.id", index=True)
    activity_id: int | None = Field(default=None, foreign_key="activities.id")
    mission_id: int | None = Field(default=None, foreign_key="missions.id", index=True)
    expert_id: int | None = Field(default=None, foreign_key="experts.id", description="who writes it")
    kind: str = Field(description="torex, exmr, aaf, report or other")
    title: str
    due: date | None = None
    received: date | None = None
    checked: date | None = None
    edited: date | None = None
    note: str = ""
    reminded_on: date | None = Field(default=None, description="when its author was reminded, once")
