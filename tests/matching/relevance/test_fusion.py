import numpy as np
import pytest

from matching.relevance.fusion import EXPERTS_TAKEN_AS_READ, ONE, Usual, fuse

USUAL = Usual(0.1, 0.2)


def test_in_a_large_pool_a_score_is_in_standard_deviations_of_that_request() -> None:
    likeness = np.random.default_rng(1).normal(0.3, 0.05, (2, 5_000))

    scores = fuse([(likeness, USUAL)])

    plain = (likeness - likeness.mean(axis=1, keepdims=True)) / likeness.std(axis=1, keepdims=True)
    assert scores / ONE == pytest.approx(plain, abs=0.2)


def test_a_single_expert_is_compared_with_everyday_pools() -> None:
    good, poor = fuse([(np.array([[0.6], [0.1]]), USUAL)])[:, 0] / ONE

    assert good > 1.5
    assert poor == 0


def test_as_many_seen_as_taken_as_read_weigh_the_same() -> None:
    likeness = np.full((1, EXPERTS_TAKEN_AS_READ), 0.3)

    scores = fuse([(likeness, USUAL)])

    assert scores[0, 0] / ONE == pytest.approx((0.3 - 0.2) / np.sqrt(0.2**2 / 2))


def test_kinds_weigh_the_same_whatever_their_scale() -> None:
    one = np.array([[0.0, 1.0]])
    small, large = (one * 0.01, Usual(0.001, 0.002)), (one * 10, Usual(1.0, 2.0))

    assert fuse([small, large]).tolist() == fuse([large, small]).tolist()
    assert fuse([small, large]).tolist() == fuse([small]).tolist()


def test_all_alike_is_the_same_score_for_all() -> None:
    assert len(set(fuse([(np.zeros((1, 50)), USUAL)])[0].tolist())) == 1


def test_scores_are_whole_numbers_fine_enough_to_tell_near_ones_apart() -> None:
    scores = fuse([(np.array([[0.5, 0.500001]]), USUAL)])

    assert scores.dtype == np.int64
    assert scores[0, 0] < scores[0, 1]


def test_no_requests_or_no_experts_are_no_scores() -> None:
    assert fuse([(np.zeros((0, 3)), USUAL)]).shape == (0, 3)
