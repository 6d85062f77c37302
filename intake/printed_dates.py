"""Dates of imported lists, read even when misprinted."""

import re
from dataclasses import dataclass
from datetime import date

from intake.calendar_names import month_names, short_month_names
from intake.date_line import cut


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date of an old list; `note` is '' or how a misprint was read (a word, not a sentence)."""

    date: date
    note: str = ""


_PRINTED = (
    ("", re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")),
    ("", re.compile(r"(?P<y>\d{4})-(\d{2})-(\d{2})")),
    ("separator", re.compile(r"(\d{1,2})[ .,;-]{1,3}(\d{1,2})[ .,;-]{1,3}(\d{4})")),
    ("missing_separator", re.compile(r"(\d{2})[/.-](\d{2})(\d{4})")),
    ("missing_separator", re.compile(r"(\d{2})(\d{2})[/.-](\d{4})")),
    ("missing_separator", re.compile(r"(\d{2})(\d{2})(\d{4})")),
    ("short_year", re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})")),
    ("month_name", re.compile(r"(\d{1,2})[ /.-]{1,3}([^\W\d_]{3,12})\.?[ /.-]{1,3}(\d{4}|\d{2})")),
)


def read_printed_date(text: str) -> PrintedDate | None:
    """A date of an imported list, read even when misprinted: 15/072014, 14/May/2014."""
    text = text.strip()[:40]
    for note, pattern in _PRINTED:
        if match := pattern.fullmatch(text):
            return _printed(match, note)
    return None


def _printed(match: "re.Match[str]", note: str) -> PrintedDate | None:
    parts = list(match.groups())
    if "y" in match.groupdict():
        parts.reverse()
    month = _month_number(parts[1])
    day, year = int(parts[0]), int(parts[2])
    year += 2000 if year < 100 else 0
    if 12 < month <= 31 and day <= 12:
        day, month, note = month, day, "month_first"
    try:
        return PrintedDate(date(year, month, day), note)
    except ValueError:
        return None


def _month_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    word = cut(text).word(0)
    return month_names().get(word) or short_month_names().get(word, 0)
