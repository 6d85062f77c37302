"""When the work of an action is done: an officer completes it, once no mission of it is still to come or to be told of."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.mission_codes import mission_code
from storage.life import lock_request, move_request
from storage.missions import Mission
from storage.requests import Request
from storage.states import MissionStatus, RequestStatus

_OPEN = (MissionStatus.PLANNED, MissionStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Completed:
    """The action is completed."""


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Missions that are still to come, or whose days nobody has told yet."""

    missions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotOngoing:
    """The request is no ongoing action: completed already, or not begun."""


async def open_missions(session: AsyncSession, request: Request) -> tuple[str, ...]:
    """The missions that keep an action from being completed, as people name them."""
    query = select(Mission.number).where(Mission.request_id == request.id, col(Mission.status).in_(_OPEN))
    found = await session.exec(query.order_by(col(Mission.number)))
    return tuple(mission_code(request.code or "", number) for number in found.all())


async def complete_action(
    session: AsyncSession, request_id: int, *, actor: str, now: datetime
) -> Completed | StillOpen | NotOngoing:
    """Complete an ongoing action whose missions are over or called off."""
    request = await lock_request(session, request_id)
    if request is None or request.status is not RequestStatus.APPROVED:
        return NotOngoing()
    if missions := await open_missions(session, request):
        return StillOpen(missions)
    await move_request(session, request, RequestStatus.COMPLETED, now=now, actor=actor)
    return Completed()
