"""Latent semantic analysis: documents are alike when their words keep the same company, though they share none."""

from dataclasses import dataclass

import numpy as np

from matching.relevance.vectors import Floats, Rows

RANKS = (50, 100, 200, 300)
"""No single rank is best for every pool; the mean over these is better than each of them (decision 0044)."""
MOST_LEARNED_FROM = 8_000
"""Documents the axes are learned from; of a larger pool every second, third or further one."""
ORDINARY = 2_000
"""Documents up to which scikit-learn's decomposition takes less than a fifth of a second."""
AT_ONCE = 1_000
"""Documents placed in one step: scipy lets no other thread run while it multiplies, so a step takes 20 ms at most."""
_SEED = 0
_ROUNDS = 2
_MORE_THAN_ASKED = 10
_HARDLY_ANYTHING = 1e-12


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
        placed = Placed(
            np.zeros((rows.shape[0], self.axes.shape[1])), np.zeros((len(self.ranks), rows.shape[0]))
        )
        for begin in range(0, rows.shape[0], AT_ONCE):
            some = slice(begin, begin + AT_ONCE)
            placed.points[some] = points = rows[some] @ self.axes
            energy = np.cumsum(points**2, axis=1)[:, [rank - 1 for rank in self.ranks]]
            placed.lengths[:, some] = np.sqrt(energy).T
        return placed

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
    step = -(-rows.shape[0] // MOST_LEARNED_FROM) or 1
    learned = rows[::step]
    largest = min(*learned.shape) - 1
    if largest < 1:
        return Space(np.zeros((rows.shape[1], 0)), ())
    ranks = tuple(sorted({min(rank, largest) for rank in RANKS}))
    axes = _axes(learned, ranks[-1]) if learned.shape[0] <= ORDINARY else _axes_in_steps(learned, ranks[-1])
    return Space(axes, ranks)


def _axes(rows: Rows, count: int) -> Floats:
    """The right singular vectors of the largest singular values (Halko, Martinsson and Tropp, 2011)."""
    # slow import: 1 s and 60 MB that a service at rest does not need
    from sklearn.utils.extmath import randomized_svd  # noqa: PLC0415

    _, _, axes = randomized_svd(rows, count, n_iter=_ROUNDS, random_state=_SEED)
    return np.ascontiguousarray(axes.T)


def _axes_in_steps(rows: Rows, count: int) -> Floats:
    """The same of a large pool, in steps that let other threads run: scikit-learn's holds them up for a second."""
    turned = rows.T.tocsr()
    sample = np.random.default_rng(_SEED).normal(size=(rows.shape[0], count + _MORE_THAN_ASKED))
    for _ in range(_ROUNDS):
        sample = _product(rows, _orthonormal(_product(turned, sample)))
    basis = _orthonormal(_product(turned, sample))
    _, _, turn = np.linalg.svd(_product(rows, basis), full_matrices=False)
    return np.ascontiguousarray(basis @ turn[:count].T)


def _orthonormal(columns: Floats) -> Floats:
    """Columns of length 1 at right angles that span the same; what is hardly there at all becomes nothing."""
    squares, turn = np.linalg.eigh(columns.T @ columns)
    kept = squares > _HARDLY_ANYTHING * squares[-1]
    return np.asarray(columns @ (turn * np.where(kept, 1 / np.sqrt(np.where(kept, squares, 1.0)), 0.0)))


def _product(rows: Rows, dense: Floats) -> Floats:
    """Sparse rows times a dense matrix, step by step."""
    steps = range(0, rows.shape[0], AT_ONCE)
    return np.concatenate([rows[begin : begin + AT_ONCE] @ dense for begin in steps])


def _inverse(lengths: Floats) -> Floats:
    """One over each length; 0 for a document that has no place in the space."""
    return np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 1e-12)
