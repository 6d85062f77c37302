"""A table as tidy CSV: one line for each cell's group, country and action, numbers unrounded, keys instead of words."""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction

from reporting.renderings.spreadsheet import as_text
from reporting.table import Cell, Line, Naming, Table, Unit


def as_csv(table: Table) -> str:
    """A row for each line of the table and what it lies in; days as decimals, shares as parts of one."""
    levels = _levels(table)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([*levels, *_heads(table)])
    for path, line in _leaves(table.lines, {}):
        cells = (_plain(value, column.unit) for value, column in zip(line.cells, table.columns, strict=True))
        rows.writerow([*(as_text(path.get(level, "")) for level in levels), *cells])
    return written.getvalue()


def _levels(table: Table) -> list[Naming]:
    return list(dict.fromkeys(line.naming for _, line in table.walk()))


def _heads(table: Table) -> Iterator[str]:
    """Column keys; one that occurs twice belongs to the column before it (women_row_share)."""
    keys = [column.key for column in table.columns]
    for n, key in enumerate(keys):
        yield f"{keys[n - 1]}_{key}" if keys.count(key) > 1 else key


def _leaves(lines: tuple[Line, ...], path: dict[Naming, str]) -> Iterator[tuple[dict[Naming, str], Line]]:
    """Lines that are not made of others: sums are left out, so that summing the file counts nothing twice."""
    for line in lines:
        here = path | {line.naming: line.key}
        if line.parts:
            yield from _leaves(line.parts, here)
        else:
            yield here, line


def _plain(value: Cell, unit: Unit) -> str:
    """The exact number as a decimal, a share with six; words as they are."""
    if value is None or isinstance(value, str):
        return as_text(value or "")
    if unit is Unit.DAYS:
        return f"{float(Fraction(value) / 4):g}"
    return str(value) if unit is Unit.COUNT else f"{float(value):.6f}"
