"""Past proposals for tests: teams as they were shown, and officers who choose by weights of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from matching.learning import PARTS, PastMember, PastProposal, PastTeam

DAY = date(2026, 3, 2)
TODAY = (0.45, 0.2, 0.2, 0.15, 1.0)


def member(key: str = "EX-0001", *, missions: int = 0, years: int = 0, **parts: float) -> PastMember:
    return PastMember(key, tuple(parts.get(name, 0.5) for name in PARTS), missions, years)


def team(*members: PastMember, wishes: float = 0.0) -> PastTeam:
    return PastTeam(members, wishes)


def proposal(number: int, *teams: PastTeam, code: str = "2026-01", **values: object) -> PastProposal:
    return replace(PastProposal(number, code, DAY, teams), **values)  # type: ignore[arg-type]


def simulated(
    wants: Sequence[float], *, requests: int = 30, seed: int = 7, firmness: float = 40.0, shown: int = 3
) -> tuple[PastProposal, ...]:
    """Requests with teams as Muster ranks them; the officer takes one by weights of their own, rarely another."""
    chance = np.random.default_rng(seed)
    found = []
    for number in range(1, requests + 1):
        teams = [_team(chance, number, one) for one in range(shown)]
        teams.sort(key=lambda one: -float(np.dot(TODAY, one.features)))
        worth = firmness * np.array([np.dot(wants, one.features) for one in teams])
        odds = np.exp(worth - worth.max())
        rank = 1 + int(chance.choice(shown, p=odds / odds.sum()))
        found.append(proposal(number, *teams, code=f"2026-{number:02}", chosen=rank))
    return tuple(found)


def _team(chance: np.random.Generator, number: int, place: int) -> PastTeam:
    people = tuple(
        PastMember(
            f"EX-{number:02}{place}{seat}",
            tuple(round(float(one), 4) for one in chance.uniform(0.4, 1.0, len(PARTS))),
            int(chance.integers(0, 9)),
            int(chance.integers(1, 30)),
        )
        for seat in range(2)
    )
    return PastTeam(people, round(float(chance.choice([0.0, 0.05, 0.1])), 4))
