"""How several kinds of likeness become one score: each in standard deviations above what is usual for the request."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.relevance.vectors import Floats

ONE = 1_000_000
"""A score of one: one standard deviation better than usual, kinds of likeness taken together."""
EXPERTS_TAKEN_AS_READ = 20
"""A few experts do not show what is usual: to each pool as many are added that are as alike as elsewhere."""

Scores = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Usual:
    """Mean and standard deviation of a kind of likeness over the experts of an everyday pool, for one request."""

    mean: float
    deviation: float


WORDS_IN_COMMON = Usual(0.04, 0.03)
COMPANY_OF_WORDS = Usual(0.18, 0.10)
USUAL = (WORDS_IN_COMMON, COMPANY_OF_WORDS)
"""Of the kinds of likeness, in the order in which a pool tells them."""


def fuse(kinds: Sequence[tuple[Floats, Usual]], of: npt.NDArray[np.bool_] | None = None) -> Scores:
    """One score for each request (row) and expert (column), kinds weighing the same.

    What is usual is told by the columns that are true in `of`, where it is given.
    """
    total = sum((_standing(likeness, usual, of) for likeness, usual in kinds), start=np.zeros(1))
    return np.rint(ONE / len(kinds) * total).astype(np.int64)


def _standing(likeness: Floats, usual: Usual, of: npt.NDArray[np.bool_] | None) -> Floats:
    """Deviations above the mean of the request's row, with the experts of an everyday pool counted in."""
    row = likeness if of is None or of.all() else likeness[:, of]
    seen = row.shape[1]
    known = seen / (seen + EXPERTS_TAKEN_AS_READ)
    mean, variance = (row.mean(axis=1), row.var(axis=1)) if seen else (0.0, 0.0)
    means = known * np.asarray(mean) + (1 - known) * usual.mean
    variances = known * np.asarray(variance) + (1 - known) * usual.deviation**2
    return np.asarray((likeness - means.reshape(-1, 1)) / np.sqrt(variances.reshape(-1, 1)))
