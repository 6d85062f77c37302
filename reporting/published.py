"""The tables as the facility once printed them, and how ours compare, cell by cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from config.countries import find_country
from config.folding import fold
from reporting.table import Naming, Table, number_in, printed

Printed = Mapping[str, Mapping[str, object]]
"""Row name as printed -> column name as printed -> number."""

Name = tuple[Naming, str]
"""What a line is about, in any language."""

_NAMES: Mapping[str, Name] = MappingProxyType(
    {
        "grand total": (Naming.TOTAL, ""),
        "eu member state": (Naming.ORIGIN, "eu"),
        "partner country": (Naming.ORIGIN, "partner"),
        "european expert": (Naming.ELIGIBILITY, "european"),
        "partner country expert": (Naming.ELIGIBILITY, "partner"),
    }
)
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {"completed merged": "merged", "rejected closed": "closed", "grand total": "total"}
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One cell of a printed table beside ours; ours is None where our table has no such cell."""

    row: str
    column: str
    printed: Decimal
    ours: Decimal | None

    @property
    def equal(self) -> bool:
        """Whether both say the same."""
        return self.printed == self.ours


def compare(table: Table, published: Printed) -> tuple[Compared, ...]:
    """Every printed cell beside ours, in the printed order; then every cell of ours that should have been printed.

    A kind of line that was not printed at all, such as the sums of regions, is not missed.
    """
    ours = dict(_cells(table))
    lines = {row: _line_named(row, ours) for row in published}
    cells = [
        Compared(row, column, Decimal(str(number)), _taken(ours, lines[row], column, table))
        for row, numbers in published.items()
        for column, number in numbers.items()
        if isinstance(number, (int, float))
    ]
    kinds = {line[0] for line in lines.values() if line}
    missed = [
        Compared(":".join(line), column, Decimal(0), number)
        for (line, column), number in ours.items()
        if number and line[0] in kinds
    ]
    return (*cells, *missed)


def _cells(table: Table) -> Iterator[tuple[tuple[Name, str], Decimal]]:
    """Our numbers as they are printed, by line and column; shares are not part of what was kept."""
    total = [table.total] if table.total else []
    for line in (*total, *(line for _, line in table.walk())):
        for value, column in zip(line.cells, table.columns, strict=True):
            if not column.key.endswith("share"):
                yield ((line.naming, line.key), column.key), printed(number_in(value), column.unit)


def _line_named(row: str, ours: Mapping[tuple[Name, str], Decimal]) -> Name | None:
    """The line a printed name means: a total, a group, an action's code, a region, or a country."""
    lines = {line for line, _ in ours}
    country = find_country(row) or ""
    meanings = (
        _NAMES.get(fold(row)),
        (Naming.ACTION, row),
        (Naming.REGION, row),
        (Naming.COUNTRY, country),
    )
    return next((meaning for meaning in meanings if meaning in lines), None)


def _taken(
    ours: dict[tuple[Name, str], Decimal],
    line: Name | None,
    column: str,
    table: Table,
) -> Decimal | None:
    """Our number for a printed cell; it is taken out, so that what remains was not printed."""
    key = _COLUMNS.get(fold(column), fold(column))
    if key == "total" and all(one.key != "total" for one in table.columns):
        key = "number"
    return ours.pop((line, key), None) if line else None
