"""Depth first through the teams of a board along the bound; stops early when the bound proves too rough."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from matching.board import NEVER, Board
from matching.bounds import Seats, Spot, Table, one_less
from matching.conditions import Followed, Places, Words, some_day
from matching.ledger import Ledger, Lineup

PATIENCE = 6
"""How many teams may turn out worth less than their bound before the search looks closer."""
STRIDE = 100
"""After how many combinations the start days are divided, if calendars were in the way."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Some members chosen, each after the one before on the board."""

    first: int
    """Who may come next."""
    left: Seats
    state: int
    value: int
    shared: Words
    """The days on which all of them can start."""
    team: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()


@dataclass(slots=True)
class Descent:
    """One walk through a board."""

    board: Board
    table: Table
    ledger: Ledger
    patient: bool = False
    """Whether to go on however many surprises there are."""
    tried: int = 0
    clashes: int = 0
    """How many might have been tried, were it not for their calendars."""
    surprises: int = 0
    learned: dict[Spot, Followed] = field(default_factory=dict)
    """What the bounds had looked away from."""

    def run(self, starts: Words) -> bool:
        """Whether all teams that could be among the best, and can start on one of these days, were looked at."""
        return self._descend(Node(0, self.board.seats, 0, 0, starts))

    @property
    def hindered(self) -> bool:
        """Whether calendars keep the bound from leading to teams."""
        return self.clashes > 0 and self.tried > STRIDE

    def _descend(self, node: Node) -> bool:
        """Try everyone who may come next, the highest bound first; False to stop it all."""
        for bound, kind, position in self._next(node):
            if bound < self.ledger.floor:
                return True
            if self.ledger.spent:
                self.ledger.missed = max(self.ledger.missed, bound)
                return True
            if self.hindered or (self.surprises > PATIENCE and not self.patient):
                return False
            self.ledger.nodes += 1
            self.tried += 1
            if not self._follow(self._after(node, kind, position), bound):
                return False
        return True

    def _follow(self, node: Node, bound: int) -> bool:
        if any(node.left):
            return self._descend(node)
        self._judge(node, bound)
        return True

    def _after(self, node: Node, kind: int, position: int) -> Node:
        lens, board = self.table.lens, self.board
        left = one_less(node.left)[kind]
        return Node(
            position + 1,
            left or node.left,
            int(lens.steps[len(node.team)][lens.signature[position], node.state]),
            node.value + int(board.values[kind, position]),
            node.shared & board.starts[position],
            (*node.team, position),
            (*node.kinds, kind),
        )

    def _next(self, node: Node) -> Iterator[tuple[int, int, int]]:
        """Bound, kind of seat and position of each next pick worth trying, the highest bound first."""
        board, table = self.board, self.table
        end = node.first + 1 if node.first < board.pins else len(board)
        floor = max(self.ledger.floor, NEVER // 2)
        found: list[tuple[int, int, int]] = []
        people = np.arange(node.first, end)
        lens = table.lens
        states = lens.steps[len(node.team)][lens.signature[node.first : end], node.state]
        for kind, fewer in enumerate(one_less(node.left)):
            if fewer is None:
                continue
            bounds = table.worth[fewer][people + 1, states] + (
                board.values[kind, node.first : end] + node.value
            )
            good = self._meeting(node, node.first + np.flatnonzero(bounds >= floor))
            found.extend((int(bounds[n - node.first]), kind, n) for n in good.tolist())
        return iter(sorted(found, key=lambda one: (-one[0], one[2], one[1])))

    def _meeting(self, node: Node, positions: Places) -> Places:
        """Those who can start on a day that all others can."""
        can = some_day(self.board.starts[positions] & node.shared)
        if node.team:
            self.clashes += int(len(can) - np.count_nonzero(can))
        return positions[can]

    def _judge(self, node: Node, bound: int) -> None:
        """Offer a complete team for what it is really worth; remember what its bound had looked away from."""
        board, value, broken = self.board, node.value, False
        for number, demand in enumerate(board.demands):
            missed = demand.failing(node.team)
            if not missed:
                value += demand.weight
            elif demand.hard or board.possible[number]:
                broken = broken or demand.hard
                self._learn(number, missed)
        if value < bound or broken:
            self.surprises += 1
        if not broken:
            keys = board.keys[list(node.team)].tolist()
            worth = board.values[:, list(node.team)].max(axis=0).tolist()
            ranked = sorted(
                zip(worth, keys, node.kinds, node.team, strict=True), key=lambda one: (-one[0], one[1])
            )
            picks = tuple((kind, int(board.rows[n])) for _, _, kind, n in ranked)
            self.ledger.offer(Lineup(value, picks), tuple(sorted(keys)))

    def _learn(self, demand: int, missed: dict[int, Followed]) -> None:
        for number, what in missed.items():
            spot = (demand, number)
            self.learned[spot] = self.learned.get(spot, frozenset()) | what
