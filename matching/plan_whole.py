"""Whole teams from the columns: some requests at a time are planned anew, exactly, while the others keep their teams."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.plan_columns import EXACT, Generation
from matching.plan_master import Master, Option, Relaxed

AT_ONCE = 16
"""How many requests are planned anew at once."""
SMALL = 400
"""So few columns are planned at once, all of them."""
SURE = 0.8
"""A team of which the linear programme takes this share is settled."""
FRUITLESS = 50
"""After so many attempts in a row without a gain the plan stays."""
MOST_COLUMNS = 1_800
"""Of more teams, those that lose least at the prices found are looked at."""
ENRICHED = 2
"""How often more teams are looked for."""


@dataclass(slots=True)
class Whole:
    """A plan of whole teams on its way to the best one."""

    master: Master
    enough: float
    """A plan worth this is good enough."""
    chosen: dict[int, Option] = field(default_factory=dict)
    """By request."""
    proven: bool = False
    """Whether no better plan can be made of the columns."""

    @property
    def value(self) -> float:
        """What the plan is worth."""
        return sum(one.value for one in self.chosen.values())

    def improve(self, options: Sequence[Option], relaxed: Relaxed) -> None:
        """Plan requests anew in changing company until the plan is good enough or nothing is gained any more."""
        if len(options) <= SMALL or self.master.claims <= AT_ONCE:
            found, self.proven = self.master.chosen(options)
            self._take(found)
            return
        self.proven = False
        if not self.chosen:
            self._dive(options)
        chance, fruitless = np.random.default_rng(0), 0
        while fruitless < FRUITLESS and self.value < self.enough:
            before = self.value
            company = self._company(chance, options, relaxed)
            kept = [one for claim, one in self.chosen.items() if claim not in company]
            free = self.master.fitting([one for one in options if one.claim in company], kept)
            self._take([*kept, *self.master.chosen(free, beside=kept)[0]])
            fruitless = 0 if self.value > before + EXACT else fruitless + 1

    def _take(self, plan: Sequence[Option]) -> None:
        """The plan, if it is better."""
        if sum(one.value for one in plan) > self.value:
            self.chosen = {one.claim: one for one in plan}

    def _dive(self, options: Sequence[Option]) -> None:
        """A first plan: what the linear programme is nearly sure of is settled, then it is asked again."""
        while options:
            shares = self.master.shares(options)
            for n in np.flatnonzero(shares >= min(SURE, float(shares.max()))).tolist():
                one = options[n]
                if one.claim not in self.chosen and self.master.fitting([one], self.chosen.values()):
                    self.chosen[one.claim] = one
            left = [one for one in options if one.claim not in self.chosen]
            options = self.master.fitting(left, self.chosen.values())

    def _company(
        self, chance: np.random.Generator, options: Sequence[Option], relaxed: Relaxed
    ) -> frozenset[int]:
        """A request, more likely one that lost much, and others, more likely those who have people it could use."""
        lost = relaxed.rents + EXACT
        for claim, one in self.chosen.items():
            gain = one.value - self.master.cost(one, relaxed.prices)
            lost[claim] = max(relaxed.rents[claim] - gain, 0.0) + EXACT
        first = int(chance.choice(len(lost), p=lost / lost.sum()))
        return self.neighbours(chance, first, options, AT_ONCE)

    def neighbours(
        self, chance: np.random.Generator, first: int, options: Sequence[Option], most: int
    ) -> frozenset[int]:
        """A request and others, more likely those who have people it could use."""
        mine = {n for one in options if one.claim == first for n in one.people}
        ties = np.full(self.master.claims, 0.1)
        for claim, one in self.chosen.items():
            ties[claim] += len(mine.intersection(one.people))
        ties[first] = 0.0
        count = min(most, len(ties)) - 1
        others = chance.choice(len(ties), size=count, replace=False, p=ties / max(ties.sum(), EXACT))
        return frozenset((first, *others.tolist()))


def best_whole(generation: Generation) -> Whole:
    """The best plan found; where it stays too far below the bound, more teams near the prices are looked for."""
    master, effort = generation.master, generation.effort
    whole = Whole(master, generation.bound * (1 - effort.gap))
    relaxed = master.relaxed()
    for attempt in range(ENRICHED + 1):
        at = generation.at_bound or relaxed
        whole.improve(master.nearest(at, MOST_COLUMNS), at)
        loss = generation.bound - whole.value
        if loss <= max(effort.gap, EXACT) * generation.bound or attempt == ENRICHED:
            break
        new = generation.ask(at.prices, at.rents, slack=loss * (1 + EXACT), teams=effort.more)
        if generation.complete and whole.proven and not new:
            generation.bound = whole.value  # every team that a better plan could have was there
            break
    return whole
