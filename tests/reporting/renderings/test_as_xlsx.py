import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from reporting.renderings.as_xlsx import as_xlsx
from tests.reporting.papers import HALF_YEAR, HOSTILE, chapters, hostile, paper


def read(written: bytes) -> Any:
    return load_workbook(io.BytesIO(written))


def rows(sheet: Any) -> list[tuple[object, ...]]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_cells_hold_exact_numbers_that_are_shown_rounded() -> None:
    sheet = read(as_xlsx(paper("table4")))["table4"]

    assert rows(sheet)[2:] == [
        (None, "Public", "Private", "Total"),
        ("EU Member State", 2.75, 0.5, 3.25),
        ("Belgium", 2.75, None, 2.75),
        ("France", None, 0.5, 0.5),
        ("Grand total", 2.75, 0.5, 3.25),
        ("% of grand total", pytest.approx(11 / 13), pytest.approx(2 / 13), 1),
    ]
    assert [sheet.cell(line, 2).number_format for line in (4, 7, 8)] == ["#,##0", "#,##0", "0.0%"]


def test_dates_are_dates() -> None:
    sheet = read(as_xlsx(paper("annex-b")))["annex-b"]

    assert sheet["E4"].value == datetime(2016, 5, 2)  # noqa: DTZ001 -- spreadsheets know no zones
    assert sheet["E4"].is_date


def test_heads_stay_in_sight_and_are_printed_on_each_page() -> None:
    sheet = read(as_xlsx(paper("table4")))["table4"]

    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"


def test_definitions_and_self_check_have_sheets_of_their_own() -> None:
    book = read(as_xlsx(paper("table4", span=HALF_YEAR)))

    assert book.sheetnames == ["table4", "Definitions", "Self-check"]
    told = " ".join(str(cell) for row in rows(book["Definitions"]) for cell in row if cell)
    assert "Days of preparation, on site and reporting" in told
    assert "Period: 1 April - 30 September 2016." in told
    assert "As it stood on 31 December 2016 at 12:00 UTC." in told
    assert "rounded half up" in told
    assert "Facility <& Co> #1" in told


def test_the_self_check_holds_numbers() -> None:
    sheet = read(as_xlsx(paper("table4")))["Self-check"]

    assert rows(sheet)[3][1:] == ("Grand total", "Public", 2.75, 3, 3)


def test_words_that_begin_like_a_formula_are_text() -> None:
    sheet = read(as_xlsx(hostile()))["annex-b"]
    titles = [sheet.cell(line, 3) for line in range(4, 4 + len(HOSTILE))]

    assert [cell.value for cell in titles] == [*HOSTILE[:5], "control  signs ", HOSTILE[6]]
    assert {cell.data_type for cell in titles} == {"s"}
    assert titles[2].quotePrefix


def test_a_figure_stands_beside_its_numbers() -> None:
    sheet = read(as_xlsx(paper("figure6")))["figure6"]

    assert len(sheet._images) == 1
    assert [cell.value for cell in sheet[4]][:4] == ["Africa", 1, None, 1]


def test_a_document_begins_with_its_sentences_and_leads_to_each_sheet() -> None:
    book = read(as_xlsx(chapters()))

    assert book.sheetnames == ["Contents", "table4", "annex-b", "Definitions", "Self-check"]
    links = [cell.hyperlink.location for (cell,) in book["Contents"]["A1":"A20"] if cell.hyperlink]
    assert links == ["'table4'!A1", "'annex-b'!A1"]


def test_the_same_document_is_the_same_file() -> None:
    assert as_xlsx(paper("table4")) == as_xlsx(paper("table4"))
