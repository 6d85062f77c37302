"""The most a team can still be worth: a table over people left, seats left and how far each condition is.

It solves, exactly, the problem with the conditions that are followed, without calendars; all others are taken as met.
Every team is therefore worth at most what the table says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

import numpy as np

from matching.board import NEVER, Board
from matching.conditions import Demand, Followed, Gauge, Ints, Marks, Places

MOST_CELLS = 4_000_000
"""32 MB; what does not fit is not followed."""

MOST_STATES = 1 << 20

MOST_KEPT = 4_000_000
"""So many numbers of tables of steps are kept: 32 MB; of larger tables none."""

Spot = tuple[int, int]
"""A condition: the number of its demand, and its number there."""
Seats = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """What a search follows on a board: each person's signature, and where it leads from each state.

    States are numbered anew for each number of members chosen: of all states few can be reached by few people.
    """

    signature: Places
    """Which row of `steps` each person has."""
    steps: tuple[Places, ...]
    """For each number of members chosen, signatures by states; the last row is somebody as good as anybody."""
    final: Ints
    """What a complete team in each state earns by its wishes; NEVER where a rule is broken."""

    @property
    def cells(self) -> int:
        """How many cells a table has for each person."""
        return sum(int(layer.shape[1]) for layer in self.steps) + len(self.final)

    def of(self, chosen: Places, others: int = 0) -> "Lens":
        """The lens for these people, and so many others as good as anybody."""
        unknown = np.full(others, len(self.steps[0]) - 1)
        return replace(self, signature=np.concatenate([self.signature[chosen], unknown]))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`worth[left][n, state]`: the best sum from person `n` on when so many seats of each kind are left."""

    lens: Lens
    worth: Mapping[Seats, Ints]
    full: Seats

    @property
    def top(self) -> int:
        """No team is worth more."""
        top = self.worth[self.full][0, 0].item()
        return int(top)

    def with_each(self, lens: Lens, values: Ints) -> Ints:
        """For people seen through the same lens, the bound on a team with each in it."""
        first = lens.steps[0][:, 0]
        options = [
            self.worth[fewer][0, first][lens.signature] + row
            for fewer, row in zip(one_less(self.full), values, strict=True)
            if fewer is not None
        ]
        best: Ints = np.maximum.reduce(options)
        return best


def one_less(left: Seats) -> list[Seats | None]:
    """For each kind, the seats left when one of it is taken; None where none is left."""
    return [
        (*left[:kind], count - 1, *left[kind + 1 :]) if count else None for kind, count in enumerate(left)
    ]


def states_of(board: Board, followed: Mapping[Spot, Followed], *, among_others: bool = False) -> int:
    """How many states there are when these conditions are followed, reached or not."""
    return prod(gauge.steps.shape[1] for _, gauge in _gauges(board, followed, among_others=among_others))


@dataclass(slots=True)
class Steps:
    """Tables of steps made before: boards whose people differ only in number and worth have the same."""

    known: dict[tuple[object, ...], tuple[tuple[Places, ...], Places]] = field(default_factory=dict)
    held: int = 0
    """How many numbers are kept."""

    def of(
        self, gauges: Sequence[Gauge], kinds: Sequence[Places], signatures: int, size: int
    ) -> tuple[tuple[Places, ...], Places]:
        """For each number of members chosen, which state follows which; and the joint states of complete teams."""
        tables = [(one.steps.shape, one.steps.tobytes()) for one in gauges]
        key = (size, *tables, *(one.tobytes() for one in kinds))
        found = self.known.get(key)
        if found is None:
            found = _layers(gauges, kinds, signatures, size)
            self._keep(key, found)
        return found

    def _keep(self, key: tuple[object, ...], found: tuple[tuple[Places, ...], Places]) -> None:
        numbers = sum(layer.size for layer in found[0])
        if numbers > MOST_KEPT // 8:
            return
        if self.held + numbers > MOST_KEPT:
            self.known.clear()
            self.held = 0
        self.known[key] = found
        self.held += numbers


def lens_of(
    board: Board, followed: Mapping[Spot, Followed], known: Steps | None = None, *, among_others: bool = False
) -> Lens:
    """The lens that follows these conditions; `among_others`: there are people besides, so nothing is impossible."""
    found = _gauges(board, followed, among_others=among_others)
    spots, gauges = [spot for spot, _ in found], [gauge for _, gauge in found]
    possible = (True,) * len(board.demands) if among_others else board.possible
    classes = np.zeros(len(board), dtype=np.intp)
    for gauge in gauges:
        classes = classes * len(gauge.steps) + gauge.classes
    _, first, signature = np.unique(classes, return_index=True, return_inverse=True)
    kinds = [np.append(gauge.classes[first], gauge.best) for gauge in gauges]
    steps, states = (known or Steps()).of(gauges, kinds, len(first) + 1, board.size)
    final = _final(board.demands, possible, spots, _met(gauges, states))
    return Lens(signature.reshape(-1).astype(np.intp, copy=False), steps, final)


