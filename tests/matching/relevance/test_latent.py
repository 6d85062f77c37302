import numpy as np
import pytest

from matching.relevance import latent
from matching.relevance.document import Document
from matching.relevance.latent import RANKS, Placed, Space, learn_space
from matching.relevance.vectors import Floats, Rows, Vocabulary, learn
from tests.matching.relevance.pools import MATTERS, chance, document


def pool(*texts: str) -> tuple[Vocabulary, Rows]:
    learned = learn([Document("", text, "en") for text in texts])
    assert learned is not None
    return learned.vocabulary, learned.words()


def many(count: int) -> Rows:
    random = chance(5)
    matters = list(MATTERS)
    learned = learn([document(matters[n % len(matters)], random) for n in range(count)])
    assert learned is not None
    return learned.words()


def by_hand(space: Space, ones: Floats, others: Floats) -> Floats:
    """The mean of cosines on the first axes of each rank, written down as the definition says."""
    cosines = [
        (ones[:, :rank] @ others[:, :rank].T)
        / np.outer(np.linalg.norm(ones[:, :rank], axis=1), np.linalg.norm(others[:, :rank], axis=1))
        for rank in space.ranks
    ]
    return np.asarray(np.mean(cosines, axis=0))


def test_documents_are_alike_that_share_no_word_but_the_company_of_their_words() -> None:
    texts = (
        ["annuity pension"] * 3 + ["pension retirement"] * 3 + ["hospital clinic"] * 3 + ["clinic nurse"] * 3
    )
    vocabulary, rows = pool(*texts)
    axes = np.linalg.svd(rows.toarray(), full_matrices=False)[2]
    space = Space(axes[:2].T, (2,))
    asked = space.place(vocabulary.words_of(vocabulary.rows([Document("", "annuity", "en")])))

    likeness = space.likeness(asked, space.place(rows))[0]

    assert likeness[3] > 0.9  # pension retirement
    assert abs(likeness[6]) < 0.1  # hospital clinic


def test_likeness_is_the_mean_of_the_cosines_over_the_ranks() -> None:
    random = np.random.default_rng(3)
    space = Space(np.eye(6), (2, 3, 6))
    ones, others = random.normal(size=(4, 6)), random.normal(size=(5, 6))

    found = space.likeness(space.place(ones), space.place(others))

    assert found == pytest.approx(by_hand(space, ones, others))


def test_a_document_without_a_place_is_like_nothing() -> None:
    space = Space(np.eye(3), (1, 3))

    found = space.likeness(space.place(np.zeros((1, 3))), space.place(np.eye(3)))

    assert found.tolist() == [[0, 0, 0]]


def test_a_document_that_begins_to_have_a_place_at_a_higher_rank_counts_there() -> None:
    space = Space(np.eye(2), (1, 2))
    one = space.place(np.array([[0.0, 2.0]]))

    assert space.likeness(one, one).tolist() == [[0.5]]


def test_axes_are_those_of_the_exact_decomposition() -> None:
    rows = many(60)

    space = learn_space(rows)

    exact = np.linalg.svd(rows.toarray(), compute_uv=False)
    found = np.linalg.norm(space.place(rows).points, axis=0)
    assert found[:10] == pytest.approx(exact[:10], rel=0.01)


def test_ranks_end_where_the_pool_does() -> None:
    rows = many(90)

    assert learn_space(rows).ranks == (50, min(rows.shape) - 1)


def test_a_large_pool_has_all_ranks() -> None:
    random = np.random.default_rng(0)
    from scipy.sparse import random_array  # noqa: PLC0415 - slow import

    assert learn_space(random_array((400, 350), density=0.1, rng=random, format="csr")).ranks == RANKS


@pytest.mark.parametrize("texts", [("pension",), ("pension", "hospital"), ("pension", "pension")])
def test_a_pool_too_small_for_axes_has_none(texts: tuple[str, ...]) -> None:
    _, rows = pool(*texts)

    space = learn_space(rows)

    place = space.place(rows)
    assert space.ranks == ()
    assert space.likeness(place, place).tolist() == np.zeros((len(texts), len(texts))).tolist()


def test_the_same_rows_have_the_same_axes() -> None:
    first, second = learn_space(many(120)), learn_space(many(120))

    assert np.array_equal(first.axes, second.axes)


def test_many_documents_are_placed_as_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = many(60)
    space = learn_space(rows)
    at_once = space.place(rows)

    monkeypatch.setattr(latent, "AT_ONCE", 7)
    in_steps = space.place(rows)

    assert np.array_equal(in_steps.points, at_once.points)
    assert np.array_equal(in_steps.lengths, at_once.lengths)


def test_lengths_are_those_of_the_first_axes_of_each_rank() -> None:
    placed = Space(np.eye(2), (1, 2)).place(np.array([[3.0, 4.0]]))

    assert (placed.points.tolist(), placed.lengths.tolist()) == ([[3, 4]], [[3], [5]])
    assert isinstance(placed, Placed)
