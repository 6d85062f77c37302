"""The shapes of countries (Natural Earth, public domain), and how the globe is laid flat."""

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import cos, pi, radians, sin, sqrt
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Projection = Callable[[Numbers], Numbers]
"""Longitudes and latitudes in degrees, a row for each point, to places on the map."""

_UNITS_PER_DEGREE = 100
_GRID = 24
"""Places along each side of a country that are tried for its middle."""
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
"""Savric, Patterson and Jenny: The Equal Earth map projection (2018)."""


@cache
def shapes() -> Mapping[str, tuple[Numbers, ...]]:
    """The outer borders of each country by its code, the largest part first; written by tools/world_shapes.py."""
    packed = (files("reporting.drawings") / "world.json.gz").read_bytes()
    rings = json.loads(gzip.decompress(packed))
    return MappingProxyType({code: tuple(map(_ring, every)) for code, every in rings.items()})


def _ring(flat: Sequence[int]) -> Numbers:
    return np.asarray(flat, dtype=np.float64).reshape(-1, 2) / _UNITS_PER_DEGREE


@cache
def middle_of(code: str) -> tuple[float, float] | None:
    """Longitude and latitude of the place in a country's largest part that lies furthest from its border."""
    every = shapes().get(code)
    if not every:
        return None
    ring = every[0]
    grid = _grid_over(ring)
    inside = grid[_inside(grid, ring)]
    if not len(inside):
        return float(ring[:, 0].mean()), float(ring[:, 1].mean())
    # a degree of longitude is shorter towards the poles
    shrunk = np.array([cos(radians(float(ring[:, 1].mean()))), 1.0])
    apart = (inside[:, None, :] - _filled_up(ring)[None, :, :]) * shrunk
    best = inside[(apart**2).sum(axis=2).min(axis=1).argmax()]
    return float(best[0]), float(best[1])


def _grid_over(ring: Numbers) -> Numbers:
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    x, y = np.meshgrid(np.linspace(west, east, _GRID), np.linspace(south, north, _GRID))
    return np.column_stack((x.ravel(), y.ravel()))


def _filled_up(ring: Numbers) -> Numbers:
    """The ring with points along its long sides."""
    steps = np.linspace(0, 1, 5)[:-1, None, None]
    dense: Numbers = (ring + (np.roll(ring, -1, axis=0) - ring) * steps).reshape(-1, 2)
    return dense


def _inside(points: Numbers, ring: Numbers) -> NDArray[np.bool_]:
    """Which points a line to the east leaves the ring from: those that cross its border an odd number of times."""
    x, y = points[:, :1], points[:, 1:]
    (x1, y1), (x2, y2) = ring.T, np.roll(ring, -1, axis=0).T
    level = (y1 > y) != (y2 > y)
    height = np.where(y2 == y1, 1.0, y2 - y1)
    east = x < (x2 - x1) * (y - y1) / height + x1
    odd: NDArray[np.bool_] = (level & east).sum(axis=1) % 2 == 1
    return odd


def equal_earth(points: Numbers) -> Numbers:
    """The world with every country at its true size against the others."""
    a1, a2, a3, a4 = _EQUAL_EARTH
    theta = np.arcsin(sqrt(3) / 2 * np.sin(np.radians(points[:, 1])))
    square = theta**2
    sixth = square**3
    slope = 9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1
    x = 2 * sqrt(3) * np.radians(points[:, 0]) * np.cos(theta) / (3 * slope)
    y = theta * (a4 * sixth * square + a3 * sixth + a2 * square + a1)
    flat: Numbers = np.column_stack((x, y))
    return flat


def around(longitude: float, latitude: float) -> Projection:
    """Lambert's equal-area map of one part of the world, true in its middle."""
    north, south = sin(radians(latitude)), cos(radians(latitude))

    def flat(points: Numbers) -> Numbers:
        # the far side of the globe would be torn apart: it is held at a rim nobody sees
        turned = np.clip((points[:, 0] - longitude + 180) % 360 - 180, -120, 120) * pi / 180
        up = np.radians(points[:, 1])
        scale = np.sqrt(2 / (1 + north * np.sin(up) + south * np.cos(up) * np.cos(turned)))
        x = scale * np.cos(up) * np.sin(turned)
        y = scale * (south * np.sin(up) - north * np.cos(up) * np.cos(turned))
        return np.column_stack((x, y))

    return flat
