from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intake.import_missions import MissionRow, on_site_quarters, read_mission, read_mission_code
from intake.import_row import Record, Refused, Taken

CELLS = {"mission": "2014-01/M1", "start": "2014-03-03", "end": "2014-03-07"}
MONDAY, FRIDAY = date(2014, 3, 3), date(2014, 3, 7)


def read(**cells: str) -> Taken[MissionRow] | Refused:
    return read_mission(Record(3, CELLS | cells))


def taken(**cells: str) -> MissionRow:
    outcome = read(**cells)
    assert isinstance(outcome, Taken)
    return outcome.value


def test_what_a_file_does_not_say_is_not_known() -> None:
    assert read() == Taken(MissionRow(3, "2014-01", 1, MONDAY, FRIDAY))
    assert taken().code == "2014-01/M1"


def test_everything_is_read() -> None:
    row = taken(
        action_code="2014-1",
        activity="4a",
        mode="Remote",
        status="Canceled",
        experts="ex-0014; EX-0020;EX-0014",
        preparation_days="2",
        on_site_days="4.5",
        reporting_days="1,25",
        estimated_eur="",
        actual_eur="4300.50",
    )

    assert row == MissionRow(
        3, "2014-01", 1, MONDAY, FRIDAY, "4a", "remote", "cancelled", ("EX-0014", "EX-0020"), 8, 18, 5,
        {"estimated_cents": None, "actual_cents": 430_050},
    )  # fmt: skip


def test_days_on_site_are_the_working_days_unless_the_file_says_others() -> None:
    assert (on_site_quarters(taken()), on_site_quarters(taken(on_site_days="1.5"))) == (20, 6)


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ({"mission": ""}, [("mission", "empty")]),
        ({"mission": "2014-01"}, [("mission", "bad_mission")]),
        ({"action_code": "2014-02"}, [("action_code", "other_action")]),
        ({"start": ""}, [("start", "empty")]),
        ({"end": "soon"}, [("end", "bad_date")]),
        ({"end": "2014-03-01"}, [("end", "before_start")]),
        ({"experts": "EX-0014;§"}, [("experts", "bad_id")]),
        ({"on_site_days": "many"}, [("on_site_days", "bad_days")]),
        ({"actual_eur": "-5"}, [("actual_eur", "bad_amount")]),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reasons(
    cells: dict[str, str], problems: list[tuple[str, str]]
) -> None:
    outcome = read(**cells)

    assert isinstance(outcome, Refused)
    assert [(problem.column, problem.what) for problem in outcome.problems] == problems


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2014-01/M1", ("2014-01", 1)),
        (" 2014-1 / m 12 ", ("2014-01", 12)),
        ("2014-01/M0", None),
        ("2014-00/M1", None),
        ("2014-01", None),
        ("M1", None),
    ],
)
def test_a_mission_is_known_by_its_action_and_number(text: str, code: tuple[str, int] | None) -> None:
    assert read_mission_code(text) == code


@given(some.dictionaries(some.sampled_from(sorted({*CELLS, "experts", "status"})), some.text(max_size=60)))
def test_no_row_raises(cells: dict[str, str]) -> None:
    assert isinstance(read(**cells), (Taken, Refused))
