"""A screen reader skips or spells out pictures: nothing may be said by them alone, in any catalogue."""

import re

import pytest

from config.languages import INTERFACE_LANGUAGES
from config.texts import DOMAINS, sentences

PICTURE = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\u200d\u20e3"
    "\U0001f000-\U0001faff\U000e0000-\U000e007f]"
)
OWN_WORDS = re.compile(r"\w(?![^{]*\})")
"""Words beside the placeholders: two buttons that show a value, such as a month, are told apart by it."""
EVERY_CATALOGUE = [(language, domain) for language in INTERFACE_LANGUAGES for domain in DOMAINS]


def without_pictures(sentence: str) -> str:
    return " ".join(PICTURE.sub(" ", sentence).split())


def says_something(sentence: str) -> bool:
    return re.search(r"\w", without_pictures(sentence)) is not None


@pytest.mark.parametrize(("language", "domain"), EVERY_CATALOGUE)
def test_no_sentence_is_a_picture_alone(language: str, domain: str) -> None:
    drawn = [sentence for sentence in sentences(language, domain) if PICTURE.search(sentence)]

    assert [sentence for sentence in drawn if not says_something(sentence)] == []


@pytest.mark.parametrize(("language", "domain"), EVERY_CATALOGUE)
def test_no_two_sentences_differ_by_a_picture_alone(language: str, domain: str) -> None:
    drawn = {one for one in sentences(language, domain) if PICTURE.search(one) and OWN_WORDS.search(one)}
    others = [without_pictures(one) for one in {*sentences(language, domain)} - drawn]
    plain = [without_pictures(one) for one in drawn]

    assert [one for one in plain if one in others or plain.count(one) > 1] == []


def test_the_test_itself_finds_pictures() -> None:
    assert not says_something("\u2705")
    assert not says_something("\u27a1\ufe0f")
    assert says_something("\u2705 Approve")
    assert without_pictures("\u274c No") == without_pictures("No")
