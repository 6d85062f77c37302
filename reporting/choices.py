"""What officers chose and experts answered, read for reports: proposals as they were shown, with what became of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Row
from sqlalchemy import select as some_columns
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from matching.learning import PARTS, Known, PastMember, PastProposal, PastTeam
from matching.need import Need
from matching.proposal_json import need_from_json
from matching.proposals import load_candidates
from storage.evaluations import Evaluation
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.people import Expert
from storage.requests import Request
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, SeatStatus

_Fact = TypeVar("_Fact")
_ANY_DAY = Period(date.min, date.min)
"""Calendars are left aside."""


@dataclass(frozen=True, slots=True)
class PastChoices:
    """All proposals in their order, and what is known of the experts in them."""

    proposals: tuple[PastProposal, ...] = ()
    known: Known = field(default_factory=Known)
    able: frozenset[str] = frozenset()
    """Codes of those who could have taken a seat in one of them, whatever their calendar."""
    confirmed: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many seats each has confirmed, by code; cancelled missions aside."""


async def load_choices(session: AsyncSession) -> PastChoices:
    """Everything in this snapshot; people are known by their codes."""
    read = await _proposals(session)
    if not read:
        return PastChoices()
    # Slow import: numpy, 0.1 s that most commands do not need.
    from matching.fairness_able import able  # noqa: PLC0415

    needs = list(dict.fromkeys(need for _, need in read))
    candidates = await load_candidates(session, year=0, unreachable_too=True, texts=False)
    return PastChoices(
        proposals=tuple(proposal for proposal, _ in read),
        known=await _known(session),
        able=able(candidates, needs),
        confirmed=await _confirmed(session),
    )


async def load_proposals(session: AsyncSession) -> tuple[PastProposal, ...]:
    """The proposals alone, for whoever asks nothing about experts."""
    return tuple(proposal for proposal, _ in await _proposals(session))


async def _proposals(session: AsyncSession) -> list[tuple[PastProposal, Need]]:
    """Those that had a team; of what is kept beside the teams only what is needed."""
    columns: list[Any] = [
        *(Proposal.id, Request.code, Proposal.created_at, Proposal.teams, Proposal.chosen, Proposal.status),
        *(col(Proposal.basis)[name].label(name) for name in ("need", "steered")),
    ]
    found = await (await session.connection()).execute(
        some_columns(*columns)
        .join(Request, col(Request.id) == col(Proposal.request_id))
        .where(col(Request.code).is_not(None))
        .order_by(col(Proposal.id))
    )
    return [(_proposal(row), _matter_of(row.need)) for row in found.all() if row.teams and row.need]


def _proposal(row: Row[Any]) -> PastProposal:
    steered = row.steered if isinstance(row.steered, Mapping) else {}
    return PastProposal(
        number=row.id,
        code=row.code,
        on=row.created_at.date(),
        teams=tuple(map(_team, row.teams)),
        chosen=row.chosen if row.chosen and row.chosen <= len(row.teams) else None,
        turned_down=row.status is ProposalStatus.REJECTED,
        steered=bool(steered.get("officer")),
        pinned=frozenset(map(str, steered.get("pinned", ()))),
        excluded=frozenset(map(str, steered.get("excluded", ()))),
    )


def _team(stored: Mapping[str, Any]) -> PastTeam:
    """What a team earned beside its seats are its wishes, to the four decimals that are kept."""
    members = tuple(map(_member, stored["members"]))
    seats = sum(one["total"] for one in stored["members"])
    return PastTeam(members, max(round(stored["score"] - seats, 4), 0.0))


def _member(stored: Mapping[str, Any]) -> PastMember:
    told = stored["experience"]["reason"]["values"]
    parts = tuple(float(stored[name]["score"]) for name in PARTS)
    return PastMember(stored["key"], parts, int(told.get("missions", 0)), int(told.get("years", 0)))


def _matter_of(stored: Mapping[str, Any]) -> Need:
    """The need by which people are able or not; two requests that ask for the same count as one."""
    need = need_from_json(stored)
    return Need((), "", need.languages, _ANY_DAY, 1, tuple(dict.fromkeys(need.profiles)), need.country)


async def _known(session: AsyncSession) -> Known:
    declined = await session.exec(
        select(Expert.code, Inquiry.answered_at, Inquiry.asked_at)
        .join(Expert, col(Expert.id) == col(Inquiry.expert_id))
        .where(Inquiry.status == InquiryStatus.DECLINED)
    )
    evaluated = await session.exec(
        select(Expert.code, col(Evaluation.evaluated_on), col(Evaluation.score))
        .join(Expert, col(Expert.id) == col(Evaluation.expert_id))
        .order_by(col(Evaluation.id))
    )
    return Known(
        _by_code((code, (answered or asked).date()) for code, answered, asked in declined.all()),
        _by_code((code, (day, score)) for code, day, score in evaluated.all()),
    )


async def _confirmed(session: AsyncSession) -> Mapping[str, int]:
    seats = (
        select(Expert.code, func.count())
        .join(Seat, col(Seat.expert_id) == col(Expert.id))
        .join(Mission, col(Mission.id) == col(Seat.mission_id))
        .where(Seat.status == SeatStatus.CONFIRMED, Mission.status != MissionStatus.CANCELLED)
        .group_by(col(Expert.code))
    )
    return dict((await session.exec(seats)).all())


def _by_code(rows: Iterable[tuple[str, _Fact]]) -> Mapping[str, tuple[_Fact, ...]]:
    gathered: dict[str, tuple[_Fact, ...]] = defaultdict(tuple)
    for code, fact in rows:
        gathered[code] += (fact,)
    return MappingProxyType(gathered)
