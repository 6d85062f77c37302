import pytest

from bot.texts.words import DECISION_WORDS, DECISIONS, decision_word
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES


def test_every_decision_has_words_in_every_language() -> None:
    assert {decision: tuple(words) for decision, words in DECISION_WORDS.items()} == dict.fromkeys(
        DECISIONS, INTERFACE_LANGUAGES
    )


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("decision", DECISIONS)
def test_english_word_counts_in_every_language(decision: str, language: str) -> None:
    assert decision.upper() in DECISION_WORDS[decision][language]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_word_means_two_decisions(language: str) -> None:
    words = [
        folded
        for decision in DECISIONS
        for folded in {fold(word) for word in DECISION_WORDS[decision][language]}
    ]

    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_words_are_single_and_upper_case(language: str) -> None:
    words = [word for decision in DECISIONS for word in DECISION_WORDS[decision][language]]

    assert [word for word in words if word != word.upper() or len(word.split()) != 1] == []


def test_reader_is_shown_a_word_of_the_own_language() -> None:
    assert [decision_word("reject", language) for language in INTERFACE_LANGUAGES] == [
        "REJECT",
        "REJETER",
        "RECHAZAR",
        "REJEITAR",
    ]


def test_reader_of_a_language_without_catalogues_is_shown_english() -> None:
    assert decision_word("approve", "de") == "APPROVE"
