"""Questions and boards out of a few people, for tests of the search by itself."""

from collections.abc import Sequence

import numpy as np

from config.rules import Rules
from matching.board import Board
from matching.need import Assessment, Candidate, Need
from matching.pool import Pool
from matching.question import Question, question_of
from tests.matching.people import judged, rules


def scored(people: Sequence[Candidate], scores: Sequence[float], seats: int = 2) -> list[list[Assessment]]:
    return [[judged(one.key, score) for one, score in zip(people, scores, strict=True)]] * seats


def question(
    need: Need,
    people: Sequence[Candidate],
    rows: Sequence[Sequence[Assessment]],
    setting: Rules | None = None,
) -> Question:
    return question_of(need, Pool.of(people, need.window), rows, setting or rules())


def board_of(asked: Question) -> Board:
    return asked.board(np.arange(len(asked.pool)))
