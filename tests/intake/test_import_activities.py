import pytest
from hypothesis import given
from hypothesis import strategies as some

from intake.import_activities import ActivityRow, read_activity
from intake.import_row import Record, Refused, RowNote, Taken

CELLS = {"action_code": "2014-01", "number": "4a", "title": "Training of trainers", "state": ""}


def read(**cells: str) -> Taken[ActivityRow] | Refused:
    return read_activity(Record(7, CELLS | cells))


def taken(**cells: str) -> ActivityRow:
    outcome = read(**cells)
    assert isinstance(outcome, Taken)
    return outcome.value


def test_a_row_becomes_an_activity_of_its_action() -> None:
    assert read() == Taken(ActivityRow(7, "2014-01", "4a", "Training of trainers"))
    assert taken().code == "2014-01 4a"


@pytest.mark.parametrize(
    ("written", "number"),
    [("1", "1"), ("4A", "4a"), ("4 b", "4b"), ("1 - 3", "1-3"), ("1–3", "1-3"), ("12", "12")],
)
def test_numbers_are_read_as_registers_write_them(written: str, number: str) -> None:
    assert taken(number=written).number == number


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("", ""),
        ("cancelled", "cancelled"),
        ("Not implemented", "not_implemented"),
        ("POSTPONED", "postponed"),
    ],
)
def test_states_are_read(written: str, state: str) -> None:
    assert taken(state=written).state == state


def test_a_state_nobody_knows_is_noted_and_the_row_taken() -> None:
    outcome = read(state="sleeping")

    assert isinstance(outcome, Taken)
    assert (outcome.value.state, outcome.notes) == ("", (RowNote(7, "state", "unknown_word", "sleeping"),))


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"action_code": "first"}, RowNote(7, "action_code", "bad_code", "first")),
        ({"action_code": ""}, RowNote(7, "action_code", "empty")),
        ({"number": "0"}, RowNote(7, "number", "bad_activity", "0")),
        ({"number": "a4"}, RowNote(7, "number", "bad_activity", "a4")),
        ({"title": " "}, RowNote(7, "title", "empty")),
    ],
)
def test_what_cannot_be_taken_has_its_reason(cells: dict[str, str], problem: RowNote) -> None:
    assert read(**cells) == Refused((problem,))


@given(some.dictionaries(some.sampled_from(sorted(CELLS)), some.text(max_size=60)))
def test_no_row_raises(cells: dict[str, str]) -> None:
    assert isinstance(read(**cells), (Taken, Refused))
