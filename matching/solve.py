"""From a question about a pool to its best teams, proven over everybody.

A few thousand people are looked at closely; for all others a threshold shows that no team with one of them is among
the best.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from matching.board import NEVER, NO_BOARD, Board, as_score
from matching.bounds import MOST_STATES, Spot, bound_table, leaders, lens_of, one_less, states_of
from matching.conditions import Followed, Places
from matching.hunt import USUAL, Effort, Hunt
from matching.ledger import Ledger, Lineup
from matching.question import Question
from matching.seeds import seeds

FIRST_LOOK = 2048
"""How many people of each kind of seat are looked at closely, at first."""
WIDER = 16
HIGHEST_DRAW = 0xFFFFF
NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """The best line-ups, best first, and how sure that is."""

    lineups: tuple[Lineup, ...]
    nodes: int
    proven: bool
    gap: float
    """By how much a team not looked at might beat the best one; 0 when proven."""
    seed: float = 0.0
    """The score of the best team of the first look."""
    threshold: float = 0.0
    """Everybody with a better score for some seat was looked at."""
    ruled_out: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    """How many people the threshold, the bounds and calendars ruled out."""
    board: Board = field(default=NO_BOARD, compare=False)
    """Those above the threshold."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A question with those to look at closely picked out; changed a little, it is answered again at once."""

    question: Question
    rows: Places
    """Who is looked at."""
    caps: tuple[int, ...]
    """For each kind of seat, what nobody else is worth more than."""
    count: int
    """How many of the best for each kind of seat that are, at least."""

    def again(
        self,
        *,
        pinned: AbstractSet[str] = frozenset(),
        excluded: AbstractSet[str] = frozenset(),
        held: Mapping[str, int] = NOTHING,
    ) -> "Prepared":
        """The question with people set for the team, left out, or held in the seat they accepted."""
        changed = self.question.again(pinned=pinned, excluded=excluded, held=held)
        wanted = changed.need.pinned - self.question.need.pinned
        more = np.flatnonzero(np.isin(changed.pool.keys, list(wanted))) if wanted else self.rows[:0]
        return replace(self, question=changed, rows=np.union1d(self.rows, more))

    def wider(self, threshold: Sequence[int], count: int) -> "Prepared":
        """The question with everybody above the threshold looked at."""
        rows = np.union1d(self.rows, self.question.above(threshold))
        return replace(self, rows=rows, caps=_caps(self.question, rows), count=count)


def prepare(question: Question) -> Prepared:
    """The question with the best for each kind of seat picked out."""
    rows = question.above(question.highest(FIRST_LOOK))
    return Prepared(question, rows, _caps(question, rows), FIRST_LOOK)


def best_lineups(question: Question, effort: Effort = USUAL) -> Found:
    """The best teams; no team at all is an empty `Found`, not an error."""
    return answer(prepare(question), effort)


def answer(prepared: Prepared, effort: Effort = USUAL) -> Found:
    """The best teams; with a limit on overlap, each the best that keeps it to those before."""
    size = sum(prepared.question.seats)
    if effort.overlap is None or effort.overlap >= size - 1:
        return _answer(prepared, effort, {})[0]
    found: list[Found] = []
    followed: Mapping[Spot, Followed] = {}
    while len(found) < effort.wanted and (not found or found[-1].lineups):
        teams = [one.lineups[0].rows for one in found]
        asked = replace(prepared, question=prepared.question.beside(teams, max(effort.overlap, 0)))
        spent = sum(one.nodes for one in found)
        once = replace(effort, wanted=1, node_limit=effort.node_limit - spent)
        next_one, followed = _answer(asked, once, followed)
        found.append(next_one)
    return _joined(found)


def _joined(found: Sequence[Found]) -> Found:
    """What several searches for one team each found; sure if every one of them was."""
    first = found[0]
    return replace(
        first,
        lineups=tuple(lineup for one in found for lineup in one.lineups),
        nodes=sum(one.nodes for one in found),
        proven=all(one.proven for one in found),
        gap=max(one.gap for one in found),
        board=max((one.board for one in found), key=len),
    )


