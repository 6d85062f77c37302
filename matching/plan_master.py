"""The master programme of a plan: every team found so far is a column; at most one for a request, nobody twice at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.conditions import Ints
from matching.ledger import Lineup
from matching.plan_market import WHOLE, Floats, Market
from matching.plan_rows import Members, Rows

NEAR_ENOUGH = 1e-9
MOST_NODES = 500
"""After so many nodes the search for whole teams ends with the best found: by count, never by the clock."""

SHAKE = 1e-3
"""By so much at most the room for somebody is changed to come to other prices."""
IDLE = 0.01
"""Prices that rule out a smaller share of the teams are idle;"""
MOST_IDLE = 4
"""after so many in a row no others are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """A team that a request may get."""

    claim: int
    lineup: Lineup
    people: tuple[int, ...]
    """As the market numbers them."""

    @property
    def value(self) -> float:
        """Its score, as the programmes count."""
        return self.lineup.value / WHOLE


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The best mix of teams if they could be divided, and what that says everybody is worth."""

    value: float
    prices: Floats
    """Groups by people."""
    rents: Floats
    """By request: what it gains at these prices."""


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Whole teams, and what no other choice of the same teams is worth more than."""

    options: list[Option]
    most: float


@dataclass(slots=True)
class Master:
    """The teams found so far."""

    market: Market
    claims: int
    options: list[Option] = field(default_factory=list)
    compared: int = 0
    """How many teams were found in all."""
    _known: set[tuple[int, frozenset[int]]] = field(default_factory=set)

    def add(self, claim: int, lineups: Iterable[Lineup]) -> int:
        """Keep these teams for a request; how many of them are new."""
        before, rows = len(self.options), self.market.rows[claim]
        for lineup in lineups:
            if (claim, lineup.rows) not in self._known:
                self._known.add((claim, lineup.rows))
                people = tuple(sorted(rows[list(lineup.rows)].tolist()))
                self.options.append(Option(claim, lineup, people))
        self.compared += len(self.options) - before
        return len(self.options) - before

    def keep(self, options: Iterable[Option]) -> None:
        """Forget all other teams."""
        self.options = list(dict.fromkeys(options))
        self._known = {(one.claim, one.lineup.rows) for one in self.options}

    def relaxed(self) -> Relaxed:
        """The optimum of the linear programme, with its dual prices."""
        rows = self.rows(self.options)
        optimum = _optimum(values(self.options), rows)
        return Relaxed(optimum.value, rows.prices(self.market, optimum.duals), optimum.duals[: self.claims])

    def cost(self, option: Option, prices: Floats) -> float:
        """What the members of a team cost together."""
        return float(prices[list(self.market.inside[option.claim])][:, list(option.people)].sum())

    def rents(self, prices: Floats) -> Floats:
        """What the best team known for each request gains at these prices."""
        rents = np.zeros(self.claims)
        for one in self.options:
            rents[one.claim] = max(rents[one.claim], one.value - self.cost(one, prices))
        return rents

    def losses(self, options: Sequence[Option], relaxed: Relaxed) -> Floats:
        """How much less each team gains at these prices than the best of its request."""
        return np.array(
            [relaxed.rents[one.claim] + self.cost(one, relaxed.prices) - one.value for one in options]
        )

    def nearest(self, relaxed: Relaxed, count: int, loss: float = float("inf")) -> tuple[list[Option], bool]:
        """So many teams that lose least at these prices, none more than the loss; whether these are all of them."""
        losses = self.losses(self.options, relaxed)
        order = np.argsort(losses, kind="stable")[: np.count_nonzero(losses <= loss)]
        return [self.options[n] for n in np.sort(order[:count]).tolist()], len(order) <= count

    def possible(self, options: Sequence[Option], least: float) -> list[Option]:
        """Those of which a plan of these teams worth so much could consist.

        At any prices a plan is worth their bound less what its teams lose there; so many prices give the bound, and each rules out others.
        """
        chance, idle = np.random.default_rng(0), 0
        options, shaken = list(options), False
        while options and idle < MOST_IDLE:
            rows, worth = self.rows(options), values(options)
            room = rows.most + SHAKE * shaken * chance.integers(0, 2, len(rows.most)) * chance.random(
                len(rows.most)
            )
            duals = _optimum(worth, rows, room).duals
            above = worth - rows.matrix.T @ duals
            most = float(rows.most @ duals + np.maximum(above, 0.0).sum())
            kept = np.flatnonzero(most + np.minimum(above, 0.0) >= least - NEAR_ENOUGH * least)
            idle = 0 if len(kept) < len(options) * (1 - IDLE) else idle + 1
            options, shaken = [options[n] for n in kept.tolist()], True
        return options

    def rows(self, options: Sequence[Option]) -> Rows:
        """One row for each request, then one for each group and person that too many want."""
        claims = np.array([one.claim for one in options], dtype=np.intp)
        sizes = np.array([len(one.people) for one in options], dtype=np.intp)
        people = np.array([n for one in options for n in one.people], dtype=np.intp)
        members = Members(people, np.repeat(np.arange(len(options)), sizes))
        return Rows.of(self.market, claims, np.ones(self.claims), claims, members)

    def shares(self, options: Sequence[Option]) -> Floats:
        """How much of each team the linear programme takes."""
        return _optimum(values(options), self.rows(options)).shares

    def fitting(self, options: Sequence[Option], kept: Iterable[Option]) -> list[Option]:
        """Those for which there is room beside the teams kept."""
        full: list[set[int]] = [set() for _ in range(self.claims)]
        room: dict[tuple[int, int], int] = {}
        for one in kept:
            for n in self.market.inside[one.claim]:
                group = self.market.groups[n]
                for person in one.people:
                    room[n, person] = room.get((n, person), int(group.room[person])) - 1
        for (n, person), left in room.items():
            if left <= 0:
                for claim in self.market.groups[n].claims:
                    full[claim].add(person)
        return [one for one in options if full[one.claim].isdisjoint(one.people)]

    def chosen(
        self,
        options: Sequence[Option],
        beside: Sequence[Option] = (),
        gap: float = 0.0,
        most_nodes: int = MOST_NODES,
    ) -> "Chosen":
        """The best whole teams among these, to a gap, beside others that are fixed."""
        if not options:
            return Chosen([], sum(one.value for one in beside))
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow import, rarely needed

        every = [*options, *beside]
        rows = self.rows(every)
        fixed = np.arange(len(every)) >= len(options)
        result = milp(
            -values(every),
            integrality=np.ones(len(every)),
            bounds=Bounds(fixed.astype(np.float64), 1),
            constraints=LinearConstraint(rows.matrix, -np.inf, rows.most),
            options={"mip_rel_gap": max(gap, NEAR_ENOUGH), "node_limit": most_nodes},
        )
        most = float("inf") if result.mip_dual_bound is None else -float(result.mip_dual_bound)
        if result.x is None:
            return Chosen([], most)
        picked = np.flatnonzero((result.x > 0.5) & ~fixed).tolist()
        return Chosen([options[n] for n in picked], most)


