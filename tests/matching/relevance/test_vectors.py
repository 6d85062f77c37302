from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.relevance.document import Document
from matching.relevance.vectors import Learned, Vocabulary, learn, weighed
from matching.relevance.words import terms_of


def documents(*texts: str) -> list[Document]:
    return [Document("", text, "en") for text in texts]


def learned(*texts: str) -> Learned:
    found = learn(documents(*texts))
    assert found is not None
    return found


def vocabulary_of(*texts: str) -> Vocabulary:
    return learned(*texts).vocabulary


def test_rows_have_length_one_and_are_as_alike_as_their_terms() -> None:
    rows = learned("pension reform", "pension reform", "hospital clinic").inverted

    assert np.round((rows.T @ rows).toarray(), 9).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    pool = learned("reform annuity", "reform hospital", "reform clinic")
    asked = pool.vocabulary.rows(documents("annuity", "reform"))

    likeness = (asked @ pool.inverted).toarray()

    assert likeness[0, 0] > likeness[1, 0] > 0


def test_saying_a_word_ten_times_counts_less_than_ten_words() -> None:
    pool = learned("pension " * 10 + "reform", "hospital")
    asked = pool.vocabulary.rows(documents("pension", "reform"))

    likeness = (asked @ pool.inverted).toarray()[:, 0]

    assert likeness[1] < likeness[0] < 4 * likeness[1]


def test_a_document_without_a_term_of_the_pool_is_a_row_of_nothing() -> None:
    assert vocabulary_of("pension reform").rows(documents("hospital", "", "the of")).nnz == 0


def test_shared_words_are_single_words_of_two_documents() -> None:
    vocabulary = vocabulary_of("pension reform", "pension reform", "hospital")

    assert vocabulary.terms(vocabulary.shared_words) == ["pension", "reform"]


def test_the_part_of_shared_words_has_length_one_again() -> None:
    words = learned("pension annuity", "pension clinic", "hospital").words().toarray()

    assert np.linalg.norm(words, axis=1) == pytest.approx([1, 1, 0])


@pytest.mark.parametrize("texts", [(), ("",), ("the of", "?!", "7")])
def test_nothing_is_learned_from_documents_without_a_term(texts: tuple[str, ...]) -> None:
    assert learn(documents(*texts)) is None


def test_frequencies_are_those_of_words_and_of_pairs() -> None:
    vocabulary = vocabulary_of("pension reform", "pension reform law", "reform pension")

    found = vocabulary.frequencies_of(
        ["pension", "pension reform", "reform pension", "law pension", "clinic"]
    )

    assert [*found.values()] == [3, 2, 1, 0, 0]


def test_pairs_of_a_pool_without_pairs_are_unknown() -> None:
    assert vocabulary_of("pension", "reform").frequencies_of(["pension reform"]) == {"pension reform": 0}


@given(st.lists(st.lists(st.sampled_from(["pension", "reform", "law", "clinic"]), max_size=6), min_size=1))
def test_documents_learned_together_weigh_as_each_by_itself(texts: list[list[str]]) -> None:
    asked = documents(*(" ".join(words) for words in [*texts, ["law"]]))
    pool = learn(asked)
    assert pool is not None

    frequencies = Counter(term for one in asked for term in {*terms_of(one)})
    expected = [weighed(Counter(terms_of(one)), frequencies, len(asked)) for one in asked]

    found = pool.inverted.T.toarray()
    assert found == pytest.approx(pool.vocabulary.sparse(expected).toarray())
    assert [{*pool.terms_of(n)} for n in range(len(asked))] == [{*one} for one in expected]
