"""How a register writes a value, so that the import reads the same value again."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from config.countries import country_name

Cells = Mapping[str, str]
"""One row: the text of each column."""


def day(value: date | None) -> str:
    """2016-03-14, or nothing."""
    return value.isoformat() if value else ""


def number(value: float | None) -> str:
    """A whole number, or nothing."""
    return "" if value is None else f"{value}"


def days(quarters: int) -> str:
    """Quarter days as days: 5.75."""
    return f"{(Decimal(quarters) / 4).normalize():f}"


def euros(cents: int | None) -> str:
    """Cents as euros: 1250.50."""
    return "" if cents is None else f"{cents // 100}.{cents % 100:02d}"


def yes_or_no(value: bool) -> str:  # noqa: FBT001 -- a value to be written, no switch
    """As registers write it."""
    return "yes" if value else "no"


def country(code: str | None) -> str:
    """The English name, which every import reads."""
    return country_name(code, "en") if code else ""