def values(options: Sequence[Option]) -> Floats:
    """The score of every team."""
    return np.array([one.value for one in options], dtype=np.float64)


def prices_of_seats(market: Market, worth: Sequence[Ints], seats: Sequence[tuple[int, ...]]) -> Floats:
    """Prices to begin with: those of people if every request took the best for each seat, whatever the rules."""
    most = sum(map(sum, seats)) + 1
    claims, takers, people, gains = [], [], [], []
    room: list[float] = []
    for claim, (rows, counts) in enumerate(zip(worth, seats, strict=True)):
        for row, count in zip(rows, counts, strict=True):
            best = np.argsort(-row, kind="stable")[:most]
            best = best[row[best] > 0]
            claims.append(np.full(len(best), claim))
            takers.append(np.full(len(best), len(room)))
            people.append(market.rows[claim][best])
            gains.append(row[best] / WHOLE)
            room.append(float(count))
    if not sum(map(len, people)):  # nobody is worth anything
        return np.zeros((len(market.groups), market.people))
    members = Members(np.concatenate(people), np.arange(sum(map(len, people))))
    programme = Rows.of(market, np.concatenate(takers), np.array(room), np.concatenate(claims), members)
    return programme.prices(market, _optimum(np.concatenate(gains), programme).duals)


@dataclass(frozen=True, slots=True, eq=False)
class _Optimum:
    value: float
    shares: Floats
    duals: Floats


def _optimum(gains: Floats, rows: Rows, room: Floats | None = None) -> _Optimum:
    """The best sum of gains, each column taken at most once; with other room than there is if told."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow import, rarely needed

    result = linprog(
        -gains, A_ub=rows.matrix, b_ub=rows.most if room is None else room, bounds=(0, 1), method="highs"
    )
    duals = np.maximum(-np.asarray(result.ineqlin.marginals, dtype=np.float64), 0.0)
    return _Optimum(float(-result.fun), np.asarray(result.x, dtype=np.float64), duals)
