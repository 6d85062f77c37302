from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.relevance import pool as pool_module
from matching.relevance.document import Document, Expert
from matching.relevance.pool import learn_pool
from tests.matching.relevance.pools import MATTERS, chance, document, experts, requests

PEOPLE = experts()
ASKED = requests()


def scores(people: Sequence[Expert], documents: Sequence[Document]) -> dict[str, list[int]]:
    """The scores of each expert, by id."""
    found = learn_pool(people).scores(documents)
    return {expert.id: found[:, n].tolist() for n, expert in enumerate(people)}


def order(people: Sequence[Expert], asked: Document) -> list[str]:
    """Ids, best first."""
    found = scores(people, [asked])
    return sorted(found, key=lambda name: -found[name][0])


@pytest.mark.parametrize("matter", MATTERS)
def test_those_who_know_the_matter_come_first(matter: str) -> None:
    best = order(PEOPLE, ASKED[matter])[:3]

    assert {name.partition("-")[0] for name in best} == {matter}


def test_an_author_is_found_by_a_document_that_was_left_out() -> None:
    found = []
    for expert in PEOPLE:
        left_out, *kept = expert.documents
        people = [replace(one, documents=tuple(kept)) if one is expert else one for one in PEOPLE]
        found.append(order(people, left_out)[0].partition("-")[0] == expert.id.partition("-")[0])

    assert all(found)


@given(st.permutations(PEOPLE), st.permutations(list(ASKED.values())))
def test_the_order_of_experts_and_of_requests_changes_no_score(
    people: list[Expert], asked: list[Document]
) -> None:
    expected = dict(
        zip(ASKED.values(), np.array(list(scores(PEOPLE, list(ASKED.values())).values())).T, strict=True)
    )

    found = np.array(list(scores(sorted(people, key=PEOPLE.index), asked).values())).T
    shuffled = scores(people, asked)

    assert found.tolist() == [expected[one].tolist() for one in asked]
    assert [shuffled[one.id] for one in PEOPLE] == found.T.tolist()


def test_the_order_of_an_experts_documents_changes_no_score() -> None:
    turned = [replace(one, documents=one.documents[::-1]) for one in PEOPLE]

    assert scores(turned, list(ASKED.values())) == scores(PEOPLE, list(ASKED.values()))


def test_a_request_scores_the_same_alone_and_among_others() -> None:
    asked = list(ASKED.values())

    alone = [learn_pool(PEOPLE).scores([one])[0].tolist() for one in asked]

    assert learn_pool(PEOPLE).scores(asked).tolist() == alone


def test_requests_in_portions_score_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list(ASKED.values()) * 3
    at_once = learn_pool(PEOPLE).scores(asked).tolist()

    # A limit of memory that a small pool never meets by itself.
    monkeypatch.setattr(pool_module, "MOST_CELLS", 150)

    assert learn_pool(PEOPLE).scores(asked).tolist() == at_once


def test_a_document_sent_twice_changes_nothing() -> None:
    doubled = [replace(one, documents=one.documents * 2) for one in PEOPLE]

    assert scores(doubled, list(ASKED.values())) == scores(PEOPLE, list(ASKED.values()))


def test_two_experts_with_the_same_documents_score_the_same() -> None:
    twin = replace(PEOPLE[0], id="twin")

    found = scores([*PEOPLE, twin], list(ASKED.values()))

    assert found["twin"] == found[PEOPLE[0].id]


def test_ids_play_no_part() -> None:
    renamed = [replace(one, id=f"x{n}") for n, one in enumerate(PEOPLE)]

    assert list(scores(renamed, [ASKED["cash"]]).values()) == list(scores(PEOPLE, [ASKED["cash"]]).values())


def test_an_expert_of_another_trade_hardly_moves_the_order_of_the_others() -> None:
    """Whoever joins the pool changes what is rare in it and its axes, so near ties may turn; the leaders stay."""
    cook = Expert(
        "cook", tuple(Document("Soup", f"onion carrot broth ladle spoon {n}", "en") for n in range(3))
    )

    for asked in ASKED.values():
        before, after = order(PEOPLE, asked), order([*PEOPLE, cook], asked)
        after.remove("cook")
        moved = [abs(before.index(name) - after.index(name)) for name in before]

        assert set(before[:3]) == set(after[:3])
        assert np.mean(moved) < 2


def test_the_one_of_another_trade_is_not_sought() -> None:
    cook = Expert("cook", (Document("Soup", "onion carrot broth ladle spoon", "en"),))

    assert all("cook" not in order([*PEOPLE, cook], asked)[:3] for asked in ASKED.values())


def test_an_expert_without_documents_comes_last() -> None:
    nobody = Expert("nobody", (Document("", "  "),))

    found = scores([*PEOPLE, nobody], [ASKED["health"]])

    assert all(found["nobody"][0] < found[f"health-{n}"][0] for n in range(3))


@pytest.mark.parametrize("text", ["", "?!", "the of and", "onion broth", "🙂" * 50, "\x00\ud800"])
def test_a_request_without_a_word_of_the_pool_scores_all_the_same(text: str) -> None:
    assert len(set(learn_pool(PEOPLE).scores([Document("", text)])[0].tolist())) == 1


def test_a_request_of_ten_thousand_words_is_scored_like_a_short_one() -> None:
    long = Document("", " ".join(document("labour", chance(n), 100).text for n in range(105)), "en")

    assert len(long.text.split()) > 9_900
    assert {name.partition("-")[0] for name in order(PEOPLE, long)[:3]} == {"labour"}


def test_a_single_expert_scores_higher_for_what_they_know() -> None:
    found = scores(PEOPLE[:1], [ASKED["pensions"], ASKED["health"]])

    assert found["pensions-0"][0] > found["pensions-0"][1]


def test_nobody_to_score_and_nothing_to_score_for() -> None:
    assert learn_pool([]).scores([ASKED["cash"]]).shape == (1, 0)
    assert learn_pool(PEOPLE).scores([]).shape == (0, len(PEOPLE))
    assert learn_pool([Expert("blank", ())]).scores([ASKED["cash"]]).tolist() == [[0]]
    assert learn_pool([Expert("a", (Document("", "the of", "en"),))]).scores([ASKED["cash"]]).tolist() == [
        [0]
    ]


@pytest.mark.parametrize(
    ("language", "cv", "asked"),
    [
        (
            "fr",
            "Inspecteur du travail, formations à l'inspection des entreprises",
            "Former les inspecteurs du travail",
        ),
        (
            "es",
            "Inspectora de trabajo, formación en inspección de empresas",
            "Formar a inspectores del trabajo",
        ),
        ("pt", "Inspetora do trabalho, formação em inspeção de empresas", "Formar inspetores do trabalho"),
    ],
)
def test_documents_are_compared_in_their_own_language(language: str, cv: str, asked: str) -> None:
    people = [*PEOPLE, Expert("native", (Document("", cv, language),))]

    assert order(people, Document("", asked, language))[0] == "native"


@given(
    st.lists(st.lists(st.text(max_size=30), max_size=3), max_size=5),
    st.lists(st.text(max_size=30), max_size=3),
)
def test_any_texts_have_scores(texts: list[list[str]], asked: list[str]) -> None:
    people = [Expert(str(n), tuple(Document("", one) for one in own)) for n, own in enumerate(texts)]

    found = learn_pool(people).scores([Document("", one) for one in asked])

    assert found.shape == (len(asked), len(people))
