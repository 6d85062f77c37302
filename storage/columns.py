"""Column types shared by the tables: aware UTC instants and short status words, the same on every database."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

# Every constraint gets a name, so that a later migration can drop it on SQLite too. Each table module imports
# this file before it defines its tables.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class NaiveDatetimeError(ValueError):
    """A datetime without a time zone reached the database; pass an aware UTC instant."""


class UtcDateTime(TypeDecorator[datetime]):
    """Stores aware datetimes as UTC and gives them back aware, also on SQLite, which forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The instant in UTC; a datetime without a zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveDatetimeError(NaiveDatetimeError.__doc__)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The instant, aware and in UTC, whatever the database gave back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def instant(*, index: bool = False) -> Any:  # noqa: ANN401 (a field of any declared type, as SQLModel has it)
    """A required column that holds an aware UTC instant."""
    return Field(sa_type=UtcDateTime, nullable=False, index=index)


def optional_instant(*, index: bool = False) -> Any:  # noqa: ANN401 (same)
    """A nullable column that holds an aware UTC instant."""
    return Field(default=None, sa_type=UtcDateTime, nullable=True, index=index)


def word(kind: type[StrEnum], *, default: Any = ..., index: bool = False) -> Any:  # noqa: ANN401 (same)
    """A required column that holds one word of `kind` as a short string: no enum type, no enum names."""
    stored = Enum(kind, values_callable=lambda words: [w.value for w in words], native_enum=False, length=16)
    return Field(default=default, sa_type=stored, nullable=False, index=index)
