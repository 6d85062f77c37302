"""The plain truth to compare the search with: every team in every seating, the rules written out once more."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, permutations

from config.languages import Level
from matching.need import Assessment, Candidate, Need

UNIT = 1_000_000
Test = Callable[[Need, Sequence[Candidate]], bool]


def best_values(
    need: Need,
    people: Sequence[Candidate],
    rows: Sequence[Sequence[Assessment]],
    names: frozenset[str],
    wanted: int = 3,
) -> list[int]:
    """The values of the best teams of different people, in millionths, under the rules named."""
    seats = range(len(need.profiles))
    values = []
    for team in combinations(range(len(people)), len(need.profiles)):
        members = [people[n] for n in team]
        if not need.pinned <= {one.key for one in members} or not allowed(need, members, names):
            continue
        sums = [
            sum(round(rows[seat][n].total * UNIT) for seat, n in zip(seats, order, strict=True))
            for order in permutations(team)
            if all(rows[seat][n].barred is None for seat, n in zip(seats, order, strict=True))
        ]
        if sums:
            values.append(max(sums) + bonus(need, members, names))
    return sorted(values, reverse=True)[:wanted]


def allowed(need: Need, team: Sequence[Candidate], names: frozenset[str]) -> bool:
    return all(rule(need, team) for name, rule in HARD.items() if name in names)


def bonus(need: Need, team: Sequence[Candidate], names: frozenset[str]) -> int:
    met = sum(weight for name, (weight, wish) in SOFT.items() if name in names and wish(need, team))
    return met + (_areas(need, team) if "areas_together" in names else 0)


def _two_states(need: Need, team: Sequence[Candidate]) -> bool:
    return len({one.country for one in team if one.region == "EU" and one.country}) >= min(
        2, len(need.profiles)
    )


def _abroad(need: Need, team: Sequence[Candidate]) -> bool:
    return any(one.missions_abroad >= 1 for one in team)


def _spoken(need: Need, team: Sequence[Candidate]) -> bool:
    return all(
        all(one.languages.get(language.code, 0) >= Level.B2 for one in team)
        and any(one.languages.get(language.code, 0) >= Level.C1 for one in team)
        for language in need.languages
    )


def _together(need: Need, team: Sequence[Candidate]) -> bool:
    days = [need.window.start + timedelta(days=n) for n in range(need.window.days)]
    run = longest = 0
    for day in (day for day in days if day.weekday() < 5):
        can = all(
            (one.free is None or any(p.start <= day <= p.end for p in one.free))
            and not any(p.start <= day <= p.end for p in one.busy)
            for one in team
        )
        run = run + 1 if can else 0
        longest = max(longest, run)
    return longest >= need.days


def _areas(need: Need, team: Sequence[Candidate]) -> int:
    """The one wish that is worth something by degrees: 50,000 shared by the areas asked for."""
    known = {area for one in team for area in one.areas} & set(need.areas)
    return len(known) * round(50_000 / len(set(need.areas)))


HARD: Mapping[str, Test] = {
    "two_member_states": _two_states,
    "mission_experience": _abroad,
    "working_language": _spoken,
    "common_days": _together,
    "no_conflict": lambda need, team: all(one.country != need.country for one in team),
    "load_cap": lambda _, team: all(one.missions_this_year < 3 for one in team),
}
SOFT: Mapping[str, tuple[int, Test]] = {
    "gender_balance": (
        60_000,
        lambda _, team: len({one.gender for one in team if one.gender}) >= min(2, len(team)),
    ),
    "public_private_mix": (
        40_000,
        lambda _, team: len({one.occupation for one in team}) >= min(2, len(team)),
    ),
    "triangular_cooperation": (30_000, lambda _, team: any(one.eligibility == "partner" for one in team)),
}
