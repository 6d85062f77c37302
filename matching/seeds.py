"""A first look at a few people of every sort on the most promising day: its teams are the ones to beat."""

import numpy as np

from matching.board import NEVER, Board
from matching.conditions import Ints, Places, Words

LOOKED_AT = 512
FEW_GROUPS = 4


def seeds(board: Board) -> tuple[Board, Words]:
    """The people and the start day to look at first."""
    best = board.values.max(axis=0, initial=NEVER)
    day = _best_day(board, best)
    word, bit = divmod(day, 64)
    able = np.flatnonzero(board.starts[:, word] >> np.uint64(bit) & np.uint64(1))
    starts = np.zeros(board.starts.shape[1], dtype=np.uint64)
    starts[word] = np.uint64(1) << np.uint64(bit)
    chosen = np.zeros(len(board), dtype=np.bool_)
    for row in board.values:
        chosen[able[np.argsort(-row[able], kind="stable")[: 3 * board.size]]] = True
    for demand in board.demands:
        for condition in demand.conditions:
            chosen[able[_some_of_each(condition.groups()[able], board.size)]] = True
    return board.where(chosen), starts


def _best_day(board: Board, best: Ints) -> int:
    """The start day on which the best who can make it are worth most; everybody set by hand can make it."""
    few = slice(0, max(LOOKED_AT, board.pins))
    days = np.unpackbits(board.starts[few].astype("<u8").view(np.uint8), axis=1, bitorder="little").astype(
        bool
    )
    first = days & (np.cumsum(days, axis=0) <= board.size)
    worth = np.where(first, best[few, None], 0).sum(axis=0)
    full = np.count_nonzero(first, axis=0)
    together = days[: board.pins].all(axis=0)
    return int(np.lexsort((-worth, -full, ~together))[0])


def _some_of_each(groups: Ints, size: int) -> Places:
    """The first of each group: as many as a team has if there are few groups, else two."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    opens = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
    rank = np.arange(len(order)) - np.repeat(opens, np.diff(opens, append=len(order)))
    result: Places = order[rank < (size if len(opens) <= FEW_GROUPS else 2)]
    return result
