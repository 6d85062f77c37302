"""Whether a proposed team can still be asked: its members as the register and the calendars have them now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from matching.mission_days import days_left, elsewhere, longest
from matching.need import Team
from matching.proposal_json import need_from_json
from matching.proposals import load_candidates
from matching.succession import keeps_rules, rules_from_json, stored_basis
from storage.missions import Proposal
from storage.people import Expert


class Change(StrEnum):
    """What has become of somebody since the team was proposed."""

    GONE = "gone"
    FLAGGED = "flagged"
    UNREACHABLE = "unreachable"
    BOOKED = "booked"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """Why a member cannot be asked any more."""

    key: str
    """The expert's code; '' if it is the team as a whole."""
    change: Change


async def changes_since(
    session: AsyncSession, proposal: Proposal, team: Team, *, period: Period, days: int
) -> tuple[MemberChanged, ...]:
    """What keeps the team from being asked for so many days of the period; nothing if it stands as proposed."""
    codes = [member.key for member in team.members]
    found = await session.exec(select(Expert).where(col(Expert.code).in_(codes)))
    experts = {expert.code: expert for expert in found.all()}
    changed = [
        MemberChanged(code, change) for code in codes if (change := _of_person(experts.get(code))) is not None
    ]
    changed = changed or await _bookings(session, experts, period, days)
    if not changed and not await _keeps_rules(session, proposal, codes):
        changed = [MemberChanged("", Change.RULES)]
    return tuple(changed)


def _of_person(expert: Expert | None) -> Change | None:
    if expert is None or expert.merged_into:
        return Change.GONE
    if expert.flagged:
        return Change.FLAGGED
    return Change.UNREACHABLE if expert.email_bounced or expert.opted_out else None


async def _bookings(
    session: AsyncSession, experts: Mapping[str, Expert], period: Period, days: int
) -> list[MemberChanged]:
    """Members whom other missions leave too few days, alone or, if nobody alone, together."""
    alone, together = [], []
    left: tuple[Period, ...] = (period,)
    for code, expert in experts.items():
        taken = await elsewhere(session, expert.id or 0)
        if longest(days_left((period,), (period,), taken), days) is None:
            alone.append(code)
        if any(booked.overlap(period) for booked in taken):
            together.append(code)
        left = days_left(left, left, taken)
    if longest(left, days) is not None:
        return []
    return [MemberChanged(code, Change.BOOKED) for code in alone or together]


async def _keeps_rules(session: AsyncSession, proposal: Proposal, codes: Sequence[str]) -> bool:
    """Whether the members, as they are registered now, still meet every hard rule together."""
    need = need_from_json(stored_basis(proposal, "need"))
    registered = await load_candidates(
        session, year=need.window.start.year, unreachable_too=True, texts=False
    )
    members = [one for one in registered if one.key in codes]
    return keeps_rules(need, rules_from_json(stored_basis(proposal, "rules")), members)
