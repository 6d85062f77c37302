"""Cells that spreadsheets take for text, whatever somebody wrote into a form."""

import csv
import io
from collections.abc import Iterable, Sequence

from config.formulas import begins_formula

_TEXT = "'"
"""Spreadsheets hide it; every import of Muster takes it off again."""


def as_text(cell: str) -> str:
    """The cell, marked as text where a spreadsheet would run it as a formula."""
    return f"{_TEXT}{cell}" if begins_formula(cell) else cell


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV, UTF-8 with a line end each; no cell is a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return written.getvalue()
