"""The table of work rendered: who worked how long for which action."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Assignment(SQLModel, table=True):
    """Expert-days that one expert rendered for one action; integer quarter days."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("action", "expert_id", "source"),)

    id: int | None = Field(default=None, primary_key=True)
    action: str = Field(description="2014-01, or the name of work outside any request")
    request_id: int | None = Field(default=None, foreign_key="requests.id", index=True)
    expert_id: int = Field(foreign_key="experts.id", index=True)
    quarter_days: int = Field(description="all of them; the parts below add up to it where they are known")
    preparation: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    on_site: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    reporting: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    source: str = Field(default="import", description="import, or mission:3")
