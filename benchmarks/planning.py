"""How long a plan for many requests takes and how near the bound it is, beside HiGHS on the whole; and plain assignment.

Run from the project's root: python -m benchmarks.planning [REQUESTS EXPERTS [SECONDS]]. HiGHS gets so many seconds for
the same requests as one mixed-integer programme (60 if not said; 0 leaves it out).
"""

import sys
from collections.abc import Sequence
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import linear_sum_assignment

from benchmarks.planning_pools import KINDS, competing
from matching.assignment import assign
from matching.plan_market import Market
from matching.planning import Asked, plan
from matching.programme import Programme, add_team
from matching.question import Question


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:]]
    requests, experts = numbers[:2] if len(numbers) > 1 else (50, 3_000)
    seconds = numbers[2] if len(numbers) > 2 else 60
    table = Table(title=f"{requests} requests for two to four experts, {experts:,} experts")
    for heading in (
        "requests",
        "seconds",
        "total",
        "bound",
        "gap",
        "teams",
        "rounds",
        "worst served",
        "fairer, for",
        "HiGHS",
    ):
        table.add_column(heading, justify="right")
    for kind in KINDS:
        questions = competing(requests, experts, kind)
        start = perf_counter()
        found = plan([Asked(f"{n:03}", one) for n, one in enumerate(questions)])
        spent = perf_counter() - start
        lost = 1 - found.fair.value / found.best.value
        table.add_row(
            kind,
            f"{spent:.1f}",
            f"{found.best.value:.3f}",
            f"{found.bound:.3f}",
            f"{100 * found.gap:.4f} %",
            f"{found.columns:,}",
            str(found.rounds),
            f"{100 * found.best.worst:.1f} %",
            f"{100 * found.fair.worst:.1f} %, {100 * lost:.2f} %",
            _by_highs(questions, seconds) if seconds else "-",
        )
    Console(width=150).print(table)
    _assignments()


def _by_highs(questions: Sequence[Question], seconds: int) -> str:
    """The same as one programme: every person a column for each request, every rule a row."""
    market, programme = Market.of(questions), Programme()
    takers: dict[tuple[int, int], list[int]] = {}
    for claim, question in enumerate(questions):
        board = question.board(np.arange(len(question.pool)))
        _, of_person = add_team(programme, board)
        for n, columns in enumerate(of_person):
            person = int(market.rows[claim][board.rows[n]])
            for group in market.inside[claim]:
                takers.setdefault((group, person), []).extend(columns)
    for (group, person), columns in takers.items():
        programme.between(columns, [1.0] * len(columns), 0.0, float(market.groups[group].room[person]))
    start = perf_counter()
    chosen = programme.solve(seconds)
    spent = perf_counter() - start
    found = "nothing" if chosen is None else f"{sum(programme.worth[n] for n in chosen):.3f}"
    return f"{spent:.0f} s: {found}"


def _assignments() -> None:
    chance = np.random.default_rng(1)
    own = chance.random((1_000, 3_000))
    alike = 0.7 * chance.random(3_000) + 0.3 * own
    for name, scores in (("independent scores", own), ("scores much alike", alike)):
        for load in (1, 3):
            start = perf_counter()
            found = assign(scores, load=load)
            spent = perf_counter() - start
            copies = np.repeat(scores, load, axis=1)
            start = perf_counter()
            rows, columns = linear_sum_assignment(copies, maximize=True)
            peer = perf_counter() - start
            print(
                f"one of 3,000 experts for each of 1,000 papers, at most {load} each, {name}: {spent:.2f} s, total {found.total:.6f}"
                f"; scipy's linear_sum_assignment on {copies.shape[1]:,} columns: {peer:.2f} s, {copies[rows, columns].sum():.6f}"
            )


if __name__ == "__main__":
    main()
