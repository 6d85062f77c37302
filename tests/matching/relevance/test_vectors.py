import numpy as np
import pytest

from matching.relevance.document import Document
from matching.relevance.vectors import learn


def documents(*texts: str) -> list[Document]:
    return [Document("", text, "en") for text in texts]


def test_rows_have_length_one_and_are_as_alike_as_their_terms() -> None:
    _, rows = learn(documents("pension reform", "pension reform", "hospital clinic"))

    assert np.round((rows @ rows.T).toarray(), 9).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    vocabulary, rows = learn(documents("reform annuity", "reform hospital", "reform clinic"))
    asked = vocabulary.rows(documents("annuity", "reform"))

    likeness = (asked @ rows.T).toarray()

    assert likeness[0, 0] > likeness[1, 0] > 0


def test_saying_a_word_ten_times_counts_less_than_ten_words() -> None:
    vocabulary, rows = learn(documents("pension " * 10 + "reform", "hospital"))
    asked = vocabulary.rows(documents("pension", "reform"))

    likeness = (asked @ rows.T).toarray()[:, 0]

    assert likeness[1] < likeness[0] < 4 * likeness[1]


def test_a_document_without_a_term_of_the_pool_is_a_row_of_nothing() -> None:
    vocabulary, _ = learn(documents("pension reform"))

    assert vocabulary.rows(documents("hospital", "", "the of")).nnz == 0


def test_shared_words_are_single_words_of_two_documents() -> None:
    vocabulary, _ = learn(documents("pension reform", "pension reform", "hospital"))

    names = [*vocabulary.columns]

    assert [names[column] for column in vocabulary.shared_words] == ["pension", "reform"]


def test_the_part_of_shared_words_has_length_one_again() -> None:
    vocabulary, rows = learn(documents("pension annuity", "pension clinic", "hospital"))

    words = vocabulary.words_of(rows).toarray()

    assert np.linalg.norm(words, axis=1) == pytest.approx([1, 1, 0])
