"""A figure as a value: what is drawn as a table, how it is drawn, and when it was true. Pictures come later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reporting.history import History
from reporting.table import Column, Table


class Kind(StrEnum):
    """How the lines of a table become a picture."""

    BARS = "bars"
    """A horizontal bar for each line, its series one after the other."""
    GROUPS = "groups"
    """A horizontal bar for each line and series, side by side: for values that do not add up."""
    COLUMNS = "columns"
    """Upright bars over time; parts of a line, or series, one on the other."""
    LINES = "lines"
    """A line over time for each series."""
    MAP = "map"
    """Countries shaded by a number, with the number beside each."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture of the registers; title and definition are those of its table (figure.<name>.*)."""

    kind: Kind
    table: Table
    as_of: datetime
    series: tuple[str, ...]
    """The columns drawn, by their keys."""
    curve: str = ""
    """A column drawn as a line over the bars, with an axis of its own: what has come together so far."""
    beside: str = ""
    """A column written at the end of each bar."""
    span: str = ""
    """What the days mean that it is about, in the reader's words; empty if it is about all of them."""

    @property
    def name(self) -> str:
        """What it is called, in catalogues and on the command line."""
        return self.table.name

    def place(self, key: str) -> int:
        """Where a column stands in its table."""
        return [column.key for column in self.table.columns].index(key)

    def column(self, key: str) -> Column:
        """The column of this key."""
        return self.table.columns[self.place(key)]


Drawn = Callable[[History], Figure]
