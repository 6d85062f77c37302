"""The arrays the search works on: values of seat and candidate, and what each rule sees in each candidate."""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.kinds import Trait
from matching.need import Assessment, Candidate, Need
from matching.rules import Clause

Ints = npt.NDArray[np.int64]

UNITS = 1_000_000
"""A score is counted in whole millionths: sums are exact, whatever their order."""
TIE_BITS = 26
"""Below the score a fixed draw by candidate key, so that on equal scores neither the row nor the lower code wins."""
NEVER = -(1 << 60)


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """Candidates who may take a seat, seats of one kind together; rows of `values` are kinds of seats."""

    need: Need
    candidates: tuple[Candidate, ...]
    kinds: tuple[tuple[int, ...], ...]
    """The seats of each kind: those whose profiles are equal."""
    values: Ints
    clauses: tuple[Clause, ...]
    traits: tuple[tuple[Trait, ...], ...]
    """Per clause, what it sees in each candidate."""
    pinned: npt.NDArray[np.bool_]

    @property
    def seats(self) -> int:
        """How many people a team has."""
        return len(self.need.profiles)

    def kept(self, positions: Sequence[int]) -> "Board":
        """The same board with these candidates only."""
        chosen = np.array(positions, dtype=np.intp)
        return Board(
            self.need,
            tuple(self.candidates[n] for n in chosen),
            self.kinds,
            self.values[:, chosen],
            self.clauses,
            tuple(tuple(row[n] for n in chosen) for row in self.traits),
            self.pinned[chosen],
        )


def set_up(
    need: Need,
    candidates: Sequence[Candidate],
    assessments: Sequence[Sequence[Assessment]],
    clauses: tuple[Clause, ...],
) -> Board:
    """The board of everybody who may take a seat, the highest value first."""
    kinds = _kinds(need)
    values = np.array(
        [[value_of(one) for one in assessments[seats[0]]] for seats in kinds], dtype=np.int64
    ).reshape(len(kinds), len(candidates))
    best = values.max(axis=0, initial=NEVER)
    order = _order(candidates, best)
    people = tuple(candidates[n] for n in order)
    traits = tuple(tuple(clause.kind.trait(need, one) for one in people) for clause in clauses)
    pinned = np.array([one.key in need.pinned for one in people], dtype=np.bool_)
    return Board(need, people, kinds, values[:, np.array(order, dtype=np.intp)], clauses, traits, pinned)


def _order(candidates: Sequence[Candidate], best: Ints) -> list[int]:
    """Who may take a seat, the highest value first; a code that occurs twice counts once."""
    able = sorted((-int(value), candidates[n].key, n) for n, value in enumerate(best) if value > NEVER)
    once = {key: n for _, key, n in reversed(able)}
    return [n for _, key, n in able if once[key] == n]


def value_of(assessment: Assessment) -> int:
    """The score in units with the draw below it; NEVER for somebody barred."""
    if assessment.barred is not None:
        return NEVER
    score = 0.0 if math.isnan(assessment.total) else min(max(assessment.total, 0.0), 1.0)
    return in_units(score) + (zlib.crc32(assessment.key.encode()) & 0xFFFFF)


def in_units(score: float) -> int:
    """A score as the search counts it, the draw left out."""
    return round(score * UNITS) << TIE_BITS


def part_of(clause: Clause, parts: int) -> int:
    """What one of so many parts of a wish is worth; a wish never counts against a team."""
    return in_units(max(clause.weight, 0.0) / parts)


def as_score(value: int) -> float:
    """The score of a value, the draw taken off."""
    return (value >> TIE_BITS) / UNITS


def undominated(board: Board, wanted: int) -> Board:
    """The board without those who cannot be in the best `wanted` teams.

    People alike to every rule can stand in for each other. When `seats - 1 + wanted` of them serve a seat better,
    that many teams beat any team with this person in that seat.
    """
    enough = board.seats - 1 + wanted
    taken: dict[tuple[int, tuple[Trait, ...]], int] = {}
    kept = {int(n) for n in np.flatnonzero(board.pinned)}
    alike = list(zip(*board.traits, strict=True)) or [()] * len(board.candidates)
    for row, kind in enumerate(board.values):
        for n in np.lexsort((np.arange(len(kind)), -kind)):
            group = (row, alike[n])
            if kind[n] > NEVER and taken.get(group, 0) < enough:
                taken[group] = taken.get(group, 0) + 1
                kept.add(int(n))
    return board.kept(sorted(kept))


def _kinds(need: Need) -> tuple[tuple[int, ...], ...]:
    seats: dict[object, list[int]] = {}
    for seat, profile in enumerate(need.profiles):
        seats.setdefault(profile, []).append(seat)
    return tuple(map(tuple, seats.values()))


def keys_of(board: Board, positions: Sequence[int]) -> tuple[str, ...]:
    """The codes of the candidates at these positions, sorted."""
    return tuple(sorted(board.candidates[n].key for n in positions))
