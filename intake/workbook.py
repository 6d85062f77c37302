"""A workbook (XLSX) as registers: each sheet that is named like one, written out as the CSV file its import reads."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from intake.office_archive import members_of

LARGEST = 50 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 100


class NoWorkbookError(ValueError):
    """The file is no workbook that can be read; save it as XLSX from your spreadsheet program."""


def sheets_as_csv(file: Path, names: Sequence[str], folder: Path) -> list[tuple[str, Path]]:
    """Name and CSV file of each sheet that is named like a register, in the order of `names`."""
    try:
        book = _open(file)
        return [
            (name, _written(book[name], folder / f"{name}.csv")) for name in names if name in book.sheetnames
        ]
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


def _written(sheet: Any, file: Path) -> Path:  # noqa: ANN401 -- openpyxl has no types
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(_rows(sheet))
    return file


def _rows(sheet: Any) -> Iterator[list[str]]:  # noqa: ANN401 -- openpyxl has no types
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
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
