"""The most a team can still be worth: a table over candidates left, seats filled and conditions met.

The table solves, exactly, the problem without calendars and without counting values that only differ by name; both are
left to the search. Every condition in it follows from a rule, so no team is worth more than the table says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from matching.board import NEVER, Board, Ints, part_of
from matching.kinds import Counter

MOST_CELLS = 4_000_000
"""32 MB; wishes that do not fit are taken as met, which keeps the bound a bound."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The counters of one clause; a hard one must end up met, a wish is worth `weight` if it does."""

    counters: tuple[Counter, ...]
    hard: bool
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`worth[n, f, s]`: the best sum from candidate `n` on, with seats filled as in `f` and counters as in `s`."""

    worth: Ints
    always: int
    """What the wishes outside the table may add at most."""
    signature: npt.NDArray[np.intp]
    """Which row of `steps` each candidate has."""
    steps: npt.NDArray[np.intp]
    strides: tuple[int, ...]
    """How far filling one seat of a kind moves `f`."""
    full: int

    def best_with(self, board: Board) -> Ints:
        """The bound on a team with each candidate in it."""
        first = self.steps[self.signature, 0]
        options = [
            self.worth[0, stride, first] + row for stride, row in zip(self.strides, board.values, strict=True)
        ]
        best: Ints = np.maximum.reduce(options) + self.always
        return best

    def after(self, start: int, end: int, filled: int, state: int) -> Ints:
        """The bound on the rest after taking each of the candidates from `start` to `end` - 1."""
        rows = np.arange(start, end)
        result: Ints = self.worth[rows + 1, filled, self.steps[self.signature[start:end], state]]
        return result


def bound_table(board: Board) -> Table:
    """The table of a board, built from the last candidate to the first."""
    shape = [len(seats) + 1 for seats in board.kinds]
    strides = tuple(prod(shape[kind + 1 :]) for kind in range(len(shape)))
    conditions, always = _affordable(_conditions(board), len(board.candidates) * prod(shape))
    signature, steps = _steps(
        [counter for one in conditions for counter in one.counters], len(board.candidates)
    )
    worth = np.full((len(board.candidates) + 1, prod(shape), steps.shape[1]), NEVER, dtype=np.int64)
    worth[-1, -1] = _final(conditions)
    filling = [_filling(kind, shape, strides) for kind in range(len(shape))]
    for n in range(len(board.candidates) - 1, -1, -1):
        _take_or_leave(worth, n, board, filling, steps[signature[n]])
    return Table(worth, always, signature, steps, strides, prod(shape) - 1)


def _take_or_leave(
    worth: Ints,
    n: int,
    board: Board,
    filling: Sequence[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]],
    step: npt.NDArray[np.intp],
) -> None:
    if not board.pinned[n]:
        worth[n] = worth[n + 1]
    for kind, (before, after) in enumerate(filling):
        value = board.values[kind, n]
        if value > NEVER:
            taken = worth[n + 1][after][:, step] + value
            worth[n][before] = np.maximum(worth[n][before], taken)


def _filling(
    kind: int, shape: Sequence[int], strides: Sequence[int]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Fillings with a seat of the kind left, and what each becomes when it is taken."""
    before = np.array([f for f in range(prod(shape)) if f // strides[kind] % shape[kind] < shape[kind] - 1])
    return before, before + strides[kind]


def _conditions(board: Board) -> list[Condition]:
    """Hard ones first, then the heaviest wishes; wishes nobody can meet are left out."""
    return sorted(_each_condition(board), key=lambda one: (not one.hard, -one.weight))


def _each_condition(board: Board) -> Iterator[Condition]:
    for clause, pool in zip(board.clauses, board.traits, strict=True):
        grades = () if clause.hard else clause.kind.grades(board.need, pool)
        part = part_of(clause, max(len(grades), 1))
        apart: list[tuple[Counter, ...]] = [(one,) for one in grades]
        for counters in apart or [clause.kind.counters(board.need, pool)]:
            if clause.hard or (part > 0 and all(sum(one.has) >= one.needed for one in counters)):
                open_ones = tuple(one for one in counters if not _given(one, board.seats))
                yield Condition(open_ones, clause.hard, part)


def _given(counter: Counter, seats: int) -> bool:
    """Whether every team meets it, so that it need not be counted."""
    return counter.needed <= 0 or (counter.needed <= seats and all(counter.has))


def _affordable(conditions: Sequence[Condition], rows: int) -> tuple[list[Condition], int]:
    """The conditions the table has room for, and what the wishes left out may add."""
    kept: list[Condition] = []
    always, states = 0, 1
    for condition in conditions:
        more = prod(counter.needed + 1 for counter in condition.counters)
        if rows * states * more <= MOST_CELLS and states * more <= MOST_CELLS // 100:
            kept.append(condition)
            states *= more
        elif not condition.hard:
            always += condition.weight
    return kept, always


def _steps(counters: Sequence[Counter], people: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Each candidate's signature, and for each signature the state that follows each state."""
    marks = np.array([counter.has for counter in counters], dtype=np.intp).reshape(len(counters), people).T
    signatures, signature = np.unique(marks, axis=0, return_inverse=True)
    sizes = [counter.needed + 1 for counter in counters]
    states = _states(sizes)
    limits = np.array(sizes, dtype=np.intp)[:, None] - 1
    weights = np.array([prod(sizes[n + 1 :]) for n in range(len(sizes))], dtype=np.intp)
    steps = [weights @ np.minimum(states + marks_of[:, None], limits) for marks_of in signatures]
    return signature.reshape(-1), np.array(steps, dtype=np.intp).reshape(len(steps), prod(sizes))


def _states(sizes: Sequence[int]) -> npt.NDArray[np.intp]:
    """Counters by states: how far each counter is in each state."""
    return np.indices(sizes, dtype=np.intp).reshape(len(sizes), prod(sizes))


def _final(conditions: Sequence[Condition]) -> Ints:
    """What each state is worth when the team is complete."""
    sizes = [counter.needed + 1 for one in conditions for counter in one.counters]
    states = _states(sizes)
    worth = np.zeros(prod(sizes), dtype=np.int64)
    first = 0
    for condition in conditions:
        last = first + len(condition.counters)
        needed = np.array([counter.needed for counter in condition.counters], dtype=np.intp)[:, None]
        met = (states[first:last] >= needed).all(axis=0)
        worth = np.where(
            met, worth + (0 if condition.hard else condition.weight), NEVER if condition.hard else worth
        )
        first = last
    return worth
