"""The search for the best teams: bounds that look closer only where they were wrong, and people ruled out by them.

At first no rule is followed and the bound is the best people together. Whenever that leads to teams that break a rule or
miss a wish, these conditions are followed too; when calendars never meet, fewer start days are looked at, at once. Each
time whoever can no longer be in one of the best teams leaves the board.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

import numpy as np

from matching.board import NEVER, Board
from matching.bounds import (
    MOST_CELLS,
    MOST_STATES,
    Lens,
    Spot,
    Steps,
    bound_table,
    leaders,
    lens_of,
    states_of,
)
from matching.conditions import Followed, Marks, Places, Words, some_day
from matching.descent import Descent
from matching.ledger import Ledger

SMALL_CELLS = 200_000
"""A table of this size is made for everybody; a larger one first for the leaders, to learn from."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How many teams are wanted, how alike they may be, and after how many combinations the search gives up."""

    wanted: int = 3
    node_limit: int = 50_000
    overlap: int | None = None
    """How many members two teams may share; by default all but one."""


USUAL = Effort()


@dataclass(slots=True)
class Hunt:
    """One search; its ledger and what it follows outlast the boards it looks at."""

    ledger: Ledger
    followed: Mapping[Spot, Followed] = field(default_factory=dict)
    known: Steps = field(default_factory=Steps)

    def settle(self, board: Board, starts: Words | None = None) -> None:
        """Look at every team of the board that could be among the best, if it can start on one of these days."""
        if board.size == 0 or self.ledger.wanted < 1:
            return
        if starts is None:
            starts = np.bitwise_or.reduce(board.starts, axis=0, initial=np.uint64(0))
        waiting = [(board, starts)]
        while waiting:
            region, days = waiting.pop()
            waiting.extend(self._region(region, days))

    def narrowed(self, board: Board) -> Board:
        """The board without those who cannot be in a team as good as the last of the ledger."""
        return self._narrowed(board, self.followed)[0]

    def _region(self, board: Board, starts: Words) -> list[tuple[Board, Words]]:
        """Search the teams that can start on one of these days; what is left to search when days must be divided."""
        board = self._kept(board, some_day(board.starts & starts), "calendar")
        board, _, _ = self._narrowed(board, {})
        all_of_them = patient = False
        while True:
            before = len(board)
            board, few, top = self._narrowed(board, self.followed)
            if len(board) < board.size or top < max(self.ledger.floor, NEVER // 2):
                return []
            cells = self._cells(board)
            all_of_them = cells <= SMALL_CELLS or (all_of_them and len(board) == before)
            too_many = all_of_them and cells > MOST_CELLS
            if too_many and np.bitwise_count(starts).sum() > 1:
                return [(board, half) for half in _halves(board, starts)]
            board = undominated(board, self.ledger.wanted) if too_many else board
            if self.ledger.spent or (too_many and self._cells(board) > MOST_CELLS):
                self.ledger.missed = max(self.ledger.missed, top)
                return []
            chosen = board if all_of_them else few
            descent = Descent(
                chosen, bound_table(chosen, lens_of(chosen, self.followed, self.known)), self.ledger, patient
            )
            done = descent.run(starts)
            if done and all_of_them:
                return []
            if descent.hindered:
                return [(board, half) for half in _halves(board, starts)]
            patient = not done and not self._look_closer(few, descent.learned)
            all_of_them = done or patient

    def _narrowed(self, board: Board, followed: Mapping[Spot, Followed]) -> tuple[Board, Board, int]:
        """The board without those who cannot be in one of the best teams, its leaders, and the bound on all teams."""
        top, few = NEVER, board
        while len(board) >= board.size:
            lens = lens_of(board, followed, self.known)
            chosen = leaders(board, lens)
            few = board.kept(chosen)
            table = bound_table(few, lens.of(chosen))
            top = table.top
            hopeful = table.with_each(lens, board.values) >= max(self.ledger.floor, NEVER // 2)
            before = len(board)
            board = self._kept(board, hopeful, "bound")
            if len(board) > before // 2:
                break
        return board, few, top

    def _kept(self, board: Board, marks: Marks, why: str) -> Board:
        kept = board.where(marks)
        self.ledger.ruled_out[why] += len(board) - len(kept)
        return kept

    def _cells(self, board: Board) -> int:
        return _size(board, lens_of(board, self.followed, self.known))

    def _look_closer(self, board: Board, learned: Mapping[Spot, Followed]) -> bool:
        """Follow what the bounds had looked away from, as far as a table has room; whether there was anything."""
        grown = False
        for spots in (tuple(learned), *((spot,) for spot in learned)):
            new = {spot: self.followed.get(spot, frozenset()) | learned[spot] for spot in spots}
            more = {**self.followed, **new}
            if more != self.followed and states_of(board, more) <= MOST_STATES:
                fits = _size(board, lens_of(board, more, self.known)) <= MOST_CELLS
                self.followed, grown = (more, True) if fits else (self.followed, grown)
        return grown


def undominated(board: Board, wanted: int) -> Board:
    """The board without those who cannot be in the best `wanted` teams, when all can start on one day.

    People alike to every rule can stand in for each other. When `size - 1 + wanted` of them serve a seat better, that
    many teams beat any team with this person in that seat.
    """
    groups = [condition.groups() for demand in board.demands for condition in demand.conditions]
    alike = np.zeros(len(board), dtype=np.intp)
    for group in groups:
        alike = np.unique(np.stack([alike, group]), axis=1, return_inverse=True)[1].reshape(-1)
    lens = Lens(alike, (), np.zeros(0, dtype=np.int64))
    marks = np.zeros(len(board), dtype=np.bool_)
    marks[leaders(board, lens, most=board.size - 1 + wanted)] = True
    return board.where(marks)


def _size(board: Board, lens: Lens) -> int:
    """How many cells a table of the board has."""
    return (len(board) + 1) * lens.cells * prod(count + 1 for count in board.seats) // (board.size + 1)


def _halves(board: Board, starts: Words) -> list[Words]:
    """The start days in two stretches, the one with the better people last."""
    bits = np.flatnonzero(np.unpackbits(starts.astype("<u8").view(np.uint8), bitorder="little"))
    halves = [_with_bits(part, len(starts)) for part in np.array_split(bits, 2)]
    return sorted(halves, key=lambda half: _promise(board, half))


def _promise(board: Board, starts: Words) -> int:
    able = np.flatnonzero((board.starts & starts).any(axis=1))[: board.size]
    return int(board.values[:, able].max(axis=0, initial=NEVER).sum())


def _with_bits(bits: Places, words: int) -> Words:
    mask = np.zeros(words * 64, dtype=np.uint8)
    mask[bits] = 1
    return np.packbits(mask, bitorder="little").view("<u8").astype(np.uint64, copy=False)
