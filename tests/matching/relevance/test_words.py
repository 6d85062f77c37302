from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.relevance.document import Document
from matching.relevance.words import (
    BETWEEN_PASSAGES,
    LONGEST_TEXT,
    WEIGHT_OF_TITLE,
    Told,
    is_single,
    spoken,
    tell,
    terms_of,
)


def terms(text: str, language: str = "") -> list[str]:
    return terms_of(Document("", text, language))


def test_terms_are_stems_and_pairs_of_neighbours_without_everyday_words() -> None:
    assert terms("The reforms of pension legislation") == [
        "reform",
        "pension",
        "legisl",
        "reform pension",
        "pension legisl",
    ]


def test_the_title_counts_twice_and_makes_no_pair_with_the_text() -> None:
    assert terms_of(Document("Pensions", "Reform", "en")) == ["pension", "pension", "reform"]


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("inspections", "inspection", "en"),
        ("cotisations", "cotisation", "fr"),
        ("trabajadores", "trabajador", "es"),
        ("inspetores", "inspetor", "pt"),
        ("Versicherungen", "Versicherung", "de"),
        ("ассигнования", "ассигнование", "ru"),
    ],
)
def test_forms_of_a_word_are_one_term(one: str, other: str, language: str) -> None:
    assert terms(one, language) == terms(other, language) != []


def test_accents_and_case_make_no_difference() -> None:
    assert terms("SÉCURITÉ sociale", "fr") == terms("securite Sociale", "fr")


@pytest.mark.parametrize("stated", ["fr", "FR", " fr ", "fr-BE", "fr_CA"])
def test_the_language_a_document_states_counts(stated: str) -> None:
    assert spoken(stated, ["the", "of", "and"]) == "fr"


@pytest.mark.parametrize("stated", ["", "xx", "French", "-", "🇫🇷", "en" * 1000])
def test_a_language_nobody_knows_is_told_by_the_text(stated: str) -> None:
    assert spoken(stated, ["appui", "a", "la", "reforme", "des", "retraites"]) == "fr"


def test_everyday_words_of_the_stated_language_are_left_out() -> None:
    assert terms("et la caisse", "fr") == terms("caisse", "fr")
    assert terms("et la caisse", "en") != terms("caisse", "en")


@pytest.mark.parametrize("text", ["", "  ", "?!", "the of and", "a b c", "2024 12 7", "x" * 61, "\x00\ud800"])
def test_nothing_that_tells_is_no_term(text: str) -> None:
    assert terms(text, "en") == []


def test_a_word_with_digits_tells() -> None:
    assert terms("covid19", "en") == ["covid19"]


def test_chinese_is_read_two_characters_at_a_time() -> None:
    assert [term for term in terms("社会保障 reform", "en") if is_single(term)] == [
        "社会",
        "会保",
        "保障",
        "reform",
    ]


def test_latin_letters_beside_chinese_ones_are_a_word() -> None:
    assert [term for term in terms("保障ILO", "en") if is_single(term)] == ["保障", "ilo"]


def test_a_single_chinese_character_is_a_word() -> None:
    assert terms("税", "en") == ["税"]


def test_what_comes_after_the_longest_text_is_not_read() -> None:
    assert "pension" not in terms(f"{'x ' * (LONGEST_TEXT // 2)}pension", "en")


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["", "en", "fr", "ru", "zz"]))
def test_any_text_has_terms_without_empty_words(title: str, text: str, language: str) -> None:
    found = terms_of(Document(title, text, language))

    assert all(all(term.split(" ")) for term in found)


def passages(told: Told) -> list[list[list[str]]]:
    """The stems of each document, passage by passage."""
    found, begin = [], 0
    for length in told.lengths:
        passage: list[str] = []
        found.append([passage])
        for number in told.numbers[begin : begin + length - 1]:
            if number == BETWEEN_PASSAGES:
                found[-1].append([])
            else:
                found[-1][-1].append(told.stems[number])
        begin += length
    return found


_TEXTS = st.text("aé ïnŒ-'.,·保障ß１2\u0301\u00a0\x1cof the la réforme", max_size=60) | st.text(max_size=40)


@given(st.lists(st.builds(Document, _TEXTS, _TEXTS, st.sampled_from(["", "en", "fr", "xx"])), max_size=4))
def test_told_together_documents_have_the_stems_they_have_by_themselves(documents: list[Document]) -> None:
    found = passages(tell(documents))

    for document, own in zip(documents, found, strict=True):
        words = [term for term in terms_of(document) if is_single(term)]
        assert len(own) == WEIGHT_OF_TITLE + 1
        assert [*chain.from_iterable(own)] == words


def test_a_language_that_is_not_stated_is_told_when_many_are_told() -> None:
    said = "Appui à la réforme des cotisations et de la caisse"

    assert passages(tell([Document("", said)])) == passages(tell([Document("", said, "fr")]))
