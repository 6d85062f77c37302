"""What a search knows so far: the best teams, and what it cost to find them."""

from bisect import insort
from collections import Counter
from dataclasses import dataclass, field

from matching.board import NEVER


@dataclass(frozen=True, slots=True)
class Lineup:
    """A complete team: who takes a seat of which kind, and what the team is worth."""

    value: int
    picks: tuple[tuple[int, int], ...]
    """(kind of seat, row of the pool), who is worth most first."""

    @property
    def rows(self) -> frozenset[int]:
        """Who is in the team, whatever the seats."""
        return frozenset(row for _, row in self.picks)


@dataclass(slots=True)
class Ledger:
    """What a search knows so far: the best teams, and what it cost to find them."""

    wanted: int
    node_limit: int
    nodes: int = 0
    missed: int = NEVER
    """The highest bound among branches given up."""
    ruled_out: Counter[str] = field(default_factory=Counter)
    """How many people left the board, and why."""
    best: list[tuple[tuple[object, ...], Lineup]] = field(default_factory=list)
    least: int = NEVER
    """A team of lower value is of no interest."""
    _seated: dict[frozenset[int], tuple[tuple[object, ...], Lineup]] = field(default_factory=dict)
    """The same teams, by who is in them."""

    @property
    def floor(self) -> int:
        """A team of lower value is not among the best."""
        return max(self.best[-1][1].value, self.least) if len(self.best) >= self.wanted else self.least

    @property
    def top(self) -> int:
        """The value of the best team; 0 when there is none."""
        return self.best[0][1].value if self.best else 0

    @property
    def spent(self) -> bool:
        """Whether no more combinations may be tried."""
        return self.nodes >= self.node_limit

    def offer(self, lineup: Lineup, keys: tuple[str, ...]) -> None:
        """Keep the team if it is among the best; of the same people only the best seating."""
        if lineup.value < self.floor:
            return
        rank = (-lineup.value, keys, tuple(kind for kind, _ in lineup.picks))
        rows, entry = lineup.rows, (rank, lineup)
        same = self._seated.get(rows)
        if same is not None:
            if same[0] <= rank:
                return
            self.best.remove(same)
        self._seated[rows] = entry
        insort(self.best, entry, key=lambda one: one[0])
        for _, gone in self.best[self.wanted :]:
            del self._seated[gone.rows]
        del self.best[self.wanted :]
