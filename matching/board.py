"""Everybody who may take a seat, in columns: what they are worth there, when they can start, what rules see in them."""

import math
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.conditions import Demand, Ints, Marks, Places, Words

UNITS = 1_000_000
"""A score is counted in whole millionths: sums are exact, whatever their order."""
TIE_BITS = 26
"""Below the score a fixed draw by candidate key, so that on equal scores neither the row nor the lower code wins."""
NEVER = -(1 << 58)


@dataclass(frozen=True, eq=False)
class Board:
    """One entry per person, those set by hand first, then the highest value first; equal values by key."""

    seats: tuple[int, ...]
    """How many seats of each kind; seats of one profile are of one kind."""
    rows: Places
    """Where in the pool each person stands."""
    keys: npt.NDArray[Any]
    values: Ints
    """Kinds of seats by people; NEVER for who cannot take such a seat."""
    starts: Words
    """The days each can start on and stay as long as needed, as bits."""
    pins: int
    """How many, from the first, must be in the team."""
    demands: tuple[Demand, ...]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def size(self) -> int:
        """How many people a team has."""
        return sum(self.seats)

    @cached_property
    def hard(self) -> tuple[int, ...]:
        """Which demands are rules."""
        return tuple(n for n, demand in enumerate(self.demands) if demand.hard)

    @cached_property
    def possible(self) -> tuple[bool, ...]:
        """Which demands some team could meet."""
        return tuple(demand.attainable() for demand in self.demands)

    def kept(self, chosen: Places) -> "Board":
        """The same board with these people only; whoever is set by hand must be among them."""
        return Board(
            self.seats,
            self.rows[chosen],
            self.keys[chosen],
            self.values[:, chosen],
            self.starts[chosen],
            self.pins,
            tuple(demand.kept(chosen) for demand in self.demands),
        )

    def bare(self, chosen: Places, others: Ints | None = None) -> "Board":
        """What bounds need of these people, and of others of these values: no rule, no calendar."""
        values = self.values[:, chosen]
        if others is not None:
            values = np.concatenate([values, others], axis=1)
        nobody = np.zeros(values.shape[1], dtype=np.intp)
        return Board(self.seats, nobody, nobody, values, nobody[:, None].astype(np.uint64), self.pins, ())

    def where(self, marks: Marks) -> "Board":
        """The board of those marked and of those set by hand."""
        marks[: self.pins] = True
        return self if marks.all() else self.kept(np.flatnonzero(marks))


NO_BOARD = Board(
    seats=(),
    rows=np.zeros(0, dtype=np.intp),
    keys=np.zeros(0, dtype=object),
    values=np.zeros((0, 0), dtype=np.int64),
    starts=np.zeros((0, 1), dtype=np.uint64),
    pins=0,
    demands=(),
)


def in_order(values: Ints, keys: npt.NDArray[Any], pinned: Marks) -> Places:
    """Positions as a board wants them."""
    best = values.max(axis=0, initial=NEVER)
    able = np.flatnonzero((best > NEVER) | pinned)
    order = able[np.lexsort((-best[able], ~pinned[able]))]
    same = (best[order[1:]] == best[order[:-1]]) & (pinned[order[1:]] == pinned[order[:-1]])
    tied = np.flatnonzero(np.append(same, np.zeros(1, dtype=np.bool_)) | np.insert(same, 0, values=False))[
        : len(order)
    ]
    if len(tied):
        among = order[tied]
        names = np.argsort(np.argsort(keys[among], kind="stable"), kind="stable")
        order[tied] = among[np.lexsort((names, -best[among], ~pinned[among]))]
    return order


def draw_of(key: str) -> int:
    """The fixed draw of a key: it decides between equal scores, never against a better one."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) & 0xFFFFF


def in_units(score: float) -> int:
    """A score as the search counts it, the draw left out."""
    return round(score * UNITS) << TIE_BITS


def as_score(value: int) -> float:
    """The score of a value, the draw taken off."""
    return (value >> TIE_BITS) / UNITS


def bounded(score: float) -> float:
    """A score in [0, 1]; what is not a number counts as nothing."""
    return 0.0 if math.isnan(score) else min(max(score, 0.0), 1.0)
