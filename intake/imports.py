"""Registers are read from CSV files: 200 rows to a transaction, each row as often as you like with one result."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from intake import import_experts as experts
from intake import import_requests as requests
from intake.csv_table import Columns, Table, open_table
from intake.import_row import Record, Refused, RowNote, Stored, Taken
from intake.register_kinds import KINDS, Row, Store
from intake.store_experts import store_experts
from intake.store_requests import store_requests, unknown_codes
from storage.transaction import Transaction

ROWS_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file: rows taken, updated or already known, doubts, and rows not taken."""

    taken: int
    updated: int
    unchanged: int
    notes: tuple[RowNote, ...]
    refused: tuple[RowNote, ...]
    """Every reason; a row may have several."""

    @property
    def rows_refused(self) -> int:
        """How many rows were not taken; 0 if the file as a whole could not be read."""
        return len({note.line for note in self.refused if note.line > 1})


_R = TypeVar("_R", bound=Row)


async def import_experts(transaction: Transaction, file: Path, *, now: datetime) -> ImportReport:
    """Read a roster of experts; a known expert_id is brought up to date."""
    once = _Once()
    return await _import(
        transaction,
        file,
        experts.COLUMNS,
        experts.read_expert,
        store_experts,
        lambda row, total: once.code(row, "expert_id", total) and once.address(row, total),
        now=now,
    )


async def import_requests(transaction: Transaction, file: Path, *, now: datetime) -> ImportReport:
    """Read past requests; a known action_code is corrected, and new codes go on after the highest."""
    total = Stored()
    with open_table(file, requests.COLUMNS) as table:
        if isinstance(table, Refused):
            return _unreadable(table)
        total.notes += table.notes
        history = _History()
        once = _Once()
        kept = Table(table.notes, map(history.count, table.rows))
        read = _read(kept, lambda record: requests.read_request(record, today=now.date()), total)
        rows = (history.follow(row, total) for row in read if once.code(row, "action_code", total))
        while batch := list(islice(rows, ROWS_TOGETHER)):
            async with transaction() as session:
                part = await store_requests(session, batch, counters=history.counters, now=now)
            total.add(part)
        async with transaction() as session:
            await store_requests(session, (), counters=history.counters, now=now)
            lost = await unknown_codes(session, (note.value for note in history.targets))
        total.notes += [note for note in history.targets if note.value in lost]
    return _report(total)


async def import_register(transaction: Transaction, name: str, file: Path, *, now: datetime) -> ImportReport:
    """Read any register by its name; a row that is known by its key is corrected."""
    match name:
        case "experts":
            return await import_experts(transaction, file, now=now)
        case "requests":
            return await import_requests(transaction, file, now=now)
        case _:
            kind = KINDS[name]
            return await _import(
                transaction, file, kind.columns, kind.read, kind.store, _Once().of(kind.known_by), now=now
            )


async def _import(
    transaction: Transaction,
    file: Path,
    columns: Columns,
    read: Callable[[Record], Taken[_R] | Refused],
    store: Store[_R],
    is_first: Callable[[_R, Stored], bool],
    *,
    now: datetime,
) -> ImportReport:
    """Each row that can be read and `is_first` of its kind, 200 to a transaction."""
    total = Stored()
    with open_table(file, columns) as table:
        if isinstance(table, Refused):
            return _unreadable(table)
        total.notes += table.notes
        rows = (row for row in _read(table, read, total) if is_first(row, total))
        while batch := list(islice(rows, ROWS_TOGETHER)):
            async with transaction() as session:
                part = await store(session, batch, now=now)
            total.add(part)
    return _report(total)


@dataclass(slots=True)
class _Once:
    """What earlier rows of the file had, so that a repeat is refused and not taken for a correction."""

    codes: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, int] = field(default_factory=dict)

    def of(self, column: str) -> Callable[[Row, Stored], bool]:
        """Whether no earlier row has the code of a row; a repeat is told of at this column."""
        return lambda row, total: self.code(row, column, total)

    def code(self, row: Row, column: str, total: Stored) -> bool:
        """Whether no earlier row has this code."""
        return self._is_first(self.codes, row.code, row.line, column, total)

    def address(self, row: experts.ExpertRow, total: Stored) -> bool:
        """Whether no earlier row has this address."""
        return self._is_first(self.addresses, row.email, row.line, "email", total)

    def _is_first(self, seen: dict[str, int], value: str, line: int, column: str, total: Stored) -> bool:
        first = seen.setdefault(value, line)
        if first != line:
            total.refused.append(RowNote(line, column, "repeated", value, str(first)))
        return first == line


@dataclass(slots=True)
class _History:
    """What only the rows together tell: the highest number of each year, the order of dates, merges."""

    counters: dict[int, int] = field(default_factory=dict)
    targets: list[RowNote] = field(default_factory=list)
    before: requests.RequestRow | None = None

    def count(self, record: Record | Refused) -> Record | Refused:
        """Keep the number of a row, also of one that will be refused: it has been given to somebody."""
        code = requests.read_code(record.cells["action_code"]) if isinstance(record, Record) else None
        if code is not None:
            year, number = code
            self.counters[year] = max(number, self.counters.get(year, 0))
        return record

    def follow(self, row: requests.RequestRow, total: Stored) -> requests.RequestRow:
        """Compare the row with the one before it, and remember what it was merged into."""
        doubt = requests.out_of_order(self.before, row) if self.before else None
        total.notes += [doubt] if doubt else []
        if row.merged_into:
            self.targets.append(RowNote(row.line, "merged_into", "unknown_target", row.merged_into))
        self.before = row
        return row


def _read(table: Table, read: Callable[[Record], Taken[_R] | Refused], total: Stored) -> Iterator[_R]:
    """The rows that can be taken; doubts and refusals go into the total."""
    for record in table.rows:
        outcome = record if isinstance(record, Refused) else read(record)
        if isinstance(outcome, Refused):
            total.refused += outcome.problems
        else:
            total.notes += outcome.notes
            yield outcome.value


def _unreadable(table: Refused) -> ImportReport:
    return ImportReport(0, 0, 0, (), table.problems)


def _report(total: Stored) -> ImportReport:
    """The totals, notes in the order of the file; of a row not taken only the reasons count, not the doubts."""
    lost = {note.line for note in total.refused}
    doubts = (note for note in total.notes if note.line not in lost)
    notes, refused = (tuple(sorted(some, key=lambda note: note.line)) for some in (doubts, total.refused))
    return ImportReport(total.taken, total.updated, total.unchanged, notes, refused)
