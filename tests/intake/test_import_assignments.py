import pytest
from hypothesis import given
from hypothesis import strategies as some

from intake.import_assignments import AssignmentRow, read_assignment
from intake.import_row import Record, Refused, RowNote, Taken

CELLS = {"action_code": "2014-01", "expert_id": "EX-0014", "expert_days": "5.75"}


def read(**cells: str) -> Taken[AssignmentRow] | Refused:
    return read_assignment(Record(3, CELLS | cells))


def taken(**cells: str) -> AssignmentRow:
    outcome = read(**cells)
    assert isinstance(outcome, Taken)
    return outcome.value


def test_days_are_kept_as_quarter_days() -> None:
    assert read() == Taken(AssignmentRow(3, "2014-01", "EX-0014", 23))


@pytest.mark.parametrize(
    ("written", "quarters"), [("12", 48), ("12.0", 48), ("0,25", 1), ("0.5", 2), ("1000", 4000)]
)
def test_days_are_read_with_a_point_or_a_comma(written: str, quarters: int) -> None:
    assert taken(expert_days=written).quarter_days == quarters


@pytest.mark.parametrize(
    ("written", "read_as", "quarters"), [("5.7", "5.75", 23), ("5.1", "5", 20), ("0.2", "0.25", 1)]
)
def test_a_part_of_a_day_that_is_no_quarter_is_rounded_and_noted(
    written: str, read_as: str, quarters: int
) -> None:
    outcome = read(expert_days=written)

    assert isinstance(outcome, Taken)
    assert outcome.value.quarter_days == quarters
    assert outcome.notes == (RowNote(3, "expert_days", "part_of_day", written, read_as),)


def test_work_outside_any_request_keeps_its_name() -> None:
    assert taken(action_code="ADB").action == "ADB"


@pytest.mark.parametrize("days", ["0", "-3", "many", "1001", "99999", "1e3", "0.01"])
def test_days_that_cannot_be_are_refused(days: str) -> None:
    outcome = read(expert_days=days)

    assert isinstance(outcome, Refused)
    assert [problem.what for problem in outcome.problems] == ["bad_days"]


def test_every_reason_is_told() -> None:
    outcome = read(action_code="", expert_id="", expert_days="")

    assert isinstance(outcome, Refused)
    assert [(problem.column, problem.what) for problem in outcome.problems] == [
        ("action_code", "empty"),
        ("expert_id", "empty"),
        ("expert_days", "empty"),
    ]


@given(some.dictionaries(some.sampled_from(sorted(CELLS)), some.text(max_size=60)))
def test_no_row_raises(cells: dict[str, str]) -> None:
    assert isinstance(read(**cells), (Taken, Refused))
