"""A document as an XLSX workbook: a sheet for each report with numbers and dates that calculate, definitions and self-check."""

import io
import re
from datetime import date
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from config.formulas import begins_formula
from config.texts import say
from reporting.page import Row
from reporting.paper import Paper, Part
from reporting.renderings.archive import steady
from reporting.renderings.layout import LONG, check_of, exact_of, imprint, is_strong, notes_of
from reporting.renderings.pictures import picture
from reporting.renderings.workbook import LONGEST
from reporting.table import Cell, Unit

_FORMATS = {
    Unit.COUNT: "#,##0",
    Unit.DAYS: "#,##0",
    Unit.AVERAGE: "#,##0",
    Unit.EUROS: "#,##0",
    Unit.WEEKS: "#,##0.0",
    Unit.ELAPSED: "#,##0.0",
    Unit.PERCENT: "0%",
    Unit.TENTHS: "0.0%",
    Unit.DATE: "yyyy-mm-dd",
}
"""Exact numbers stand in the cells; the format rounds them half up for the eye."""
_BAD_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_HEAD = 3
"""The title and an empty row stand above the heads."""
_NARROW, _BROAD = 12, 46
_PICTURE_WIDTH = 640
"""Pixels."""


def as_xlsx(paper: Paper) -> bytes:
    """The workbook; the same document gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = (
        paper.title,
        paper.facility,
        paper.facility,
    )
    properties.created = paper.as_of.replace(tzinfo=None, microsecond=0)
    if len(paper.chapters) > 1:
        _told(book, paper)
    for part in paper.parts:
        _report(book, part, paper)
    _definitions(book, paper)
    _check(book, paper)
    written = io.BytesIO()
    book.save(written)
    return steady(written.getvalue(), paper.as_of)


def _told(book: Workbook, paper: Paper) -> None:
    """The first sheet of a document of many reports: its sentences, and what the sheets are called."""
    sheet = _sheet(book, say(paper.language, "interim.contents"), paper)
    for line in (paper.facility, *imprint(paper)):
        _put(sheet, sheet.max_row + 1, 1, line)
    for chapter in paper.chapters:
        _put(sheet, sheet.max_row + 2, 1, chapter.title, bold=True)
        for sentence in chapter.sentences:
            _put(sheet, sheet.max_row + 1, 1, sentence)
        for part in chapter.parts:
            row = sheet.max_row + 1
            cell = _put(sheet, row, 1, part.page.title)
            cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{_name(part.page.name)}'!A1")
            cell.font = Font(color="1764AB", underline="single")
    sheet.column_dimensions["A"].width = 90


def _report(book: Workbook, part: Part, paper: Paper) -> None:
    sheet = _sheet(book, part.page.name, paper, title=part.page.title)
    heads = ("", *part.page.heads)
    for place, head in enumerate(heads, start=1):
        _head(sheet, _HEAD, place, head, right=place > 1 and not part.page.wordy[place - 2])
    for number, row in enumerate(part.page.rows):
        _row(sheet, _HEAD + 1 + number, part, row, strong=is_strong(part, number))
    sheet.freeze_panes = f"B{_HEAD + 1}"
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    _set_widths(sheet, part)
    if part.figure is not None and not part.is_empty:
        _draw(sheet, part, paper.language, column=len(heads) + 2)


def _row(sheet: Worksheet, place: int, part: Part, row: Row, *, strong: bool) -> None:
    label = _put(sheet, place, 1, row.label, bold=strong)
    label.alignment = Alignment(indent=row.depth, vertical="top", wrap_text=len(row.label) > _BROAD)
    for column, (value, words) in enumerate(zip(row.values, row.cells, strict=True)):
        unit = row.unit or part.table.columns[column].unit
        cell = _put(sheet, place, column + 2, _typed(value, words, unit), bold=strong)
        if unit in _FORMATS:
            cell.number_format = _FORMATS[unit]
        cell.alignment = Alignment(vertical="top", wrap_text=unit in LONG)


def _typed(value: Cell, words: str, unit: Unit) -> str | float | date | None:
    """A number as spreadsheets count, days in days; a date as a date; everything else as it is read."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return date.fromisoformat(value) if unit is Unit.DATE else words
    number = Fraction(value) / 4 if unit is Unit.DAYS else Fraction(value)
    return number.numerator if number.denominator == 1 else float(number)


