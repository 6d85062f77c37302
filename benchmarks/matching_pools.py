"""Made-up pools of experts in columns, of four kinds that are hard in different ways."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from config.periods import Period
from matching.availability import Calendar
from matching.conditions import Words
from matching.need import LanguageNeed, Need, Profile
from matching.pool import WORD, Column, Pool
from matching.situation import Scores

KINDS = ("even", "ties", "calendars", "scarce")
"""Everything independent; the best alike and of three countries; everybody's calendar known and short; attributes rare."""
SPRING = Period(date(2026, 3, 2), date(2026, 6, 12))
STATES = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
PARTNERS = ("TG", "SN", "BR", "CO", "TH", "VN", "MA")
AREAS = tuple(f"area_{n}" for n in range(6))


def need(seats: int) -> Need:
    return Need(
        areas=AREAS[:3],
        text="",
        languages=(LanguageNeed("fr"),),
        window=SPRING,
        days=10,
        profiles=(Profile(),) * seats,
        country="TG",
    )


def made_up(count: int, kind: str, seed: int = 1) -> tuple[Pool, Scores]:
    """A pool and the score of each of its people."""
    chance = np.random.default_rng(seed)
    country = chance.integers(1, len(STATES) + len(PARTNERS) + 1, count).astype(np.int8)
    partner = (country > len(STATES)).astype(np.int8)
    gender, occupation = (chance.integers(1, 3, count).astype(np.int8) for _ in range(2))
    abroad = (chance.random(count) < (0.03 if kind == "scarce" else 0.5)).astype(np.int8)
    calendar = Calendar.of(SPRING)
    known = chance.random(count) < (1.0 if kind == "calendars" else 0.5)
    scores = chance.random(count)
    if kind == "ties":
        liked = 0.3 * (country <= 3) + 0.1 * (gender == 1) + 0.1 * (occupation == 1) - 0.05 * abroad
        scores = np.clip(0.5 + liked + chance.normal(0, 0.08, count), 0, 1)
    pool = Pool(
        keys=np.char.add("EX-", np.char.zfill(np.arange(count).astype("U7"), 7)),
        texts={
            "country": Column(country, ("", *STATES, *PARTNERS)),
            "region": Column(partner + 1, ("", "EU", "Africa")),
            "eligibility": Column(partner + 1, ("", "european", "partner")),
            "gender": Column(gender, ("", "woman", "man")),
            "occupation": Column(occupation, ("", "public", "private")),
        },
        numbers={
            "missions_abroad": abroad,
            "missions_this_year": chance.integers(0, 5, count).astype(np.int8),
            "years": chance.integers(0, 40, count).astype(np.int8),
        },
        levels={"fr": _levels(chance, count, kind)},
        areas=_areas(chance, country, kind),
        flagged=chance.random(count) < 0.02,
        calendar=calendar,
        days=_days(chance, known, len(calendar.days), 20 if kind == "calendars" else 40),
        known=known,
    )
    return pool, scores


def _levels(chance: np.random.Generator, count: int, kind: str) -> npt.NDArray[np.integer[Any]]:
    levels = chance.integers(0, 8, count)
    if kind == "scarce":
        levels = np.minimum(levels, np.where(chance.random(count) < 0.03, 6, 4))
    return levels.astype(np.int8)


def _areas(
    chance: np.random.Generator, country: npt.NDArray[np.int8], kind: str
) -> Mapping[str, npt.NDArray[np.bool_]]:
    count = len(country)
    if kind == "ties":
        return {area: (country % 6 == n) & (chance.random(count) < 0.6) for n, area in enumerate(AREAS)}
    shares = [0.02 * (n + 1) if kind == "scarce" else 0.15 for n in range(len(AREAS))]
    return {area: chance.random(count) < share for area, share in zip(AREAS, shares, strict=True)}


def _days(chance: np.random.Generator, known: npt.NDArray[np.bool_], days: int, longest: int) -> Words:
    """Whoever's calendar is known is free in one stretch of it."""
    first = chance.integers(0, days - 10, len(known))
    last = np.minimum(first + chance.integers(8, longest, len(known)), days)
    first, last = np.where(known, first, 0), np.where(known, last, days)
    words = [_below(last - WORD * n) & ~_below(first - WORD * n) for n in range(-(-days // WORD))]
    return np.stack(words, axis=1)


def _below(place: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.uint64]:
    """Words with all bits below a place."""
    inside = np.clip(place, 0, WORD - 1).astype(np.uint64)
    return np.where(place >= WORD, ~np.uint64(0), (np.uint64(1) << inside) - np.uint64(1))
