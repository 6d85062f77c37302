"""The content lines of an iCalendar file, read one by one under caps: no components, no zones, no recurrence.

A library's parser keeps what a VTIMEZONE says in a table of the whole process, so that one hostile mail moves the
next one's hours. Here a line is only its name, its parameters and its value (RFC 5545, 3.1).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_TEXT = 256 * 1024
MAX_LINES = 5_000
MAX_LINE = 4_000
MAX_PARAMETERS = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One property; names are in upper case, values as they were written."""

    name: str
    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value of a TEXT property: line breaks, commas and semicolons as they were meant."""
        return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), self.value)


def lines_of(text: str) -> Iterator[Line]:
    """The lines that are properties, in order; anything else is passed over."""
    for line in _unfolded(text[:MAX_TEXT]):
        read = _line(line)
        if read is not None:
            yield read


_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
_PARAMETER = re.compile(
    r';([A-Za-z0-9-]{1,60})=("[^"\x00-\x08\x0a-\x1f]{0,2000}"|[^";:\x00-\x08\x0a-\x1f]{0,2000})'
)
_MORE_VALUES = re.compile(r',(?:"[^"]{0,2000}"|[^";:,]{0,2000})')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"n": "\n", "N": "\n"}
_CARET = re.compile(r"\^([n^'])")
_CARET_MEANT = {"n": "\n", "^": "^", "'": '"'}


def _unfolded(text: str) -> list[str]:
    lines: list[list[str]] = []
    for line in re.split(r"\r\n|\n|\r", text):
        if line[:1] in {" ", "\t"} and lines:
            lines[-1].append(line[1:])
        elif len(lines) < MAX_LINES:
            lines.append([line])
        else:
            break
    return ["".join(parts)[:MAX_LINE] for parts in lines]


def _line(line: str) -> Line | None:
    name = _NAME.match(line)
    if name is None:
        return None
    parameters: dict[str, str] = {}
    position = name.end()
    while len(parameters) < MAX_PARAMETERS and (match := _PARAMETER.match(line, position)):
        parameters.setdefault(match[1].upper(), _parameter_text(match[2]))
        position = match.end()
        while more := _MORE_VALUES.match(line, position):
            position = more.end()
    if not line.startswith(":", position):
        return None
    return Line(name[0].upper(), parameters, line[position + 1 :])


def _parameter_text(written: str) -> str:
    # RFC 6868: a quotation mark or a line break in a parameter is written with a caret.
    return _CARET.sub(lambda match: _CARET_MEANT[match[1]], written.strip('"'))
