import pytest

from intake.spelt_numbers import number_at, spelt_days


@pytest.mark.parametrize(
    ("words", "language", "number"),
    [
        ("twelve", "en", 12),
        ("twenty - first", "en", 21),
        ("thirty one", "en", 31),
        ("vingt et un", "fr", 21),
        ("trente et un", "fr", 31),
        ("dix - huit", "fr", 18),
        ("treinta y uno", "es", 31),
        ("veintitres", "es", 23),
        ("vinte e dois", "pt", 22),
        ("zwolften", "de", 12),
        ("ventuno", "it", 21),
    ],
)
def test_days_in_words_are_numbers(words: str, language: str, number: int) -> None:
    tokens = words.split()

    assert number_at(spelt_days(frozenset({language})), tokens, 0) == (number, len(tokens))


@pytest.mark.parametrize(
    ("word", "language"), [("once", "en"), ("dos", "pt"), ("sept", "en"), ("one", "en"), ("un", "fr")]
)
def test_words_that_count_in_another_language_or_are_articles_are_no_days(word: str, language: str) -> None:
    assert number_at(spelt_days(frozenset({language})), [word], 0) is None
