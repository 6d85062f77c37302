"""The rows of a plan's linear programmes: at most so much for each taker, and nobody in more teams than there is room for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.conditions import Places
from matching.plan_market import Floats, Market

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A sparse matrix and its right side: a row for each taker, then one for each group and person in demand."""

    matrix: "csr_array"
    most: Floats
    tight: Places
    """Of the later rows, which group and person (group times people plus person)."""

    @classmethod
    def of(cls, market: Market, takers: Places, room: Floats, claims: Places, members: "Members") -> "Rows":
        """The rows of columns of which each is taken by a taker, of a claim, with these members."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow import, rarely needed

        places, columns = _in_demand(market, claims, members)
        tight, numbers = np.unique(places, return_inverse=True)
        rows = np.concatenate([takers, len(room) + numbers.reshape(-1)])
        columns = np.concatenate([np.arange(len(takers)), columns])
        shape = (len(room) + len(tight), len(takers))
        free = [group.room for group in market.groups]
        rooms = np.concatenate(free)[tight] if free else np.zeros(0)
        matrix = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
        return cls(matrix, np.concatenate([room, rooms]), tight)

    def prices(self, market: Market, duals: Floats) -> Floats:
        """The dual prices of people, groups by people."""
        prices = np.zeros((len(market.groups), market.people))
        prices.flat[self.tight] = np.maximum(duals[len(self.most) - len(self.tight) : len(self.most)], 0.0)
        return prices


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """Who is in which column."""

    people: Places
    columns: Places


def _in_demand(market: Market, claims: Places, members: Members) -> tuple[Places, Places]:
    """Group and person, and by which column, wherever more requests want somebody than may have them."""
    most = int(claims.max(initial=0)) + 1
    places: list[Places] = [members.people[:0]]
    columns: list[Places] = [members.people[:0]]
    by_claim = claims[members.columns]
    for n, group in enumerate(market.groups):
        inside = np.isin(by_claim, group.claims)
        wanted, columns_inside = members.people[inside], members.columns[inside]
        pairs = np.unique(wanted * most + by_claim[inside])
        tight = np.bincount(pairs // most, minlength=market.people) > group.room
        places.append(n * market.people + wanted[tight[wanted]])
        columns.append(columns_inside[tight[wanted]])
    return np.concatenate(places), np.concatenate(columns)
