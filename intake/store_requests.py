"""Past requests become rows with the codes they had; codes given from now on go on after them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.import_requests import RequestRow
from intake.import_row import RowNote, Stored
from storage.codes import keep_counter_at
from storage.institutions import find_or_add_institution
from storage.journal import last_decision, record
from storage.life import Moved, move_request
from storage.requests import Request
from storage.states import RequestStatus

CHANNEL = "import"
_AT_NOON = time(12, tzinfo=UTC)
_MANY = 500
"""Codes asked for in one query."""


async def store_requests(
    session: AsyncSession, rows: Sequence[RequestRow], *, counters: Mapping[int, int], now: datetime
) -> Stored:
    """Add or correct the requests of these rows; one that Muster received itself under that code is left alone."""
    stored = Stored()
    for year, number in counters.items():
        await keep_counter_at(session, year, number)
    found = await session.exec(select(Request).where(col(Request.code).in_([row.code for row in rows])))
    known = {request.code: request for request in found.all()}
    new: list[tuple[Request, RequestRow]] = []
    for row in rows:
        request = known.get(row.code)
        if request is None:
            new.append((await _request(session, row, now=now), row))
        elif request.channel != CHANNEL:
            _leave_alone(request, row, stored)
        elif await _correct(session, request, row, stored, now=now):
            stored.updated += 1
        else:
            stored.unchanged += 1
    await _add(session, new, now=now)
    stored.taken = len(new)
    return stored


async def unknown_codes(session: AsyncSession, codes: Iterable[str]) -> frozenset[str]:
    """Those of the codes that no request has."""
    wanted = sorted(set(codes))
    known: set[str | None] = set()
    for first in range(0, len(wanted), _MANY):
        part = wanted[first : first + _MANY]
        known.update((await session.exec(select(Request.code).where(col(Request.code).in_(part)))).all())
    return frozenset(wanted) - known


def _leave_alone(request: Request, row: RequestRow, stored: Stored) -> None:
    """A request that Muster received itself: its own export is no news, anything else is refused."""
    if (request.title, request.country, request.status) == (row.title, row.country, row.status):
        stored.unchanged += 1
    else:
        stored.refused.append(RowNote(row.line, "action_code", "code_in_use", row.code))


async def _add(session: AsyncSession, new: Sequence[tuple[Request, RequestRow]], *, now: datetime) -> None:
    session.add_all(request for request, _ in new)
    await session.flush()
    for request, row in new:
        facts: dict[str, object] = {"status": row.status, "date_as_printed": row.date_as_printed}
        if row.financed_by_successor is not None:
            facts["latest_activity_financed_by_successor"] = row.financed_by_successor
        _journal(session, request, "request.imported", facts, now=now)


async def _request(session: AsyncSession, row: RequestRow, *, now: datetime) -> Request:
    values = await _values(session, row)
    return Request(
        code=row.code,
        status=RequestStatus(row.status),
        channel=CHANNEL,
        verified=True,
        created_at=now,
        # When a past step was taken is not told; the request has waited no longer than since it came.
        status_since=values["received_at"],
        **values,
    )


async def _values(session: AsyncSession, row: RequestRow) -> dict[str, Any]:
    institution = await find_or_add_institution(session, row.institution, row.country)
    return {
        "title": row.title,
        "institution_id": institution.id,
        "country": row.country,
        "areas": list(row.areas),
        "merged_into": row.merged_into,
        "date_as_printed": row.date_as_printed,
        "received_at": datetime.combine(row.received_on, _AT_NOON),
    }


async def _correct(
    session: AsyncSession, request: Request, row: RequestRow, stored: Stored, *, now: datetime
) -> bool:
    """Bring an imported request in line with the file; whether anything changed."""
    wanted = await _values(session, row)
    changed = [name for name, value in wanted.items() if getattr(request, name) != value]
    for name in changed:
        setattr(request, name, wanted[name])
    if changed:
        _journal(session, request, "request.corrected", {"fields": changed}, now=now)
    if request.status == row.status:
        return bool(changed)
    moved = await _follow(session, request, RequestStatus(row.status), now=now)
    if not moved:
        stored.notes.append(RowNote(row.line, "status", "status_kept", row.status, request.status))
    return moved or bool(changed)


async def _follow(session: AsyncSession, request: Request, to: RequestStatus, *, now: datetime) -> bool:
    """Take the step the file tells of, unless an officer has decided here or the step is not allowed."""
    by, _ = await last_decision(session, request.id or 0)
    if by:
        return False
    return isinstance(await move_request(session, request, to, now=now, actor="operator"), Moved)


def _journal(
    session: AsyncSession, request: Request, event: str, facts: dict[str, object], *, now: datetime
) -> None:
    record(
        session, at=now, actor="operator", event=event, subject=f"request:{request.id}",
        request_id=request.id, facts=facts,
    )  # fmt: skip
