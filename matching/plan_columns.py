"""Column generation: prices for people, the best teams of each request at these prices, better prices, until none is new."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.board import NEVER
from matching.hunt import Effort
from matching.plan_market import WHOLE, Floats, Market
from matching.plan_master import Master, Relaxed, prices_of_seats
from matching.plan_pricing import Buyer

EXACT = 1e-9
"""What is nearer than this, as a share of the value, is the same."""
STEADY = 0.6
"""How much of the best prices so far is kept in the next ones: prices that jump teach little."""
NEAR = 1e-3
"""From this gap on prices move freely."""
BESIDE = 0.05
"""The share of the gap by which a team may gain less than the best known, and is still worth knowing."""


@dataclass(frozen=True, slots=True)
class PlanEffort:
    """When a plan is good enough, and how many teams are asked for."""

    gap: float = 1e-4
    """How far the plan may stay below the bound, as a share of it, before more teams are looked for."""
    most_loss: float = 0.02
    """The share of the total that may be lost so that the worst served are served better."""
    teams: int = 5
    """Of each request, in each round."""
    more: int = 1_000
    """Of each request, where the plan stayed too far below the bound."""
    rounds: int = 60
    node_limit: int = 50_000


@dataclass(slots=True)
class Generation:
    """The state of a column generation."""

    market: Market
    buyers: Sequence[Buyer]
    master: Master
    effort: PlanEffort
    bound: float = float("inf")
    """No plan is worth more."""
    rounds: int = 0
    complete: bool = True
    """Whether the last round found every team it asked for, and not only the best of them."""
    at_bound: Relaxed | None = None
    """The prices that gave the bound, and what each request gains at them."""

    def run(self) -> None:
        """Ask for teams at better and better prices until no team that would be worth more is left out."""
        questions = [one.question for one in self.buyers]
        worth, seats = [one.worth for one in questions], [one.seats for one in questions]
        best = self._ask_first(prices_of_seats(self.market, worth, seats))
        steady = STEADY
        while self.rounds < self.effort.rounds:
            relaxed = self.master.relaxed()
            apart = self.bound - relaxed.value
            if apart <= max(self.effort.gap / 4, EXACT) * self.bound:
                break
            prices = steady * best.prices + (1 - steady) * relaxed.prices
            rents = self.master.rents(prices) if steady else relaxed.rents
            new = self.ask(prices, rents, slack=BESIDE * apart)
            best = self.at_bound or best
            if not new and not steady:
                break
            steady = STEADY if new and apart > NEAR * self.bound else 0.0

    def ask(self, prices: Floats, rents: Floats, *, slack: float = 0.0, teams: int = 0) -> int:
        """Ask every request for its best teams at these prices that gain the rents less the slack; how many are new."""
        self.rounds += 1
        self.complete = True
        new, gains = 0, np.zeros(len(self.buyers))
        effort = Effort(teams or self.effort.teams, self.effort.node_limit)
        for claim, buyer in enumerate(self.buyers):
            least = max(round((rents[claim] - slack) * WHOLE), NEVER)
            offers = buyer.offers(self.market.prices_for(claim, prices), effort, least)
            self.complete &= offers.every
            new += self.master.add(claim, offers.lineups)
            gains[claim] = max(offers.most / WHOLE, 0.0)
        self._note(Relaxed(self._rooms(prices) + float(gains.sum()), prices, gains))
        return new

    def _ask_first(self, prices: Floats) -> Relaxed:
        self.ask(prices, np.full(len(self.buyers), NEVER / WHOLE))
        return self.at_bound or self.master.relaxed()

    def _note(self, at: Relaxed) -> None:
        if at.value < self.bound:
            self.bound, self.at_bound = at.value, at

    def _rooms(self, prices: Floats) -> float:
        """What the room there is for everybody is worth."""
        return sum(float(group.room @ row) for group, row in zip(self.market.groups, prices, strict=True))