def _answer(
    prepared: Prepared, effort: Effort, followed: Mapping[Spot, Followed]
) -> tuple[Found, Mapping[Spot, Followed]]:
    question, size = prepared.question, sum(prepared.question.seats)
    if size == 0 or effort.wanted < 1 or not question.knows_pins():
        return Found((), nodes=0, proven=True, gap=0.0), followed
    hunt = Hunt(Ledger(effort.wanted, effort.node_limit), followed)
    board = question.board(prepared.rows)
    if len(board) >= size:
        hunt.settle(*seeds(board))
    seed = hunt.ledger.top
    hunt.settle(board)
    while (wider := widened(prepared, hunt, board)) is not None:
        prepared = wider
        board = question.board(prepared.rows)
        hunt.settle(board)
    return _found(prepared, hunt, seed, board), hunt.followed


def certified(prepared: Prepared, hunt: Hunt) -> Board:
    """Everybody who may be in a team at least as good as the last of the ledger; all others are proven not to be."""
    board = prepared.question.board(prepared.rows)
    while (wider := widened(prepared, hunt, board)) is not None:
        prepared = wider
        board = prepared.question.board(prepared.rows)
    return hunt.narrowed(board)


def _found(prepared: Prepared, hunt: Hunt, seed: int, board: Board) -> Found:
    ledger = hunt.ledger
    able = int(np.count_nonzero(prepared.question.worth.max(axis=0) > NEVER))
    return Found(
        tuple(lineup for _, lineup in ledger.best),
        ledger.nodes,
        proven=ledger.missed == NEVER,
        gap=as_score(max(ledger.missed - ledger.top, 0)) if ledger.missed > NEVER else 0.0,
        seed=as_score(seed),
        threshold=as_score(max(*prepared.caps, 0)),
        ruled_out={"threshold": max(able - len(board), 0), **dict(sorted(ledger.ruled_out.items()))},
        board=board,
    )


def _caps(question: Question, rows: Places) -> tuple[int, ...]:
    outside = np.ones(len(question.pool), dtype=np.bool_)
    outside[rows] = False
    return tuple(int(row[outside].max(initial=NEVER)) for row in question.worth)


def widened(prepared: Prepared, hunt: Hunt, board: Board) -> Prepared | None:
    """The question with everybody looked at who might be in one of the best teams; None if they all were."""
    caps = [cap | HIGHEST_DRAW if cap > NEVER else NEVER for cap in prepared.caps]
    if max(caps, default=NEVER) <= NEVER:
        return None
    needed = _needed(board, hunt, caps)
    ahead = max(cap - least for cap, least in zip(caps, needed, strict=True) if cap > NEVER)
    if ahead < 0:
        return None
    if hunt.ledger.spent:
        hunt.ledger.missed = max(hunt.ledger.missed, ahead + max(hunt.ledger.floor, 0))
        return None
    count = prepared.count * WIDER
    if hunt.ledger.floor > NEVER:
        return prepared.wider([least - HIGHEST_DRAW for least in needed], count)
    return prepared.wider(prepared.question.highest(count), count)


def _needed(board: Board, hunt: Hunt, caps: Sequence[int]) -> list[int]:
    """For each kind of seat, what somebody as good as anybody in all else must at least be worth for it."""
    fits = states_of(board, hunt.followed, among_others=True) <= MOST_STATES
    lens = lens_of(board, hunt.followed if fits else {}, hunt.known, among_others=True)
    chosen = leaders(board, lens)
    people = board.bare(chosen, np.repeat(np.array([caps]).T, board.size, axis=1))
    table = bound_table(people, lens.of(chosen, others=board.size))
    after = int(lens.steps[0][-1, 0])
    floor = max(hunt.ledger.floor, NEVER // 2)
    return [
        floor - int(table.worth[fewer][0, after]) if fewer is not None else -NEVER
        for fewer in one_less(board.seats)
    ]
