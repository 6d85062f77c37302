"""How much the best plan can be worth: one by one, does a request take somebody, until no plan worth more is left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from matching.conditions import Places
from matching.plan_market import Floats
from matching.plan_master import Master, Option, values

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

NEAR_ENOUGH = 1e-6
"""What is nearer than this is the same, of a share and of the value of a programme."""
AT_FIRST = 5
"""For so many teams of each request, all requests together, the first linear programme is solved;"""
ADDED = 2
"""so many for each that would gain most join it, until none would."""
TRIED = 5
"""So many questions are tried before one is put."""
DIVES = 5
"""From so many branches plans are looked for."""
SURE = 0.75
"""What is answered with yes to this part is answered with yes."""
MOST_PROGRAMMES = 300
"""After so many linear programmes the bound is what it is: by count, never by the clock."""


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """Plans that agree on some answers."""

    most: float
    """None of them is worth more."""
    columns: Places
    """The teams they can have."""
    active: Places
    """Those of them in the last linear programme,"""
    shares: Floats
    """and how much of each it took."""


@dataclass(frozen=True, slots=True, eq=False)
class _Optimum:
    value: float
    shares: Floats
    duals: Floats


@dataclass(slots=True)
class Branching:
    """A search for plans worth more than a target, by the question whether a request takes somebody."""

    options: Sequence[Option]
    requests: int
    target: float
    matrix: "csc_array"
    """At most one team for each request, then the room for people; by teams."""
    room: Floats
    worth: Floats
    claims: Places
    takers: "csr_array"
    """A row for each request and somebody: its teams with them,"""
    rivals: "csr_array"
    """and all teams that want them at the same time, if there is room in one only."""
    programmes: int = 0
    waiting: list[tuple[float, int, Branch]] = field(default_factory=list)
    unsettled: float = 0.0
    """The most that a plan is worth in branches with no question left."""
    found: list[Option] = field(default_factory=list)
    """The best plan met that is worth the target."""

    @classmethod
    def of(cls, master: Master, options: Sequence[Option], target: float) -> "Branching":
        """The search among plans of these teams."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow import, rarely needed

        rows = master.rows(options)
        numbers: dict[tuple[int, int], int] = {}
        asked = [numbers.setdefault((one.claim, n), len(numbers)) for one in options for n in one.people]
        columns = np.repeat(np.arange(len(options)), [len(one.people) for one in options])
        takers = csr_array((np.ones(len(asked)), (asked, columns)), shape=(len(numbers), len(options)))
        single = {
            int(spot): row
            for row, spot in enumerate(rows.tight.tolist(), master.claims)
            if rows.most[row] == 1
        }
        market = master.market
        of_pair = np.array(
            [
                (pair, row)
                for (claim, person), pair in numbers.items()
                for group in market.inside[claim]
                if (row := single.get(group * market.people + person)) is not None
            ],
            dtype=np.intp,
        ).reshape(-1, 2)
        wanted = csr_array(
            (np.ones(len(of_pair)), (of_pair[:, 0], of_pair[:, 1])), shape=(len(numbers), len(rows.most))
        )
        claims = np.array([one.claim for one in options], dtype=np.intp)
        return cls(
            options, master.claims, target, rows.matrix.tocsc(), rows.most, values(options), claims, takers,
            (wanted @ rows.matrix).tocsr(),
        )  # fmt: skip

    def run(self, losses: Floats) -> float:
        """What no plan of these teams is worth more than: the target, or more if it gives up; those that lose least are looked at first."""
        if not self.programmes:
            self._wait(self._root(losses))
        last = self.programmes + MOST_PROGRAMMES
        while self.waiting and self.programmes < last:
            branch = heappop(self.waiting)[2]
            for columns in self._divided(branch):
                self._wait(self._branch(columns, branch.active))
        return max(self.target, self.unsettled, *(one.most for _, _, one in self.waiting))

    def dived(self, losses: Floats) -> list[Option]:
        """The best of some plans found by saying yes to whatever the programmes nearly say, from different branches on."""
        self._wait(self._root(losses))
        best: list[Option] = []
        for _ in range(DIVES):
            if not self.waiting:
                break
            branch = heappop(self.waiting)[2]
            for columns in self._divided(branch):
                child = self._branch(columns, branch.active)
                self._wait(child)
                best = max(best, self._dive(child), key=_worth)
        return best

    def _dive(self, branch: Branch) -> list[Option]:
        aim, self.target = self.target, float("-inf")
        while len(taken := self._taken(branch)):
            columns = branch.columns
            for pair in taken:
                if np.isin(columns, self._with(pair)).any():
                    columns = self._sides(columns, pair)[0]
            if len(columns) == len(branch.columns):
                break
            branch = self._branch(columns, branch.active)
        self.target = aim
        return [self.options[n] for n in branch.active[branch.shares > 1 - NEAR_ENOUGH].tolist()]

    def _taken(self, branch: Branch) -> list[int]:
        """Which questions are nearly answered with yes; the nearest at least."""
        shares = self._shares(branch)
        open_ = np.flatnonzero((shares > NEAR_ENOUGH) & (shares < 1 - NEAR_ENOUGH))
        order = open_[np.argsort(-shares[open_], kind="stable")]
        yes = shares[order] >= min(SURE, shares[order].max(initial=0.0))
        return [int(pair) for pair in order[yes]]

    def _root(self, losses: Floats) -> Branch:
        first = np.argsort(losses, kind="stable")[: AT_FIRST * self.requests]
        return self._branch(np.arange(len(self.options)), first)

    def _wait(self, branch: Branch) -> None:
        if branch.most > self.target:
            heappush(self.waiting, (-branch.most, self.programmes, branch))

    def _divided(self, branch: Branch) -> Sequence[Places]:
        """The teams left after either answer to the question that tells most; nothing if no question is left."""
        taken = self._shares(branch)
        doubt = np.minimum(taken, 1 - taken)
        best, divided = -1.0, None
        for pair in np.argsort(-doubt, kind="stable")[:TRIED].tolist():
            sides = self._sides(branch.columns, pair)
            if doubt[pair] > NEAR_ENOUGH and max(map(len, sides)) < len(branch.columns):
                told = self._told(branch, sides)
                best, divided = max((best, divided), (told, sides), key=lambda one: one[0])
        if divided is None:
            self._settle(branch)
        return divided or ()

    def _shares(self, branch: Branch) -> Floats:
        """How much of each question is answered with yes."""
        shares = np.zeros(len(self.options))
        shares[branch.active] = branch.shares
        answered: Floats = self.takers @ shares
        return answered

    def _with(self, pair: int) -> Places:
        return _columns(self.takers, pair)

    def _sides(self, columns: Places, pair: int) -> tuple[Places, Places]:
        """The teams left if the request takes this person, and if not."""
        mine = np.zeros(len(self.options), dtype=np.bool_)
        mine[self._with(pair)] = True
        claim = self.claims[np.argmax(mine)]
        others = np.ones(len(self.options), dtype=np.bool_)
        others[_columns(self.rivals, pair)] = False
        taken = np.where(self.claims == claim, mine, others)
        return columns[taken[columns]], columns[~mine[columns]]

    def _told(self, branch: Branch, sides: tuple[Places, Places]) -> float:
        """How much both answers say, by the teams of the last linear programme only."""
        told = 1.0
        for columns in sides:
            value = self._optimum(np.intersect1d(branch.active, columns)).value
            told *= NEAR_ENOUGH + min(branch.most - value, branch.most - self.target)
        return told

    def _settle(self, branch: Branch) -> None:
        self.unsettled = max(self.unsettled, branch.most)
        whole = np.minimum(branch.shares, 1 - branch.shares).max(initial=0.0) < NEAR_ENOUGH
        plan = [self.options[n] for n in branch.active[branch.shares > 1 - NEAR_ENOUGH].tolist()]
        if whole and _worth(plan) > _worth(self.found):
            self.found = plan

    def _branch(self, columns: Places, active: Places) -> Branch:
        """The best mix of these teams, and which of them a plan worth the target can have.

        Whatever the prices, they bound every plan; a team that loses more than what is left to the target is in none.
        """
        active = np.intersect1d(active, columns)
        most, lost = float("inf"), np.zeros(len(columns))
        while True:
            optimum = self._optimum(active)
            gains = self.worth[columns] - self._costs(optimum.duals)[columns]
            rents = np.zeros(self.requests)
            np.maximum.at(rents, self.claims[columns], gains)
            people = slice(self.requests, None)
            bound = float(self.room[people] @ optimum.duals[people] + rents.sum())
            if bound < most:
                most, lost = bound, rents[self.claims[columns]] - gains
            above = gains - optimum.duals[self.claims[columns]]
            new = np.argsort(-above, kind="stable")[: ADDED * self.requests]
            more = np.union1d(active, columns[new[above[new] > NEAR_ENOUGH / 10]])
            if most <= self.target or bound <= optimum.value + NEAR_ENOUGH or len(more) == len(active):
                break
            active = more
        kept = columns[most - lost > self.target]
        still = np.isin(active, kept)
        return Branch(most, kept, active[still], optimum.shares[still])

    def _costs(self, duals: Floats) -> Floats:
        """What the members of each team cost."""
        prices = duals.copy()
        prices[: self.requests] = 0
        costs: Floats = self.matrix.T @ prices
        return costs

    def _optimum(self, active: Places) -> _Optimum:
        from scipy.optimize import linprog  # noqa: PLC0415 - slow import, rarely needed

        self.programmes += 1
        if not len(active):
            return _Optimum(0.0, np.zeros(0), np.zeros(len(self.room)))
        result = linprog(
            -self.worth[active], A_ub=self.matrix[:, active], b_ub=self.room, method="highs",
            options={"presolve": False},
        )  # fmt: skip
        duals = np.maximum(-np.asarray(result.ineqlin.marginals, dtype=np.float64), 0.0)
        return _Optimum(float(-result.fun), np.asarray(result.x, dtype=np.float64), duals)


def _columns(rows: "csr_array", row: int) -> Places:
    """The columns in a row."""
    found: Places = rows.indices[rows.indptr[row] : rows.indptr[row + 1]]
    return found


def _worth(plan: Sequence[Option]) -> float:
    return sum(one.value for one in plan)
