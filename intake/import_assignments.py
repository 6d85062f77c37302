"""One row of a register of work rendered: which expert worked how many days for which action."""

from dataclasses import dataclass

from config.expert_days import ExpertDays
from intake.csv_table import Columns
from intake.import_cells import quarter_days
from intake.import_experts import expert_code
from intake.import_missions import mission_of
from intake.import_requests import code_text, read_code
from intake.import_row import Record, Refused, RowReading, Taken

COLUMNS = Columns(
    required=("action_code", "expert_id", "expert_days"),
    optional=(),
    seldom=("mission", "preparation_days", "on_site_days", "reporting_days"),
)

PARTS = ("preparation_days", "on_site_days", "reporting_days")
LONGEST_ACTION = 40


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """What a register says about the work of one expert for one action."""

    line: int
    action: str
    """A code, or the name of work outside any request, such as ADB."""
    expert: str
    quarter_days: int
    mission: str = ""
    """2014-01/M1, if the days belong to one mission."""
    parts: ExpertDays | None = None
    """Preparation, on site and reporting; None if the file does not say."""

    @property
    def code(self) -> str:
        """What the row is known by: the action, the expert and the mission."""
        return f"{self.action} {self.expert} {self.mission}".rstrip()


def read_assignment(record: Record) -> Taken[AssignmentRow] | Refused:
    """The work of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    action, expert, total = _action(row), expert_code(row), quarter_days(row, "expert_days")
    mission = mission_of(row, action)
    work = AssignmentRow(record.line, action, expert, total, mission, _parts(row, total))
    return Refused(tuple(row.problems)) if row.problems else Taken(work, tuple(row.notes))


def _parts(row: RowReading, total: int) -> ExpertDays | None:
    """The parts, if there are any: together they are all of the days."""
    preparation, on_site, reporting = (quarter_days(row, column, least=0) for column in PARTS)
    parts = ExpertDays(preparation, on_site, reporting)
    if not parts.total:
        return None
    if parts.total != total:
        row.refuse("expert_days", "other_sum", row.text("expert_days", 20), str(parts))
    return parts


def _action(row: RowReading) -> str:
    text = row.required("action_code", LONGEST_ACTION)
    parts = read_code(text)
    return code_text(*parts) if parts else text
