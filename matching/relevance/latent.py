"""Latent semantic analysis: documents are alike when their words keep the same company, though they share none."""

from dataclasses import dataclass

import numpy as np

from matching.relevance.vectors import Floats, Rows

RANKS = (50, 100, 200, 300)
"""No single rank is best for every pool; the mean over these is better than each of them (decision 0044)."""
MOST_LEARNED_FROM = 8_000
"""Documents the axes are learned from; of a larger pool every second, third or further one."""
_SEED = 0
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """Documents as points: one row each, and its lengths on the first axes of each rank (rank by document)."""

    points: Floats
    lengths: Floats


@dataclass(frozen=True, slots=True)
class Space:
    """The main axes of a pool, most telling first, and the ranks that it is large enough for."""

    axes: Floats
    ranks: tuple[int, ...]

    def place(self, rows: Rows) -> Placed:
        """Rows of weights as points in this space."""
        points = np.asarray(rows @ self.axes)
        energy = np.cumsum(points**2, axis=1)[:, [rank - 1 for rank in self.ranks]]
        return Placed(points, np.sqrt(energy).T)

    def likeness(self, ones: Placed, others: Placed) -> Floats:
        """The cosine of each of the ones (rows) and each of the others (columns), in the mean over the ranks."""
        products = np.zeros((len(ones.points), len(others.points)))
        mean = np.zeros_like(products)
        begin = 0
        for n, end in enumerate(self.ranks):
            products += ones.points[:, begin:end] @ others.points[:, begin:end].T
            mean += products * _inverse(ones.lengths[n])[:, np.newaxis] * _inverse(others.lengths[n])
            begin = end
        return mean / max(len(self.ranks), 1)


def learn_space(rows: Rows) -> Space:
    """The axes of a pool by a randomised singular value decomposition with a fixed seed: the same for the same rows."""
    # slow import: 1 s and 60 MB that a service at rest does not need
    from sklearn.utils.extmath import randomized_svd  # noqa: PLC0415

    step = -(-rows.shape[0] // MOST_LEARNED_FROM) or 1
    learned = rows[::step]
    largest = min(*learned.shape) - 1
    if largest < 1:
        return Space(np.zeros((rows.shape[1], 0)), ())
    ranks = tuple(sorted({min(rank, largest) for rank in RANKS}))
    _, _, axes = randomized_svd(learned, ranks[-1], n_iter=_ROUNDS, random_state=_SEED)
    return Space(np.ascontiguousarray(axes.T), ranks)


def _inverse(lengths: Floats) -> Floats:
    """One over each length; 0 for a document that has no place in the space."""
    return np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 1e-12)
