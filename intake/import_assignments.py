"""One row of a register of work rendered: which expert worked how many days for which action."""

import re
from dataclasses import dataclass
from decimal import Decimal

from intake.csv_table import Columns
from intake.import_experts import expert_code
from intake.import_requests import code_text, read_code
from intake.import_row import Record, Refused, RowReading, Taken

COLUMNS = Columns(required=("action_code", "expert_id", "expert_days"), optional=())

LONGEST_ACTION = 40
MOST_DAYS = 1000
_DAYS = re.compile(r"(\d{1,4})(?:[.,](\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """What a register says about the work of one expert for one action."""

    line: int
    action: str
    """A code, or the name of work outside any request, such as ADB."""
    expert: str
    quarter_days: int

    @property
    def code(self) -> str:
        """What the row is known by: the action and the expert."""
        return f"{self.action} {self.expert}"


def read_assignment(record: Record) -> Taken[AssignmentRow] | Refused:
    """The work of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    work = AssignmentRow(record.line, _action(row), expert_code(row), _quarter_days(row))
    return Refused(tuple(row.problems)) if row.problems else Taken(work, tuple(row.notes))


def _action(row: RowReading) -> str:
    text = row.required("action_code", LONGEST_ACTION)
    parts = read_code(text)
    return code_text(*parts) if parts else text


def _quarter_days(row: RowReading) -> int:
    """Days as quarter days; a part of a day that is no quarter is rounded to the nearest, and noted."""
    text = row.record.cells.get("expert_days", "").strip()  # as it is: a sign must not be lost as a formula's
    match = _DAYS.fullmatch(text)
    if match is None:
        row.refuse("expert_days", "bad_days" if text else "empty", text)
        return 0
    quarters = Decimal(f"{match[1]}.{match[2] or 0}") * 4
    nearest = int(quarters + Decimal("0.5"))
    if not 0 < nearest <= 4 * MOST_DAYS:
        row.refuse("expert_days", "bad_days", text)
    elif nearest != quarters:
        row.note("expert_days", "part_of_day", text, f"{Decimal(nearest) / 4:f}")
    return nearest
