"""Files of experts and requests, read line by line, plain or compressed; lines not taken are kept with their reason."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Generic, TypeVar

from matching.relevance.document import Expert, Request
from matching.relevance.records import Flaw

Record = TypeVar("Record", Expert, Request)

LONGEST_LINE = 64 * 1024 * 1024
_GZIP = b"\x1f\x8b"

UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading a file that is cut off, damaged or not ours to read ends with."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not taken."""

    number: int
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class Register(Generic[Record]):
    """What a file holds."""

    taken: list[Record] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)


def read_register(file: Path, read: Callable[[bytes], Record | Flaw]) -> Register[Record]:
    """The records of a file in its order; an id is taken once, empty lines are nothing."""
    register: Register[Record] = Register()
    lines_of: dict[str, int] = {}
    with file.open("rb") as opened:
        for number, line in _lines(_unpacked(opened)):
            record = Flaw("too_long") if line is None else read(line)
            if not isinstance(record, Flaw) and record.id in lines_of:
                record = Flaw("repeated", detail=str(lines_of[record.id]))
            if isinstance(record, Flaw):
                register.bad.append(BadLine(number, record))
                continue
            lines_of[record.id] = number
            register.taken.append(record)
    return register


def _unpacked(opened: BufferedReader) -> BufferedReader | gzip.GzipFile:
    """The stream itself, or what is packed in it: told by its first bytes, not by the name of the file."""
    return gzip.GzipFile(fileobj=opened) if opened.peek(len(_GZIP)).startswith(_GZIP) else opened


def _lines(stream: BufferedReader | gzip.GzipFile) -> Iterator[tuple[int, bytes | None]]:
    """Lines that are not empty with their numbers; None for one that is too long to be held."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if _is_cut(line):
            while _is_cut(stream.readline(LONGEST_LINE)):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def _is_cut(line: bytes) -> bool:
    return len(line) == LONGEST_LINE and not line.endswith(b"\n")
