"""A CSV file as it comes out of a spreadsheet: which characters, which separator, which columns, which records."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from config.folding import fold
from intake.import_row import SHOWN, Record, Refused, RowNote, tidy

SEPARATORS = (",", ";", "\t", "|")
LONGEST_LINE = 200_000
LONGEST_RECORD = 100
"""Lines that one record may span; more means a quotation mark was never closed."""
_CHUNK = 1 << 20
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*')


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a register has; without the required ones nothing can be read."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    seldom: tuple[str, ...] = ()
    """Optional as well, and nothing to remark on where a file lacks them."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every column that is read."""
        return self.required + self.optional + self.seldom


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read: notes on the whole of it, and its rows one by one."""

    notes: tuple[RowNote, ...]
    rows: Iterator[Record | Refused]


@contextmanager
def open_table(file: Path, columns: Columns) -> Iterator[Table | Refused]:
    """The rows of a file, or why it is no such table."""
    encoding = encoding_of(file)
    if not encoding:
        yield Refused((RowNote(0, "", "not_text"),))
        return
    with file.open(encoding=encoding, errors="replace", newline="") as source:
        yield _table(_Lines(source), columns, encoding)


def encoding_of(file: Path) -> str:
    """How the characters of a file are written; '' if it holds no text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as raw:
        start = raw.read(_CHUNK)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in start[:4096] or start.startswith(b"PK\x03\x04"):
            return ""
        try:
            chunk = start
            while chunk:
                decoder.decode(chunk)
                chunk = raw.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


@dataclass(slots=True)
class _Lines:
    """The lines of a file, counted; those of a record that went wrong can be given back."""

    source: TextIO
    number: int = 0
    taken: list[str] = field(default_factory=list)
    again: deque[str] = field(default_factory=deque)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        if len(line) >= LONGEST_LINE or len(self.taken) > LONGEST_RECORD:
            raise csv.Error("too long")
        return line

    def _read(self) -> str:
        line = rest = self.source.readline(LONGEST_LINE)
        while len(rest) == LONGEST_LINE and rest[-1] not in "\r\n":
            rest = self.source.readline(LONGEST_LINE)
        return line

    def give_back(self) -> str:
        """The first line of the record, which is lost; the others will be read again."""
        first, *others = self.taken
        self.again.extendleft(reversed(others))
        self.number -= len(others)
        return first


def _table(lines: _Lines, columns: Columns, encoding: str) -> Table | Refused:
    header, separator = _header(lines, columns.all)
    if not header:
        return Refused((RowNote(0, "", "empty_file"),))
    missing = [name for name in columns.required if name not in header]
    if missing:
        return Refused(tuple(RowNote(lines.number, name, "missing_column") for name in missing))
    guessed = (RowNote(0, "", "encoding", encoding),) if encoding == "cp1252" else ()
    absent = (name for name in columns.optional if name not in header)
    notes = tuple(RowNote(lines.number, name, "absent_column") for name in absent)
    return Table(guessed + notes, _rows(lines, header, separator))


def _header(lines: _Lines, known: Collection[str]) -> tuple[Sequence[str], str]:
    """The columns of the first line that says something, and what separates them."""
    names = {fold(name): name for name in known}
    try:
        first = next((line for line in lines if line.strip() and not _SEPARATOR_LINE.fullmatch(line)), "")
    except csv.Error:
        first = ""
    return max(
        ((_columns(first, separator, names), separator) for separator in SEPARATORS),
        key=lambda found: sum(column in known for column in found[0]),
    )


def _columns(line: str, separator: str, names: Mapping[str, str]) -> list[str]:
    cells = next(csv.reader([line[:100_000]], delimiter=separator), [])
    return [names.get(fold(cell), cell) for cell in cells]


def _rows(lines: _Lines, header: Sequence[str], separator: str) -> Iterator[Record | Refused]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.taken.clear()
        line = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Refused((RowNote(line, "", "broken_quotes", tidy(lines.give_back(), SHOWN)),))
            reader = csv.reader(lines, delimiter=separator, strict=True)
            continue
        if any(cell.strip() for cell in cells):
            yield _record(line, header, cells)


def _record(line: int, header: Sequence[str], cells: Sequence[str]) -> Record | Refused:
    beyond = [cell for cell in cells[len(header) :] if cell.strip()]
    if beyond:
        return Refused((RowNote(line, "", "too_many_cells", tidy(beyond[0], SHOWN)),))
    padded = [*cells, *[""] * (len(header) - len(cells))]
    # The first of two columns of the same name counts.
    return Record(line, dict(reversed(list(zip(header, padded, strict=False)))))
