from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from intake.calendar_days import MAX_DAYS, days_of, zone_of
from intake.calendar_lines import Line, lines_of


def line(text: str) -> Line | None:
    return next(lines_of(text), None)


def days(start: str, end: str = "", duration: str = "", zones: tuple[str, ...] = ()) -> Period | None:
    return days_of(line(f"DTSTART{start}"), line(f"DTEND{end}"), line(f"DURATION{duration}"), zones)


def april(first: int, last: int) -> Period:
    return Period(date(2026, 4, first), date(2026, 4, last))


@pytest.mark.parametrize(
    ("start", "end", "duration", "expected"),
    [
        (";VALUE=DATE:20260406", ";VALUE=DATE:20260411", "", april(6, 10)),
        (";VALUE=DATE:20260406", "", "", april(6, 6)),
        (";VALUE=DATE:20260406", ";VALUE=DATE:20260406", "", april(6, 6)),
        (";VALUE=DATE:20260406", "", ":P5D", april(6, 10)),
        (";VALUE=DATE:20260406", "", ":P1W", april(6, 12)),
        (";TZID=W. Europe Standard Time:20260406T000000", ";TZID=W. Europe Standard Time:20260411T000000", "", april(6, 10)),
        (";TZID=Nowhere:20260406T090000", ";TZID=Nowhere:20260410T170000", "", april(6, 10)),
        (":20260406T090000", "", ":PT8H", april(6, 6)),
        (":20260406T220000", "", ":PT4H", april(6, 7)),
        (":20260406T000000Z", ":20260411T000000Z", "", april(6, 10)),
        (":20260405T220000Z", ":20260410T220000Z", "", april(6, 10)),
        (":20260406T050000Z", ":20260411T050000Z", "", april(6, 10)),
        (":20260411", ":20260406", "", april(11, 11)),
    ],
)  # fmt: skip
def test_days_are_those_the_writer_sees(start: str, end: str, duration: str, expected: Period) -> None:
    assert days(start, end, duration) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Europe/Berlin", april(6, 10)), ("W. Europe Standard Time", april(6, 10)), ("Etc/UTC", april(5, 10))],
)
def test_hours_in_utc_are_read_in_the_zone_of_the_writer(zone: str, expected: Period) -> None:
    assert days(":20260405T220000Z", ":20260410T220000Z", zones=("no zone", zone)) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        ":",
        ":soon",
        ":20261301",
        ":20260230",
        ":00000101",
        ":99991231",
        ":20260406T250000",
        ":20260406;P1D",
    ],
)
def test_day_that_is_none_is_none(value: str) -> None:
    assert days(value) is None


def test_years_on_end_are_no_proposal() -> None:
    assert days(":20260406", ":20460406") is None


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Romance Standard Time", "Europe/Paris"),
        ("E. Africa Standard Time", "Africa/Nairobi"),
        ("SA Pacific Standard Time", "America/Bogota"),
        ("/mozilla.org/20050126_1/Africa/Lome", "Africa/Lome"),
        ("/freeassociation.sourceforge.net/Europe/Lisbon", "Europe/Lisbon"),
        ('"Europe/Madrid"', "Europe/Madrid"),
        ("UTC", "Etc/UTC"),
    ],
)
def test_zones_are_known_by_the_names_programs_give_them(name: str, zone: str) -> None:
    assert zone_of(name) == ZoneInfo(zone)


@pytest.mark.parametrize(
    "name",
    ["", "Customized Time Zone", "../../etc/passwd", "Europe", "Europe/Atlantis", "/" * 90, "a\x00b", "é"],
)
def test_name_of_no_zone_is_none(name: str) -> None:
    assert zone_of(name) is None


@given(st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_no_lines_make_it_raise(start: str, end: str, duration: str, zones: list[str]) -> None:
    found = days_of(Line("DTSTART", {}, start), Line("DTEND", {}, end), Line("DURATION", {}, duration), zones)

    assert found is None or found.days <= MAX_DAYS + 1


@given(
    st.from_regex(r"[0-9]{8}(T[0-9]{6}Z?)?", fullmatch=True),
    st.from_regex(r"[0-9]{8}(T[0-9]{6}Z?)?", fullmatch=True),
)
def test_no_dates_make_it_raise(start: str, end: str) -> None:
    found = days_of(Line("DTSTART", {}, start), Line("DTEND", {}, end), None, ("Europe/Berlin",))

    assert found is None or found.start <= found.end
