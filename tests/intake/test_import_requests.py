from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.import_requests import COLUMNS, RequestRow, code_order, out_of_order, read_code, read_request
from intake.import_row import Record, Refused, RowNote, Taken
from storage.states import RequestStatus

TODAY = date(2026, 1, 12)
CELLS = {
    "action_code": "2015-09",
    "partner_country": "Togo",
    "title": "Support for universal health insurance coverage",
    "partner_institution": "National Health Insurance Institute (INAM)",
    "request_date_as_printed": "27/02/2015",
    "status": "Ongoing",
    "latest_activity_financed_by_successor": "No",
    "merged_into": "",
    "region": "Africa",
}


def _read(**cells: str) -> Taken[RequestRow] | Refused:
    return read_request(Record(36, CELLS | cells), today=TODAY)


def _taken(**cells: str) -> RequestRow:
    outcome = _read(**cells)
    assert isinstance(outcome, Taken)
    return outcome.value


def _notes(**cells: str) -> tuple[RowNote, ...]:
    outcome = _read(**cells)
    assert isinstance(outcome, Taken)
    return outcome.notes


def _row(code: str, day: date, line: int = 9) -> RequestRow:
    return RequestRow(line, code, "TG", "Title", "INAM", day, day.strftime("%d/%m/%Y"), "approved")


def test_row_becomes_a_request() -> None:
    assert _read() == Taken(
        RequestRow(
            line=36,
            code="2015-09",
            country="TG",
            title="Support for universal health insurance coverage",
            institution="National Health Insurance Institute (INAM)",
            received_on=date(2015, 2, 27),
            date_as_printed="27/02/2015",
            status="approved",
            financed_by_successor=False,
            areas=("social_health_insurance",),
        )
    )


def test_columns_of_the_register_are_all_read() -> None:
    assert set(COLUMNS.all) == set(CELLS)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("15/072014", date(2014, 7, 15)),
        ("14/May/2014", date(2014, 5, 14)),
        ("27/022014", date(2014, 2, 27)),
        ("10/042014", date(2014, 4, 10)),
    ],
)
def test_misprinted_date_is_read_and_noted(printed: str, day: date) -> None:
    cells = {"action_code": "2014-09", "request_date_as_printed": printed}

    assert (_taken(**cells).received_on, _taken(**cells).date_as_printed) == (day, printed)
    assert _notes(**cells) == (
        RowNote(36, "request_date_as_printed", "date_misprint", printed, day.isoformat()),
    )


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("Request", "checking"),
        ("Ongoing", "approved"),
        ("Completed", "completed"),
        ("Completed (merged)", "merged"),
        ("Rejected", "rejected"),
        ("rejected (CLOSED)", "closed"),
    ],
)
def test_printed_status_has_its_meaning(printed: str, status: str) -> None:
    assert _taken(status=printed).status == status
    assert status in set(RequestStatus)


@pytest.mark.parametrize("column", COLUMNS.required)
def test_row_without_something_required_is_refused(column: str) -> None:
    assert _read(**{column: ""}) == Refused((RowNote(36, column, "empty"),))


@pytest.mark.parametrize(
    ("column", "value", "what", "read"),
    [
        ("action_code", "15-9", "bad_code", ""),
        ("action_code", "2015-0", "bad_code", ""),
        ("partner_country", "Atlantis", "unknown_country", ""),
        ("request_date_as_printed", "31/02/2015", "bad_date", ""),
        ("request_date_as_printed", "soon", "bad_date", ""),
        ("status", "Lost", "unknown_word", ""),
    ],
)
def test_row_that_cannot_be_right_is_refused_with_the_reason(
    column: str, value: str, what: str, read: str
) -> None:
    assert _read(**{column: value}) == Refused((RowNote(36, column, what, value, read),))


def test_date_to_come_is_refused() -> None:
    outcome = _read(action_code="2027-01", request_date_as_printed="01/02/2027")

    assert outcome == Refused(
        (RowNote(36, "request_date_as_printed", "future_date", "01/02/2027", "2027-02-01"),)
    )


def test_date_in_another_year_than_the_code_is_noted() -> None:
    assert _notes(request_date_as_printed="03/01/2014") == (
        RowNote(36, "request_date_as_printed", "other_year", "03/01/2014", "2015-09"),
    )


def test_region_that_is_not_the_country_s_is_noted() -> None:
    assert _notes(region="Asia") == (RowNote(36, "region", "other_region", "Asia", "Africa"),)


@pytest.mark.parametrize(
    ("status", "target", "merged_into", "what"),
    [
        ("Completed (merged)", "2015-10", "2015-10", []),
        ("Completed (merged)", "2015-1", "2015-01", []),
        ("Completed (merged)", "", None, ["no_target"]),
        ("Completed (merged)", "2015-09", None, ["bad_target"]),
        ("Completed (merged)", "another", None, ["bad_target"]),
        ("Ongoing", "2015-10", None, ["not_merged"]),
    ],
)
def test_merge_is_followed_if_it_makes_sense(
    status: str, target: str, merged_into: str | None, what: list[str]
) -> None:
    cells = {"status": status, "merged_into": target}

    assert _taken(**cells).merged_into == merged_into
    assert [note.what for note in _notes(**cells)] == what


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2015-07", (2015, 7)),
        (" 2015-7 ", (2015, 7)),
        ("2015/112", (2015, 112)),
        ("2015-00", None),
        ("1066-01", None),
        ("2015", None),
        ("2015-07a", None),
    ],
)
def test_code_is_a_year_and_a_number(text: str, parts: tuple[int, int] | None) -> None:
    assert read_code(text) == parts


def test_codes_sort_by_number() -> None:
    assert sorted(["2016-100", "2016-99", "2015-01"], key=code_order) == ["2015-01", "2016-99", "2016-100"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_row("2015-01", date(2015, 1, 5)), _row("2015-02", date(2015, 1, 5))),
        (_row("2015-01", date(2015, 1, 5)), _row("2015-02", date(2015, 1, 6))),
        (_row("2015-02", date(2015, 1, 6)), _row("2015-01", date(2015, 1, 5))),
        (_row("2015-40", date(2015, 12, 5)), _row("2016-01", date(2016, 1, 6))),
        (_row("2016-01", date(2016, 1, 6)), _row("2015-40", date(2015, 12, 5))),
    ],
)
def test_dates_that_follow_the_codes_are_in_order(before: RequestRow, after: RequestRow) -> None:
    assert out_of_order(before, after) is None


def test_date_before_that_of_the_code_before_is_out_of_order() -> None:
    before, after = _row("2015-11", date(2015, 3, 11)), _row("2015-12", date(2015, 1, 22), line=39)

    assert out_of_order(before, after) == RowNote(
        39, "request_date_as_printed", "out_of_order", "22/01/2015", "2015-11"
    )


@given(st.dictionaries(st.sampled_from(sorted(CELLS)), st.text(max_size=60)))
def test_no_row_is_an_error(cells: dict[str, str]) -> None:
    assert isinstance(_read(**cells), Taken | Refused)
