"""How work goes on: whose turn it is, when each step was taken, who was asked and answered; read once in a snapshot."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Executable, Row
from sqlalchemy import select as some_columns
from sqlmodel import String, cast, col, func, literal, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.languages import Level
from config.periods import Period
from storage.journal import JournalEntry
from storage.mail import Job
from storage.missions import Inquiry, Mission, Seat
from storage.people import AvailabilityPeriod, Contact, Expert, ExpertArea, ExpertLanguage
from storage.requests import Request
from storage.states import InquiryStatus, RequestStatus, SeatStatus
from storage.turns import Turn, last_words, of_the_past, requests_with_question, whose_turn

_Key = TypeVar("_Key")


class Step(StrEnum):
    """The steps of a request whose time is measured, in their order."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ELIGIBLE = "eligible"
    PROPOSED = "proposed"
    APPROVED = "approved"
    CONFIRMED = "confirmed"


_EVENTS: Mapping[str, Step] = MappingProxyType(
    {
        "request.received": Step.RECEIVED,
        "request.eligible": Step.ELIGIBLE,
        "request.formulated": Step.PROPOSED,
        "request.approved": Step.APPROVED,
        "mission.confirmed": Step.CONFIRMED,
    }
)
_WORKING_LEVEL = Level.B2
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose turn it is with a request, and since when."""

    turn: Turn
    since: datetime


@dataclass(frozen=True, slots=True)
class PastInquiry:
    """The question put to one expert, and what became of it."""

    action: str
    expert: str
    status: InquiryStatus
    asked_at: datetime
    reply_by: datetime
    reminded_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skills:
    """What registered experts can do, by their codes."""

    areas: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    """Those they can work in: B2 or better."""
    calendars: frozenset[str] = frozenset()
    """Those who have named days on which they are free or taken."""


@dataclass(frozen=True, slots=True)
class Course:
    """All of it at one moment; requests by their codes, missions by their numbers."""

    standings: Mapping[str, Standing] = field(default_factory=lambda: _NOTHING)
    steps: Mapping[str, Mapping[Step, datetime]] = field(default_factory=lambda: _NOTHING)
    """When a request first took each step."""
    inquiries: tuple[PastInquiry, ...] = ()
    """In the order in which they were put."""
    teams: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    """The experts who are asked or have agreed to go, by their codes."""
    skills: Skills = field(default_factory=Skills)
    """Read only where it is asked for: a roster may have a hundred thousand people."""
    ahead: Period | None = None
    """The days that a calendar is to show; None for the next months."""


async def load_course(session: AsyncSession, *, with_skills: bool = False) -> Course:
    """How work stands in this snapshot."""
    codes = await _codes(session)
    return Course(
        standings=await _standings(session),
        steps=await _steps(session, codes),
        inquiries=await _inquiries(session),
        teams=await _teams(session),
        skills=await _skills(session) if with_skills else Skills(),
    )


async def _rows(session: AsyncSession, query: Executable) -> Iterable[Row[Any]]:
    """Columns without the objects around them."""
    return (await (await session.connection()).execute(query)).all()


async def _codes(session: AsyncSession) -> Mapping[int, str]:
    query = some_columns(*_columns(Request.id, Request.code)).where(col(Request.code).is_not(None))
    return {row.id: row.code for row in await _rows(session, query)}


def _columns(*columns: object) -> tuple[Any, ...]:
    """Columns of tables as SQLAlchemy sees them."""
    return columns


async def _standings(session: AsyncSession) -> Mapping[str, Standing]:
    """The turn goes over with a new status, and with each word between officers and partner."""
    asked, spoken = await requests_with_question(session), await last_words(session)
    columns = _columns(Request.id, Request.code, Request.status, Request.status_since)
    query = some_columns(*columns, of_the_past().label("past")).where(col(Request.code).is_not(None))
    return {
        row.code: Standing(
            whose_turn(RequestStatus(row.status), asked=row.id in asked, past=bool(row.past)),
            max(row.status_since, spoken.get(row.id, row.status_since)),
        )
        for row in await _rows(session, query)
    }


async def _steps(session: AsyncSession, codes: Mapping[int, str]) -> Mapping[str, Mapping[Step, datetime]]:
    """From the journal; that a receipt was acknowledged tells the first letter that reached the partner since."""
    first: Any = func.min(JournalEntry.at)
    query = (
        select(JournalEntry.request_id, JournalEntry.event, first)
        .where(col(JournalEntry.event).in_(_EVENTS))
        .group_by(col(JournalEntry.request_id), col(JournalEntry.event))
    )
    steps: dict[str, dict[Step, datetime]] = defaultdict(dict)
    for request_id, event, at in (await session.exec(query)).all():
        code = codes.get(request_id or 0)
        if code:
            steps[code][_EVENTS[event]] = at
    for request_id, at in await _acknowledged(session):
        known = steps.get(codes.get(request_id, ""))
        if known is not None and Step.RECEIVED in known:
            known[Step.ACKNOWLEDGED] = at
    return steps


async def _acknowledged(session: AsyncSession) -> Iterable[tuple[int, datetime]]:
    first: Any = func.min(Job.done_at)
    about = literal("request:") + cast(col(Request.id), String)
    query = (
        select(Request.id, first)
        .join(Contact, col(Contact.id) == col(Request.contact_id))
        .join(Job, col(Job.about) == about)
        .where(
            or_(col(Job.destination) == col(Contact.email), col(Job.destination) == col(Contact.chat)),
            col(Job.done_at) >= col(Request.received_at),
        )
        .group_by(col(Request.id))
    )
    return [(request_id or 0, at) for request_id, at in (await session.exec(query)).all()]


async def _inquiries(session: AsyncSession) -> tuple[PastInquiry, ...]:
    query = (
        some_columns(
            *_columns(col(Request.code).label("action"), col(Expert.code).label("expert")),
            *_columns(Inquiry.status, Inquiry.asked_at, Inquiry.reply_by),
            *_columns(Inquiry.reminded_at, Inquiry.answered_at),
        )
        .join(Mission, col(Mission.id) == col(Inquiry.mission_id))
        .join(Request, col(Request.id) == col(Mission.request_id))
        .join(Expert, col(Expert.id) == col(Inquiry.expert_id))
        .where(col(Request.code).is_not(None))
        .order_by(col(Inquiry.asked_at), col(Inquiry.id))
    )
    found = (await (await session.connection()).execute(query)).mappings()
    return tuple(PastInquiry(**row) for row in found)


async def _teams(session: AsyncSession) -> Mapping[int, tuple[str, ...]]:
    query = (
        some_columns(*_columns(Seat.mission_id, Expert.code))
        .join(Expert, col(Expert.id) == col(Seat.expert_id))
        .where(col(Seat.status).in_((SeatStatus.ASKED, SeatStatus.CONFIRMED)))
        .order_by(col(Seat.mission_id), col(Seat.position))
    )
    return _gathered((row.mission_id, row.code) for row in await _rows(session, query))


async def _skills(session: AsyncSession) -> Skills:
    spoken = select(ExpertLanguage.expert_id, ExpertLanguage.language, ExpertLanguage.level)
    known = select(ExpertArea.expert_id, ExpertArea.area)
    named = select(AvailabilityPeriod.expert_id).distinct()
    people = select(Expert.id, Expert.code)
    code = {row.id: row.code for row in await _rows(session, people)}
    levels = {level for level in Level if level >= _WORKING_LEVEL}
    return Skills(
        areas=_gathered((code[row.expert_id], row.area) for row in await _rows(session, known)),
        languages=_gathered(
            (code[row.expert_id], row.language)
            for row in await _rows(session, spoken)
            if Level.read(row.level) in levels
        ),
        calendars=frozenset(code[row.expert_id] for row in await _rows(session, named)),
    )


def _gathered(pairs: Iterable[tuple[_Key, str]]) -> Mapping[_Key, tuple[str, ...]]:
    """Words by what they belong to; equal lists are kept once, for there are many of them and few kinds."""
    words: dict[_Key, list[str]] = defaultdict(list)
    for key, word in pairs:
        words[key].append(word)
    kept: dict[tuple[str, ...], tuple[str, ...]] = {}
    return {key: kept.setdefault(tuple(own), tuple(own)) for key, own in words.items()}
