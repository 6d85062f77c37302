"""The table of focal points: the contacts through whom a country or an institution is reached."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class FocalPoint(SQLModel, table=True):
    """A contact who speaks for a country, from one day to another."""

    __tablename__ = "focal_points"
    __table_args__ = (UniqueConstraint("contact_id", "country"),)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contacts.id")
    country: str = Field(index=True, description="ISO 3166-1 alpha-2, or an everyday territory such as TZ-Z")
    since: date | None = None
    until: date | None = None
    note: str = ""
