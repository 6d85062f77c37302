"""The best team of a board as a mixed-integer programme for HiGHS: slower than the search, and open to any linear rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matching.board import NEVER, Board
from matching.conditions import Condition, Coverage, Tally, Together, Variety, Words

Floats = npt.NDArray[np.float64]
SCALE = float(1 << 26) * 1_000_000
"""A value of one whole point of score."""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """A rule outside the kinds: the members' amounts together lie between two bounds."""

    name: str
    amounts: Floats
    """One per person of the pool: a fee, a distance, one for each of some people."""
    least: float = -np.inf
    most: float = np.inf

    def met(self, rows: Iterable[int]) -> bool:
        """Whether the people in these rows keep to it."""
        return self.least - 1e-9 <= float(self.amounts[list(rows)].sum()) <= self.most + 1e-9


@dataclass(slots=True)
class Programme:
    """Columns with their worth, rows as sparse sums between two bounds; every column is zero or one."""

    worth: list[float] = field(default_factory=list)
    rows: list[tuple[Sequence[int], Sequence[float], float, float]] = field(default_factory=list)

    def column(self, worth: float = 0.0) -> int:
        """A new column."""
        self.worth.append(worth)
        return len(self.worth) - 1

    def between(self, columns: Sequence[int], amounts: Sequence[float], least: float, most: float) -> None:
        """The sum of the columns in these amounts lies between the bounds."""
        self.rows.append((columns, amounts, least, most))

    def at_least(self, columns: Sequence[int], needed: int, when: int | None) -> None:
        """So many of the columns; only if `when` is one, where it is given."""
        extra = [] if when is None else [when]
        amounts = [1.0] * len(columns) + [-float(needed)] * len(extra)
        self.between([*columns, *extra], amounts, 0.0 if extra else float(needed), np.inf)

    def solve(self, seconds: float | None = None) -> list[int] | None:
        """The columns that are one in the best solution, or the best found in so much time; None when there is none."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow import, rarely needed
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow import, rarely needed

        counts = np.cumsum([0, *(len(columns) for columns, _, _, _ in self.rows)])
        amounts = np.concatenate([np.asarray(one[1], dtype=np.float64) for one in self.rows])
        columns = np.concatenate([np.asarray(one[0], dtype=np.int32) for one in self.rows])
        matrix = csr_array((amounts, columns, counts), shape=(len(self.rows), len(self.worth)))
        result = milp(
            -np.array(self.worth),
            integrality=np.ones(len(self.worth)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                matrix, [one[2] for one in self.rows], [one[3] for one in self.rows]
            ),
            options={"mip_rel_gap": 0.0} | ({"time_limit": seconds} if seconds else {}),
        )
        return None if result.x is None else np.flatnonzero(result.x > 0.5).tolist()


def best_by_programme(board: Board, beyond: Sequence[Linear] = ()) -> tuple[tuple[int, int], ...] | None:
    """(kind of seat, position) of each member of the best team; None when no team keeps the rules."""
    programme = Programme()
    seats, _ = add_team(programme, board)
    for rule in beyond:
        amounts = [(column, float(rule.amounts[board.rows[n]])) for (_, n), column in seats.items()]
        programme.between([one for one, _ in amounts], [two for _, two in amounts], rule.least, rule.most)
    chosen = programme.solve()
    return None if chosen is None else tuple(seat for seat, column in seats.items() if column in set(chosen))


def add_team(programme: Programme, board: Board) -> tuple[dict[tuple[int, int], int], list[list[int]]]:
    """Columns and rows for a team of the board: the column of each kind of seat and position, and those of each person."""
    seats = {
        (kind, n): programme.column(int(value) / SCALE)
        for kind, row in enumerate(board.values)
        for n, value in enumerate(row)
        if value > NEVER
    }
    of_person: list[list[int]] = [[] for _ in range(len(board))]
    for (_, n), column in seats.items():
        of_person[n].append(column)
    for kind, count in enumerate(board.seats):
        taken = [column for (one, _), column in seats.items() if one == kind]
        programme.between(taken, [1.0] * len(taken), count, count)
    for n, columns in enumerate(of_person):
        if len(columns) > 1 or n < board.pins:
            programme.between(columns, [1.0] * len(columns), float(n < board.pins), 1.0)
    _add_demands(programme, board, of_person)
    _add_starts(programme, board.starts, of_person, None)
    return seats, of_person


def _add_demands(programme: Programme, board: Board, people: Sequence[list[int]]) -> None:
    for demand in board.demands:
        when = None if demand.hard else programme.column(demand.weight / SCALE)
        for condition in demand.conditions:
            _add_condition(programme, condition, people, when)


def _add_condition(
    programme: Programme, condition: Condition, people: Sequence[list[int]], when: int | None
) -> None:
    match condition:
        case Tally(needed, has):
            programme.at_least(_columns(people, np.flatnonzero(has).tolist()), needed, when)
        case Variety(needed, codes):
            groups = [np.flatnonzero(codes == code).tolist() for code in np.unique(codes) if code]
            programme.at_least(_one_of_each(programme, people, groups), needed, when)
        case Coverage(needed, bits):
            groups = [
                np.flatnonzero(bits >> bit & 1).tolist()
                for bit in range(int(bits.max(initial=0)).bit_length())
            ]
            programme.at_least(_one_of_each(programme, people, groups), needed, when)
        case Together(starts):
            _add_starts(programme, starts, people, when)


def _one_of_each(
    programme: Programme, people: Sequence[list[int]], groups: Sequence[Sequence[int]]
) -> list[int]:
    """A column per group that can be one only if somebody of it is in the team."""
    found = []
    for group in groups:
        there = programme.column()
        programme.at_least(_columns(people, group), 1, there)
        found.append(there)
    return found


def _add_starts(programme: Programme, starts: Words, people: Sequence[list[int]], when: int | None) -> None:
    """One start day; whoever goes can start on it."""
    bits = np.unpackbits(starts.astype("<u8").view(np.uint8), axis=1, bitorder="little").astype(np.bool_)
    days = {int(day): programme.column() for day in np.flatnonzero(bits.any(axis=0))}
    programme.between(list(days.values()), [1.0] * len(days), 1.0, 1.0)
    for columns, can in zip(people, bits, strict=True):
        fitting = [column for day, column in days.items() if can[day]]
        if len(fitting) < len(days):
            extra = [] if when is None else [when]
            terms = [*columns, *extra, *fitting]
            amounts = [-1.0] * (len(columns) + len(extra)) + [1.0] * len(fitting)
            programme.between(terms, amounts, -1.0 if extra else 0.0, np.inf)


def _columns(people: Sequence[list[int]], chosen: Iterable[int]) -> list[int]:
    return [column for n in chosen for column in people[n]]
