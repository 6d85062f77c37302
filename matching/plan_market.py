"""Which requests compete for the same people: whose windows overlap, and whose missions count in the same year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from config.periods import Period
from matching.board import TIE_BITS, UNITS
from matching.conditions import Ints, Places
from matching.kinds import LoadCap
from matching.question import Question

Floats = npt.NDArray[np.float64]
WHOLE = float(UNITS << TIE_BITS)
"""A value of one whole point of score."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Requests that compete for people: each person may be in the teams of so many of them."""

    claims: tuple[int, ...]
    room: Ints
    """By person."""


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Everybody who is wanted, as numbers, and the groups of requests that compete for them."""

    rows: tuple[Places, ...]
    """For each request, the number of each person in its pool."""
    groups: tuple[Group, ...]
    people: int
    inside: tuple[tuple[int, ...], ...]
    """For each request, the groups it is in."""

    @classmethod
    def of(cls, questions: Sequence[Question]) -> "Market":
        """The market of these requests; a person is known by their key, whatever the pool."""
        numbers: dict[str, int] = {}
        rows = tuple(
            np.array([numbers.setdefault(str(key), len(numbers)) for key in one.pool.keys.tolist()], np.intp)
            for one in questions
        )
        once = [Group(claims, np.ones(len(numbers), np.int64)) for claims in overlapping(_windows(questions))]
        yearly = [
            Group(tuple(claims), _room(questions, rows, claims, len(numbers)))
            for claims in _by_year(questions).values()
        ]
        groups = tuple(one for one in (*once, *yearly) if len(one.claims) > 1)
        inside = (
            tuple(n for n, group in enumerate(groups) if claim in group.claims) for claim in range(len(rows))
        )
        return cls(rows, groups, len(numbers), tuple(inside))

    def prices_for(self, claim: int, prices: Floats) -> Ints:
        """What each row of a request's pool costs it, in units; `prices` are those of groups by people."""
        summed = prices[list(self.inside[claim])][:, self.rows[claim]].sum(axis=0)
        units: Ints = np.rint(summed * WHOLE).astype(np.int64)
        return units


def overlapping(windows: Sequence[Period]) -> list[tuple[int, ...]]:
    """The largest sets of windows with a day that is in all of them."""
    days = {window.start for window in windows}
    sets = {
        frozenset(n for n, window in enumerate(windows) if window.start <= day <= window.end) for day in days
    }
    largest = (one for one in sets if not any(one < other for other in sets))
    return sorted(tuple(sorted(one)) for one in largest)


def _windows(questions: Sequence[Question]) -> list[Period]:
    return [one.need.window for one in questions]


def _by_year(questions: Sequence[Question]) -> Mapping[int, list[int]]:
    """The requests whose missions count in each year; only where the facility has a load cap."""
    years: dict[int, list[int]] = {}
    for n, one in enumerate(questions):
        if _cap(one) is not None:
            years.setdefault(one.need.window.start.year, []).append(n)
    return years


def _cap(question: Question) -> int | None:
    kinds = [one.kind for one in question.clauses if one.hard and isinstance(one.kind, LoadCap)]
    return min((kind.missions for kind in kinds), default=None)


def _room(questions: Sequence[Question], rows: Sequence[Places], claims: Sequence[int], people: int) -> Ints:
    """How many more missions each person may have this year."""
    room = np.full(people, len(claims), dtype=np.int64)
    for claim in claims:
        left = (_cap(questions[claim]) or 0) - questions[claim].pool.number("missions_this_year")
        np.minimum.at(room, rows[claim], np.maximum(left, 0))
    return room
