"""How long ranking and three teams take on the register of 322, beside HiGHS for the single best team.

Run from the project's root: python -m benchmarks.matching
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from time import perf_counter
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from config.periods import Period
from config.rules import Rules, load_rules
from matching.hunt import Effort
from matching.need import Assessment, Candidate, Need
from matching.ranking import assess
from matching.team import find_teams
from tests.matching.highs import best_score
from tests.matching.roster import candidates, need_of, requests, with_calendars

SPRING = Period(date(2026, 3, 2), date(2026, 6, 12))
REQUESTS = 12
CALENDARS = (("all unknown", 0.0), ("half known", 0.5), ("all known", 1.0))
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of one request, and whether both solvers agree on the best score."""

    rank: float
    best: float
    three: float
    highs: float
    nodes: int
    proven: bool
    agreed: bool


def main() -> None:
    people, rules = candidates(), load_rules()
    assess(need_of(next(iter(requests().values()))), people, rules)  # imports scikit-learn once
    table = Table(title=f"{len(people)} experts, median of {REQUESTS} requests, milliseconds (slowest)")
    for heading in (
        *("calendars", "seats", "rank", "best team", "three teams + alternates", "rank + three teams"),
        *("HiGHS best team", "nodes", "proven", "same as HiGHS"),
    ):
        table.add_column(heading, justify="right")
    for name, share in CALENDARS:
        for seats in (2, 3, 4):
            table.add_row(
                name, str(seats), *_cells(_measured(with_calendars(people, share=share), seats, rules))
            )
    Console(width=150).print(table)


def _measured(people: list[Candidate], seats: int, rules: Rules) -> list[Times]:
    asked = [replace(need_of(row, seats=seats), window=SPRING) for row in requests().values()]
    return [_one(need, people, rules) for need in asked[:REQUESTS]]


def _one(need: Need, people: list[Candidate], rules: Rules) -> Times:
    rank, rows = _timed(lambda: assess(need, people, rules))
    best, _ = _timed(lambda: find_teams(need, people, rows, rules, Effort(wanted=1)))
    three, search = _timed(lambda: find_teams(need, people, rows, rules))
    highs, score = _timed(lambda: best_score(need, people, _first(rows), rules))
    ours = search.teams[0].score if search.teams else None
    agreed = ours is score is None or (ours is not None and score is not None and abs(ours - score) < 1e-5)
    return Times(rank, best, three, highs, search.certificate.nodes, search.certificate.proven, agreed)


def _first(rows: tuple[tuple[Assessment, ...], ...]) -> tuple[Assessment, ...]:
    """The seats are all alike, so one row tells all."""
    return rows[0]


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def _cells(times: list[Times]) -> list[str]:
    spans = (
        [one.rank for one in times],
        [one.best for one in times],
        [one.three for one in times],
        [one.rank + one.three for one in times],
        [one.highs for one in times],
    )
    words = [f"{1000 * median(span):.0f} ({1000 * max(span):.0f})" for span in spans]
    proven, agreed = sum(one.proven for one in times), sum(one.agreed for one in times)
    nodes = f"{median(one.nodes for one in times):.0f}"
    return [*words, nodes, f"{proven}/{len(times)}", f"{agreed}/{len(times)}"]


if __name__ == "__main__":
    main()
