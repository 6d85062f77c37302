"""Cells that several registers have: a day, an address, a country, an amount, days in quarters."""

import re
from datetime import date
from decimal import Decimal

from config.countries import find_country
from intake.import_row import RowReading
from intake.printed_dates import read_printed_date

LONGEST_NAME = 300
MOST_DAYS = 1000
_ADDRESS = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,180}\.[^\s@<>,;:\".()]{2,60}")
_DAYS = re.compile(r"(\d{1,4})(?:[.,](\d{1,4}))?")
_AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?")


def optional_day(row: RowReading, column: str) -> date | None:
    """The day of a cell; an empty cell is none, and one that cannot be read is a reason not to take the row."""
    text = row.text(column, 40)
    printed = read_printed_date(text)
    if text and printed is None:
        row.refuse(column, "bad_date", text)
    elif printed is not None and printed.note:
        row.note(column, "date_misprint", text, printed.date.isoformat())
    return printed.date if printed else None


def in_order(row: RowReading, first: date | None, last: date | None, *, column: str) -> None:
    """Refuse a row whose last day comes before its first."""
    if first and last and last < first:
        row.refuse(column, "before_start", last.isoformat(), first.isoformat())


def address(row: RowReading, column: str) -> str:
    """The e-mail address of a cell in small letters; none is a reason not to take the row."""
    text = row.required(column, 254)
    if text and not _ADDRESS.fullmatch(text):
        row.refuse(column, "bad_email", text)
    return text.lower()


def country(row: RowReading, column: str = "country") -> str:
    """The code of the country a cell names; an unknown one is a reason not to take the row."""
    name = row.required(column, LONGEST_NAME)
    code = find_country(name) if name else ""
    if code is None:
        row.refuse(column, "unknown_country", name)
    return code or ""


def optional_cents(row: RowReading, column: str) -> int | None:
    """The amount of a cell in cents; an empty cell is none, a senseless one a reason not to take the row."""
    text = row.record.cells.get(column, "").strip().removesuffix("€").rstrip()
    if not text:
        return None
    match = _AMOUNT.fullmatch(text)
    if match is None:
        row.refuse(column, "bad_amount", text)
        return None
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


def quarter_days(row: RowReading, column: str, *, least: int = 1) -> int:
    """Days as quarter days; a part of a day that is no quarter is rounded to the nearest, and noted."""
    text = row.record.cells.get(column, "").strip()  # as it is: a sign must not be lost as a formula's
    if not text and least == 0:
        return 0
    match = _DAYS.fullmatch(text)
    if match is None:
        row.refuse(column, "bad_days" if text else "empty", text)
        return 0
    quarters = Decimal(f"{match[1]}.{match[2] or 0}") * 4
    nearest = int(quarters + Decimal("0.5"))
    if not least <= nearest <= 4 * MOST_DAYS:
        row.refuse(column, "bad_days", text)
    elif nearest != quarters:
        row.note(column, "part_of_day", text, f"{Decimal(nearest) / 4:f}")
    return nearest
