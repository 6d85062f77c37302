"""What a request would pay for a team: its own exact search, with the price of each expert taken off their worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from matching.board import NEVER, Board, in_order
from matching.bounds import Spot, Steps
from matching.conditions import Followed, Ints
from matching.hunt import Effort, Hunt
from matching.ledger import Ledger, Lineup
from matching.question import Question
from matching.seeds import seeds
from matching.solve import Prepared, prepare, widened


@dataclass(frozen=True, slots=True)
class Offers:
    """The teams worth most after prices, best first, and what no other team is worth more than."""

    lineups: tuple[Lineup, ...]
    """With their value before prices."""
    most: int
    every: bool = True
    """Whether these are all teams that are worth as much as was asked for."""


@dataclass(slots=True)
class Buyer:
    """One request; what its search has learned outlasts every change of prices."""

    prepared: Prepared
    besides: frozenset[frozenset[str]]
    """Teams that officers have turned down."""
    board: Board
    steps: Steps = field(default_factory=Steps)
    """What buyers of one market share."""
    followed: Mapping[Spot, Followed] = field(default_factory=dict)
    known: dict[tuple[tuple[int, int], ...], Lineup] = field(default_factory=dict)
    """Teams found before, with their value before prices: the ones to beat at other prices."""

    @classmethod
    def of(
        cls,
        question: Question,
        besides: frozenset[frozenset[str]] = frozenset(),
        steps: Steps | None = None,
    ) -> "Buyer":
        """The buyer for a request, those to look at closely picked out."""
        prepared = prepare(question)
        return cls(prepared, besides, question.board(prepared.rows), steps or Steps())

    @property
    def question(self) -> Question:
        """What the request asks."""
        return self.prepared.question

    def offers(self, prices: Ints, effort: Effort, least: int = NEVER) -> Offers:
        """The best teams at these prices, one for each row of the pool, that are worth at least so much after them."""
        size = sum(self.question.seats)
        wanted = effort.wanted + len(self.besides)
        if size == 0 or not self.question.knows_pins():
            return Offers((), NEVER)
        hunt = Hunt(Ledger(wanted, effort.node_limit, least=least), self.followed, self.steps)
        self._remind(hunt.ledger, prices)
        board = priced(self.board, prices)
        if not self.known and least == NEVER and len(board) >= size:
            hunt.settle(*seeds(board))
        hunt.settle(board)
        while (wider := widened(self.prepared, hunt, board)) is not None:
            self.prepared = wider
            self.board = self.question.board(wider.rows)
            board = priced(self.board, prices)
            hunt.settle(board)
        self.followed = hunt.followed
        return self._offers(hunt.ledger, prices, effort.wanted)

    def _offers(self, ledger: Ledger, prices: Ints, wanted: int) -> Offers:
        found = [lineup for _, lineup in ledger.best if not self._turned_down(lineup)][:wanted]
        most = max(found[0].value if found else NEVER, ledger.missed, ledger.least)
        offered = tuple(replace(one, value=one.value + paid(one, prices)) for one in found)
        self.known |= {one.picks: one for one in offered}
        every = len(ledger.best) < ledger.wanted and ledger.missed == NEVER
        return Offers(offered, most, every)

    def _remind(self, ledger: Ledger, prices: Ints) -> None:
        """Tell a search the teams found before, at these prices."""
        keys = self.question.pool.keys
        for one in self.known.values():
            value = one.value - paid(one, prices)
            if value >= ledger.floor:
                ledger.offer(replace(one, value=value), tuple(sorted(map(str, keys[list(one.rows)]))))

    def _turned_down(self, lineup: Lineup) -> bool:
        if not self.besides:
            return False
        return frozenset(str(self.question.pool.keys[row]) for row in lineup.rows) in self.besides


def paid(lineup: Lineup, prices: Ints) -> int:
    """What the members of a team cost together."""
    return int(prices[list(lineup.rows)].sum())


def priced(board: Board, prices: Ints) -> Board:
    """The board with everybody's price taken off what they are worth."""
    values = np.where(board.values > NEVER, board.values - prices[board.rows], NEVER)
    pinned = np.arange(len(board)) < board.pins
    order = in_order(values, board.keys, pinned)
    return replace(board.kept(order), values=values[:, order])
