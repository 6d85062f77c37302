"""Rows with unremarkable values, added and flushed; a test names only what it is about."""

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.people import Contact, Expert, Officer
from storage.requests import Request
from storage.states import Role

MOMENT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
_Row = TypeVar("_Row", bound=SQLModel)


async def added(session: AsyncSession, row: _Row) -> _Row:
    session.add(row)
    await session.flush()
    return row


async def add_request(session: AsyncSession, **values: Any) -> Request:
    defaults: dict[str, Any] = {
        "title": "Pension reform",
        "country": "TG",
        "created_at": MOMENT,
        "status_since": MOMENT,
    }
    return await added(session, Request(**defaults | values))


async def add_contact(session: AsyncSession, **values: Any) -> Contact:
    defaults: dict[str, Any] = {"name": "Afi Mensah", "created_at": MOMENT}
    return await added(session, Contact(**defaults | values))


async def add_officer(session: AsyncSession, **values: Any) -> Officer:
    defaults: dict[str, Any] = {
        "name": "Olga Novak",
        "email": "olga@facility.example",
        "role": Role.OFFICER,
        "created_at": MOMENT,
    }
    return await added(session, Officer(**defaults | values))


async def add_expert(session: AsyncSession, number: int = 1, **values: Any) -> Expert:
    defaults: dict[str, Any] = {
        "code": f"EX-{number:04d}",
        "first_name": "Ines",
        "last_name": f"Duarte{number}",
        "email": f"expert{number:04d}@experts.example",
        "nationality": "PT",
        "region": "EU",
        "eligibility": "european",
        "occupation": "public",
        "employment": "active",
    }
    return await added(session, Expert(**defaults | values))


async def add_proposal(session: AsyncSession, request: Request, **values: Any) -> Proposal:
    return await added(session, Proposal(**{"request_id": request.id, "created_at": MOMENT} | values))


async def add_mission(session: AsyncSession, request: Request, **values: Any) -> Mission:
    defaults: dict[str, Any] = {
        "request_id": request.id,
        "start": date(2026, 3, 9),
        "end": date(2026, 3, 20),
        "on_site_days": 5,
        "preparation_quarter_days": 8,
        "on_site_quarter_days": 20,
        "reporting_quarter_days": 8,
        "created_at": MOMENT,
    }
    return await added(session, Mission(**defaults | values))


async def add_seat(session: AsyncSession, mission: Mission, **values: Any) -> Seat:
    return await added(session, Seat(**{"mission_id": mission.id, "position": 1} | values))


async def add_inquiry(session: AsyncSession, seat: Seat, expert: Expert, **values: Any) -> Inquiry:
    defaults: dict[str, Any] = {
        "seat_id": seat.id,
        "mission_id": seat.mission_id,
        "expert_id": expert.id,
        "start": date(2026, 3, 9),
        "end": date(2026, 3, 20),
        "asked_at": MOMENT,
        "reply_by": MOMENT,
    }
    return await added(session, Inquiry(**defaults | values))
