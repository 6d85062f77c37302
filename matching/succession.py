"""Who is asked next for a seat: the first alternate with whom the team, as it stands now, keeps every hard rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.languages import Level
from config.periods import Period
from config.rules import Rule, Rules, Weights
from matching.mission_days import days_left, elsewhere, longest
from matching.need import Candidate, Need
from matching.proposal_json import need_from_json
from matching.proposals import load_candidates
from matching.rules import clauses
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.people import Expert
from storage.states import SeatStatus


@dataclass(frozen=True, slots=True)
class Team:
    """A mission's team without one of its seats, and what it must keep to."""

    need: Need
    rules: Rules
    others: tuple[Candidate, ...]
    """Those who hold or are asked for the other seats."""
    missing: int
    """Other seats that nobody holds."""
    people: Mapping[str, Candidate]

    def may_have(self, expert: Expert) -> bool:
        """Whether the team with this person keeps every hard rule, or still can once it is complete."""
        newcomer = self.people.get(expert.code)
        return newcomer is not None and keeps_rules(
            self.need, self.rules, (*self.others, newcomer), missing=self.missing
        )


def keeps_rules(need: Need, rules: Rules, team: Sequence[Candidate], *, missing: int = 0) -> bool:
    """Whether these members, with `missing` more, may meet every hard rule."""
    return all(
        clause.kind.possible(need, [clause.kind.trait(need, member) for member in team], missing)
        for clause in clauses(need, rules)
        if clause.hard
    )


async def next_alternate(session: AsyncSession, seat: Seat, mission: Mission) -> Expert | None:
    """The next person to ask for the seat; nobody is asked twice for one mission."""
    asked = await session.exec(select(Inquiry.expert_id).where(Inquiry.mission_id == mission.id))
    spent = set(asked.all())
    found = await session.exec(select(Expert).where(col(Expert.code).in_(seat.alternates)))
    experts = {expert.code: expert for expert in found.all()}
    team = await team_around(session, seat, mission)
    for code in seat.alternates:
        expert = experts.get(code)
        if expert is None or expert.id in spent or not _may_be_asked(expert):
            continue
        if (team is None or team.may_have(expert)) and await _has_room(session, expert, mission):
            return expert
    return None


def _may_be_asked(expert: Expert) -> bool:
    return not (expert.flagged or expert.email_bounced or expert.opted_out or expert.merged_into)


async def _has_room(session: AsyncSession, expert: Expert, mission: Mission) -> bool:
    """Whether the other missions of this person leave enough of the mission's days."""
    days = (Period(mission.start, mission.end),)
    taken = await elsewhere(session, expert.id or 0, besides=mission)
    return not taken or longest(days_left(days, days, taken), mission.on_site_days) is not None


async def team_around(session: AsyncSession, seat: Seat, mission: Mission) -> Team | None:
    """The team as it stands beside this seat; None for a mission that no proposal led to."""
    proposal = await session.get(Proposal, mission.proposal_id) if mission.proposal_id else None
    if proposal is None:
        return None
    registered = await load_candidates(session, year=mission.start.year, unreachable_too=True, texts=False)
    people = {one.key: one for one in registered}
    seats = (await session.exec(select(Seat).where(Seat.mission_id == mission.id, Seat.id != seat.id))).all()
    held = [one.expert_id for one in seats if one.status in {SeatStatus.ASKED, SeatStatus.CONFIRMED}]
    codes = (await session.exec(select(Expert.code).where(col(Expert.id).in_(held)))).all()
    others = tuple(_without_this_mission(people[code]) for code in codes if code in people)
    need = replace(
        need_from_json(stored_basis(proposal, "need")),
        window=Period(mission.start, mission.end),
        days=mission.on_site_days,
    )
    return Team(
        need, rules_from_json(stored_basis(proposal, "rules")), others, len(seats) - len(others), people
    )


def rules_from_json(stored: Mapping[str, Any]) -> Rules:
    """The hard rules a proposal was made with; its wishes and weights no longer matter."""
    return Rules(
        weights=Weights(),
        hard=tuple(
            Rule(rule["name"], rule["kind"], {key: rule[key] for key in rule if key not in {"name", "kind"}})
            for rule in stored["hard"]
        ),
        wishes=(),
        min_language=Level.read(str(stored["min_language"])) or Level.B2,
        load_cap=int(stored["load_cap"]),
    )


def _without_this_mission(member: Candidate) -> Candidate:
    """A member as they were before this mission: it must not count as a load that forbids itself."""
    return replace(member, missions_this_year=max(member.missions_this_year - 1, 0))


def stored_basis(proposal: Proposal, part: str) -> Mapping[str, Any]:
    """One part of what a proposal was made from."""
    stored = proposal.basis[part]
    assert isinstance(stored, dict)  # noqa: S101 - store_proposal writes a mapping; this tells mypy
    return stored
