"""One row of a register of past requests: columns to a request, misprints read, doubts noted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from config.areas import areas_in
from config.countries import find_country, region_of
from config.folding import fold
from intake.csv_table import Columns
from intake.import_row import Record, Refused, RowNote, RowReading, Taken
from intake.printed_dates import read_printed_date

COLUMNS = Columns(
    required=(
        "action_code",
        "partner_country",
        "title",
        "partner_institution",
        "request_date_as_printed",
        "status",
    ),
    optional=("latest_activity_financed_by_successor", "merged_into", "region"),
)

LONGEST_TITLE = 500
LONGEST_NAME = 300

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "request": "checking",
        "ongoing": "approved",
        "completed": "completed",
        "completed merged": "merged",
        "rejected": "rejected",
        "rejected closed": "closed",
    }
    | {word.replace("_", " "): word for word in ("received", "eligible", "formulated", "on_hold", "replaced")}
)
"""The printed names of the public report, folded, and the status each one means; what they do not name as it is."""
_YES_OR_NO: Mapping[str, bool] = MappingProxyType({"yes": True, "no": False})
_CODE = re.compile(r"(19[89]\d|20\d\d)[-/.](\d{1,4})")


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What a register says about one past request."""

    line: int
    code: str
    country: str
    title: str
    institution: str
    received_on: date
    date_as_printed: str
    status: str
    """A value of RequestStatus."""
    merged_into: str | None = None
    financed_by_successor: bool | None = None
    areas: tuple[str, ...] = ()


def read_code(text: str) -> tuple[int, int] | None:
    """Year and running number of a code such as 2015-07."""
    match = _CODE.fullmatch(text.strip())
    return (int(match[1]), int(match[2])) if match and int(match[2]) else None


def code_text(year: int, number: int) -> str:
    """A code as Muster writes it."""
    return f"{year}-{number:02d}"


def code_order(code: str) -> tuple[int, int]:
    """Year and running number of a code Muster wrote; sorts 2016-100 after 2016-99."""
    year, _, number = code.partition("-")
    return int(year), int(number)


def read_request(record: Record, *, today: date) -> Taken[RequestRow] | Refused:
    """The request of a row, or every reason why it cannot be taken."""
    row = RowReading(record)
    code, received_on = action_code(row), _date(row, today)
    title = row.required("title", LONGEST_TITLE)
    status = row.required_word("status", STATUSES)
    request = RequestRow(
        line=record.line,
        code=code,
        country=_country(row),
        title=title,
        institution=row.required("partner_institution", LONGEST_NAME),
        received_on=received_on or today,
        date_as_printed=row.text("request_date_as_printed", 40),
        status=status,
        merged_into=_merged_into(row, code, status),
        financed_by_successor=row.word("latest_activity_financed_by_successor", _YES_OR_NO),
        areas=areas_in(title),
    )
    if code and received_on and received_on.year != int(code[:4]):
        row.note("request_date_as_printed", "other_year", request.date_as_printed, code)
    return Refused(tuple(row.problems)) if row.problems else Taken(request, tuple(row.notes))


def out_of_order(before: RequestRow, after: RequestRow) -> RowNote | None:
    """A note if the dates of two rows that follow each other contradict their running numbers."""
    first, second = code_order(before.code), code_order(after.code)
    if first[0] != second[0] or before.received_on == after.received_on:
        return None
    if (first < second) == (before.received_on < after.received_on):
        return None
    return RowNote(after.line, "request_date_as_printed", "out_of_order", after.date_as_printed, before.code)


def action_code(row: RowReading) -> str:
    """The code of the action a row is about; one that cannot be read is a reason not to take the row."""
    text = row.required("action_code", 40)
    parts = read_code(text)
    if text and parts is None:
        row.refuse("action_code", "bad_code", text)
    return code_text(*parts) if parts else ""


def _country(row: RowReading) -> str:
    name = row.required("partner_country", LONGEST_NAME)
    code = find_country(name) if name else ""
    if code is None:
        row.refuse("partner_country", "unknown_country", name)
        return ""
    region = row.text("region", LONGEST_NAME)
    if code and region and fold(region) != fold(region_of(code)):
        row.note("region", "other_region", region, region_of(code))
    return code


def _date(row: RowReading, today: date) -> date | None:
    text = row.required("request_date_as_printed", 40)
    printed = read_printed_date(text)
    if not text:
        return None
    if printed is None:
        row.refuse("request_date_as_printed", "bad_date", text)
        return None
    if printed.date > today:
        row.refuse("request_date_as_printed", "future_date", text, printed.date.isoformat())
    elif printed.note:
        row.note("request_date_as_printed", "date_misprint", text, printed.date.isoformat())
    return printed.date


def _merged_into(row: RowReading, code: str, status: str) -> str | None:
    text = row.text("merged_into", 40)
    parts = read_code(text)
    target = code_text(*parts) if parts else ""
    if text and (not target or target == code):
        row.note("merged_into", "bad_target", text)
    elif target and status != "merged":
        row.note("merged_into", "not_merged", text)
    elif status == "merged" and not text:
        row.note("merged_into", "no_target", "")
    return target if target and target != code and status == "merged" else None
