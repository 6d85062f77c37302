"""What every register does with a row: add what is new, correct what differs, say what became of it, journal it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.import_row import RowNote, Stored
from storage.journal import record
from storage.people import Expert


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the rows of one import go: the transaction, the totals, and who is at work."""

    session: AsyncSession
    stored: Stored
    now: datetime
    actor: str

    def turn_away(self, line: int, column: str, what: str, value: str, read: str = "") -> None:
        """A row is not taken."""
        self.stored.refused.append(RowNote(line, column, what, value, read))

    async def add(self, row: SQLModel, *, event: str, noun: str, request_id: int | None = None) -> None:
        """A row nobody knew yet."""
        self.session.add(row)
        await self.session.flush()
        self.stored.taken += 1
        self._record(row, event, noun, request_id, {})

    def correct(
        self,
        row: SQLModel,
        values: Mapping[str, Any],
        *,
        event: str,
        noun: str,
        request_id: int | None = None,
    ) -> list[str]:
        """A row that is known takes these values; returns the names of those that differed."""
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            self.stored.updated += 1
            self._record(row, event, noun, request_id, {"fields": changed})
        else:
            self.stored.unchanged += 1
        return changed

    def _record(
        self, row: SQLModel, event: str, noun: str, request_id: int | None, facts: dict[str, object]
    ) -> None:
        subject = f"{noun}:{getattr(row, 'id', None)}"
        record(
            self.session, at=self.now, actor=self.actor, event=event, subject=subject,
            request_id=request_id, facts=facts,
        )  # fmt: skip


def said(**values: Any) -> dict[str, Any]:  # noqa: ANN401 -- values of any column
    """Those values that a row tells; None is what it does not."""
    return {name: value for name, value in values.items() if value is not None}


async def expert_ids(session: AsyncSession, codes: Sequence[str]) -> dict[str, int]:
    """The row ids of the experts with these codes; that of a double is the id of the row that is kept."""
    found = await session.exec(
        select(Expert.code, Expert.merged_into).where(col(Expert.code).in_(set(codes)))
    )
    person = {code: merged_into or code for code, merged_into in found.all()}
    kept = await session.exec(
        select(Expert.code, Expert.id).where(col(Expert.code).in_(set(person.values())))
    )
    ids = {code: id_ or 0 for code, id_ in kept.all()}
    return {code: ids[own] for code, own in person.items()}
