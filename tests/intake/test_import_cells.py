from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.import_cells import address, country, in_order, optional_cents, optional_day, quarter_days
from intake.import_row import Record, RowNote, RowReading


def row(cell: str) -> RowReading:
    return RowReading(Record(2, {"cell": cell}))


@pytest.mark.parametrize(
    ("written", "day"),
    [("2016-03-14", date(2016, 3, 14)), ("14/03/2016", date(2016, 3, 14)), ("", None), ("  ", None)],
)
def test_a_day_is_read_and_may_be_missing(written: str, day: date | None) -> None:
    reading = row(written)

    assert optional_day(reading, "cell") == day
    assert (reading.notes, reading.problems) == ([], [])


def test_a_misprinted_day_is_read_and_noted() -> None:
    reading = row("14/May/2014")

    assert optional_day(reading, "cell") == date(2014, 5, 14)
    assert [note.what for note in reading.notes] == ["date_misprint"]


@pytest.mark.parametrize("written", ["soon", "31/02/2016", "2016"])
def test_what_is_no_day_is_refused(written: str) -> None:
    reading = row(written)

    assert optional_day(reading, "cell") is None
    assert reading.problems == [RowNote(2, "cell", "bad_date", written)]


def test_an_end_before_the_beginning_is_refused() -> None:
    reading = row("")

    in_order(reading, date(2016, 3, 14), date(2016, 3, 13), column="cell")

    assert reading.problems == [RowNote(2, "cell", "before_start", "2016-03-13", "2016-03-14")]


def test_one_day_may_be_all() -> None:
    reading = row("")

    in_order(reading, date(2016, 3, 14), date(2016, 3, 14), column="cell")

    assert reading.problems == []


def test_an_address_is_kept_in_small_letters() -> None:
    assert address(row("Ama.Koffi@Labour.Example"), "cell") == "ama.koffi@labour.example"


@pytest.mark.parametrize(
    "written", ["ama", "ama@", "ama@labour", "ama koffi@labour.example", "<ama@labour.example>"]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    reading = row(written)

    address(reading, "cell")

    assert [problem.what for problem in reading.problems] == ["bad_email"]


def test_a_country_may_be_named_in_any_of_the_languages() -> None:
    assert [country(row(name), "cell") for name in ("Germany", "Allemagne", "Alemania", "Alemanha")] == [
        "DE"
    ] * 4


def test_an_unknown_country_is_refused() -> None:
    reading = row("Atlantis")

    assert country(reading, "cell") == ""
    assert reading.problems == [RowNote(2, "cell", "unknown_country", "Atlantis")]


@pytest.mark.parametrize(
    ("written", "cents"),
    [("1250", 125_000), ("1250.5", 125_050), ("1250,55 €", 125_055), ("0", 0), ("", None)],
)
def test_an_amount_is_kept_in_cents(written: str, cents: int | None) -> None:
    assert optional_cents(row(written), "cell") == cents


@pytest.mark.parametrize("written", ["-5", "1.250,00", "many", "1e6", "12.345", "9999999999"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    reading = row(written)

    assert optional_cents(reading, "cell") is None
    assert reading.problems == [RowNote(2, "cell", "bad_amount", written)]


def test_no_days_are_none_where_that_may_be() -> None:
    assert quarter_days(row(""), "cell", least=0) == 0


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reading(cell: str) -> None:
    reading = row(cell)

    optional_day(reading, "cell")
    address(reading, "cell")
    country(reading, "cell")
    optional_cents(reading, "cell")
    quarter_days(reading, "cell")

    assert all(problem.line == 2 for problem in reading.problems)
