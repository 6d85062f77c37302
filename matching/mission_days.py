"""Which days of a mission are left: the days planned, less what those who accepted cannot make."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period, common, without
from matching.proposal_json import team_from_json
from storage.missions import Inquiry, Mission, Proposal
from storage.states import InquiryStatus


def days_left(days: Iterable[Period], free: Iterable[Period], busy: Iterable[Period]) -> tuple[Period, ...]:
    """The part of the days that is offered and not taken."""
    left = common(days, free)
    for taken in busy:
        left = without(left, taken)
    return left


def longest(days: Sequence[Period], on_site_days: int) -> Period | None:
    """The longest part that holds the days on site, the earliest of equals."""
    fitting = [part for part in days if part.working_days >= on_site_days]
    return max(fitting, key=lambda part: (part.working_days, -part.start.toordinal()), default=None)


async def days_of_others(session: AsyncSession, mission: Mission, inquiry: Inquiry) -> tuple[Period, ...]:
    """The days planned that everybody else who accepted can make: what this expert may choose from."""
    accepted = await session.exec(
        select(Inquiry)
        .where(
            Inquiry.mission_id == mission.id,
            Inquiry.status == InquiryStatus.ACCEPTED,
            Inquiry.id != inquiry.id,
        )
        .order_by(col(Inquiry.id))
    )
    left: tuple[Period, ...] = (await _planned(session, mission),)
    for other in accepted.all():
        free = _periods(other.answer.get("free")) or (Period(other.start, other.end),)
        left = days_left(left, free, _periods(other.answer.get("busy")))
    return left


async def _planned(session: AsyncSession, mission: Mission) -> Period:
    """The days the team was approved for."""
    proposal = await session.get(Proposal, mission.proposal_id) if mission.proposal_id else None
    if proposal is None or not proposal.chosen:
        return Period(mission.start, mission.end)
    return team_from_json(proposal.teams[proposal.chosen - 1]).period


def answer_json(free: Iterable[Period], busy: Iterable[Period]) -> dict[str, object]:
    """What an expert said of days, to be kept with the inquiry; no free days means all that were asked about."""
    return {"free": [_plain(period) for period in free], "busy": [_plain(period) for period in busy]}


def _plain(period: Period) -> list[str]:
    return [period.start.isoformat(), period.end.isoformat()]


def _periods(stored: Any) -> tuple[Period, ...]:  # noqa: ANN401 -- JSON
    pairs = stored if isinstance(stored, list) else []
    return tuple(Period(date.fromisoformat(start), date.fromisoformat(end)) for start, end in pairs)
