"""Who could take a seat of a team if its holder declines, the others staying as they are."""

from collections.abc import Iterator

import numpy as np

from matching.board import NEVER, Board, part_of
from matching.hunt import keeps_rules, wishes

MOST_ALTERNATES = 5


def alternates(board: Board, team: tuple[int, ...], seat: int) -> tuple[str, ...]:
    """Codes of the best replacements that keep every hard rule, best resulting team first."""
    others = team[:seat] + team[seat + 1 :]
    kind = next(row for row, seats in enumerate(board.kinds) if seat in seats)
    found: list[tuple[int, str]] = []
    hoped = sum(part_of(clause, 1) for clause in board.clauses if not clause.hard)
    for position, value in _by_value(board, kind, team):
        if len(found) == MOST_ALTERNATES and value + hoped < -found[-1][0]:
            break
        changed = (*others, position)
        if keeps_rules(board, changed):
            found.append((-value - wishes(board, changed), board.candidates[position].key))
            found = sorted(found)[:MOST_ALTERNATES]
    return tuple(key for _, key in found)


def _by_value(board: Board, kind: int, team: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Everybody outside the team who may take a seat of this kind, the highest value first."""
    values = board.values[kind]
    for position in np.argsort(-values, kind="stable"):
        if values[position] > NEVER and position not in team:
            yield int(position), int(values[position])
