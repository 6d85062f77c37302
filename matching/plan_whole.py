"""Whole teams from the columns: some requests at a time are planned anew, exactly, while the others keep their teams."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.plan_columns import EXACT, Generation
from matching.plan_master import MOST_NODES, Master, Option, Relaxed

AT_ONCE = 16
"""How many requests are planned anew at once."""
SMALL = 3_000
"""So many teams are planned at once, all of them; of more, some requests at a time."""
NEARBY = 5e-4
"""Teams that lose less than this share of the bound are looked for first,"""
FEW = 40
"""so many of each request."""
MOST_LISTED = 6_000
"""Of so many teams those that no better plan can have are ruled out first."""
FIRST_LOOK = 700
"""So many teams that lose least are planned first: what they reach rules out most others."""
SURE = 0.8
"""A team of which the linear programme takes this share is settled."""
FRUITLESS = 50
"""After so many attempts in a row without a gain the plan stays."""
MOST_COLUMNS = 1_800
"""Of more teams, those that lose least at the prices found are looked at."""
ENRICHED = 2
"""How often more teams are looked for."""
FEW_NODES = 20
"""Where many requests are planned at once: what the first nodes do not find takes long."""
MOST_LOSS = 5e-4
"""Up to this share of the bound, every team that a better plan could have is looked for: of more there are too many."""
TO_BE_SURE = 0.95
"""The share of the gap allowed that is left to the choice of whole teams."""


@dataclass(slots=True)
class Whole:
    """A plan of whole teams on its way to the best one."""

    master: Master
    enough: float
    """A plan worth this is good enough."""
    chosen: dict[int, Option] = field(default_factory=dict)
    """By request."""
    gap: float = 0.0
    """How far it may stay below the best plan of the teams looked at."""
    most: float = float("inf")
    """No plan of the teams looked at last is worth more."""

    @property
    def crowded(self) -> bool:
        """Whether there are more requests than can be planned at once without looking around first."""
        return self.master.claims > AT_ONCE

    @property
    def value(self) -> float:
        """What the plan is worth."""
        return sum(one.value for one in self.chosen.values())

    def improve(self, options: Sequence[Option], relaxed: Relaxed) -> None:
        """Choose among all of these teams at once; among too many, plan some requests anew at a time."""
        if len(options) > SMALL and self.crowded:
            self.most = float("inf")
            self.look_around(options, relaxed)
            return
        nodes = FEW_NODES if self.crowded else MOST_NODES
        found = self.master.chosen(options, gap=self.gap, most_nodes=nodes)
        self.most = found.most
        self._take(found.options)

    def look_around(self, options: Sequence[Option], relaxed: Relaxed) -> None:
        """Plan requests anew in changing company until the plan is good enough or nothing is gained any more."""
        if not self.chosen:
            self._dive(options)
        chance, fruitless = np.random.default_rng(0), 0
        while fruitless < FRUITLESS and self.value < self.enough:
            before = self.value
            company = self._company(chance, options, relaxed)
            kept = [one for claim, one in self.chosen.items() if claim not in company]
            free = self.master.fitting([one for one in options if one.claim in company], kept)
            self._take([*kept, *self.master.chosen(free, beside=kept).options])
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
        if self.master.claims == 1:
            return frozenset((first,))
        mine = {n for one in options if one.claim == first for n in one.people}
        ties = np.full(self.master.claims, 0.1)
        for claim, one in self.chosen.items():
            ties[claim] += len(mine.intersection(one.people))
        ties[first] = 0.0
        count = min(most, len(ties)) - 1
        others = chance.choice(len(ties), size=count, replace=False, p=ties / max(ties.sum(), EXACT))
        return frozenset((first, *others.tolist()))


def best_whole(generation: Generation) -> Whole:
    """The best plan found; where it stays too far below the bound, all teams that a better plan could have are looked for."""
    effort = generation.effort
    whole = Whole(generation.master, generation.bound * (1 - effort.gap), gap=effort.gap * TO_BE_SURE)
    at = generation.at_bound or generation.master.relaxed()
    _look_around(generation, whole, at)
    for _ in range(ENRICHED):
        before, apart = whole.value, (generation.bound - whole.value) / max(generation.bound, EXACT)
        if not max(effort.gap, EXACT) < apart <= (MOST_LOSS if whole.crowded else 1.0):
            break
        if _look_at_all(generation, whole, at) or whole.value <= before:
            break
    return whole


def _look_around(generation: Generation, whole: Whole, at: Relaxed) -> None:
    """A good plan of teams near the prices."""
    master, bound = generation.master, generation.bound
    if whole.crowded:
        generation.ask(at.prices, at.rents, slack=NEARBY * bound, teams=FEW)
        whole.look_around(master.nearest(at, MOST_COLUMNS)[0], at)
    options, _ = master.nearest(at, FIRST_LOOK)
    if not whole.crowded or set(map(id, whole.chosen.values())) <= set(map(id, options)):
        whole.improve(options, at)  # else so few teams do not make a plan


def _look_at_all(generation: Generation, whole: Whole, at: Relaxed) -> bool:
    """Choose among all teams that a plan better by more than the gap allowed could have; whether these were all.

    A plan is worth the bound at these prices less what its teams lose there, so one team that loses more is too many.
    """
    better = whole.value * (1 + whole.gap)
    loss = at.value - better + EXACT * at.value
    generation.ask(at.prices, at.rents, slack=loss, teams=generation.effort.more)
    options, every = generation.master.nearest(at, MOST_LISTED, loss)
    if every:
        options = generation.master.possible(options, better)
    if whole.crowded and not (every and len(options) <= SMALL):
        return False
    whole.improve(options, at)
    if every and generation.complete:
        generation.bound = max(whole.value, better, min(generation.bound, whole.most))
    return every and generation.complete
