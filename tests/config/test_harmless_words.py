"""The table of words that bear on nobody's days."""

import pytest

from config.folding import fold
from config.harmless_words import harmless_words, reasons_to_be_away


def test_words_are_folded_as_they_are_looked_up() -> None:
    assert [word for word in harmless_words() | reasons_to_be_away() if fold(word) != word] == []


def test_no_word_is_both_harmless_and_a_reason() -> None:
    assert harmless_words() & reasons_to_be_away() == frozenset()


@pytest.mark.parametrize(
    "word", ["junta", "practicas", "briefing", "finales", "salud", "holiday", "board", "exam"]
)
def test_what_may_be_a_duty_is_not_harmless(word: str) -> None:
    assert word not in harmless_words()
