"""The single best team as a mixed-integer programme for HiGHS: the default rules, seats all alike.

One column says that a candidate goes, one that a country, an area or a wish counts, one on which day the stay starts.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from config.languages import Level
from config.rules import Rules
from matching.need import Assessment, Candidate, Need


class Programme:
    """Columns with their worth, rows as sparse sums between two bounds."""

    def __init__(self) -> None:
        self.worth: list[float] = []
        self.rows: list[tuple[Mapping[int, float], float, float]] = []

    def column(self, worth: float = 0.0) -> int:
        self.worth.append(worth)
        return len(self.worth) - 1

    def at_least(self, terms: Mapping[int, float], least: float) -> None:
        self.rows.append((terms, least, np.inf))

    def implied(self, column: int, by: Sequence[int], *, needed: int = 1) -> None:
        """The column may be one only when `needed` of the others are."""
        self.at_least({**dict.fromkeys(by, 1.0), column: -float(needed)}, 0.0)

    def solve(self) -> float | None:
        matrix = np.zeros((len(self.rows), len(self.worth)))
        for number, (terms, _, _) in enumerate(self.rows):
            matrix[number, list(terms)] = list(terms.values())
        lower, upper = [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
        result = milp(
            -np.array(self.worth),
            integrality=np.ones(len(self.worth)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, lower, upper),
            options={"mip_rel_gap": 0.0},
        )
        return None if result.x is None else float(-result.fun)


def best_score(
    need: Need, candidates: Sequence[Candidate], row: Sequence[Assessment], rules: Rules
) -> float | None:
    """The score of the best team under the rules Muster comes with, or None when there is no team."""
    able = [n for n, one in enumerate(row) if one.barred is None]
    people = [candidates[n] for n in able]
    programme = Programme()
    goes = [programme.column(row[n].total) for n in able]
    programme.rows.append((dict.fromkeys(goes, 1.0), len(need.profiles), len(need.profiles)))
    _hard_rules(programme, need, people, goes)
    _wishes(programme, need, people, goes, {wish.name: wish.weight for wish in rules.wishes})
    return programme.solve()


def _hard_rules(programme: Programme, need: Need, people: Sequence[Candidate], goes: Sequence[int]) -> None:
    countries = []
    for country in sorted({one.country for one in people if one.region == "EU"}):
        there = [goes[n] for n, one in enumerate(people) if one.region == "EU" and one.country == country]
        countries.append(programme.column())
        programme.implied(countries[-1], there)
    programme.at_least(dict.fromkeys(countries, 1.0), min(2, len(need.profiles)))
    programme.at_least({goes[n]: 1.0 for n, one in enumerate(people) if one.missions_abroad >= 1}, 1.0)
    for language in need.languages:
        leads = [n for n, one in enumerate(people) if one.languages.get(language.code, 0) >= Level.C1]
        programme.at_least({goes[n]: 1.0 for n in leads}, 1.0)
    _common_days(programme, need, people, goes)


def _common_days(programme: Programme, need: Need, people: Sequence[Candidate], goes: Sequence[int]) -> None:
    every = (need.window.start + timedelta(days=n) for n in range(need.window.days))
    days = [day for day in every if day.weekday() < 5]
    starts = [programme.column() for _ in days[: len(days) - need.days + 1]]
    programme.rows.append((dict.fromkeys(starts, 1.0), 1.0, 1.0))
    for n, one in enumerate(people):
        can = [
            (one.free is None or any(p.start <= day <= p.end for p in one.free))
            and not any(p.start <= day <= p.end for p in one.busy)
            for day in days
        ]
        fitting = [start for day, start in enumerate(starts) if all(can[day : day + need.days])]
        if len(fitting) < len(starts):
            programme.implied(goes[n], fitting)


def _wishes(
    programme: Programme,
    need: Need,
    people: Sequence[Candidate],
    goes: Sequence[int],
    weights: Mapping[str, float],
) -> None:
    for name, attribute in (("gender_balance", "gender"), ("public_private_mix", "occupation")):
        met = programme.column(weights[name])
        for value in sorted({getattr(one, attribute) for one in people}):
            others = [goes[n] for n, one in enumerate(people) if getattr(one, attribute) != value]
            programme.implied(met, others)
    new = {"BG", "CY", "CZ", "EE", "HR", "HU", "LT", "LV", "MT", "PL", "RO", "SI", "SK"}
    met = programme.column(weights["new_member_state"])
    programme.implied(met, [goes[n] for n, one in enumerate(people) if one.country in new])
    met = programme.column(weights["triangular_cooperation"])
    programme.implied(met, [goes[n] for n, one in enumerate(people) if one.eligibility == "partner"])
    for area in need.areas:
        met = programme.column(weights["areas_together"] / len(need.areas))
        programme.implied(met, [goes[n] for n, one in enumerate(people) if area in one.areas])
    if not need.areas:
        programme.implied(programme.column(weights["areas_together"]), [], needed=0)
