"""Who could take a seat of a team if its holder declines, the others staying as they are."""

from collections.abc import Sequence

import numpy as np

from matching.board import NEVER, Board
from matching.conditions import Places, shared_starts, some_day

MOST_ALTERNATES = 5


def alternates(board: Board, team: Sequence[int], kinds: Sequence[int], seat: int) -> tuple[str, ...]:
    """Codes of the best replacements that keep every hard rule, best resulting team first."""
    others = [*team[:seat], *team[seat + 1 :]]
    worth = board.values[kinds[seat]].copy()
    fit = worth > NEVER
    fit[list(team)] = False
    if others:
        fit &= some_day(board.starts & shared_starts(board.starts, others))
    for demand in board.demands:
        for condition in demand.conditions if demand.hard else ():
            fit &= condition.met_with(others)
    able = np.flatnonzero(fit)
    for demand in board.demands:
        if not demand.hard:
            met = [condition.met_with(others)[able] for condition in demand.conditions]
            worth[able] += np.where(np.logical_and.reduce(met), demand.weight, 0) if met else demand.weight
    best = able[np.lexsort((_places(board, able), -worth[able]))]
    return tuple(str(key) for key in board.keys[best[:MOST_ALTERNATES]].tolist())


def _places(board: Board, able: Places) -> Places:
    """Where each stands in the order of keys."""
    return np.argsort(np.argsort(board.keys[able], kind="stable"), kind="stable")
