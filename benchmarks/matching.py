"""How long the proven best team and five teams take, from 300 experts to a million, beside HiGHS.

Run from the project's root: python -m benchmarks.matching [SIZE ...]. Each time is the best of several runs; of four kinds
of pool the worst is shown.
"""

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from time import perf_counter
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.matching_pools import KINDS, SPRING, made_up
from benchmarks.matching_pools import need as made_up_need
from config.rules import load_rules
from matching.board import as_score
from matching.hunt import Effort
from matching.library import teams_for
from matching.programme import best_by_programme
from matching.ranking import assess
from matching.situation import Situation
from matching.solve import answer, best_lineups, prepare
from matching.team import find_teams
from tests.matching.roster import candidates, need_of, requests, with_calendars

SIZES = (300, 3_000, 100_000, 1_000_000)
SEATS = (2, 3, 4, 6)
RUNS = 5
HIGHS_UP_TO = 3_000
FIVE = Effort(wanted=5)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for one pool and number of seats."""

    best: float
    five: float
    apart: float
    again: float
    whole: float
    highs: float | None
    proven: bool
    same: bool


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    table = Table(title="milliseconds, worst of four kinds of pool; all results proven unless said otherwise")
    for heading in (
        *(
            "experts",
            "seats",
            "best team",
            "five best",
            "five that share half at most",
            "again, one set by hand",
        ),
        *("five with reasons", "HiGHS best team", "proven", "same as HiGHS", "peak memory, MB"),
    ):
        table.add_column(heading, justify="right")
    for size in sizes:
        pools = [made_up(size, kind) for kind in KINDS]
        for seats in SEATS:
            situations = [
                Situation.of_scores(made_up_need(seats), pool, scores, load_rules()) for pool, scores in pools
            ]
            table.add_row(f"{size:,}", str(seats), *_cells([_measured(one) for one in situations]))
    Console(width=170).print(table)
    _register()


def _measured(now: Situation) -> Times:
    seats = len(now.need.profiles)
    best, found = _timed(lambda: best_lineups(now.question(), Effort(wanted=1)))
    five, most = _timed(lambda: best_lineups(now.question(), FIVE))
    apart, diverse = _timed(lambda: best_lineups(now.question(), replace(FIVE, overlap=seats // 2)))
    prepared = prepare(now.question())
    someone = str(now.pool.keys[min(most.lineups[-1].rows) if most.lineups else 0])
    again, _ = _timed(lambda: answer(prepared.again(pinned={someone}), Effort(wanted=1)))
    # Where no team exists, what would unlock one is looked for, which takes longer: not what this column is about.
    whole, _ = _timed(lambda: teams_for(now, FIVE)) if found.lineups else (0.0, None)
    highs, same = None, True
    if len(now.pool) <= HIGHS_UP_TO:
        highs, value = _timed(lambda: _by_highs(now), runs=1)
        same = abs(value - as_score(sum(one.value for one in found.lineups))) < 1e-5
    proven = found.proven and most.proven and diverse.proven
    return Times(best, five, apart, again, whole, highs, proven, same)


def _by_highs(now: Situation) -> float:
    """The value of the best team, everybody a column."""
    question = now.question()
    board = question.board(np.arange(len(now.pool)))
    picks = best_by_programme(board) or ()
    team = [n for _, n in picks]
    wishes = sum(demand.weight for demand in board.demands if not demand.failing(team))
    return as_score(sum(int(board.values[kind, n]) for kind, n in picks) + wishes)


def _timed(work: Callable[[], Result], runs: int = RUNS) -> tuple[float, Result]:
    """The best of several runs, and the result of the last."""
    spans = []
    for _ in range(runs):
        start = perf_counter()
        result = work()
        spans.append(perf_counter() - start)
    return min(spans), result


def _cells(times: list[Times]) -> list[str]:
    spans = [[getattr(one, name) for one in times] for name in ("best", "five", "apart", "again", "whole")]
    highs = [one.highs for one in times if one.highs is not None]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        *(f"{1000 * max(span):.0f}" for span in spans),
        f"{1000 * max(highs):.0f}" if highs else "-",
        f"{sum(one.proven for one in times)}/{len(times)}",
        f"{sum(one.same for one in times)}/{len(times)}" if highs else "-",
        f"{peak:.0f}",
    ]


def _register() -> None:
    """The register of the demonstration, ranking included: what an officer waits for."""
    people, rules = with_calendars(candidates(), share=0.5), load_rules()
    for seats in (2, 3, 4):
        spans = []
        for row in list(requests().values())[:12]:
            need = replace(need_of(row, seats=seats), window=SPRING)
            rank, rows = _timed(partial(assess, need, people, rules), runs=2)
            find, _ = _timed(partial(find_teams, need, people, rows, rules), runs=2)
            spans.append((rank, find))
        ranks, finds = ([1000 * span for span in column] for column in zip(*spans, strict=True))
        print(
            f"{len(people)} experts of the register, {seats} seats, median of {len(spans)} requests: "
            f"ranking {median(ranks):.0f} ms, three teams with reasons and alternates {median(finds):.0f} ms"
        )


if __name__ == "__main__":
    main()
