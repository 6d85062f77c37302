"""The table of saved lists: searches of the register of experts that somebody wants to see again."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from storage.columns import instant


class SavedList(SQLModel, table=True):
    """A search under a name; it is run anew each time, so the list is never stale."""

    __tablename__ = "saved_lists"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    search: dict[str, object] = Field(default_factory=dict, sa_type=JSON, description="words and filters")
    saved_by: str = Field(description="officer:2 or operator")
    saved_at: datetime = instant()
