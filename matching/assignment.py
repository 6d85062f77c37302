"""One expert for each paper, request or seat: the assignment of the highest total score, with a load for each expert."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.conditions import Marks, Places

Scores = npt.NDArray[np.floating[Any]] | npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.float64]
NOBODY = -1
MOST_COPIES = 20_000
"""So many columns, one for each paper that each expert may take, the plain method takes in its stride."""
LOOKED_AT = 24
"""How many experts of each request are looked at first, beside those it needs."""


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """Who was given what."""

    experts: Places
    """Requests by places: the column of each expert given, the highest score first; NOBODY where nobody was left."""
    total: float

    @property
    def short(self) -> int:
        """How many places stayed empty."""
        return int(np.count_nonzero(self.experts == NOBODY))


def assign(scores: Scores, *, each: int = 1, load: int | Sequence[int] = 1) -> Assignment:
    """For each row `each` different columns, no column more often than its load: as many places filled as can be, then the highest total.

    A score that is no number, or minus infinity, is a no. Equal input gives equal output.
    """
    scores = np.asarray(scores, dtype=np.float64)
    requests, experts = scores.shape
    loads = np.minimum(np.broadcast_to(np.asarray(load, dtype=np.intp), (experts,)), requests)
    if min(requests, experts, each) < 1 or loads.max(initial=0) < 1:
        return Assignment(np.full((requests, max(each, 0)), NOBODY, dtype=np.intp), 0.0)
    able = np.isfinite(scores)
    worth = np.where(able, scores, 0.0)
    if each == 1 and loads.sum() <= MOST_COPIES:
        copies = np.repeat(np.arange(experts), np.maximum(loads, 0))
        pairs = _one_each(worth[:, copies], able[:, copies])
        return _ordered(scores, [(row, int(copies[copy])) for row, copy in pairs], each)
    return _ordered(scores, _with_loads(worth, able, each, np.maximum(loads, 0)), each)


def _one_each(worth: Floats, able: Marks) -> list[tuple[int, int]]:
    """The assignment problem itself; whoever is no choice costs more than all choices together."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow import, rarely needed

    spread = float(worth.max() - worth.min()) + 1.0
    costs = np.where(able, -worth, spread * (min(worth.shape) + 1) - float(worth.min()))
    rows, columns = linear_sum_assignment(costs)
    return [
        (row, column)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if able[row, column]
    ]


def _with_loads(worth: Floats, able: Marks, each: int, loads: Places) -> list[tuple[int, int]]:
    """As a linear programme, whose corners are whole numbers; pairs that its prices show to be better join it."""
    spread = float(worth.max() - worth.min()) + 1.0
    filled = spread * (each * len(worth) + 1)  # a place filled is worth more than any choice of whom
    gains = np.where(able & (loads > 0), worth - float(worth.min()) + filled, -np.inf)
    most = np.concatenate([np.full(len(worth), float(each)), loads.astype(np.float64)])
    looked_at = _best_of_each(gains, each + LOOKED_AT)
    while True:
        rows, columns = np.nonzero(looked_at)
        shares, duals = _flow(gains[rows, columns], rows, len(worth) + columns, most)
        better = gains - duals[: len(worth), None] - duals[None, len(worth) :] > spread * 1e-7
        new = _best_of_each(
            np.where(better & ~looked_at, gains - duals[None, len(worth) :], -np.inf), LOOKED_AT
        )
        if not new.any():
            chosen = np.flatnonzero(shares > 0.5)
            return list(zip(rows[chosen].tolist(), columns[chosen].tolist(), strict=True))
        looked_at |= new


def _best_of_each(gains: Floats, count: int) -> Marks:
    """The best so many of each row that are possible."""
    marks = np.zeros(gains.shape, dtype=np.bool_)
    places = np.argpartition(-gains, min(count, gains.shape[1]) - 1, axis=1)[:, :count]
    np.put_along_axis(marks, places, values=True, axis=1)
    return marks & np.isfinite(gains)


def _flow(gains: Floats, rows: Places, columns: Places, most: Floats) -> tuple[Floats, Floats]:
    """Which pairs are taken, and the prices of rows and columns."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow import, rarely needed
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow import, rarely needed

    if not len(gains):
        return gains, np.zeros(len(most))
    places = np.arange(len(gains))
    matrix = csr_array(
        (np.ones(2 * len(gains)), (np.concatenate([rows, columns]), np.tile(places, 2))),
        shape=(len(most), len(gains)),
    )
    result = linprog(-gains, A_ub=matrix, b_ub=most, bounds=(0, 1), method="highs-ds")
    duals = np.maximum(-np.asarray(result.ineqlin.marginals, dtype=np.float64), 0.0)
    return np.asarray(result.x, dtype=np.float64), duals


def _ordered(scores: Floats, pairs: Sequence[tuple[int, int]], each: int) -> Assignment:
    experts = np.full((len(scores), each), NOBODY, dtype=np.intp)
    given = sorted(pairs, key=lambda pair: (pair[0], -scores[pair], pair[1]))
    place = dict.fromkeys(range(len(scores)), 0)
    for row, column in given:
        experts[row, place[row]] = column
        place[row] += 1
    return Assignment(experts, float(sum(scores[pair] for pair in given)))
