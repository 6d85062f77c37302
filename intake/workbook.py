"""A workbook (XLSX) as registers: each sheet that is named like one, written out as the CSV file its import reads."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from intake.office_archive import members_of

LARGEST = 50 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 100
LAST_ROW = 1_048_576
"""Of any sheet in this format; a file that claims more is not followed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A register's sheet, written out."""

    name: str
    file: Path
    rows_not_read: int = 0
    """Filled rows after the last one that is read; whoever imports is told of them."""


class NoWorkbookError(ValueError):
    """The file is no workbook that can be read; save it as XLSX from your spreadsheet program."""


def sheets_as_csv(
    file: Path, names: Sequence[str], folder: Path, *, most_rows: int = MOST_ROWS
) -> list[Sheet]:
    """Each sheet that is named like a register, as a CSV file, in the order of `names`."""
    try:
        book = _open(file)
        return [_written(book[name], name, folder, most_rows) for name in names if name in book.sheetnames]
    except OSError:
        raise
    except Exception as error:  # a damaged file can make these libraries raise anything
        raise NoWorkbookError(NoWorkbookError.__doc__) from error


def _open(file: Path) -> Any:  # noqa: ANN401 -- openpyxl has no types
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow import: only this one command needs it

    if file.stat().st_size > LARGEST:
        raise NoWorkbookError(NoWorkbookError.__doc__)
    content = file.read_bytes()
    if members_of(content) is None:
        raise zipfile.BadZipFile
    return load_workbook(io.BytesIO(content), read_only=True, data_only=True)


def _written(sheet: Any, name: str, folder: Path, most_rows: int) -> Sheet:  # noqa: ANN401 -- openpyxl has no types
    file, rows = folder / f"{name}.csv", _rows(sheet)
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(islice(rows, most_rows))
    return Sheet(name, file, rows_not_read=sum(any(row) for row in rows))


def _rows(sheet: Any) -> Iterator[list[str]]:  # noqa: ANN401 -- openpyxl has no types
    for row in sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True):
        yield [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """What a cell holds, as a person would type it into a CSV file: days as 2016-03-14, 5.0 as 5."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return "" if cell is None else str(cell)
