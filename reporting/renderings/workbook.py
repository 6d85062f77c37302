"""Several tables of text as one XLSX workbook: a sheet for each, its head kept in sight, no cell a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 32_767
"""Characters a cell of a spreadsheet can hold."""
_WIDTH = 24
_NO_XML = dict.fromkeys([0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of text."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The tables as a workbook."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow import: a service that exports nothing does not need it

    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write(page: Any, sheet: Sheet) -> None:  # noqa: ANN401 -- openpyxl has no types
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- slow import
    from openpyxl.styles import Font  # noqa: PLC0415 -- slow import
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- slow import

    page.freeze_panes = "A2"
    for number in range(len(sheet.heads)):
        page.column_dimensions[get_column_letter(number + 1)].width = _WIDTH
    heads = [WriteOnlyCell(page, head) for head in sheet.heads]
    for head in heads:
        head.font = Font(bold=True)
    page.append(heads)
    for row in sheet.rows:
        cells = [WriteOnlyCell(page, _printable(cell)) for cell in row]
        for cell in cells:
            cell.data_type = "s"  # also what begins like a formula
        page.append(cells)


def _printable(cell: str) -> str:
    """The text without what XML cannot hold, as long as a cell may be."""
    return "".join(c for c in cell if c >= " " or c in "\n\t").translate(_NO_XML)[:LONGEST]
