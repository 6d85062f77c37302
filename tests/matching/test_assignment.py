"""One expert for each paper: against trying everything, with loads, and with nothing to give."""

from itertools import combinations, product
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import assignment
from matching.assignment import NOBODY, assign

SCORES = st.integers(1, 3).flatmap(
    lambda experts: st.lists(
        st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0, nan]), min_size=experts, max_size=experts),
        min_size=1,
        max_size=3,
    )
)


def by_trying(scores: list[list[float]], each: int, load: int) -> tuple[int, float]:
    """The most places that can be filled, and the highest total with so many."""
    choices = []
    for row in scores:
        able = [n for n, score in enumerate(row) if not isnan(score)]
        choices.append([team for size in range(each + 1) for team in combinations(able, size)])
    best = (0, 0.0)
    for plan in product(*choices):
        given_ = [n for team in plan for n in team]
        if all(given_.count(n) <= load for n in set(given_)):
            total = sum(scores[row][n] for row, team in enumerate(plan) for n in team)
            best = max(best, (len(given_), total)) if best[0] or given_ else best
    return best


@settings(deadline=None, max_examples=60)
@given(scores=SCORES, each=st.integers(1, 2), load=st.integers(1, 3))
def test_the_assignment_is_the_best_of_all(scores: list[list[float]], each: int, load: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "LOOKED_AT", 1)
        found = assign(np.array(scores), each=each, load=load)

    filled, total = by_trying(scores, each, load)
    assert (int((found.experts != NOBODY).sum()), round(found.total, 6)) == (filled, round(total, 6))


@settings(deadline=None, max_examples=60)
@given(scores=SCORES, load=st.integers(1, 3))
def test_scores_much_alike_are_assigned_as_well(scores: list[list[float]], load: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "LOOKED_AT", 1)
        patch.setattr(assignment, "MOST_COPIES", 0)
        found = assign(np.array(scores), load=load)

    filled, total = by_trying(scores, 1, load)
    assert (int((found.experts != NOBODY).sum()), round(found.total, 6)) == (filled, round(total, 6))


@pytest.mark.parametrize("load", [1, 2])
def test_where_all_want_the_same_experts_the_total_is_the_same_either_way(
    load: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = np.random.default_rng(3)
    scores = 0.7 * chance.random(150) + 0.3 * chance.random((60, 150))
    plain = assign(scores, load=load)

    monkeypatch.setattr(assignment, "LARGE", 0)
    priced = assign(scores, load=load)

    assert priced.total == pytest.approx(plain.total, abs=1e-9)
    assert priced.experts.tolist() == plain.experts.tolist()


def test_each_expert_has_a_load_of_their_own_and_the_best_come_first() -> None:
    found = assign(np.array([[0.9, 0.5, 0.1], [0.9, 0.8, 0.2]]), each=2, load=[1, 2, 1])

    assert found.experts.tolist() == [[0, 1], [1, 2]]
    assert found.short == 0


def test_nobody_is_given_twice_to_one_request() -> None:
    found = assign(np.array([[0.9, 0.1]]), each=2, load=5)

    assert found.experts.tolist() == [[0, 1]]


@pytest.mark.parametrize(("each", "load"), [(0, 1), (1, 0), (1, 1), (2, 3)])
def test_where_there_is_nobody_to_give_places_stay_empty(each: int, load: int) -> None:
    assert assign(np.zeros((2, 0)), each=each, load=load).experts.tolist() == [[NOBODY] * each] * 2
    assert assign(np.zeros((0, 2)), each=each, load=load).total == 0


def test_a_score_that_is_no_number_is_a_no() -> None:
    found = assign(np.array([[nan, -np.inf], [0.2, 0.4]]))

    assert (found.experts.tolist(), found.short) == ([[NOBODY], [1]], 1)