def _set_widths(sheet: Worksheet, part: Part) -> None:
    rows = part.page.rows
    longest = max((len(row.label) + 2 * row.depth for row in rows), default=_NARROW)
    sheet.column_dimensions["A"].width = min(max(longest + 2, _NARROW), _BROAD)
    for number, column in enumerate(part.table.columns):
        needed = max([len(part.page.heads[number]) // 2, *(len(row.cells[number]) for row in rows)]) + 3
        letter = get_column_letter(number + 2)
        sheet.column_dimensions[letter].width = (
            _BROAD if column.unit in LONG else min(max(needed, _NARROW), _BROAD)
        )


def _draw(sheet: Worksheet, part: Part, language: str, *, column: int) -> None:
    """The picture beside its numbers."""
    if part.figure is None:
        return
    drawing = Image(io.BytesIO(picture(part.figure, language, "png")))
    drawing.width, drawing.height = _PICTURE_WIDTH, round(drawing.height * _PICTURE_WIDTH / drawing.width)
    sheet.add_image(drawing, f"{get_column_letter(column)}{_HEAD}")


def _definitions(book: Workbook, paper: Paper) -> None:
    """What was counted in each report, for which days, when, and how it was rounded."""
    language = paper.language
    title = say(language, "interim.definitions.title")
    sheet = _sheet(book, title, paper, title=title)
    _head(sheet, _HEAD, 1, say(language, "interim.check.report"))
    _head(sheet, _HEAD, 2, say(language, "interim.definitions.what"))
    for number, part in enumerate(paper.parts, start=_HEAD + 1):
        _put(sheet, number, 1, part.page.title).alignment = _WRAPPED
        _put(sheet, number, 2, " ".join(notes_of(part, language))).alignment = _WRAPPED
    for line in (paper.facility, *imprint(paper)):
        _put(sheet, sheet.max_row + 1, 2, line).alignment = _WRAPPED
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _BROAD, 100
    sheet.freeze_panes = f"A{_HEAD + 1}"


def _check(book: Workbook, paper: Paper) -> None:
    """The self-check with numbers: what the rows add to exactly, what is printed, what the printed rows add to."""
    check = check_of(paper)
    sheet = _sheet(book, check.title, paper, title=f"{check.title}. {check.intro}")
    for place, head in enumerate(check.heads, start=1):
        _head(sheet, _HEAD, place, head, right=place > 3)
    for number, (words, (_, gap)) in enumerate(zip(check.rows, paper.gaps, strict=True), start=_HEAD + 1):
        values: tuple[str | float, ...] = (
            *words[:3],
            *map(float, (exact_of(gap), gap.printed, gap.sum_of_printed)),
        )
        for place, value in enumerate(values, start=1):
            _put(sheet, number, place, value)
    for letter, width in zip("ABCDEF", (_BROAD, 28, 28, 16, 12, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{_HEAD + 1}"


_WRAPPED = Alignment(wrap_text=True, vertical="top")


def _sheet(book: Workbook, name: str, paper: Paper, *, title: str = "") -> Worksheet:
    sheet: Any = book.create_sheet(_name(name))
    _put(sheet, 1, 1, title or paper.title, bold=True).font = Font(bold=True, size=14)
    page = sheet.page_setup
    page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight = 9, "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    # In footers & begins a code; the doubled one is the sign itself.
    sheet.oddFooter.left.text = paper.facility.replace("&", "&&")
    sheet.oddFooter.right.text = say(paper.language, "interim.page", page="&P", pages="&N")
    made: Worksheet = sheet
    return made


def _name(text: str) -> str:
    """What a sheet may be called."""
    return _BAD_IN_NAMES.sub(" ", text)[:_LONGEST_NAME]


def _head(sheet: Worksheet, row: int, column: int, text: str, *, right: bool = False) -> None:
    cell = _put(sheet, row, column, text, bold=True)
    cell.fill = PatternFill("solid", fgColor="F0F3F6")
    cell.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal="right" if right else "left")


def _put(
    sheet: Worksheet, row: int, column: int, value: str | float | date | None, *, bold: bool = False
) -> Any:  # noqa: ANN401 -- openpyxl has no types
    """A cell with a value; words are words, also those that begin like a formula."""
    cell: Any = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST] if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = begins_formula(value)
    if bold:
        cell.font = Font(bold=True)
    return cell
