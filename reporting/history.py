"""What reports are made of: the registers as plain values, read once in a read-only snapshot."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from sqlalchemy import select as some_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.allowances import Allowances
from config.countries import region_of
from intake.import_requests import code_order
from reporting.choices import PastChoices, load_choices
from reporting.course import Course
from storage.assignments import Assignment
from storage.missions import Mission
from storage.people import Expert, Institution
from storage.queries import NOT_MERGED
from storage.requests import Activity, Request
from storage.states import MissionStatus, RequestStatus


@dataclass(frozen=True, slots=True)
class PastActivity:
    """A part of an action; `state` is empty, or why it did not take place as planned."""

    number: str
    title: str
    state: str = ""
    start: date | None = None
    end: date | None = None


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
    areas: tuple[str, ...] = ()
    general_objective: str = ""
    specific_objectives: str = ""
    expected_results: str = ""


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
    mission: int | None = None
    """The mission it was rendered in; None for work whose register tells of no mission."""


@dataclass(frozen=True, slots=True)
class PastMission:
    """Dated presence of a team for an action; money in euro cents, None where nobody wrote it down."""

    number: int
    action: str
    status: MissionStatus
    start: date
    end: date
    mode: str = "on_site"
    on_site_quarter_days: int = 0
    estimated_cents: int | None = None
    actual_cents: int | None = None

    @property
    def cents(self) -> int | None:
        """What it cost: as paid, or as estimated while it is not."""
        return self.estimated_cents if self.actual_cents is None else self.actual_cents


@dataclass(frozen=True, slots=True)
class Member:
    """An institution that runs the facility, alone or with others."""

    name: str
    country: str
    leader: bool = False


LEADER, MEMBER = "consortium_leader", "consortium_member"
"""The kinds of institution that run the facility."""


@dataclass(frozen=True, slots=True)
class History:
    """All registers at one moment; requests in the order of their codes."""

    as_of: datetime
    requests: tuple[PastRequest, ...] = ()
    experts: tuple[PastExpert, ...] = ()
    rendered: tuple[Rendered, ...] = ()
    missions: tuple[PastMission, ...] = ()
    members: tuple[Member, ...] = ()
    choices: PastChoices = field(default_factory=PastChoices)
    """What officers chose between; read only where it is asked for."""
    course: Course = field(default_factory=Course)
    """How work goes on; read only where it is asked for."""
    allowance_eur_per_day: int = 250
    """What a public expert is due for a day, beside fees and travel that no register tells of."""
    rates: Allowances = field(default_factory=Allowances)
    """What it is by the year the work began; a year without a rate has the allowance above."""

    def allowance_in(self, year: int) -> int:
        """Euros a day of public experts for work that began in that year."""
        rate = self.rates.allowance_in(year)
        return self.allowance_eur_per_day if rate is None else rate

    def expert(self) -> Mapping[str, PastExpert]:
        """Experts by their codes."""
        return {expert.code: expert for expert in self.experts}

    def request(self) -> Mapping[str, PastRequest]:
        """Requests by their codes."""
        return {request.code: request for request in self.requests}

    def mission(self) -> Mapping[int, PastMission]:
        """Missions by their numbers."""
        return {mission.number: mission for mission in self.missions}


async def load_history(
    session: AsyncSession,
    *,
    as_of: datetime,
    allowance_eur_per_day: int = 250,
    rates: Allowances | None = None,
    with_choices: bool = True,
) -> History:
    """The registers as they stand in this snapshot; choices are the dearest to read, and few reports need them."""
    experts = await _experts(session)
    return History(
        as_of=as_of,
        requests=await _requests(session),
        experts=tuple(experts.values()),
        rendered=await _rendered(session, experts),
        missions=await _missions(session),
        members=await _members(session),
        choices=await load_choices(session) if with_choices else PastChoices(),
        allowance_eur_per_day=allowance_eur_per_day,
        rates=rates or Allowances(),
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
        areas=tuple(row.areas),
        general_objective=row.general_objective,
        specific_objectives=row.specific_objectives,
        expected_results=row.expected_results,
    )


async def _activities(session: AsyncSession) -> Mapping[int, tuple[PastActivity, ...]]:
    found = await session.exec(select(Activity).order_by(col(Activity.request_id), col(Activity.id)))
    activities: dict[int, tuple[PastActivity, ...]] = defaultdict(tuple)
    for row in found.all():
        activity = PastActivity(row.number, row.title, row.state, row.start, row.end)
        activities[row.request_id] += (activity,)
    return activities


async def _experts(session: AsyncSession) -> dict[int, PastExpert]:
    """By row id; only the columns that reports count by, because a roster may have a hundred thousand rows."""
    names = ("id", *(field.name for field in fields(PastExpert)))
    wanted = some_columns(*(getattr(Expert, name) for name in names)).where(NOT_MERGED).order_by("code")
    found = await (await session.connection()).execute(wanted)
    return {row_id: PastExpert(*values) for row_id, *values in found.all()}


async def _rendered(session: AsyncSession, experts: Mapping[int, PastExpert]) -> tuple[Rendered, ...]:
    found = await session.exec(select(Assignment).order_by(col(Assignment.action), col(Assignment.id)))
    return tuple(
        Rendered(row.action, experts[row.expert_id].code, row.quarter_days, _mission_of(row.source))
        for row in found.all()
    )


def _mission_of(source: str) -> int | None:
    """The number in `mission:3`."""
    word, _, number = source.partition(":")
    return int(number) if word == "mission" and number.isdecimal() else None


async def _missions(session: AsyncSession) -> tuple[PastMission, ...]:
    found = await session.exec(
        select(Mission, Request.code)
        .join(Request, col(Request.id) == col(Mission.request_id))
        .where(col(Request.code).is_not(None))
        .order_by(col(Mission.start), col(Mission.id))
    )
    return tuple(_mission(row, code or "") for row, code in found.all())


def _mission(row: Mission, code: str) -> PastMission:
    return PastMission(
        number=row.id or 0,
        action=code,
        status=row.status,
        start=row.start,
        end=row.end,
        mode=row.mode,
        on_site_quarter_days=row.on_site_quarter_days,
        estimated_cents=row.estimated_cents,
        actual_cents=row.actual_cents,
    )


async def _members(session: AsyncSession) -> tuple[Member, ...]:
    """Who runs the facility, the leader first."""
    found = await session.exec(
        select(Institution)
        .where(col(Institution.kind).in_((LEADER, MEMBER)))
        .order_by(col(Institution.kind), col(Institution.name))
    )
    return tuple(Member(row.name, row.country, row.kind == LEADER) for row in found.all())
