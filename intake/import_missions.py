"""One row of the register of missions: who was where, when, for which action, how many days and at what cost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from config.mission_codes import mission_code
from config.periods import Period
from intake.csv_table import Columns
from intake.import_cells import in_order, optional_cents, optional_day, quarter_days
from intake.import_experts import is_expert_code
from intake.import_requests import code_text, read_code
from intake.import_row import Record, Refused, RowReading, Taken

COLUMNS = Columns(
    required=("mission", "start", "end"),
    optional=(
        "activity", "mode", "status", "experts",
        "preparation_days", "on_site_days", "reporting_days", "estimated_eur", "actual_eur",
    ),
    seldom=("action_code",),
)  # fmt: skip
MODES: Mapping[str, str] = MappingProxyType(
    {"on site": "on_site", "onsite": "on_site", "remote": "remote", "online": "remote"}
)
STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "planned": "planned",
        "confirmed": "confirmed",
        "completed": "completed",
        "cancelled": "cancelled",
        "canceled": "cancelled",
    }
)
"""Words of the register, folded, and what they mean."""
MOST_EXPERTS = 30
QUARTERS = 4
_MISSION = re.compile(r"\s*([0-9]{4}-[0-9]{1,3})\s*/\s*M\s*([1-9][0-9]?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MissionRow:
    """What a register says about one mission; None where its file does not say."""

    line: int
    action: str
    number: int
    start: date
    end: date
    activity: str | None = None
    mode: str | None = None
    status: str | None = None
    experts: tuple[str, ...] | None = None
    preparation: int | None = None
    on_site: int | None = None
    reporting: int | None = None
    costs: Mapping[str, int | None] = field(default_factory=lambda: MappingProxyType({}))
    """Estimated and actual cents, those of which the file has a column; an empty cell takes the cost away."""

    @property
    def code(self) -> str:
        """What the row is known by: 2014-01/M1."""
        return mission_code(self.action, self.number)


def read_mission_code(text: str) -> tuple[str, int] | None:
    """The action and the number of 2014-01/M1; None for anything else."""
    match = _MISSION.fullmatch(text[:40])
    parts = read_code(match[1]) if match else None
    return (code_text(*parts), int(match[2])) if match and parts else None


def mission_of(row: RowReading, action: str) -> str:
    """The mission that a row of this action names, as people name it; empty if it names none."""
    text = row.text("mission", 40)
    known = read_mission_code(text) if text else None
    if text and known is None:
        row.refuse("mission", "bad_mission", text)
    elif known and known[0] != action:
        row.refuse("mission", "other_action", text, action)
    return mission_code(*known) if known else ""


def read_mission(record: Record) -> Taken[MissionRow] | Refused:
    """The mission of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    action, number = _code(row)
    start, end = _day(row, "start"), _day(row, "end")
    in_order(row, start, end, column="end")
    mission = MissionRow(
        line=record.line,
        action=action,
        number=number,
        start=start or date.min,
        end=end or date.min,
        activity=row.text("activity", 20) if row.has("activity") else None,
        mode=row.word("mode", MODES),
        status=row.word("status", STATUSES),
        experts=_experts(row) if row.has("experts") else None,
        preparation=_days(row, "preparation_days"),
        on_site=_days(row, "on_site_days"),
        reporting=_days(row, "reporting_days"),
        costs=_costs(row),
    )
    return Refused(tuple(row.problems)) if row.problems else Taken(mission, tuple(row.notes))


def on_site_quarters(row: MissionRow) -> int:
    """The days on site of each expert; all working days of the mission where the file does not say."""
    if row.on_site is not None:
        return row.on_site
    return Period(row.start, row.end).working_days * QUARTERS


def _code(row: RowReading) -> tuple[str, int]:
    text = row.required("mission", 40)
    known = read_mission_code(text)
    if known is None:
        if text:
            row.refuse("mission", "bad_mission", text)
        return "", 0
    action = row.text("action_code", 40)
    parts = read_code(action)
    if action and (parts is None or code_text(*parts) != known[0]):
        row.refuse("action_code", "other_action", action, text)
    return known


def _day(row: RowReading, column: str) -> date | None:
    day = optional_day(row, column)
    if day is None and not row.text(column, 40):
        row.refuse(column, "empty", "")
    return day


def _experts(row: RowReading) -> tuple[str, ...]:
    cell = row.text("experts", 12 * MOST_EXPERTS)
    codes = [part.strip().upper() for part in cell.split(";") if part.strip()]
    for code in codes:
        if not is_expert_code(code):
            row.refuse("experts", "bad_id", code)
    return tuple(dict.fromkeys(codes))


def _days(row: RowReading, column: str) -> int | None:
    """Quarter days; None if the cell is empty."""
    return quarter_days(row, column, least=0) if row.record.cells.get(column, "").strip() else None


def _costs(row: RowReading) -> Mapping[str, int | None]:
    return {
        column.replace("_eur", "_cents"): optional_cents(row, column)
        for column in ("estimated_eur", "actual_eur")
        if row.has(column)
    }
