"""A request whose team was approved: the rows that experts' answers meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from config.rules import Rule
from matching.decisions import TeamApproved, approve_team
from matching.inquiries import SeatConfirmed, SeatOpen, apply_availability
from matching.need import Certificate, Member, Need, Profile, Search, Team
from matching.offers import Availability
from matching.proposals import store_proposal
from matching.terms import Terms
from storage.database import Database
from storage.journal import JournalEntry
from storage.missions import Inquiry, Mission, Seat
from storage.people import AvailabilityPeriod, Expert
from storage.requests import Request
from storage.states import RequestStatus
from tests.factories import MOMENT, add_expert, add_officer, add_request
from tests.matching.people import MARCH, judged, need, rules

TERMS = Terms()
ON_SITE = 5
COUNTRIES = ("PT", "FR", "SE", "ES", "CZ", "EE")
CODES = tuple(f"EX-{number:04}" for number in range(1, len(COUNTRIES) + 1))
ONE, TWO, THREE, FOUR, FIVE, SIX = CODES
YES = Availability(willing=True, words="Yes, with pleasure.")
NO = Availability(willing=False, words="Sorry, I cannot.")


def only(*periods: Period) -> Availability:
    return Availability(willing=True, free=periods, words="Only then.")


def without_days(*periods: Period) -> Availability:
    return Availability(willing=True, busy=periods, words="Not then.")


def team(*members: str, alternates: Sequence[Sequence[str]] = (), period: Period = MARCH) -> Team:
    people = tuple(Member(seat, key, judged(key, 0.7)) for seat, key in enumerate(members))
    return Team(people, 1.4, period, (), tuple(tuple(keys) for keys in alternates))


def search(*teams: Team) -> Search:
    return Search(teams, Certificate(candidates=6, barred={}, nodes=9, proven=True, gap=0.0))


def asked_for(labels: Sequence[str] = ("Actuary", "")) -> Need:
    profiles = tuple(Profile(label, ("cash_transfers",) if label else ()) for label in labels)
    return need(days=ON_SITE, profiles=profiles)


async def add_people(session: AsyncSession, *countries: str) -> list[Expert]:
    """Experts of these countries, or of six Member States, all with a mission abroad."""
    return [
        await add_expert(session, number, nationality=country, missions_abroad=1)
        for number, country in enumerate(countries or COUNTRIES, start=1)
    ]


async def add_eligible(session: AsyncSession, **values: object) -> Request:
    defaults: dict[str, object] = {
        "status": RequestStatus.ELIGIBLE,
        "code": "2026-01",
        "duration_days": ON_SITE,
        "window_start": MARCH.start,
        "window_end": MARCH.end,
        "languages": ["fr"],
        "areas": ["cash_transfers"],
    }
    return await add_request(session, **defaults | values)


@dataclass(frozen=True)
class Plan:
    """The ids of what was planned; questions are numbered as they are put."""

    database: Database
    request: int
    mission: int
    inquiries: list[int] = field(default_factory=list)

    async def says(
        self, number: int, said: Availability, now: datetime = MOMENT
    ) -> SeatConfirmed | SeatOpen | object:
        """What follows when the expert of the n-th question (from 1) answers."""
        async with self.database.transaction() as session:
            return await apply_availability(session, self.inquiries[number - 1], said, terms=TERMS, now=now)

    async def next_question(self) -> int:
        """Number of the question put last."""
        self.inquiries[:] = [one.id or 0 for one in await self.questions()]
        return len(self.inquiries)

    async def questions(self) -> list[Inquiry]:
        async with self.database.transaction() as session:
            query = select(Inquiry).where(Inquiry.mission_id == self.mission).order_by(col(Inquiry.id))
            return list((await session.exec(query)).all())

    async def question(self, number: int) -> Inquiry:
        return (await self.questions())[number - 1]

    async def asked(self) -> list[str]:
        """Codes of everybody asked, in order."""
        async with self.database.transaction() as session:
            query = (
                select(Expert.code)
                .join(Inquiry, col(Inquiry.expert_id) == col(Expert.id))
                .where(Inquiry.mission_id == self.mission)
                .order_by(col(Inquiry.id))
            )
            return list((await session.exec(query)).all())

    async def seats(self) -> list[Seat]:
        async with self.database.transaction() as session:
            query = select(Seat).where(Seat.mission_id == self.mission).order_by(col(Seat.position))
            return list((await session.exec(query)).all())

    async def seat_words(self) -> list[str]:
        return [seat.status.value for seat in await self.seats()]

    async def the_mission(self) -> Mission:
        async with self.database.transaction() as session:
            return await session.get_one(Mission, self.mission)

    async def days(self) -> Period:
        mission = await self.the_mission()
        return Period(mission.start, mission.end)

    async def the_request(self) -> Request:
        async with self.database.transaction() as session:
            return await session.get_one(Request, self.request)

    async def standing(self) -> tuple[str, str]:
        """Words for where request and mission stand."""
        return (await self.the_request()).status.value, (await self.the_mission()).status.value

    async def calendar(self, expert_id: int) -> list[tuple[date, date, bool, str]]:
        async with self.database.transaction() as session:
            query = (
                select(AvailabilityPeriod)
                .where(AvailabilityPeriod.expert_id == expert_id)
                .order_by(col(AvailabilityPeriod.id))
            )
            rows = (await session.exec(query)).all()
        return [(row.start, row.end, row.free, row.source) for row in rows]

    async def journal(self, *events: str) -> list[tuple[str, str, str]]:
        """Event, actor and subject of these events, in order."""
        async with self.database.transaction() as session:
            query = select(JournalEntry).order_by(col(JournalEntry.id))
            entries = (await session.exec(query)).all()
        return [(one.event, one.actor, one.subject) for one in entries if one.event in events]


async def plan(
    database: Database,
    *members: str,
    alternates: Sequence[Sequence[str]] = ((THREE,), (FOUR,)),
    hard: Sequence[Rule] = (),
    period: Period = MARCH,
    countries: Sequence[str] = (),
    now: datetime = MOMENT,
) -> Plan:
    """The mission of an approved team, its members just asked."""
    chosen = members or (ONE, TWO)
    async with database.transaction() as session:
        await add_people(session, *countries)
        officer = await add_officer(session)
        request = await add_eligible(session)
        wanted = replace(asked_for(("Actuary", "")[: len(chosen)]), window=period)
        proposal = await store_proposal(
            session,
            request,
            wanted,
            rules(*hard),
            search(team(*chosen, alternates=alternates, period=period)),
            now=now,
        )
        approved = await approve_team(
            session,
            proposal.id or 0,
            1,
            officer_id=officer.id or 0,
            terms=TERMS,
            today=min(now.date(), period.start),
            now=now,
        )
        assert isinstance(approved, TeamApproved)
        ids = [inquiry.id or 0 for inquiry in approved.inquiries]
        return Plan(database, request.id or 0, approved.mission.id or 0, ids)
