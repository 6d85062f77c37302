"""Whole teams from the columns: some requests at a time are planned anew, exactly, while the others keep their teams."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.plan_branch import Branching
from matching.plan_columns import EXACT, Generation
from matching.plan_master import MOST_NODES, Master, Option, Relaxed

AT_ONCE = 16
"""How many requests are planned anew at once,"""
MORE_AT_ONCE = 24
"""and how many when all teams near the prices are known."""
NEARBY = 5e-4
"""Of many requests, teams that lose less than this share of the bound are looked for first,"""
FEW = 40
"""so many of each request."""
FEW_NODES = 20
"""Where many requests are planned at once: what the first nodes do not find takes long."""
OUT_OF_REACH = 4e-4
"""A plan this share below the bound stays as it is: to search on takes three times as long and gains 0.05 %."""
LOSSES = (1.5e-4, 3e-4)
"""Then all teams of many requests that lose less than this share of the bound, and than that,"""
MANY = 5_000
"""if they were not as many as these."""
ALL = 5_000
"""A request with more teams than this near the prices, or all requests with more than that,"""
MOST_LISTED = 30_000
"""leave the bound as it is."""
MOST_COMPARED = 6_000
"""Of few requests, not all of more teams than this are looked at."""
FIRST_LOOK = 700
"""So many teams that lose least are planned first: what they reach rules out most others."""
SURE = 0.8
"""A team of which the linear programme takes this share is settled."""
FRUITLESS = 50
"""After so many attempts in a row without a gain the plan stays."""
MOST_COLUMNS = 1_800
"""A first plan is made of so many teams that lose least."""
ENRICHED = 2
"""How often more teams are looked for."""
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

    def improve(self, options: Sequence[Option], most_nodes: int = MOST_NODES) -> None:
        """Choose among all of these teams at once."""
        found = self.master.chosen(options, gap=self.gap, most_nodes=most_nodes)
        self.most = found.most
        self.take(found.options)

    def look_around(self, options: Sequence[Option], relaxed: Relaxed, at_once: int = AT_ONCE) -> None:
        """Plan requests anew in changing company until the plan is good enough or nothing is gained any more."""
        if not self.chosen:
            self._dive(options)
        chance, fruitless = np.random.default_rng(0), 0
        while fruitless < FRUITLESS and self.value < self.enough:
            before = self.value
            company = self._company(chance, options, relaxed, at_once)
            kept = [one for claim, one in self.chosen.items() if claim not in company]
            free = self.master.fitting([one for one in options if one.claim in company], kept)
            self.take([*kept, *self.master.chosen(free, beside=kept).options])
            fruitless = 0 if self.value > before + EXACT else fruitless + 1

    def take(self, plan: Sequence[Option]) -> None:
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
        self, chance: np.random.Generator, options: Sequence[Option], relaxed: Relaxed, at_once: int
    ) -> frozenset[int]:
        """A request, more likely one that lost much, and others, more likely those who have people it could use."""
        lost = relaxed.rents + EXACT
        for claim, one in self.chosen.items():
            gain = one.value - self.master.cost(one, relaxed.prices)
            lost[claim] = max(relaxed.rents[claim] - gain, 0.0) + EXACT
        first = int(chance.choice(len(lost), p=lost / lost.sum()))
        return self.neighbours(chance, first, options, at_once)

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
    if whole.crowded:
        _look_around(generation, whole, at)
        if _loss(whole, at) < OUT_OF_REACH * at.value and _is_apart(generation, whole):
            known = list(generation.master.options)
            _branch(generation, whole, at)
            generation.master.keep([*known, *whole.chosen.values()])  # the fairer plan needs no more
        return whole
    whole.improve(generation.master.nearest(at, FIRST_LOOK)[0])
    for _ in range(ENRICHED):
        before = whole.value
        if not _is_apart(generation, whole):
            break
        if _look_at_all(generation, whole, at, _loss(whole, at)) or whole.value <= before:
            break
    return whole


def _is_apart(generation: Generation, whole: Whole) -> bool:
    """Whether the plan is further from the bound than the gap allowed."""
    return generation.bound - whole.value > max(generation.effort.gap, EXACT) * generation.bound


def _look_around(generation: Generation, whole: Whole, at: Relaxed) -> None:
    """A good plan of teams near the prices."""
    master = generation.master
    generation.ask(at.prices, at.rents, slack=NEARBY * generation.bound, teams=FEW)
    whole.look_around(master.nearest(at, MOST_COLUMNS)[0], at)
    options, _ = master.nearest(at, FIRST_LOOK)
    if set(map(id, whole.chosen.values())) <= set(map(id, options)):
        whole.improve(options, most_nodes=FEW_NODES)  # else so few teams do not make a plan


def _branch(generation: Generation, whole: Whole, at: Relaxed) -> None:
    """Look around among all teams that a plan better by more than the gap allowed could have, and bound what such plans are worth.

    Of more than can be listed, those that lose least: then no plan is worth more than the bound less what the others lose.
    """
    master, needed = generation.master, _loss(whole, at)
    for share in LOSSES:
        loss = min(share * at.value, needed)
        generation.ask(at.prices, at.rents, slack=loss, teams=ALL)
        options, every = master.nearest(at, MOST_LISTED, loss)
        if loss == needed or len(options) > MANY:
            break
    search = Branching.of(master, options, at.value - loss)
    losses = master.losses(options, at)
    if loss < needed:
        whole.take(search.dived(losses))
    whole.look_around(options, at, MORE_AT_ONCE)
    search.target = max(search.target, at.value - _loss(whole, at))
    most = search.run(losses)
    whole.take(search.found)
    if every and generation.complete:
        generation.bound = min(generation.bound, most)


def _loss(whole: Whole, at: Relaxed) -> float:
    """How much the teams of a plan that is better by more than the gap allowed lose at most.

    A plan is worth the bound at these prices less what its teams lose there, so one team that loses more is too many.
    """
    return at.value - whole.value * (1 + whole.gap) + EXACT * at.value


def _look_at_all(generation: Generation, whole: Whole, at: Relaxed, loss: float) -> bool:
    """Choose among all teams that lose no more than this; whether these were all."""
    better = at.value - loss
    generation.ask(at.prices, at.rents, slack=loss, teams=generation.effort.more)
    options, every = generation.master.nearest(at, MOST_COMPARED, loss)
    if every:
        options = generation.master.possible(options, better)
    whole.improve(options)
    if every and generation.complete:
        generation.bound = max(whole.value, better, min(generation.bound, whole.most))
    return every and generation.complete
