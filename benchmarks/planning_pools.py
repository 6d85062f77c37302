"""Made-up requests that compete for the same people, of three kinds that are hard in different ways."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from benchmarks.matching_pools import AREAS, SPRING, made_up, need
from config.periods import Period
from config.rules import load_rules
from matching.question import Question
from matching.situation import Situation

KINDS = ("spread", "one season", "the same few")
"""Windows spread over a season; all in one season; all in one season, and everybody likes nearly the same people."""
_SHARED = {"spread": 0.5, "one season": 0.5, "the same few": 0.9}


def competing(requests: int, experts: int, kind: str, seed: int = 1) -> list[Question]:
    """So many requests for two, three or four experts; a score is partly the same for all requests."""
    chance = np.random.default_rng(seed)
    pool, common = made_up(experts, "even", seed)
    shared, rules = _SHARED[kind], load_rules()
    found = []
    for n in range(requests):
        scores = shared * common + (1 - shared) * chance.random(experts)
        asked = need(2 + n % 3)
        if kind == "spread":
            asked = replace(asked, window=_window(chance), areas=_areas(chance))
        found.append(Situation.of_scores(asked, pool, scores, rules).question())
    return found


def _window(chance: np.random.Generator) -> Period:
    start = SPRING.start + timedelta(weeks=int(chance.integers(0, 9)))
    return Period(start, start + timedelta(weeks=int(chance.integers(3, 7))) - timedelta(days=3))


def _areas(chance: np.random.Generator) -> tuple[str, ...]:
    return tuple(sorted(chance.choice(AREAS, 3, replace=False).tolist()))
