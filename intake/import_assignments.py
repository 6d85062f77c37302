"""One row of a register of work rendered: which expert worked how many days for which action."""

from dataclasses import dataclass

from intake.csv_table import Columns
from intake.import_cells import quarter_days
from intake.import_experts import expert_code
from intake.import_requests import code_text, read_code
from intake.import_row import Record, Refused, RowReading, Taken

COLUMNS = Columns(required=("action_code", "expert_id", "expert_days"), optional=())

LONGEST_ACTION = 40


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
    work = AssignmentRow(record.line, _action(row), expert_code(row), quarter_days(row, "expert_days"))
    return Refused(tuple(row.problems)) if row.problems else Taken(work, tuple(row.notes))


def _action(row: RowReading) -> str:
    text = row.required("action_code", LONGEST_ACTION)
    parts = read_code(text)
    return code_text(*parts) if parts else text
