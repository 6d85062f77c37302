import pytest

from config.everyday_words import ENOUGH, everyday_words, language_of
from config.folding import fold

SENTENCES = {
    "en": "Support to the reform of the pension legislation, with training for the staff of the fund",
    "fr": "Appui à la réforme de la législation des retraites et formation du personnel de la caisse",
    "es": "Apoyo a la reforma de la legislación de pensiones y formación del personal de la caja",
    "pt": "Apoio à reforma da legislação das pensões e formação do pessoal da caixa",
    "de": "Unterstützung der Reform des Rentenrechts und Schulung der Mitarbeiter der Kasse",
    "it": "Sostegno alla riforma della legislazione sulle pensioni e formazione del personale della cassa",
    "nl": "Steun voor de hervorming van het pensioenrecht en opleiding van het personeel van het fonds",
}


def test_every_language_has_a_sentence_here() -> None:
    assert set(SENTENCES) == set(everyday_words())


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of(fold(SENTENCES[language]).split()) == language


@pytest.mark.parametrize("words", [[], ["xyz"], ["資金"], fold("Социальная защита").split()])
def test_a_text_without_everyday_words_counts_as_english(words: list[str]) -> None:
    assert language_of(words) == "en"


def test_a_long_text_is_in_the_language_it_begins_in() -> None:
    french = fold(SENTENCES["fr"]).split()
    english = fold(SENTENCES["en"]).split()

    assert language_of(french * (ENOUGH // len(french) + 1) + english * 1000) == "fr"


@pytest.mark.parametrize("language", SENTENCES)
def test_the_words_are_spelled_as_they_are_looked_up(language: str) -> None:
    assert [word for word in everyday_words()[language] if fold(word) != word] == []


def test_words_that_say_what_a_text_is_about_are_not_among_them() -> None:
    telling = set(fold(" ".join(SENTENCES.values())).split()) & {
        "reform", "reforme", "reforma", "riforma", "pension", "pensiones", "pensioni", "training", "fund", "caisse",
    }  # fmt: skip

    assert telling
    assert [word for words in everyday_words().values() for word in telling if word in words] == []
