import pytest

from config.languages import Level
from matching.languages import SCORE_OF_LEVEL, language, speaks
from matching.need import LanguageNeed, Part, Reason
from tests.matching.people import expert

FRENCH, ENGLISH = LanguageNeed("fr"), LanguageNeed("en")


def test_a_higher_level_never_scores_less() -> None:
    scores = [SCORE_OF_LEVEL[level] for level in Level]

    assert scores == sorted(scores)
    assert scores[-1] == 1.0


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Level.C1, Reason("language.speaks", {"language": "fr", "level": "C1"})),
        (Level.NATIVE, Reason("language.native", {"language": "fr", "level": "native"})),
    ],
)
def test_a_spoken_language_is_told_with_its_level(level: Level, words: Reason) -> None:
    part, barred = language(expert(languages={"fr": level}), (FRENCH,))

    assert (part, barred) == (Part(SCORE_OF_LEVEL[level], words), None)


def test_below_the_minimum_is_a_hard_no() -> None:
    part, barred = language(expert(languages={"fr": Level.B1}), (FRENCH,))

    words = Reason("language.below", {"language": "fr", "own": "B1", "level": "B2"})
    assert (part, barred) == (Part(SCORE_OF_LEVEL[Level.B1], words), words)


def test_a_language_nobody_mentioned_is_a_hard_no() -> None:
    part, barred = language(expert(languages={}), (FRENCH,))

    words = Reason("language.missing", {"language": "fr", "level": "B2"})
    assert (part, barred) == (Part(0.0, words), words)


def test_several_working_languages_must_all_be_spoken() -> None:
    assert language(expert(languages={"fr": Level.C2}), (FRENCH, ENGLISH))[1] == Reason(
        "language.missing", {"language": "en", "level": "B2"}
    )


def test_several_working_languages_are_told_by_the_weakest() -> None:
    part, barred = language(expert(languages={"fr": Level.NATIVE, "en": Level.B2}), (FRENCH, ENGLISH))

    words = Reason("language.several", {"count": 2, "level": "B2"})
    assert (part, barred) == (Part(0.8, words), None)


def test_without_working_languages_everybody_serves() -> None:
    assert language(expert(languages={}), ()) == (Part(1.0, Reason("language.none_asked")), None)


def test_speaking_counts_from_the_level_up() -> None:
    candidate = expert(languages={"fr": Level.C1})

    assert [speaks(candidate, "fr", level) for level in (Level.B2, Level.C1, Level.C2)] == [True, True, False]
    assert not speaks(candidate, "en", Level.A1)
