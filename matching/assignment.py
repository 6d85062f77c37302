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
LARGE = 250_000
"""So many pairs are many."""
ALIKE = 0.5
"""The share of what differs between scores that is the expert's alone, from which on scores are much alike."""
EXACT = 1e-9
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
    if each == 1 and loads.sum() <= MOST_COPIES and not _much_alike(worth):
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


def _much_alike(worth: Floats) -> bool:
    """Whether all want nearly the same experts by fine scores: where the plain method is slow, and prices say nearly all."""
    if worth.size < LARGE or len(np.unique(worth[0])) < worth.shape[1] / 2:
        return False
    return bool(worth.mean(axis=0).var() > ALIKE * worth.var())


def _with_loads(worth: Floats, able: Marks, each: int, loads: Places) -> list[tuple[int, int]]:
    """As a linear programme, whose corners are whole numbers; as many places filled as can be."""
    spread = float(worth.max() - worth.min()) + 1.0
    places = min(each * len(worth), int(loads.sum()))
    pairs: list[tuple[int, int]] = []
    for filled in (2 * spread, spread * (each * len(worth) + 1)):  # a place filled is worth more than whom
        gains = np.where(able & (loads > 0), worth - float(worth.min()) + filled, -np.inf)
        pairs = _best_pairs(gains, each, loads, spread)
        if len(pairs) == places:
            break
    return pairs


def _best_pairs(gains: Floats, each: int, loads: Places, spread: float) -> list[tuple[int, int]]:
    """The pairs worth most: the nearest are looked at first; then whatever their prices do not rule out, which is little."""
    most = np.concatenate([np.full(len(gains), float(each)), loads.astype(np.float64)])
    near = gains - _usual_prices(gains, each, loads)
    looked_at = _best_of_each(near, each + LOOKED_AT)
    sure = False
    while True:
        rows, columns = np.nonzero(looked_at)
        shares, duals = _flow(gains[rows, columns], rows, len(gains) + columns, most)
        beyond = gains - duals[: len(gains), None] - duals[None, len(gains) :]
        missed = np.where(looked_at, -np.inf, beyond)
        if sure or missed.max(initial=-np.inf) <= spread * EXACT:
            chosen = np.flatnonzero(shares > 0.5)
            return list(zip(rows[chosen].tolist(), columns[chosen].tolist(), strict=True))
        # Rents raised by what was missed make all prices hold: no assignment is worth more than so much above this one.
        above = each * float(np.maximum(missed.max(axis=1), 0.0).sum())
        possible = beyond >= -above - spread * EXACT
        sure = int(np.count_nonzero(possible)) <= 2 * len(rows)
        looked_at = possible if sure else looked_at | _best_of_each(missed, LOOKED_AT) & (missed > 0)


def _usual_prices(gains: Floats, each: int, loads: Places) -> Floats:
    """By how much each expert is liked more than the last who is needed, on average: a first guess at prices."""
    able = np.isfinite(gains)
    liked = np.where(able, gains, 0.0).sum(axis=0) / np.maximum(able.sum(axis=0), 1)
    order = np.argsort(-liked, kind="stable")
    last = int(np.searchsorted(np.cumsum(loads[order]), each * len(gains)))
    prices: Floats = np.maximum(liked - liked[order[min(last, len(order) - 1)]], 0.0)
    return prices


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
    result = linprog(-gains, A_ub=matrix, b_ub=most, bounds=(0, 1), method="highs-ipm")
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
