"""One row of a register, typed by somebody instead of read from a file: the same reading, the same storing."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from intake import import_experts, import_requests
from intake.csv_table import Columns
from intake.import_row import Record, Refused, Stored
from intake.register_kinds import KINDS, RegisterKind
from intake.store_experts import store_experts
from intake.store_requests import store_requests

LINE = 1


def kind_of(name: str, *, now: datetime) -> RegisterKind:
    """How rows of the register of this name are read and stored."""
    match name:
        case "experts":
            return RegisterKind(
                import_experts.COLUMNS, "expert_id", import_experts.read_expert, store_experts
            )
        case "requests":
            return RegisterKind(
                import_requests.COLUMNS,
                "action_code",
                lambda record: import_requests.read_request(record, today=now.date()),
                lambda session, rows, *, now: store_requests(session, rows, counters={}, now=now),
            )
        case _:
            return KINDS[name]


def columns_of(name: str, *, now: datetime) -> Columns:
    """The columns a row of the register can have."""
    return kind_of(name, now=now).columns


async def take_row(session: AsyncSession, name: str, cells: Mapping[str, str], *, now: datetime) -> Stored:
    """What became of the row: taken, changed, as before, or refused with every reason."""
    kind = kind_of(name, now=now)
    reading = kind.read(Record(LINE, {column: cells.get(column, "") for column in kind.columns.all}))
    if isinstance(reading, Refused):
        return Stored(refused=list(reading.problems))
    stored = await kind.store(session, [reading.value], now=now)
    stored.notes += reading.notes
    return stored
