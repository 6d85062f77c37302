"""What an expert offered, and the days of it that a mission can use."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from matching.mission_days import (
    Fit,
    ahead,
    days_left,
    days_of_others,
    days_said,
    elsewhere,
    fit,
    lock_team,
    over_weekends,
)
from storage.missions import Inquiry, Mission
from storage.states import MissionStatus


@dataclass(frozen=True, slots=True)
class Availability:
    """What an expert said, as far as it matters for the mission."""

    willing: bool
    free: tuple[Period, ...] = ()
    """Days offered; empty means the whole window asked about."""
    busy: tuple[Period, ...] = ()
    words: str = ""
    """The expert's own words, kept for the record."""


def as_settled(inquiry: Inquiry, *, takes_part: bool) -> Availability:
    """A doubtful answer as an officer settles it: a yes is one to the days the expert has named, if any."""
    free, busy = days_said(inquiry) if takes_part else ((), ())
    return Availability(takes_part, free, busy)


async def days_found(
    session: AsyncSession, inquiry: Inquiry, mission: Mission, said: Availability, *, now: datetime
) -> Fit | None:
    """The longest part of the days others leave that is ahead, suits the expert and holds the days on site."""
    await lock_team(session, mission, inquiry)
    booked = await elsewhere(session, inquiry.expert_id, besides=mission)
    offered = over_weekends(said.free) or (Period(inquiry.start, inquiry.end),)
    left = days_left(await days_of_others(session, mission, inquiry), offered, (*said.busy, *booked))
    dates = Period(mission.start, mission.end)
    if mission.status is MissionStatus.CONFIRMED and any(part.contains(dates) for part in left):
        return Fit(dates)
    return await fit(session, mission, inquiry, ahead(left, now))


async def fits_but_for_bookings(
    session: AsyncSession, inquiry: Inquiry, mission: Mission, said: Availability, *, now: datetime
) -> bool:
    """Whether nothing but other missions of this expert stands in the way."""
    if not await elsewhere(session, inquiry.expert_id, besides=mission):
        return False
    offered = over_weekends(said.free) or (Period(inquiry.start, inquiry.end),)
    left = days_left(await days_of_others(session, mission, inquiry), offered, said.busy)
    return await fit(session, mission, inquiry, ahead(left, now)) is not None
