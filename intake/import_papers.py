"""One row of the registers of deliverables and evaluations: what an action owes on paper, and what is thought of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from intake.csv_table import Columns
from intake.import_cells import LONGEST_NAME, optional_day
from intake.import_experts import optional_expert_code
from intake.import_missions import mission_of
from intake.import_requests import LONGEST_TITLE, action_code
from intake.import_row import Record, Refused, RowReading, Taken

DELIVERABLE_COLUMNS = Columns(
    required=("action_code", "kind", "title"),
    optional=("activity", "expert_id", "due", "received", "checked", "edited", "note"),
    seldom=("mission",),
)
EVALUATION_COLUMNS = Columns(
    required=("action_code", "evaluator", "score", "date"),
    optional=("expert_id", "words", "flagged", "flag_reason"),
)

LONGEST_NOTE = 2_000
LOWEST, BEST = 1, 5

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "torex": "torex",
        "terms of reference": "torex",
        "exmr": "exmr",
        "mission report": "exmr",
        "aaf": "aaf",
        "report": "report",
        "other": "other",
    }
)
"""Words of the register, folded, and what they mean."""
_YES_OR_NO: Mapping[str, bool] = MappingProxyType({"yes": True, "no": False, "true": True, "false": False})


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """What a register says about one paper."""

    line: int
    action: str
    kind: str
    title: str
    activity: str = ""
    expert: str = ""
    due: date | None = None
    received: date | None = None
    checked: date | None = None
    edited: date | None = None
    note: str = ""
    mission: str | None = None
    """2014-01/M1, empty for none; None where the file does not say."""

    @property
    def code(self) -> str:
        """What the row is known by: the action, the kind and the title."""
        return f"{self.action} {self.kind} {self.title}"


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """What a register says one evaluator thinks of an action, or of an expert in it."""

    line: int
    action: str
    evaluator: str
    score: int
    evaluated_on: date
    expert: str = ""
    words: str = ""
    flagged: bool = False
    flag_reason: str = ""

    @property
    def code(self) -> str:
        """What the row is known by: the action, the expert and the evaluator."""
        return f"{self.action} {self.expert} {self.evaluator}"


def read_deliverable(record: Record) -> Taken[DeliverableRow] | Refused:
    """The paper of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    action = action_code(row)
    deliverable = DeliverableRow(
        line=record.line,
        action=action,
        kind=row.required_word("kind", KINDS),
        title=row.required("title", LONGEST_TITLE),
        activity=row.text("activity", 20),
        expert=optional_expert_code(row),
        due=optional_day(row, "due"),
        received=optional_day(row, "received"),
        checked=optional_day(row, "checked"),
        edited=optional_day(row, "edited"),
        note=row.text("note", LONGEST_NOTE),
        mission=mission_of(row, action) if row.has("mission") else None,
    )
    _check_steps(row, deliverable)
    return Refused(tuple(row.problems)) if row.problems else Taken(deliverable, tuple(row.notes))


def read_evaluation(record: Record) -> Taken[EvaluationRow] | Refused:
    """The evaluation of a row, or every reason why it cannot be taken; a flag needs its reason."""
    row = RowReading(record)
    day = optional_day(row, "date")
    if day is None and not row.problems:
        row.refuse("date", "empty", "")
    evaluation = EvaluationRow(
        line=record.line,
        action=action_code(row),
        evaluator=row.required("evaluator", LONGEST_NAME),
        score=_score(row),
        evaluated_on=day or date.min,
        expert=optional_expert_code(row),
        words=row.text("words", LONGEST_NOTE),
        flagged=bool(row.word("flagged", _YES_OR_NO)),
        flag_reason=row.text("flag_reason", LONGEST_NOTE),
    )
    if evaluation.flagged and not evaluation.flag_reason:
        row.refuse("flag_reason", "no_reason", "")
    return Refused(tuple(row.problems)) if row.problems else Taken(evaluation, tuple(row.notes))


def _check_steps(row: RowReading, paper: DeliverableRow) -> None:
    """Nothing is checked or edited before it has come."""
    for column, day in (("checked", paper.checked), ("edited", paper.edited)):
        if day and paper.received is None:
            row.refuse(column, "not_received", day.isoformat())
        elif day and paper.received and day < paper.received:
            row.refuse(column, "before_start", day.isoformat(), paper.received.isoformat())


def _score(row: RowReading) -> int:
    text = row.record.cells.get("score", "").strip()  # as it is: a sign must not be lost as a formula's
    if text.isascii() and text.isdecimal() and LOWEST <= int(text) <= BEST:
        return int(text)
    row.refuse("score", "bad_score" if text else "empty", text, f"{LOWEST}-{BEST}" if text else "")
    return LOWEST
