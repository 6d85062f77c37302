"""Rules outside the kinds: the search without them orders teams and rules people out, HiGHS decides among the rest."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matching.board import Board
from matching.hunt import Effort, Hunt
from matching.ledger import Ledger, Lineup
from matching.programme import Linear, best_by_programme
from matching.question import Question
from matching.solve import Found, answer, certified, prepare

TRIED_FIRST = 50
"""The first of so many best teams that happens to keep to the rules is the best that does."""


def best_beyond(question: Question, beyond: Sequence[Linear], effort: Effort | None = None) -> Found:
    """The best team that also keeps to these rules."""
    effort = replace(effort or Effort(), wanted=TRIED_FIRST)
    found = answer(prepare(question), effort)
    kept = [one for one in found.lineups if all(rule.met(one.rows) for rule in beyond)]
    if kept or not found.proven or len(found.lineups) < TRIED_FIRST:
        return replace(found, lineups=tuple(kept[:1]))
    first = _by_programme(found.board, beyond)
    hunt = Hunt(Ledger(1, effort.node_limit))
    if first is not None:
        hunt.ledger.offer(first, ())
    board = certified(prepare(question), hunt)
    best = _by_programme(board, beyond)
    return replace(found, lineups=() if best is None else (best,), board=board)


def _by_programme(board: Board, beyond: Sequence[Linear]) -> Lineup | None:
    picks = best_by_programme(board, beyond)
    if picks is None:
        return None
    team = [n for _, n in picks]
    value = sum(int(board.values[kind, n]) for kind, n in picks)
    wishes = sum(demand.weight for demand in board.demands if not demand.failing(team))
    ordered = sorted(picks, key=lambda one: -int(np.max(board.values[:, one[1]])))
    return Lineup(value + wishes, tuple((kind, int(board.rows[n])) for kind, n in ordered))
