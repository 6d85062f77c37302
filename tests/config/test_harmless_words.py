"""The table of words that bear on nobody's days."""

import pytest

from config.folding import fold
from config.harmless_words import harmless_words, ordinary_words, reasons_to_be_away


def test_words_are_folded_as_they_are_looked_up() -> None:
    known = harmless_words() | reasons_to_be_away() | ordinary_words()

    assert [word for word in known if fold(word) != word] == []


def test_a_word_of_the_second_tier_is_neither_harmless_nor_a_reason() -> None:
    assert ordinary_words() & (harmless_words() | reasons_to_be_away()) == frozenset()


def test_no_word_is_both_harmless_and_a_reason() -> None:
    assert harmless_words() & reasons_to_be_away() == frozenset()


@pytest.mark.parametrize(
    "word", ["junta", "practicas", "briefing", "finales", "salud", "holiday", "board", "exam"]
)
def test_what_may_be_a_duty_is_not_harmless(word: str) -> None:
    assert word not in harmless_words()
