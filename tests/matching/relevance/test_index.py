from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.relevance import index as index_module
from matching.relevance.document import Document, Expert
from matching.relevance.index import Index, learn_index
from matching.relevance.pool import learn_pool
from tests.matching.relevance.pools import MATTERS, chance, document, experts, requests

PEOPLE = experts()
KEYS = [expert.id for expert in PEOPLE]
ASKED = [*requests().values()]
NOBODY: Sequence[Expert] = ()


def newcomer(matter: str, key: str = "new") -> Expert:
    random = chance(7)
    return Expert(key, tuple(document(matter, random) for _ in range(4)))


def test_an_index_tells_the_same_as_the_pool() -> None:
    assert learn_index(PEOPLE).scores_of(ASKED, KEYS).tolist() == learn_pool(PEOPLE).scores(ASKED).tolist()


def test_scores_come_in_the_order_of_the_keys() -> None:
    index = learn_index(PEOPLE)

    assert index.scores_of(ASKED, KEYS[::-1]).tolist() == index.scores_of(ASKED, KEYS)[:, ::-1].tolist()


@pytest.mark.parametrize("matter", MATTERS)
def test_a_newcomer_is_found_at_once(matter: str) -> None:
    index = learn_index(PEOPLE).updated([newcomer(matter)])

    scores = index.scores_of([requests()[matter]], [*KEYS, "new"])[0]

    assert (scores[:-1] > scores[-1]).sum() < 4


def test_a_word_that_nobody_used_before_finds_the_newcomer() -> None:
    index = learn_index(PEOPLE).updated(
        [Expert("new", (Document("Beekeeping", "Honey of the heath", "en"),))]
    )

    scores = index.scores_of([Document("Beekeeping", "", "en")], [*KEYS, "new"])[0]

    assert scores.argmax() == len(KEYS)


def test_the_earlier_index_knows_nothing_of_an_update() -> None:
    before = learn_index(PEOPLE)
    scores = before.scores_of(ASKED, KEYS).tolist()

    before.updated([newcomer("labour", KEYS[0])])

    assert before.scores_of(ASKED, KEYS).tolist() == scores


def test_the_same_documents_again_change_no_score() -> None:
    index = learn_index(PEOPLE)

    again = index.updated(PEOPLE[:5])

    assert np.abs(again.scores_of(ASKED, KEYS) - index.scores_of(ASKED, KEYS)).max() <= 1
    assert {term: n for term, n in again.frequencies.items() if n} == {}
    assert again.documents == index.documents


def test_whoever_has_no_documents_any_more_scores_like_somebody_unknown() -> None:
    index = learn_index(PEOPLE).updated([Expert(KEYS[0], ())])

    known, unknown = index.scores_of(ASKED, [KEYS[0], "nobody"]).T

    assert known.tolist() == unknown.tolist()
    assert index.documents == learn_index(PEOPLE).documents - 4


def test_whoever_comes_and_goes_leaves_no_trace() -> None:
    index = learn_index(PEOPLE)

    after = index.updated([newcomer("cash")]).updated([Expert("new", ())])

    assert after.scores_of(ASKED, KEYS).tolist() == index.scores_of(ASKED, KEYS).tolist()


def test_changes_one_by_one_are_the_same_as_together() -> None:
    index, changed = learn_index(PEOPLE[3:]), PEOPLE[:3]
    one_by_one = index
    for expert in changed:
        one_by_one = one_by_one.updated([expert])

    together = index.updated(changed)

    assert one_by_one.frequencies == together.frequencies
    assert one_by_one.documents == together.documents


@settings(max_examples=15, deadline=None)
@given(st.permutations(PEOPLE))
def test_the_order_of_experts_changes_no_score(people: list[Expert]) -> None:
    assert (
        learn_index(people).scores_of(ASKED, KEYS).tolist()
        == learn_index(PEOPLE).scores_of(ASKED, KEYS).tolist()
    )


def test_an_index_brought_up_to_date_is_near_one_learned_anew() -> None:
    updated = learn_index(PEOPLE[:-3]).updated(PEOPLE[-3:]).scores_of(ASKED, KEYS)
    anew = learn_index(PEOPLE).scores_of(ASKED, KEYS)

    assert np.corrcoef(updated.ravel(), anew.ravel())[0, 1] > 0.98


def test_a_small_index_is_out_of_date_after_any_change() -> None:
    index = learn_index(PEOPLE)

    assert (index.out_of_date, index.updated([newcomer("cash")]).out_of_date) == (False, True)


def test_a_large_one_after_many(monkeypatch: pytest.MonkeyPatch) -> None:
    # A size that takes minutes to make by itself.
    monkeypatch.setattr(index_module, "LEARNED_ANEW", 0)
    monkeypatch.setattr(index_module, "SHARE_CHANGED", 0.1)
    index = learn_index(PEOPLE).updated([newcomer("cash")])

    assert not index.out_of_date
    assert index.updated(replace(newcomer("cash"), id=f"new-{n}") for n in range(3)).out_of_date


@pytest.mark.parametrize("people", [(), [Expert("a", ())], [Expert("a", (Document("", "?!"),))]])
def test_an_index_of_nothing_scores_nothing(people: Sequence[Expert]) -> None:
    index = learn_index(people)

    assert index.scores_of(ASKED[:1], ["a", "b"]).tolist() == [[0, 0]]
    assert index.updated([newcomer("cash")]).out_of_date


@pytest.mark.parametrize("text", ["", "?!", "zebra", "pension " * 10_000])
def test_any_request_gets_scores(text: str) -> None:
    index = learn_index(PEOPLE).updated([newcomer("cash")])

    assert index.scores_of([Document("", text)], [*KEYS, "new"]).shape == (1, len(KEYS) + 1)


def test_no_request_and_nobody_asked_about_are_no_scores() -> None:
    index: Index = learn_index(PEOPLE)

    assert index.scores_of([], KEYS).shape == (0, len(KEYS))
    assert index.scores_of(ASKED, []).shape == (len(ASKED), 0)
