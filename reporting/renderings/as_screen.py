"""A table on a terminal, by rich."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reporting.page import Page, Row

INDENT = "  "
LONGEST_LABEL = 40
"""A label up to this long stands on one line if there is room; the name of an institution may be longer."""
WIDEST = 10_000
"""Wider than any table."""
GAPS = (3, 2, 1)
"""The blanks between two columns, the best first."""
_EDGES = 2


def as_screen(page: Page) -> RenderableType:
    """The title, the rows with their groups set apart, and what was counted."""
    title = Text(page.title, style="bold")
    return Group(title, _Fitted(page), *(Text(note, style="dim") for note in page.notes))


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The rows as wide as the screen lets them be: no word and no number is broken.

    Where not even the longest words of the columns fit side by side, the columns stand in several tables, one under
    the other, each with the labels.
    """

    page: Page

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As rich asks for it."""
        whole = range(len(self.page.heads))
        natural = _table(self.page, whole)
        if Measurement.get(console, options.update(width=WIDEST), natural).maximum <= options.max_width:
            yield natural
            return
        gap = _gap(self.page, whole, options.max_width)
        for columns in _sheets(self.page, options.max_width, gap):
            widths = _widths(self.page, columns, options.max_width, gap)
            yield _table(self.page, columns, widths, gap)


def _table(page: Page, columns: Sequence[int], widths: Sequence[int] = (), gap: int = GAPS[0]) -> Table:
    """These columns beside the labels; the first width is the labels'."""
    blanks = (0, min(gap - 1, 1))
    table = Table(box=SIMPLE_HEAD, padding=blanks, pad_edge=False, collapse_padding=gap < GAPS[0])
    given = widths or (None,) * (len(columns) + 1)
    short = all(len(row.label) <= LONGEST_LABEL for row in page.rows)
    table.add_column("", no_wrap=short and not widths, overflow="fold", width=given[0])
    for n, width in zip(columns, given[1:], strict=True):
        side = "left" if page.wordy[n] else "right"
        table.add_column(Text(page.heads[n]), justify=side, overflow="fold", width=width)  # type: ignore[arg-type]
    grouped = any(row.depth for row in page.rows)
    for n, row in enumerate(page.rows):
        last_of_group = n + 1 < len(page.rows) and page.rows[n + 1].depth == 0
        cells = (Text(row.cells[column]) for column in columns)
        style = _style(row, grouped=grouped)
        label = _label(row, widths[0] if widths else WIDEST)
        table.add_row(label, *cells, style=style, end_section=grouped and last_of_group)
    return table


def _gap(page: Page, columns: Sequence[int], width: int) -> int:
    """As many blanks between the columns as leave every label on its line; else the least."""
    (need, natural), *_ = _spans(page, columns)
    wish = natural - need if natural <= LONGEST_LABEL else 0
    return next((gap for gap in GAPS if _room(page, columns, width, gap) >= wish), GAPS[-1])


def _sheets(page: Page, width: int, gap: int) -> list[list[int]]:
    """The columns in as few tables as their longest words need."""
    sheets: list[list[int]] = [[]]
    for n in range(len(page.heads)):
        if sheets[-1] and _room(page, [*sheets[-1], n], width, gap) < 0:
            sheets.append([])
        sheets[-1].append(n)
    return sheets


def _room(page: Page, columns: Sequence[int], width: int, gap: int) -> int:
    """What is left of the width when every column has no more than it needs."""
    needed = sum(need for need, _ in _spans(page, columns))
    return width - _EDGES - gap * len(columns) - needed


def _widths(page: Page, columns: Sequence[int], width: int, gap: int) -> tuple[int, ...]:
    """The width of the labels and of each column: what each needs, and its part of what is left."""
    spans = _spans(page, columns)
    left = _room(page, columns, width, gap)
    if left < 0:  # one column alone is too wide: rich breaks what it must
        return ()
    (need, natural), *_ = spans
    label = min(natural - need, left) if natural <= LONGEST_LABEL else 0
    widths = [need + label, *(need for need, _ in spans[1:])]
    left -= label
    wishes = [max(0, natural - width) for (_, natural), width in zip(spans, widths, strict=True)]
    wanted = sum(wishes)
    part = min(left, wanted)
    return tuple(
        width + (wish * part // wanted if wanted else 0) for width, wish in zip(widths, wishes, strict=True)
    )


def _spans(page: Page, columns: Sequence[int]) -> list[tuple[int, int]]:
    """Of the labels and of each column, the least width that breaks no word, and the width without any break."""
    indents = [cell_len(INDENT * row.depth) for row in page.rows]
    words = [
        indent + max(map(cell_len, _lines(row.label, 1)), default=1)
        for indent, row in zip(indents, page.rows, strict=True)
    ]
    labels = [indent + cell_len(row.label) for indent, row in zip(indents, page.rows, strict=True)]
    spans = [(max(words, default=1), max([1, *labels]))]
    for n in columns:
        cells = [row.cells[n] for row in page.rows]
        unbroken = max(map(_longest_word if page.wordy[n] else cell_len, cells), default=1)
        natural = max(map(cell_len, [page.heads[n], *cells]))
        spans.append((max(1, unbroken, _longest_word(page.heads[n])), max(1, natural)))
    return spans


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=1)


def _label(row: Row, width: int) -> Padding:
    """The label in lines as far from the edge as it is deep; Saint-Christophe-et-Niévès may end a line at a hyphen."""
    indent = len(INDENT) * row.depth
    lines = _lines(row.label, max(1, width - indent))
    return Padding(Text("\n".join(lines)), (0, 0, 0, indent), expand=False)


def _lines(label: str, width: int) -> list[str]:
    return textwrap.wrap(label, width, break_long_words=False)


def _style(row: Row, *, grouped: bool) -> str:
    return "bold" if row.total or (grouped and row.depth == 0) else ""
