import pytest

from matching.stems import LONGEST_TEXT, spoken, stems_of


def test_a_text_is_its_stems_and_pairs() -> None:
    assert stems_of("Reforming the pensions") == ["reform", "pension", "reform pension"]


def test_forms_of_a_word_have_one_stem() -> None:
    assert stems_of("pension") == stems_of("Pensions") == stems_of("PENSIONS!")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("support for the reform of the pension scheme", "english"),
        ("appui à la réforme du régime de pensions pour les agents", "french"),
        ("apoyo a la reforma del sistema de pensiones para los trabajadores", "spanish"),
        ("apoio à reforma do sistema de pensões para os trabalhadores da segurança", "portuguese"),
        ("", "english"),
    ],
)
def test_the_language_is_the_one_whose_everyday_words_occur(text: str, language: str) -> None:
    assert spoken(text.split()) == language


@pytest.mark.parametrize("text", ["", "  ", "?!", "the of and", "a b c"])
def test_a_text_without_telling_words_has_no_stems(text: str) -> None:
    assert stems_of(text) == []


def test_a_long_text_is_read_up_to_a_limit() -> None:
    assert "pension" not in stems_of("x " * LONGEST_TEXT + "pension")