def _gauges(
    board: Board, followed: Mapping[Spot, Followed], *, among_others: bool
) -> list[tuple[Spot, Gauge]]:
    """Wishes nobody can meet are not followed: they are not hoped for either."""
    return [
        ((number, place), board.demands[number].conditions[place].gauge(what))
        for (number, place), what in followed.items()
        if among_others or board.possible[number] or board.demands[number].hard
    ]


def leaders(board: Board, lens: Lens, most: int = 0) -> Places:
    """The best of those alike in what is followed, for each kind of seat: as many as a team has suffice for the bound."""
    chosen = np.zeros(len(board), dtype=np.bool_)
    chosen[: board.pins] = True
    for row in board.values:
        order = np.lexsort((-row, lens.signature))
        groups = lens.signature[order]
        opens = np.flatnonzero(np.diff(groups, prepend=-1))
        rank = np.arange(len(order)) - np.repeat(opens, np.diff(opens, append=len(order)))
        chosen[order[rank < (most or board.size)]] = True
    return np.flatnonzero(chosen)


def bound_table(board: Board, lens: Lens) -> Table:
    """The table of a board, layer by layer of seats left, all people at once."""
    people = np.arange(1, len(board) + 1)[:, None]
    widths = [*(layer.shape[1] for layer in lens.steps[1:]), len(lens.final)]
    moves = [layer[lens.signature] + people * width for layer, width in zip(lens.steps, widths, strict=True)]
    worth: dict[Seats, Ints] = {}
    for left in product(*(range(count + 1) for count in board.seats)):
        chosen = board.size - sum(left)
        if chosen == board.size:
            layer = np.full((len(board) + 1, len(lens.final)), NEVER, dtype=np.int64)
            layer[board.pins :] = lens.final
            worth[left] = layer
            continue
        layer = np.full((len(board) + 1, lens.steps[chosen].shape[1]), NEVER, dtype=np.int64)
        for fewer, row in zip(one_less(left), board.values, strict=True):
            if fewer is not None:
                after = np.take(worth[fewer], moves[chosen])
                after += row[:, None]
                np.maximum(layer[:-1], after, out=layer[:-1])
        worth[left] = _best_from(layer, board.pins)
    return Table(lens, worth, board.seats)


def _best_from(layer: Ints, pins: int) -> Ints:
    """Each row the best of those from it on; whoever is set by hand is not passed over."""
    free = layer[pins:][::-1]
    np.maximum.accumulate(free, axis=0, out=free)
    return np.maximum(layer, NEVER, out=layer)


def _layers(
    gauges: Sequence[Gauge], kinds: Sequence[Places], signatures: int, size: int
) -> tuple[tuple[Places, ...], Places]:
    """For each number of members chosen, which state follows which; and the joint states of complete teams."""
    sizes = [gauge.steps.shape[1] for gauge in gauges]
    states = np.zeros(1, dtype=np.intp)
    layers = []
    for _ in range(size):
        after = np.zeros((signatures, len(states)), dtype=np.intp)
        for n, (gauge, classes) in enumerate(zip(gauges, kinds, strict=True)):
            now = states // prod(sizes[n + 1 :]) % sizes[n]
            after = after * sizes[n] + gauge.steps[:, now][classes]
        states, places = _distinct(after, prod(sizes))
        layers.append(places)
    return tuple(layers), states


def _distinct(numbers: Places, below: int) -> tuple[Places, Places]:
    """The different numbers in order, and the place of each among them."""
    if below > 4 * numbers.size:
        found, places = np.unique(numbers, return_inverse=True)
        return found, places.reshape(numbers.shape)
    there = np.zeros(below, dtype=np.bool_)
    there[numbers] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[numbers]


def _met(gauges: Sequence[Gauge], states: Places) -> list[Marks]:
    """For each gauge, in which of the joint states its condition is met."""
    met: list[Marks] = []
    for gauge in reversed(gauges):
        states, now = np.divmod(states, gauge.steps.shape[1])
        met.insert(0, gauge.met[now])
    return met


def _final(
    demands: Sequence[Demand], possible: Sequence[bool], spots: Sequence[Spot], met: Sequence[Marks]
) -> Ints:
    """What teams in each state earn, were it not for their members."""
    missed: dict[int, Marks] = {}
    for (number, _), now in zip(spots, met, strict=True):
        missed[number] = missed[number] | ~now if number in missed else ~now
    final = np.zeros(len(met[0]) if met else 1, dtype=np.int64)
    for number, demand in enumerate(demands):
        if possible[number]:
            final += demand.weight
            if number in missed:
                final[missed[number]] = NEVER if demand.hard else final[missed[number]] - demand.weight
        elif demand.hard:
            final[:] = NEVER
    return np.maximum(final, NEVER)
