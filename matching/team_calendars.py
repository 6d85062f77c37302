"""The calendars of those proposed, as they were known when the teams were found: kept with a proposal, and read back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from config.periods import Period, common, merged
from matching.availability import known_free
from matching.need import Candidate, Search


@dataclass(frozen=True, slots=True)
class KnownDays:
    """What was known of somebody's days in a window."""

    free: tuple[Period, ...] | None
    """None when the calendar was unknown; then only the days taken are certain."""
    busy: tuple[Period, ...]


def calendars_json(search: Search, candidates: Iterable[Candidate], window: Period) -> dict[str, Any]:
    """What is known of the days of everybody in a team, by code."""
    shown = {member.key for team in search.teams for member in team.members}
    return {one.key: _as_json(one, window) for one in candidates if one.key in shown}


def calendars_from_json(stored: object) -> Mapping[str, KnownDays]:
    """The calendars as they were kept; nothing for a proposal of before they were."""
    kept = stored if isinstance(stored, Mapping) else {}
    return {
        str(key): KnownDays(
            None if days["free"] is None else _periods(days["free"]),
            _periods(days["busy"]),
        )
        for key, days in kept.items()
    }


def _as_json(candidate: Candidate, window: Period) -> dict[str, Any]:
    free = known_free(candidate, window)
    return {
        "free": None if free is None else _plain(free, window),
        "busy": _plain(candidate.busy, window),
    }


def _plain(periods: Iterable[Period], window: Period) -> list[list[str]]:
    inside = merged(common(periods, (window,)))
    return [[period.start.isoformat(), period.end.isoformat()] for period in inside]


def _periods(stored: Sequence[Sequence[str]]) -> tuple[Period, ...]:
    return tuple(Period(date.fromisoformat(start), date.fromisoformat(end)) for start, end in stored)
