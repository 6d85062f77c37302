"""A team as it is shown: who takes which seat, when, which rules it meets, and who could stand in."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from matching.alternates import alternates
from matching.availability import Calendar, common_period
from matching.board import Board, as_score
from matching.ledger import Lineup
from matching.need import Assessment, Certificate, Member, Reason, Search, Team
from matching.question import Question
from matching.relaxations import Unlocked
from matching.rules import judge
from matching.solve import Found

Assessed = Callable[[int, int], Assessment]
"""The assessment of a seat and a row of the pool."""


def outcome(question: Question, found: Found, certificate: Certificate, assessed: Assessed) -> Search | None:
    """The teams that were found, or that the search was stopped; None where it is proven that there is none."""
    if found.lineups:
        teams = (team_of(question, found.board, lineup, assessed) for lineup in found.lineups)
        return Search(tuple(teams), certificate)
    if not found.proven:
        return Search((), certificate, (Reason("obstacle.search_stopped", {"nodes": found.nodes}),))
    return None


def certificate_of(found: Found, *, people: int, barred: Mapping[str, int]) -> Certificate:
    """How the result was found, among so many people, so many of them barred for each reason."""
    return Certificate(
        people,
        dict(sorted(barred.items())),
        found.nodes,
        found.proven,
        found.gap,
        found.seed,
        found.threshold,
        found.ruled_out,
    )


def team_of(question: Question, board: Board, lineup: Lineup, assessed: Assessed) -> Team:
    """The team of a line-up; alternates are those of the board."""
    need, pool = question.need, question.pool
    rows = _seating(question, lineup)
    people = [pool.candidate(row) for row in rows]
    calendar = Calendar.of(need.window)
    return Team(
        members=tuple(
            Member(seat, str(pool.keys[row]), assessed(seat, row)) for seat, row in enumerate(rows)
        ),
        score=as_score(lineup.value),
        period=common_period((calendar.possible(one) for one in people), calendar) or need.window,
        rules=tuple(judge(need, clause, people) for clause in question.clauses),
        alternates=_alternates(question, board, rows),
    )


def nearly(question: Question, unlocked: Sequence[Unlocked], assessed: Assessed) -> Team | None:
    """The best team that breaks one rule, judged by all of them."""
    broken = [one for one in unlocked if [two.reason.key for two in one.changes] == ["unlock.without_rule"]]
    if not broken:
        return None
    best = max(broken, key=lambda one: one.found.lineups[0].value).found
    return team_of(question, best.board, best.lineups[0], assessed)


def _seating(question: Question, lineup: Lineup) -> list[int]:
    """Who takes which seat; among seats of one kind the better comes first."""
    free = [list(kind) for kind in question.kinds]
    seats = {free[kind].pop(0): row for kind, row in lineup.picks}
    return [seats[seat] for seat in sorted(seats)]


def _alternates(question: Question, board: Board, rows: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    if not np.isin(rows, board.rows).all():
        board = question.board(np.union1d(board.rows, rows))
    places = {row: n for n, row in enumerate(board.rows.tolist())}
    team = [places[row] for row in rows]
    kinds = [next(n for n, kind in enumerate(question.kinds) if seat in kind) for seat in range(len(rows))]
    return tuple(alternates(board, team, kinds, seat) for seat in range(len(rows)))
