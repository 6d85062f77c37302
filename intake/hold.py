"""A request on hold: whether it may be, and where it goes on when its day has come."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.hold_words import HoldWords
from storage.journal import JournalEntry, status_steps
from storage.life import Moved, lock_request, move_request
from storage.queries import mission_of
from storage.requests import Request
from storage.states import REQUEST_STEPS, MissionStatus, RequestStatus

_RESUMABLE = frozenset({RequestStatus.ELIGIBLE, RequestStatus.FORMULATED, RequestStatus.APPROVED})


@dataclass(frozen=True, slots=True)
class Held:
    """The request waits until this day."""

    until: date


@dataclass(frozen=True, slots=True)
class NoDay:
    """The words name no day that is to come."""


@dataclass(frozen=True, slots=True)
class ExpertsAsked:
    """A mission is under way: it must be called off first, so that nobody waits without knowing."""


@dataclass(frozen=True, slots=True)
class CannotBeHeld:
    """The request is over, or was never received."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The request goes on where it was held."""

    request: Request
    reason: str
    """Why it had been held."""


@dataclass(frozen=True, slots=True)
class NotOnHold:
    """There is nothing to resume; `by` is the journal actor who resumed it last, if anybody did."""

    by: str = ""
    at: datetime | None = None


async def is_under_way(session: AsyncSession, request: Request) -> bool:
    """Whether a mission is planned or confirmed for the request."""
    mission = await mission_of(session, request.id or 0)
    return mission is not None and mission.status is not MissionStatus.COMPLETED


async def put_on_hold(
    session: AsyncSession, request_id: int, said: HoldWords, *, actor: str, now: datetime
) -> Held | NoDay | ExpertsAsked | CannotBeHeld:
    """Let the request wait until the day said; one that waits already gets another day."""
    request = await lock_request(session, request_id)
    if request is None or RequestStatus.ON_HOLD not in REQUEST_STEPS[request.status]:
        return CannotBeHeld()
    mission = await mission_of(session, request_id)
    if mission is not None and mission.status is not MissionStatus.COMPLETED:
        return ExpertsAsked()
    if said.until is None:
        return NoDay()
    await move_request(session, request, RequestStatus.ON_HOLD, now=now, actor=actor, reason=said.reason)
    request.hold_until = said.until
    return Held(said.until)


async def resume_request(
    session: AsyncSession, request_id: int, *, actor: str, now: datetime
) -> Resumed | NotOnHold:
    """Go on with the request where it was when it was held."""
    request = await lock_request(session, request_id)
    if request is None:
        return NotOnHold()
    steps = await status_steps(session, request_id)
    if request.status is not RequestStatus.ON_HOLD:
        return _resumed_by(steps)
    reason = request.status_reason
    moved = await move_request(session, request, _held_from(steps), now=now, actor=actor)
    assert isinstance(moved, Moved)  # noqa: S101 - each of these steps is allowed; this tells mypy
    request.hold_until = None
    return Resumed(request, reason)


async def resume_due(session: AsyncSession, *, today: date, now: datetime) -> tuple[Resumed, ...]:
    """Go on with every request whose day has come."""
    found = await session.exec(
        select(Request.id)
        .where(Request.status == RequestStatus.ON_HOLD, col(Request.hold_until) <= today)
        .order_by(col(Request.id))
    )
    due = [await _wake(session, id_ or 0, today=today, now=now) for id_ in found.all()]
    return tuple(one for one in due if isinstance(one, Resumed))


async def _wake(session: AsyncSession, request_id: int, *, today: date, now: datetime) -> Resumed | NotOnHold:
    """Resume it, unless an officer has given it another day while we waited for the lock."""
    request = await lock_request(session, request_id)
    if request is None or request.hold_until is None or request.hold_until > today:
        return NotOnHold()
    return await resume_request(session, request_id, actor="muster", now=now)


def _held_from(steps: list[JournalEntry]) -> RequestStatus:
    """Where the request was before it was held; what was only received is being checked from now on."""
    before = (str(step.facts.get("from", "")) for step in steps if step.event == "request.on_hold")
    status = next((one for one in before if one != RequestStatus.ON_HOLD), "")
    return RequestStatus(status) if status in _RESUMABLE else RequestStatus.CHECKING


def _resumed_by(steps: list[JournalEntry]) -> NotOnHold:
    for step in steps:
        if step.facts.get("from") == RequestStatus.ON_HOLD:
            return NotOnHold(step.actor, step.at)
    return NotOnHold()
