"""What the search knows of a rule: conditions on a team, and gauges that follow one member by member.

A gauge may look away from part of a condition; it then takes that part as met, so that a bound stays a bound.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

import numpy as np
import numpy.typing as npt
from typing_extensions import override

Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
Words = npt.NDArray[np.uint64]
Followed = frozenset[int]

MOST_STATES = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Gauge:
    """From which state to which each class of people leads; the first state is that of nobody."""

    classes: Places
    """The class of each person."""
    steps: Places
    """Classes by states: the state after one more of that class."""
    met: Marks
    """Whether the condition is met in each state."""
    best: int
    """A class at least as good as any other."""


@dataclass(frozen=True, slots=True, eq=False)
class Condition(ABC):
    """Something that is true of a team or not; its arrays have one entry per person of a board."""

    @abstractmethod
    def kept(self, chosen: Places) -> Self:
        """The same condition for these people only."""

    @abstractmethod
    def attainable(self) -> bool:
        """Whether there are people enough to meet it, whoever they are."""

    @abstractmethod
    def failing(self, team: Sequence[int]) -> Followed | None:
        """None if the team meets it; else what a gauge must follow to see that it does not."""

    @abstractmethod
    def met_with(self, others: Sequence[int]) -> Marks:
        """For each person, whether a team of these others and this person meets it."""

    @abstractmethod
    def gauge(self, followed: Followed) -> Gauge:
        """The gauge that follows this much of the condition."""

    @abstractmethod
    def groups(self) -> Ints:
        """A number for each person: those of the same number are alike to this condition."""


@dataclass(frozen=True, slots=True, eq=False)
class Tally(Condition):
    """At least `needed` members of those marked."""

    needed: int
    has: Marks

    @override
    def kept(self, chosen: Places) -> "Tally":
        return Tally(self.needed, self.has[chosen])

    @override
    def attainable(self) -> bool:
        return int(np.count_nonzero(self.has)) >= self.needed

    @override
    def failing(self, team: Sequence[int]) -> Followed | None:
        found = sum(bool(self.has[one]) for one in team)
        return None if found >= self.needed else frozenset()

    @override
    def met_with(self, others: Sequence[int]) -> Marks:
        found = sum(bool(self.has[one]) for one in others)
        marks: Marks = found + self.has >= self.needed
        return marks

    @override
    def gauge(self, followed: Followed) -> Gauge:
        states = np.arange(self.needed + 1)
        steps = np.array([states, np.minimum(states + 1, self.needed)])
        return Gauge(self.has.astype(np.intp), steps, states == self.needed, best=1)

    @override
    def groups(self) -> Ints:
        return self.has.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Variety(Condition):
    """At least `needed` different codes in the team; code 0 is none."""

    needed: int
    codes: Ints

    @override
    def kept(self, chosen: Places) -> "Variety":
        return Variety(self.needed, self.codes[chosen])

    @override
    def attainable(self) -> bool:
        return len(set(np.unique(self.codes).tolist()) - {0}) >= self.needed

    @override
    def failing(self, team: Sequence[int]) -> Followed | None:
        seen = {int(self.codes[one]) for one in team} - {0}
        return None if len(seen) >= self.needed else frozenset(seen)

    @override
    def met_with(self, others: Sequence[int]) -> Marks:
        seen = {int(self.codes[one]) for one in others} - {0}
        fresh = (self.codes != 0) & ~np.isin(self.codes, list(seen))
        marks: Marks = len(seen) + fresh >= self.needed
        return marks

    @override
    def gauge(self, followed: Followed) -> Gauge:
        """Codes that are not followed are taken to differ from each other."""
        tracked = np.array(sorted(followed), dtype=np.int64)
        classes = np.where(self.codes == 0, 0, len(tracked) + 1)
        for place, code in enumerate(tracked.tolist()):
            classes[self.codes == code] = place + 1
        steps, met = _variety_steps(len(tracked), self.needed)
        return Gauge(classes.astype(np.intp), steps, met, best=len(tracked) + 1)

    @override
    def groups(self) -> Ints:
        return self.codes


@cache
def _variety_steps(tracked: int, needed: int) -> tuple[Places, Marks]:
    """States are the codes seen and how many others; all states with enough of them are one."""
    done: tuple[frozenset[int], int] = (frozenset(), needed)
    start: tuple[frozenset[int], int] = (frozenset(), 0)
    numbers = {start: 0, done: 1} if needed > 0 else {done: 0}
    rows: dict[tuple[frozenset[int], int], list[int]] = {}
    waiting = list(numbers)
    while waiting:
        seen, others = state = waiting.pop()
        after = [state, *((seen | {one}, others) for one in range(tracked)), (seen, others + 1)]
        reached = [state if state == done else done if len(s) + o >= needed else (s, o) for s, o in after]
        waiting.extend(one for one in dict.fromkeys(reached) if one not in numbers)
        rows[state] = [numbers.setdefault(one, len(numbers)) for one in reached]
    ordered = sorted(numbers, key=lambda state: numbers[state])
    steps = np.array([rows[state] for state in ordered], dtype=np.intp).T
    return steps, np.array([state == done for state in ordered])


@dataclass(frozen=True, slots=True, eq=False)
class Coverage(Condition):
    """At least `needed` different bits in the team together."""

    needed: int
    bits: Ints

    @override
    def kept(self, chosen: Places) -> "Coverage":
        return Coverage(self.needed, self.bits[chosen])

    @override
    def attainable(self) -> bool:
        return _union(self.bits).bit_count() >= self.needed

    @override
    def failing(self, team: Sequence[int]) -> Followed | None:
        union = _union(self.bits[list(team)])
        if union.bit_count() >= self.needed:
            return None
        return frozenset(_ones(_union(self.bits) & ~union))

    @override
    def met_with(self, others: Sequence[int]) -> Marks:
        marks: Marks = np.bitwise_count(self.bits | _union(self.bits[list(others)])) >= self.needed
        return marks

    @override
    def gauge(self, followed: Followed) -> Gauge:
        """Bits that are not followed are taken as there."""
        given = len(_ones(_union(self.bits))) - len(followed)
        states = np.arange(1 << len(followed))
        classes = np.zeros(len(self.bits), dtype=np.intp)
        for place, bit in enumerate(sorted(followed)):
            classes |= ((self.bits >> bit & 1) << place).astype(np.intp)
        met = np.bitwise_count(states) + given >= self.needed
        return Gauge(classes, states[:, None] | states[None, :], met, best=len(states) - 1)

    @override
    def groups(self) -> Ints:
        return self.bits


@dataclass(frozen=True, slots=True, eq=False)
class Together(Condition):
    """A start day all members can make, as something wished for; no gauge follows it, so bounds take it as met."""

    starts: Words

    @override
    def kept(self, chosen: Places) -> "Together":
        return Together(self.starts[chosen])

    @override
    def attainable(self) -> bool:
        return bool(self.starts.any())

    @override
    def failing(self, team: Sequence[int]) -> Followed | None:
        return None if shared_starts(self.starts, team).any() else frozenset()

    @override
    def met_with(self, others: Sequence[int]) -> Marks:
        return some_day(self.starts & shared_starts(self.starts, others))

    @override
    def gauge(self, followed: Followed) -> Gauge:
        nobody = np.zeros(len(self.starts), dtype=np.intp)
        return Gauge(nobody, np.zeros((1, 1), dtype=np.intp), np.ones(1, dtype=np.bool_), best=0)

    @override
    def groups(self) -> Ints:
        return np.zeros(len(self.starts), dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """A rule every team must meet, or a wish worth `weight` to those that do: all its conditions at once."""

    name: str
    conditions: tuple[Condition, ...]
    hard: bool
    weight: int = 0

    def kept(self, chosen: Places) -> "Demand":
        """The same demand for these people only."""
        return replace(self, conditions=tuple(one.kept(chosen) for one in self.conditions))

    def attainable(self) -> bool:
        """Whether any team could meet it."""
        return all(one.attainable() for one in self.conditions)

    def failing(self, team: Sequence[int]) -> dict[int, Followed]:
        """Which of the conditions the team misses, and what shows it."""
        found = ((n, one.failing(team)) for n, one in enumerate(self.conditions))
        return {n: what for n, what in found if what is not None}


def some_day(starts: Words) -> Marks:
    """Who can start on any day."""
    marks: Marks = np.bitwise_or.reduce(starts, axis=1) != 0
    return marks


def shared_starts(starts: Words, team: Sequence[int]) -> Words:
    """The days on which all of them can start."""
    shared: Words = np.asarray(np.bitwise_and.reduce(starts[list(team)], axis=0))
    return shared


def _union(bits: Ints) -> int:
    return int(np.bitwise_or.reduce(bits)) if len(bits) else 0


def _ones(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
