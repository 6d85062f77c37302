import pytest

from bot.texts.letter import Paragraph
from bot.texts.render import as_text
from bot.texts.stranger import somebody_looks
from config.languages import INTERFACE_LANGUAGES


def test_sender_hears_that_nothing_was_changed_and_what_happens_next() -> None:
    letter = somebody_looks(language="en")

    assert letter.subject == "We have your message"
    words = " ".join(as_text(letter).split())
    assert "so I have changed nothing." in words
    assert "A colleague will read it, usually within one working day." in words


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_language_has_its_own_words(language: str) -> None:
    letter = somebody_looks(language=language)

    others = [somebody_looks(language=one) for one in INTERFACE_LANGUAGES if one != language]
    assert letter.language == language
    assert [type(block) for block in letter.blocks] == [Paragraph, Paragraph]
    assert not any(as_text(letter) == as_text(other) for other in others)


def test_answer_to_a_stranger_asks_for_no_answer_of_a_machine() -> None:
    assert somebody_looks(language="en").automatic
