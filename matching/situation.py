"""A need, a pool, rules and scores as they are, from which a question is made; relaxing it gives another one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from config.periods import Period
from config.rules import Rules
from matching.board import NEVER, TIE_BITS, UNITS
from matching.conditions import Ints, Marks
from matching.kinds import CommonDays
from matching.need import Need, Profile
from matching.pool import Pool
from matching.question import Question, kinds_of
from matching.ranking import seated
from matching.rules import Clause, clauses

Scores = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """What a question is made of; who is barred follows from it."""

    need: Need
    pool: Pool
    rules: Rules
    scores: Ints
    """Kinds of seats by people, in millionths."""
    out: Marks
    """Kinds of seats by people: who is out for other reasons, an officer's for instance."""
    pool_for: Callable[[Period], Pool]
    """The same people for another window."""

    @classmethod
    def of_scores(cls, need: Need, pool: Pool, scores: Scores, rules: Rules) -> "Situation":
        """The situation of scores in [0, 1], one per person or one row per seat; what is no number is nothing."""
        need = seated(need, rules)
        rows = np.atleast_2d(scores)
        first = [rows[seats[0] % len(rows)] for seats in kinds_of(need)]
        shape = (len(first), len(pool))
        millionths = np.array([in_millionths(row) for row in first], dtype=np.int64).reshape(shape)
        return cls(need, pool, rules, millionths, np.zeros(shape, dtype=np.bool_), lambda _: pool)

    def question(self) -> Question:
        """The question, everybody barred who is."""
        every = clauses(self.need, self.rules)
        kinds = kinds_of(self.need)
        able = ~(self.out | self.barred())
        worth = np.where(able, self.scores << TIE_BITS, NEVER)
        return Question(self.need, self.pool, every, kinds, worth)

    def barred(self) -> Marks:
        """Kinds of seats by people: who cannot take such a seat; common days are looked at later, of few."""
        every = clauses(self.need, self.rules)
        out = np.logical_or.reduce(list(bars(self.need, self.pool, every).values()))
        barred = np.empty_like(self.out)
        for row, seats in zip(barred, kinds_of(self.need), strict=True):
            row[:] = out | ~_fit(self.need, self.need.profiles[seats[0]], self.pool, every)
        return barred


def bars(need: Need, pool: Pool, every: tuple[Clause, ...]) -> Mapping[str, Marks]:
    """Who is out whatever the seat, by the key of the reason."""
    out = {"experience.flagged": pool.flagged}
    if need.excluded:
        out["pool.excluded"] = np.isin(pool.keys, list(need.excluded))
    for language in need.languages:
        out[f"language.{language.code}"] = ~pool.speaks(language.code, language.minimum)
    if not any(clause.hard and isinstance(clause.kind, CommonDays) for clause in every):
        calendar = pool.calendar_of(need.window)
        out["availability.too_few"] = pool.free_days(calendar) < max(need.days, 1)
    return out


def in_millionths(scores: Scores) -> Ints:
    """Scores as whole millionths between none and all of them."""
    whole = np.rint(np.clip(np.nan_to_num(scores, nan=0.0, posinf=1.0, neginf=0.0), 0.0, 1.0) * UNITS)
    return whole.astype(np.int64)


def _fit(need: Need, profile: Profile, pool: Pool, every: tuple[Clause, ...]) -> Marks:
    fit = np.ones(len(pool), dtype=np.bool_)
    for clause in every:
        if clause.hard and not isinstance(clause.kind, CommonDays):
            fit &= clause.kind.allows(need, profile, pool)
    return fit
