"""What reports are made of: the registers as plain values, read once in a read-only snapshot."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import select as some_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.countries import region_of
from intake.import_requests import code_order
from storage.assignments import Assignment
from storage.people import Expert, Institution
from storage.requests import Activity, Request
from storage.states import RequestStatus


@dataclass(frozen=True, slots=True)
class PastActivity:
    """A part of an action; `state` is empty, or why it did not take place as planned."""

    number: str
    title: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class PastRequest:
    """A request with a code, as reports see it."""

    code: str
    country: str
    region: str
    status: RequestStatus
    title: str = ""
    institution: str = ""
    received_on: date | None = None
    merged_into: str = ""
    activities: tuple[PastActivity, ...] = ()


@dataclass(frozen=True, slots=True)
class PastExpert:
    """A registered expert without name and address: reports count, they do not tell of people."""

    code: str
    nationality: str
    region: str
    """`EU`, `Non-EU`, or the region of a partner country."""
    eligibility: str
    occupation: str
    gender: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The quarter days one expert worked for one action."""

    action: str
    expert: str
    quarter_days: int


@dataclass(frozen=True, slots=True)
class History:
    """All registers at one moment; requests in the order of their codes."""

    as_of: datetime
    requests: tuple[PastRequest, ...] = ()
    experts: tuple[PastExpert, ...] = ()
    rendered: tuple[Rendered, ...] = ()

    def expert(self) -> Mapping[str, PastExpert]:
        """Experts by their codes."""
        return {expert.code: expert for expert in self.experts}

    def request(self) -> Mapping[str, PastRequest]:
        """Requests by their codes."""
        return {request.code: request for request in self.requests}


async def load_history(session: AsyncSession, *, as_of: datetime) -> History:
    """The registers as they stand in this snapshot."""
    experts = await _experts(session)
    return History(
        as_of=as_of,
        requests=await _requests(session),
        experts=tuple(experts.values()),
        rendered=await _rendered(session, experts),
    )


async def _requests(session: AsyncSession) -> tuple[PastRequest, ...]:
    activities = await _activities(session)
    found = await session.exec(
        select(Request, Institution.name)
        .join(Institution, col(Institution.id) == col(Request.institution_id), isouter=True)
        .where(col(Request.code).is_not(None))
    )
    requests = (_request(row, name or "", activities.get(row.id or 0, ())) for row, name in found.all())
    return tuple(sorted(requests, key=lambda request: code_order(request.code)))


def _request(row: Request, institution: str, activities: tuple[PastActivity, ...]) -> PastRequest:
    return PastRequest(
        code=row.code or "",
        country=row.country or "",
        region=region_of(row.country) if row.country else "",
        status=row.status,
        title=row.title,
        institution=institution,
        received_on=row.received_at.date() if row.received_at else None,
        merged_into=row.merged_into or "",
        activities=activities,
    )


async def _activities(session: AsyncSession) -> Mapping[int, tuple[PastActivity, ...]]:
    found = await session.exec(select(Activity).order_by(col(Activity.request_id), col(Activity.id)))
    activities: dict[int, tuple[PastActivity, ...]] = defaultdict(tuple)
    for row in found.all():
        activities[row.request_id] += (PastActivity(row.number, row.title, row.state),)
    return activities


async def _experts(session: AsyncSession) -> dict[int, PastExpert]:
    """By row id; only the columns that reports count by, because a roster may have a hundred thousand rows."""
    names = ("id", *(field.name for field in fields(PastExpert)))
    wanted = some_columns(*(getattr(Expert, name) for name in names)).order_by("code")
    found = await (await session.connection()).execute(wanted)
    return {row_id: PastExpert(*values) for row_id, *values in found.all()}


async def _rendered(session: AsyncSession, experts: Mapping[int, PastExpert]) -> tuple[Rendered, ...]:
    found = await session.exec(select(Assignment).order_by(col(Assignment.action), col(Assignment.id)))
    return tuple(Rendered(row.action, experts[row.expert_id].code, row.quarter_days) for row in found.all())
