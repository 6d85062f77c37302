"""A table on a terminal, by rich."""

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reporting.page import Page, Row

INDENT = "  "
LONGEST_LABEL = 40
"""A label up to this long stands on one line; the name of an institution may be longer."""


def as_screen(page: Page) -> RenderableType:
    """The title, the rows with their groups set apart, and what was counted."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    table.add_column("", no_wrap=all(len(row.label) <= LONGEST_LABEL for row in page.rows), overflow="fold")
    for head, wordy in zip(page.heads, page.wordy, strict=True):
        table.add_column(Text(head), justify="left" if wordy else "right", overflow="fold")
    grouped = any(row.depth for row in page.rows)
    for n, row in enumerate(page.rows):
        last_of_group = n + 1 < len(page.rows) and page.rows[n + 1].depth == 0
        table.add_row(*_cells(row), style=_style(row, grouped=grouped), end_section=grouped and last_of_group)
    title = Text(page.title, style="bold")
    return Group(title, table, *(Text(note, style="dim") for note in page.notes))


def _cells(row: Row) -> tuple[Text, ...]:
    return (Text(INDENT * row.depth + row.label), *(Text(cell) for cell in row.cells))


def _style(row: Row, *, grouped: bool) -> str:
    return "bold" if row.total or (grouped and row.depth == 0) else ""
