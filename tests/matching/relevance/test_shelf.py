from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.relevance.document import Document, Expert
from matching.relevance.shelf import BEST_DOCUMENTS, Shelf, arrange


def expert(name: str, *texts: str) -> Expert:
    return Expert(name, tuple(Document("", text) for text in texts))


def likeness(shelf: Shelf, *values: dict[str, float]) -> np.ndarray:
    """What each request has in common with each document, by the text of the document."""
    return np.array([[row[document.text] for document in shelf.documents] for row in values])


def best_by_hand(experts: Sequence[Expert], values: dict[str, float]) -> list[float]:
    """The definition, expert by expert."""
    found = []
    for one in experts:
        own = sorted((values[text] for text in {d.text for d in one.documents if d.text}), reverse=True)
        found.append(float(np.mean(own[:BEST_DOCUMENTS])) if own else 0.0)
    return found


def test_the_best_three_documents_count() -> None:
    shelf = arrange([expert("one", "a", "b", "c", "d"), expert("two", "e")])

    found = shelf.best(likeness(shelf, {"a": 0.1, "b": 0.9, "c": 0.6, "d": 0.3, "e": 0.5}))

    assert found[0] == pytest.approx([0.6, 0.5])


def test_whoever_has_no_document_is_like_nothing() -> None:
    shelf = arrange([expert("nobody"), expert("blank", "", " \n"), expert("one", "a")])

    assert shelf.best(likeness(shelf, {"a": 0.7})).tolist() == [[0.0, 0.0, 0.7]]


def test_without_documents_there_is_nothing_to_compare() -> None:
    shelf = arrange([expert("nobody"), expert("blank", "")])

    assert (shelf.documents, shelf.best(np.zeros((2, 0))).tolist()) == ((), [[0, 0], [0, 0]])
    assert arrange([]).best(np.zeros((1, 0))).shape == (1, 0)


def test_a_document_given_twice_counts_once() -> None:
    shelf = arrange([expert("one", "a", "a", "a", "b")])

    assert shelf.best(likeness(shelf, {"a": 0.8, "b": 0.2}))[0] == pytest.approx([0.5])


def test_two_experts_may_have_the_same_document() -> None:
    shelf = arrange([expert("one", "a"), expert("two", "a")])

    assert shelf.best(likeness(shelf, {"a": 0.4})).tolist() == [[0.4, 0.4]]


def test_a_document_with_a_title_only_counts() -> None:
    shelf = arrange([Expert("one", (Document("Pensions", ""),))])

    assert shelf.documents == (Document("Pensions", ""),)


def test_the_order_on_the_shelf_does_not_depend_on_the_order_of_experts() -> None:
    one, two, three = expert("1", "c", "a"), expert("2", "b"), expert("3", "d", "b")

    assert arrange([one, two, three]).documents == arrange([three, one, two]).documents


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=6),
    st.lists(st.floats(-1, 1), min_size=8, max_size=8),
)
def test_the_best_of_all_experts_at_once_are_those_of_each(
    texts: list[list[str]], numbers: list[float]
) -> None:
    experts = [expert(str(n), *own) for n, own in enumerate(texts)]
    values = dict(zip("abcdefgh", numbers, strict=True))
    shelf = arrange(experts)

    found = shelf.best(likeness(shelf, values).reshape(1, -1))

    assert found[0] == pytest.approx(best_by_hand(experts, values))
