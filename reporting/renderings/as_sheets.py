"""A table with many words on a terminal: a sheet for each line, what is not known left out."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reporting.page import Page, Row

TOO_WORDY = 7
"""Columns of words from which on they no longer fit beside each other."""


def is_for_sheets(page: Page) -> bool:
    """Whether the columns of a page would be too narrow to read."""
    return sum(page.wordy) >= TOO_WORDY


def as_sheets(page: Page) -> RenderableType:
    """The title, each line as heads with their words, and what was counted."""
    notes = (Text(note, style="dim") for note in page.notes)
    return Group(Text(page.title, style="bold"), *(_sheet(row, page.heads) for row in page.rows), "", *notes)


def _sheet(row: Row, heads: tuple[str, ...]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for head, cell in zip(heads, row.cells, strict=True):
        if cell:
            table.add_row(Text(head), Text(cell))
    return Group("", Text(row.label, style="bold"), Padding(table, (0, 0, 0, 2)))
