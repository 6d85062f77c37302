"""All the search is told: a need, who could serve it and how well, and the rules; boards are cut from it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from config.rules import Rules
from matching.board import NEVER, Board, bounded, draw_of, in_order, in_units
from matching.conditions import Demand, Ints, Marks, Places, Tally, Words, some_day
from matching.kinds import CommonDays
from matching.need import Assessment, Need
from matching.pool import Pool
from matching.rules import Clause, clauses


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A need, who could serve it and how well, and the rules: all the search is told."""

    need: Need
    pool: Pool
    clauses: tuple[Clause, ...]
    kinds: tuple[tuple[int, ...], ...]
    """The seats of each kind: those whose profiles are equal."""
    worth: Ints
    """Kinds of seats by people, in units, without draws; NEVER for who cannot take such a seat."""
    apart: tuple[frozenset[int], ...] = ()
    """Teams, as rows of the pool, of which a new one may share only `overlap` members."""
    overlap: int = 0

    @property
    def seats(self) -> tuple[int, ...]:
        """How many seats of each kind."""
        return tuple(map(len, self.kinds))

    def board(self, rows: Places) -> Board:
        """The board of these people."""
        part = self.pool.taken(rows)
        worth = self.worth[:, rows]
        draws = np.array([draw_of(str(key)) for key in part.keys.tolist()], dtype=np.int64)
        pinned = np.array([key in self.need.pinned for key in part.keys.tolist()], dtype=np.bool_)
        starts, demands = self._starts(part), self._demands(part, rows)
        able = _able(demands, sum(self.seats), len(rows)) & some_day(starts)
        values = np.where((worth > NEVER) & able, worth + draws, NEVER)
        order = in_order(values, part.keys, pinned)
        return Board(
            self.seats,
            rows[order],
            part.keys[order],
            values[:, order],
            starts[order],
            int(np.count_nonzero(pinned[order])),
            tuple(demand.kept(order) for demand in demands),
        )

    def _starts(self, part: Pool) -> Words:
        """When each can start; where no rule asks for common days, everybody on the one day there is."""
        starts = np.ones((len(part), 1), dtype=np.uint64)
        for clause in self.clauses:
            if clause.hard and isinstance(clause.kind, CommonDays):
                starts = part.starts(clause.kind.calendar, clause.kind.days)
        return starts

    def _demands(self, part: Pool, rows: Places) -> list[Demand]:
        demands: list[Demand] = []
        for clause in self.clauses:
            if not clause.hard:
                parts = clause.kind.parts(self.need, part)
                weight = in_units(max(clause.weight, 0.0) / len(parts))
                demands += [Demand(clause.name, one, hard=False, weight=weight) for one in parts]
            elif not isinstance(clause.kind, CommonDays):
                demands.append(Demand(clause.name, clause.kind.conditions(self.need, part), hard=True))
        for team in self.apart:
            others = Tally(sum(self.seats) - self.overlap, ~np.isin(rows, list(team)))
            demands.append(Demand("overlap", (others,), hard=True))
        return demands

    def above(self, threshold: Sequence[int]) -> Places:
        """Rows of everybody worth so much for a kind of seat, and of those set by hand."""
        marks = np.zeros(len(self.pool), dtype=np.bool_)
        for row, least in zip(self.worth, threshold, strict=True):
            marks |= row >= max(least, NEVER + 1)
        if self.need.pinned:
            marks |= np.isin(self.pool.keys, list(self.need.pinned))
        return np.flatnonzero(marks)

    def highest(self, count: int) -> list[int]:
        """For each kind, what the last of so many of the best is worth."""
        if count >= len(self.pool):
            return [NEVER + 1 for _ in self.kinds]
        return [int(np.partition(row, len(row) - count)[len(row) - count]) for row in self.worth]

    def knows_pins(self) -> bool:
        """Whether everybody set by hand is in the pool."""
        pinned = self.need.pinned
        return not pinned or pinned <= set(self.pool.keys[np.isin(self.pool.keys, list(pinned))].tolist())

    def again(
        self, *, pinned: AbstractSet[str], excluded: AbstractSet[str], held: Mapping[str, int]
    ) -> "Question":
        """The same question with people set for the team, left out, or held in the seat they accepted."""
        need = replace(
            self.need,
            pinned=self.need.pinned | pinned | held.keys(),
            excluded=self.need.excluded | excluded,
        )
        worth = self.worth.copy()
        if excluded:
            worth[:, np.isin(self.pool.keys, list(excluded))] = NEVER
        for key, seat in held.items():
            for row, kind in zip(worth, self.kinds, strict=True):
                if seat not in kind:
                    row[self.pool.keys == key] = NEVER
        return replace(self, need=need, worth=worth)

    def beside(self, teams: Sequence[frozenset[int]], overlap: int) -> "Question":
        """The same question for teams that share at most `overlap` members with these."""
        return replace(self, apart=tuple(teams), overlap=overlap)


def question_of(
    need: Need, pool: Pool, assessments: Sequence[Sequence[Assessment]], rules: Rules
) -> Question:
    """The question that a need, its assessments and the facility's rules put to the search."""
    kinds = kinds_of(need)
    rows = [[_worth(one) for one in assessments[seats[0]]] for seats in kinds]
    worth = np.array(rows, dtype=np.int64).reshape(len(kinds), len(pool))
    return Question(need, pool, clauses(need, rules), kinds, _once(worth, pool.keys.tolist()))


def kinds_of(need: Need) -> tuple[tuple[int, ...], ...]:
    """The seats of each kind: those whose profiles are equal."""
    seats: dict[object, list[int]] = {}
    for seat, profile in enumerate(need.profiles):
        seats.setdefault(profile, []).append(seat)
    return tuple(map(tuple, seats.values()))


def _once(worth: Ints, keys: Sequence[str]) -> Ints:
    """A code that occurs twice counts once: the better entry."""
    if len(set(keys)) == len(keys):
        return worth
    best = worth.max(axis=0, initial=NEVER)
    seen: dict[str, int] = {}
    for n in np.argsort(-best, kind="stable").tolist():
        if seen.setdefault(keys[n], n) != n:
            worth[:, n] = NEVER
    return worth


def _worth(assessment: Assessment) -> int:
    """A score as the search counts it; NEVER for somebody barred."""
    return in_units(bounded(assessment.total)) if assessment.barred is None else NEVER


def _able(demands: Sequence[Demand], size: int, people: int) -> Marks:
    """Who meets every rule that each member must meet."""
    able = np.ones(people, dtype=np.bool_)
    for demand in demands:
        for condition in demand.conditions:
            if demand.hard and isinstance(condition, Tally) and condition.needed == size:
                able &= condition.has
    return able
