"""The plan in which the worst served request is served better, at a stated most loss of the total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.hunt import Effort
from matching.plan_columns import EXACT, Generation
from matching.plan_floor import SERVED, STEP, Floor
from matching.plan_master import Option, values
from matching.plan_whole import Whole

TOGETHER = 12
"""How many requests are planned anew to help one: the worst share of many is hard to prove."""
MANY = 12
"""Of more requests the worst share is first lifted for all at once."""
TEAMS = 40
"""So many of the best teams of each request by itself are looked at."""
MOST_STEPS = 20


@dataclass(slots=True)
class Fair:
    """A plan on its way; the worst served request that can be helped is helped, then the next worst."""

    generation: Generation
    alone: Sequence[float]
    """What the best team of each request by itself is worth."""
    least: float
    """What the plan must at least be worth."""
    chosen: dict[int, Option]
    settled: dict[int, float] = field(default_factory=dict)
    """The shares of requests that cannot be helped any more."""

    def run(self) -> None:
        """Help whoever is worst served until nobody can be helped or needs it."""
        chance = np.random.default_rng(0)
        if min(map(self.share, range(len(self.alone)))) < SERVED:
            self._look_for_more()
        if len(self.alone) > MANY:
            floor = Floor(self.generation.master, self.alone, frozenset(self.chosen), self.least)
            self.chosen = dict(floor.lifted(self.chosen))
        for _ in range(MOST_STEPS):
            open_ = [claim for claim in range(len(self.alone)) if claim not in self.settled]
            if not open_:
                return
            worst = min(open_, key=lambda claim: (self.share(claim), claim))
            if self.share(worst) >= SERVED:
                return
            if not self._help(worst, self._company(chance, worst)):
                self.settled[worst] = self.share(worst)

    def share(self, claim: int) -> float:
        """How much of its own best team a request gets."""
        one = self.chosen.get(claim)
        return one.value / self.alone[claim] if one else 0.0

    def _look_for_more(self) -> None:
        """Each request's best teams by themselves, which ask nothing of the prices."""
        generation = self.generation
        for claim, buyer in enumerate(generation.buyers):
            free = np.zeros(len(generation.market.rows[claim]), dtype=np.int64)
            generation.master.add(claim, buyer.offers(free, Effort(TEAMS)).lineups)

    def _company(self, chance: np.random.Generator, worst: int) -> frozenset[int]:
        whole = Whole(self.generation.master, 0.0, self.chosen)
        return whole.neighbours(chance, worst, self.generation.master.options, TOGETHER)

    def _help(self, worst: int, company: frozenset[int]) -> bool:
        """Plan the company anew so that its worst served is served best; whether the worst one is served better.

        Where not all who are served as badly can be helped at once, it is helped by itself, at nobody's cost who has as little.
        """
        wanted = self.share(worst) + STEP
        together = {
            claim: self.settled.get(claim, min(wanted, self.share(claim) + STEP)) for claim in company
        }
        alone = {claim: self.settled.get(claim, min(wanted, self.share(claim))) for claim in company}
        return any(self._planned(floors, wanted) for floors in (together, {**alone, worst: wanted}))

    def _planned(self, floors: Mapping[int, float], wanted: float) -> bool:
        """Whether there is a plan in which everybody has these shares at least; it is taken."""
        company = floors.keys()
        kept = [one for claim, one in self.chosen.items() if claim not in company]
        master = self.generation.master
        able = [
            one
            for one in master.options
            if one.claim in company and one.value / self.alone[one.claim] >= floors[one.claim] - EXACT
        ]
        raised = [claim for claim in company if claim not in self.settled and floors[claim] >= wanted]
        found = self._fairest(master.fitting(able, kept), kept, floors, raised)
        if found is None:
            return False
        self.chosen = {one.claim: one for one in (*kept, *found)}
        return True

    def _fairest(
        self,
        options: Sequence[Option],
        kept: Sequence[Option],
        floors: Mapping[int, float],
        raised: Sequence[int],
    ) -> list[Option] | None:
        """Teams for all of the company that must have one, the lowest share first, then the total; None if there are none."""
        must = [claim for claim, floor in floors.items() if floor > 0]
        if not set(must) <= {one.claim for one in options}:
            return None
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow import, rarely needed

        every = [*options, *kept]
        from scipy.sparse import block_array  # noqa: PLC0415 - slow import, rarely needed

        rows = self.generation.master.rows(every)
        shares = np.array([one.value / self.alone[one.claim] for one in every])
        count = len(every)
        claims = np.array([one.claim for one in every])
        mine = np.array([claims == claim for claim in must], dtype=np.float64).reshape(len(must), count)
        lifted = np.array([shares * (claims == claim) for claim in raised]).reshape(len(raised), count)
        blocks = [
            [rows.matrix, None],
            [mine, None],
            [lifted, np.full((len(raised), 1), -1.0)] if raised else [None, np.zeros((0, 1))],
            [values(every)[None, :], None],
        ]
        matrix = block_array(blocks, format="csr")
        low = np.concatenate(
            [np.full(len(rows.most), -np.inf), np.ones(len(must)), np.zeros(len(raised)), [self.least]]
        )
        high = np.concatenate([rows.most, np.ones(len(must)), np.full(len(raised) + 1, np.inf)])
        gains = np.append(values(every) / (1000 * max(sum(self.alone), 1.0)), 1.0)
        result = milp(
            -gains,
            integrality=np.append(np.ones(count), 0),
            bounds=Bounds(np.append(np.arange(count) >= len(options), 0.0), 1),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 1e-3, "node_limit": 50},
        )
        if result.x is None:
            return None
        return [options[n] for n in np.flatnonzero(result.x[: len(options)] > 0.5).tolist()]
