"""The search for the best teams: depth first along the bound, until nothing left can be among the best."""

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from matching.board import NEVER, Board, as_score, keys_of, part_of, undominated
from matching.bounds import Table, bound_table
from matching.kinds import Trait


@dataclass(frozen=True, slots=True)
class Effort:
    """How many teams are wanted, and after how many combinations the search gives up and says so."""

    wanted: int = 3
    node_limit: int = 50_000
    first_nodes: int = 2_000
    """When this many did not settle it, the field is narrowed and the search starts again."""


USUAL = Effort()


@dataclass(frozen=True, slots=True)
class Lineup:
    """A complete team: which candidate takes a seat of which kind, and what the team is worth."""

    value: int
    picks: tuple[tuple[int, int], ...]
    """(kind of seat, position on the board), in the order of the board."""

    @property
    def positions(self) -> frozenset[int]:
        """Who is in the team, whatever the seats."""
        return frozenset(position for _, position in self.picks)


@dataclass(frozen=True, slots=True)
class Found:
    """The best line-ups, best first, and how sure that is."""

    lineups: tuple[Lineup, ...]
    nodes: int
    proven: bool
    gap: float
    """By how much a team not looked at might beat the best one; 0 when proven."""

    @property
    def worth(self) -> list[int]:
        """The values of the line-ups, to compare two searches."""
        return [lineup.value for lineup in self.lineups]


@dataclass(slots=True)
class Hunt:
    """One search; counts its nodes and keeps the best teams so far."""

    board: Board
    table: Table
    effort: Effort
    nodes: int = 0
    missed: int = NEVER
    """The highest bound among branches given up."""
    best: list[tuple[tuple[object, ...], Lineup]] = field(default_factory=list)

    def run(self) -> Found:
        """The best teams of the board."""
        self._explore(0, 0, 0, 0, ())
        lineups = tuple(lineup for _, lineup in self.best)
        top = lineups[0].value if lineups else 0
        gap = as_score(max(self.missed - top, 0)) if self.missed > NEVER else 0.0
        return Found(lineups, self.nodes, self.missed == NEVER, gap)

    def _explore(
        self, start: int, filled: int, state: int, value: int, picks: tuple[tuple[int, int], ...]
    ) -> None:
        """Try everyone who may come next; the bound is highest first, so the first miss ends the loop."""
        for bound, kind, position in self._next(start, filled, state, value):
            if bound < self._floor():
                return
            if self.nodes >= self.effort.node_limit:
                self.missed = max(self.missed, bound)
                return
            self.nodes += 1
            team = (*picks, (kind, position))
            if not self._open(team):
                continue
            worth = value + int(self.board.values[kind, position])
            if len(team) == self.board.seats:
                self._offer(team, worth)
                continue
            step = int(self.table.steps[self.table.signature[position], state])
            self._explore(position + 1, filled + self.table.strides[kind], step, worth, team)

    def _next(self, start: int, filled: int, state: int, value: int) -> Iterator[tuple[int, int, int]]:
        """Bound, kind of seat and position of each next pick worth trying, the highest bound first."""
        end = self._reach(start)
        floor = max(self._floor(), NEVER // 2)
        found: list[tuple[int, int, int]] = []
        for kind, stride in enumerate(self.table.strides):
            if not self._has_room(kind, filled):
                continue
            rest = self.table.after(start, end, filled + stride, state)
            bounds = rest + self.board.values[kind, start:end] + (value + self.table.always)
            good = np.flatnonzero(bounds >= floor)
            found.extend((int(bounds[n]), kind, start + int(n)) for n in good)
        return iter(sorted(found, key=lambda one: (-one[0], one[2], one[1])))

    def _reach(self, start: int) -> int:
        """Nobody pinned may be passed over."""
        ahead = np.flatnonzero(self.board.pinned[start:])
        return start + int(ahead[0]) + 1 if len(ahead) else len(self.board.candidates)

    def _has_room(self, kind: int, filled: int) -> bool:
        places = len(self.board.kinds[kind]) + 1
        return filled // self.table.strides[kind] % places < places - 1

    def _open(self, picks: tuple[tuple[int, int], ...]) -> bool:
        """Whether these may still become a team that meets every hard rule."""
        missing = self.board.seats - len(picks)
        return keeps_rules(self.board, tuple(position for _, position in picks), missing)

    def _offer(self, picks: tuple[tuple[int, int], ...], worth: int) -> None:
        lineup = Lineup(worth + wishes(self.board, tuple(position for _, position in picks)), picks)
        rank = (-lineup.value, keys_of(self.board, tuple(lineup.positions)), picks)
        same = [one for one in self.best if one[1].positions == lineup.positions]
        if same and same[0][0] <= rank:
            return
        for worse in same:
            self.best.remove(worse)
        insort(self.best, (rank, lineup), key=lambda one: one[0])
        del self.best[self.effort.wanted :]

    def _floor(self) -> int:
        return self.best[-1][1].value if len(self.best) == self.effort.wanted else NEVER


def best_lineups(board: Board, effort: Effort = USUAL) -> tuple[Board, Found]:
    """The best teams, on the smaller board they were found on; no team at all is an empty `Found`, not an error."""
    small = undominated(board, effort.wanted)
    if not len(small.candidates) >= small.seats > 0 or effort.wanted < 1:
        return small, Found((), nodes=0, proven=True, gap=0.0)
    table = bound_table(small)
    first = min(effort.first_nodes, effort.node_limit)
    found = Hunt(small, table, replace(effort, node_limit=first)).run()
    if found.proven or first == effort.node_limit:
        return small, found
    # A hard case: drop whoever cannot be in a team as good as those found, so that the table has room for more.
    fewer = small.kept(_hopeful(small, table, found, effort.wanted))
    again = Hunt(fewer, bound_table(fewer), replace(effort, node_limit=effort.node_limit - first)).run()
    better = again.proven or again.worth >= found.worth
    board, best = (fewer, again) if better else (small, found)
    return board, replace(best, nodes=found.nodes + again.nodes)


def _hopeful(board: Board, table: Table, found: Found, wanted: int) -> list[int]:
    floor = found.lineups[-1].value if len(found.lineups) == wanted else NEVER
    return [n for n, bound in enumerate(table.best_with(board)) if bound >= floor or board.pinned[n]]


def keeps_rules(board: Board, positions: tuple[int, ...], missing: int = 0) -> bool:
    """Whether these members may, with `missing` more, meet every hard rule."""
    return all(
        clause.kind.possible(board.need, _seen(row, positions), missing)
        for clause, row in zip(board.clauses, board.traits, strict=True)
        if clause.hard
    )


def wishes(board: Board, positions: tuple[int, ...]) -> int:
    """What the wishes these members meet are worth."""
    worth = 0
    for clause, row in zip(board.clauses, board.traits, strict=True):
        if not clause.hard:
            met, parts = clause.kind.degree(board.need, _seen(row, positions))
            worth += met * part_of(clause, parts)
    return worth


def _seen(row: tuple[Trait, ...], positions: tuple[int, ...]) -> list[Trait]:
    return [row[position] for position in positions]
