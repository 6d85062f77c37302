"""All requests planned at once so that nobody gets less than a share of their own best team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.plan_columns import EXACT
from matching.plan_market import Floats
from matching.plan_master import Master, Option, values

if TYPE_CHECKING:
    from scipy.sparse import csr_array

STEP = 0.005
"""Shares are told apart by this much."""
SERVED = 0.995
"""A share that needs no help."""
MOST_TRIES = 2
"""After so many searches for whole teams the best share found stays."""
LOOKED_AT = 1_000
"""So many teams that lose least at the prices of the share are planned;"""
NEAR_ENOUGH = 5e-3
"""the plan may be worth less by this part,"""
MOST_NODES = 1
"""and what the first node does not find takes long."""


@dataclass(frozen=True, slots=True)
class Floor:
    """Whom a plan must serve how well."""

    master: Master
    alone: Sequence[float]
    """What the best team of each request by itself is worth."""
    served: frozenset[int]
    """The requests that have a team, and keep one."""
    least: float
    """What the plan must at least be worth."""

    def lifted(self, chosen: Mapping[int, Option]) -> Mapping[int, Option]:
        """A plan whose worst served has a share as high as was found, by bisection; the one given if there is no better."""
        low, high = self._worst(chosen), int(SERVED / STEP)
        high = self._highest(low, high)
        for _ in range(MOST_TRIES):
            if low >= high:
                break
            middle = (low + high + 1) // 2
            found = self._plan(middle)
            if found is None:
                high = middle - 1
            else:
                chosen, low = found, max(middle, self._worst(found))
        return chosen

    def _worst(self, chosen: Mapping[int, Option]) -> int:
        """The lowest share, in whole steps."""
        shares = [chosen[claim].value / self.alone[claim] for claim in self.served]
        return int((min(shares, default=1.0) + EXACT) / STEP)

    def _highest(self, low: int, high: int) -> int:
        """The highest share, in steps, that a plan of parts of teams can give to all."""
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (low, middle - 1) if self._losses(self._able(middle)) is None else (middle, high)
        return low

    def _able(self, share: int) -> list[Option]:
        """Teams that are enough for their request."""
        return [
            one
            for one in self.master.options
            if one.claim not in self.served or one.value >= (share * STEP - EXACT) * self.alone[one.claim]
        ]

    def _losses(self, options: Sequence[Option]) -> Floats | None:
        """What each team loses at the prices of the best plan of parts of teams; None if none serves all."""
        if not self.served <= {one.claim for one in options}:
            return None
        from scipy.optimize import linprog  # noqa: PLC0415 - slow import, rarely needed

        rows, worth = self.master.rows(options), values(options)
        result = linprog(
            -worth, A_ub=rows.matrix, b_ub=rows.most, A_eq=self._each(options), b_eq=np.ones(len(self.served)),
            bounds=(0, 1), method="highs",
        )  # fmt: skip
        if result.x is None or -result.fun < self.least:
            return None
        prices = -np.asarray(result.ineqlin.marginals), -np.asarray(result.eqlin.marginals)
        losses: Floats = rows.matrix.T @ prices[0] + self._each(options).T @ prices[1] - worth
        return losses

    def _plan(self, share: int) -> dict[int, Option] | None:
        """Whole teams that give all so much; None if none were found."""
        options = self._able(share)
        losses = self._losses(options)
        if losses is None:
            return None
        from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415 - slow import, rarely needed

        options = [options[n] for n in np.sort(np.argsort(losses, kind="stable")[:LOOKED_AT]).tolist()]
        rows, worth = self.master.rows(options), values(options)
        result = milp(
            -worth,
            integrality=np.ones(len(options)),
            bounds=(0, 1),
            constraints=[
                LinearConstraint(rows.matrix, -np.inf, rows.most),
                LinearConstraint(self._each(options), 1.0, 1.0),
            ],
            options={"mip_rel_gap": NEAR_ENOUGH, "node_limit": MOST_NODES},
        )
        if result.x is None or -result.fun < self.least:
            return None
        return {options[n].claim: options[n] for n in np.flatnonzero(result.x > 0.5).tolist()}

    def _each(self, options: Sequence[Option]) -> "csr_array":
        """A row for each request that must be served: its teams."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow import, rarely needed

        claims = np.array([one.claim for one in options])
        return csr_array((claims == np.array(sorted(self.served))[:, None]).astype(np.float64))
