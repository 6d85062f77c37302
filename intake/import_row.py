"""Reading one row of an imported register: cells in, a value out, and every doubt noted with its line and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from config.folding import fold
from config.formulas import FORMULA, begins_formula
from intake.charsets import one_line

T = TypeVar("T")

SHOWN = 60
"""Characters of a cell that a note repeats."""
_NUMBER = re.compile(r"(\d{1,4})(?:[.,]0{1,2})?")


@dataclass(frozen=True, slots=True)
class RowNote:
    """What was odd about one cell; `what` is a key of the catalogue (cli.import.what.*)."""

    line: int
    """1 is the header; 0 the file as a whole."""
    column: str
    what: str
    value: str = ""
    """What the file has."""
    read: str = ""
    """What it was taken for, if anything; dates as ISO."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file; a column the file does not have is not among the cells."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taken(Generic[T]):
    """A row that could be read, perhaps with doubts."""

    value: T
    notes: tuple[RowNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be read, with every reason."""

    problems: tuple[RowNote, ...]


@dataclass(slots=True)
class RowReading:
    """A row while it is read; notes and problems gather here."""

    record: Record
    notes: list[RowNote] = field(default_factory=list)
    problems: list[RowNote] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.record.cells

    def text(self, column: str, longest: int) -> str:
        """The cell on one line; a formula loses its signs, so that no later export runs it."""
        raw = plain(self.record.cells.get(column, ""))
        text = tidy(raw, longest)
        if len(raw.strip()) > longest:
            self.note(column, "cut", raw, str(longest))
        if formula := FORMULA.match(text):
            text = text[formula.end() :]
            self.note(column, "formula", raw, tidy(text, SHOWN))
        return text

    def required(self, column: str, longest: int) -> str:
        """The cell; an empty one is a reason not to take the row."""
        text = self.text(column, longest)
        if not text:
            self.refuse(column, "empty", self.record.cells.get(column, ""))
        return text

    def number(self, column: str, most: int) -> int | None:
        """The whole number of the cell; None if there is none or it cannot be true."""
        raw = self.record.cells.get(column, "").strip()
        match = _NUMBER.fullmatch(raw)
        if match and int(match[1]) <= most:
            return int(match[1])
        if raw:
            self.note(column, "bad_number", raw, str(most))
        return None

    def word(self, column: str, meanings: Mapping[str, T]) -> T | None:
        """What the cell means; None for an empty cell or a word that is not known, which is noted."""
        raw = self.record.cells.get(column, "")
        meaning = meanings.get(fold(raw[:100]))
        if meaning is None and raw.strip():
            self.note(column, "unknown_word", raw)
        return meaning

    def required_word(self, column: str, meanings: Mapping[str, str]) -> str:
        """What the cell means; a word that is not known is a reason not to take the row."""
        raw = self.record.cells.get(column, "")
        meaning = meanings.get(fold(raw[:100]))
        if meaning is None:
            self.refuse(column, "unknown_word" if raw.strip() else "empty", raw)
        return meaning or ""

    def note(self, column: str, what: str, value: str, read: str = "") -> None:
        """Note a doubt; the row is taken all the same."""
        self.notes.append(self._about(column, what, value, read))

    def refuse(self, column: str, what: str, value: str, read: str = "") -> None:
        """Note a reason why the row is not taken."""
        self.problems.append(self._about(column, what, value, read))

    def _about(self, column: str, what: str, value: str, read: str) -> RowNote:
        return RowNote(self.record.line, column, what, tidy(value, SHOWN), read)


@dataclass(slots=True)
class Stored:
    """What became of rows so far; each part of a file adds its own."""

    taken: int = 0
    updated: int = 0
    unchanged: int = 0
    notes: list[RowNote] = field(default_factory=list)
    refused: list[RowNote] = field(default_factory=list)

    def add(self, more: "Stored") -> None:
        """Count another part in."""
        self.taken += more.taken
        self.updated += more.updated
        self.unchanged += more.unchanged
        self.notes += more.notes
        self.refused += more.refused


def plain(cell: str) -> str:
    """The cell without the mark that an export puts before what spreadsheets would run."""
    return cell[1:] if cell.startswith("'") and begins_formula(cell[1:]) else cell


def tidy(text: str, longest: int) -> str:
    """The text on one line, without anything that does not print, cut at `longest`."""
    if text.isprintable():  # nearly every cell, and ten times faster
        return " ".join(text.split())[:longest].rstrip()
    return one_line(text, longest)
