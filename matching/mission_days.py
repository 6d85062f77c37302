"""Which days of a mission are left: the days planned and ahead, less what those who accepted cannot make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period, common, merged, without
from matching.proposal_json import team_from_json
from matching.terms import Terms
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.people import AvailabilityPeriod, Expert
from storage.states import InquiryStatus

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fit:
    """Days for a mission, and those who accepted but are needed elsewhere on them."""

    window: Period
    clashing: tuple[Inquiry, ...] = ()


def days_left(days: Iterable[Period], free: Iterable[Period], busy: Iterable[Period]) -> tuple[Period, ...]:
    """The part of the days that is offered and not taken."""
    left = common(days, free)
    for taken in busy:
        left = without(left, taken)
    return left


def over_weekends(days: Iterable[Period]) -> tuple[Period, ...]:
    """The days offered, where only a weekend lies between two of them that too: nobody travels home for it."""
    joined: list[Period] = []
    for period in merged(days):
        if joined and not any(day.weekday() < 5 for day in _between(joined[-1], period)):
            joined[-1] = Period(joined[-1].start, period.end)
        else:
            joined.append(period)
    return tuple(joined)


def _between(earlier: Period, later: Period) -> Period:
    return Period(earlier.end + _ONE_DAY, later.start - _ONE_DAY)


def longest(days: Sequence[Period], on_site_days: int) -> Period | None:
    """The longest part that holds the days on site, the earliest of equals."""
    fitting = [part for part in days if part.working_days >= on_site_days]
    return max(fitting, key=lambda part: (part.working_days, -part.start.toordinal()), default=None)


def ahead(days: Iterable[Period], now: datetime) -> tuple[Period, ...]:
    """The days a mission can still begin on: from tomorrow."""
    return tuple(part for period in days if (part := period.since(now.date() + _ONE_DAY)) is not None)


def deadlines(window: Period, on_site_days: int, *, terms: Terms, now: datetime) -> tuple[datetime, datetime]:
    """When to remind, and by when to have the answer: while the days on site still fit into the window."""
    working = [day for day in window if day.weekday() < 5]
    last_start = working[-on_site_days] if 0 < on_site_days <= len(working) else window.start
    begin = datetime.combine(last_start, time(), UTC)
    due = min(now + terms.reply_within, begin - _ONE_DAY / 2)
    reply_by = max(due, min(now + _ONE_DAY, begin))
    remind_at = now + terms.remind_after
    return (remind_at if remind_at < reply_by else now + (reply_by - now) / 2), reply_by


async def lock_team(session: AsyncSession, mission: Mission, inquiry: Inquiry) -> None:
    """Keep the team's experts from being confirmed by another request until the transaction ends."""
    held = select(Seat.expert_id).where(Seat.mission_id == mission.id)
    team = col(Expert.id).in_(held) | (col(Expert.id) == inquiry.expert_id)
    # In one order, and weaker than a deletion's lock: questions to the same experts need not wait.
    await session.exec(select(Expert.id).where(team).order_by(col(Expert.id)).with_for_update(key_share=True))


async def elsewhere(
    session: AsyncSession, expert_id: int, *, besides: Mission | None = None
) -> tuple[Period, ...]:
    """The days confirmed missions, other than this one, take of an expert."""
    own = f"mission:{besides.id}" if besides else ""
    found = await session.exec(
        select(col(AvailabilityPeriod.start), col(AvailabilityPeriod.end))
        .where(
            AvailabilityPeriod.expert_id == expert_id,
            col(AvailabilityPeriod.free).is_(False),
            col(AvailabilityPeriod.source).startswith("mission:"),
            AvailabilityPeriod.source != own,
        )
        .order_by(col(AvailabilityPeriod.id))
    )
    return tuple(Period(start, end) for start, end in found.all())


async def fit(
    session: AsyncSession, mission: Mission, inquiry: Inquiry, days: Sequence[Period]
) -> Fit | None:
    """The longest of these days that suits all who accepted; whoever leaves no room for a mission clashes."""
    clashing = []
    for other in await _accepted(session, mission, inquiry):
        left = days_left(days, days, await elsewhere(session, other.expert_id, besides=mission))
        if longest(left, mission.on_site_days) is None:
            clashing.append(other)
        else:
            days = left
    window = longest(days, mission.on_site_days)
    return Fit(window, tuple(clashing)) if window is not None else None


async def days_of_others(session: AsyncSession, mission: Mission, inquiry: Inquiry) -> tuple[Period, ...]:
    """The days planned that everybody else who accepted can make: what this expert may choose from."""
    left: tuple[Period, ...] = (await _planned(session, mission),)
    for other in await _accepted(session, mission, inquiry):
        free, busy = days_said(other)
        left = days_left(left, over_weekends(free) or (Period(other.start, other.end),), busy)
    return left


async def _accepted(session: AsyncSession, mission: Mission, inquiry: Inquiry) -> Sequence[Inquiry]:
    """The questions of everybody else who accepted."""
    accepted = await session.exec(
        select(Inquiry)
        .where(
            Inquiry.mission_id == mission.id,
            Inquiry.status == InquiryStatus.ACCEPTED,
            Inquiry.id != inquiry.id,
        )
        .order_by(col(Inquiry.id))
    )
    return accepted.all()


async def _planned(session: AsyncSession, mission: Mission) -> Period:
    """The days the team was approved for."""
    proposal = await session.get(Proposal, mission.proposal_id) if mission.proposal_id else None
    if proposal is None or not proposal.chosen:
        return Period(mission.start, mission.end)
    return team_from_json(proposal.teams[proposal.chosen - 1]).period


def answer_json(free: Iterable[Period], busy: Iterable[Period]) -> dict[str, object]:
    """What an expert said of days, to be kept with the inquiry; no free days means all that were asked about."""
    return {"free": [_plain(period) for period in free], "busy": [_plain(period) for period in busy]}


def days_said(inquiry: Inquiry) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The free and the busy days kept with an inquiry."""
    return _periods(inquiry.answer.get("free")), _periods(inquiry.answer.get("busy"))


def _plain(period: Period) -> list[str]:
    return [period.start.isoformat(), period.end.isoformat()]


def _periods(stored: Any) -> tuple[Period, ...]:  # noqa: ANN401 -- JSON
    pairs = stored if isinstance(stored, list) else []
    return tuple(Period(date.fromisoformat(start), date.fromisoformat(end)) for start, end in pairs)
