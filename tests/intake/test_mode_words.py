import pytest

from intake.date_intervals import Mode
from intake.mode_words import mode_in, refuses_travel


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("i can work remotely", Mode.REMOTE),
        ("seulement à distance", Mode.REMOTE),
        ("solo en línea", Mode.REMOTE),
        ("apenas à distância", Mode.REMOTE),
        ("not on site", Mode.REMOTE),
        ("i can't come in person", Mode.REMOTE),
        ("on site", Mode.ON_SITE),
        ("sur place", Mode.ON_SITE),
        ("not remotely", Mode.ON_SITE),
        ("remotely or on site", Mode.EITHER),
        ("i am available", Mode.UNSAID),
    ],
)
def test_mode_is_found_in_words(words: str, mode: Mode) -> None:
    assert mode_in(words) is mode


@pytest.mark.parametrize(
    ("words", "refused"),
    [("i cannot travel", True), ("no puedo viajar", True), ("sin viajar", True), ("i can travel", False)],
)
def test_refusal_to_travel_is_found(words: str, refused: bool) -> None:  # noqa: FBT001 - a parameter
    assert refuses_travel(words) is refused
