from datetime import UTC, datetime
from fractions import Fraction

import pytest

from config.languages import INTERFACE_LANGUAGES
from reporting.page import Page, Row, page_of
from reporting.reports import REPORTS
from reporting.table import Column, Line, Naming, Table, Unit
from tests.reporting.past import AS_OF, facility

MOMENT = datetime(2026, 3, 12, 9, 5, tzinfo=UTC)
DAYS = Table(
    "table4",
    (Column("public", Unit.DAYS), Column("total", Unit.DAYS)),
    (
        Line(
            Naming.ORIGIN,
            "eu",
            (6, 6),
            (
                Line(Naming.COUNTRY, "DE", (2, 2)),
                Line(Naming.COUNTRY, "BE", (2, 2)),
                Line(Naming.COUNTRY, "FR", (2, 2)),
            ),
        ),
    ),
    Line(Naming.TOTAL, "", (6, 6)),
    (Fraction(1), Fraction(1)),
)


def test_a_page_has_rows_in_reading_order_with_their_depth_and_the_total_last() -> None:
    page = page_of(DAYS, as_of=MOMENT, language="en")

    assert page.heads == ("Public", "Total")
    assert page.rows == (
        Row("EU Member State", ("2", "2")),
        Row("Belgium", ("1", "1"), 1),
        Row("France", ("1", "1"), 1),
        Row("Germany", ("1", "1"), 1),
        Row("Grand total", ("2", "2"), total=True),
        Row("% of grand total", ("100.0%", "100.0%"), total=True),
    )


def test_countries_stand_in_the_order_of_the_readers_language() -> None:
    labels = [row.label for row in page_of(DAYS, as_of=MOMENT, language="fr").rows]

    assert labels[1:4] == ["Allemagne", "Belgique", "France"]


def test_notes_say_what_was_counted_when_and_where_rounding_shows() -> None:
    definition, moment, *gaps = page_of(DAYS, as_of=MOMENT, language="en").notes

    assert definition.startswith("Days of preparation, on site and reporting, kept in quarter days.")
    assert moment == "As it stood on 12 March 2026 at 09:05 UTC."
    assert gaps == [
        "Rounding: Grand total, Public: rows add to 1.5; printed 2.",
        "Rounding: Grand total, Total: rows add to 1.5; printed 2.",
        "Rounding: EU Member State, Public: rows add to 1.5; printed 2, while the printed rows add to 3.",
        "Rounding: EU Member State, Total: rows add to 1.5; printed 2, while the printed rows add to 3.",
    ]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_has_its_words_in_every_language(name: str, language: str) -> None:
    table = REPORTS[name](facility())

    page = page_of(table, as_of=AS_OF, language=language)

    assert page.title
    assert all(page.heads)
    assert all(row.label and len(row.cells) == len(page.heads) for row in page.rows)
    assert table.total is None or page.rows[-1].total


def test_the_public_reports_own_rounding_is_explained() -> None:
    page: Page = page_of(REPORTS["table5"](facility()), as_of=AS_OF, language="en")

    assert page.rows[-1] == Row("Grand total", ("1,501", "231", "1,732"), total=True)
    assert any("Grand total, Total: rows add to 1,731.5; printed 1,732." in note for note in page.notes)


def test_numbers_follow_the_readers_language() -> None:
    page = page_of(REPORTS["table3"](facility()), as_of=AS_OF, language="fr")

    assert page.rows[-1].cells == ("74,0\xa0%", "26,0\xa0%", "100,0\xa0%")
