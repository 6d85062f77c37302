"""Whom teams are made of, group by group: who is shown and how far up, and which groups come off badly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from matching.learning import PastProposal
from matching.need import Represented

ENOUGH_CHOSEN = 10
"""Of fewer people chosen in all, nothing is said about groups."""
EXPECTED = 1
"""Of a group that would not even be due one place by its size, nothing is said either."""
USUAL_SHARE = 0.8
"""A group chosen less often than four fifths of what is due to it counts as passed over."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How somebody was put before officers."""

    places: int = 0
    """In how many teams."""
    weight: Fraction = Fraction(0)
    """The same, a team at rank r counted as 1/r: who stands below is seen less."""
    chosen: int = 0
    """In how many teams that were approved."""


def exposure(proposals: Iterable[PastProposal]) -> Mapping[str, Shown]:
    """Everybody who was ever shown in a team, by code."""
    found: dict[str, Shown] = {}
    for proposal in proposals:
        for rank, team in enumerate(proposal.teams, start=1):
            for key in team.keys:
                before = found.get(key, Shown())
                found[key] = Shown(
                    before.places + 1,
                    before.weight + Fraction(1, rank),
                    before.chosen + (rank == proposal.chosen),
                )
    return found


def under_represented(record: Iterable[Represented], attribute: str, share: float) -> tuple[Represented, ...]:
    """The groups chosen less often than `share` of what their size would give them; nothing while it is too early."""
    groups = [one for one in record if one.attribute == attribute]
    registered, chosen = sum(one.registered for one in groups), sum(one.chosen for one in groups)
    if not registered or chosen < ENOUGH_CHOSEN:
        return ()

    def passed_over(one: Represented) -> bool:
        due = chosen * one.registered / registered
        return bool(one.value) and due >= EXPECTED and one.chosen < share * due

    return tuple(filter(passed_over, groups))
