"""One row of a register of activities: the action it belongs to, its number, what it is, and whether it took place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from intake.csv_table import Columns
from intake.import_cells import in_order, optional_day
from intake.import_missions import MODES
from intake.import_requests import LONGEST_TITLE, action_code
from intake.import_row import Record, Refused, RowReading, Taken

COLUMNS = Columns(
    required=("action_code", "number", "title"), optional=("state",), seldom=("mode", "start", "end")
)

STATES: Mapping[str, str] = MappingProxyType(
    {
        "cancelled": "cancelled",
        "canceled": "cancelled",
        "not implemented": "not_implemented",
        "postponed": "postponed",
        "remote": "remote",
    }
)
"""Words of the register, folded, and what they mean; an empty cell is an activity as usual."""
_NUMBER = re.compile(r"([1-9]\d?)\s?([a-z]?)(?:\s*[-–]\s*([1-9]\d?))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """What a register says about one activity."""

    line: int
    action: str
    number: str
    """1, 4a, or 1-3 for several told in one line."""
    title: str
    state: str = ""
    mode: str = ""
    start: date | None = None
    end: date | None = None
    told: frozenset[str] = frozenset()
    """Which of the later columns the file has; what it does not have is not changed."""

    @property
    def code(self) -> str:
        """What the row is known by: the action and the number."""
        return f"{self.action} {self.number}"


def read_activity(record: Record) -> Taken[ActivityRow] | Refused:
    """The activity of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    start, end = optional_day(row, "start"), optional_day(row, "end")
    in_order(row, start, end, column="end")
    activity = ActivityRow(
        line=record.line,
        action=action_code(row),
        number=_number(row),
        title=row.required("title", LONGEST_TITLE),
        state=row.word("state", STATES) or "",
        mode=row.word("mode", MODES) or "",
        start=start,
        end=end,
        told=frozenset(filter(row.has, ("mode", "start", "end"))),
    )
    return Refused(tuple(row.problems)) if row.problems else Taken(activity, tuple(row.notes))


def _number(row: RowReading) -> str:
    text = row.required("number", 20)
    match = _NUMBER.fullmatch(text)
    if text and match is None:
        row.refuse("number", "bad_activity", text)
    if match is None:
        return ""
    return f"{match[1]}-{match[3]}" if match[3] else match[1] + match[2].lower()
