from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.hold_words import LONGEST_HOLD, HoldWords, read_hold

TODAY = date(2026, 1, 12)


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("words", "until", "reason"),
    [
        ("2026-05-01 waiting for the new minister", day(5, 1), "waiting for the new minister"),
        ("until May", day(5, 1), ""),
        ("May", day(5, 1), ""),
        ("until May 2026 because of elections", day(5, 1), "because of elections"),
        ("until 15 May: elections", day(5, 15), "elections"),
        ("until 31 May", day(5, 31), ""),
        ("until the end of May, elections", day(5, 31), "elections"),
        ("1 May\nThe minister changes.", day(5, 1), "The minister changes."),
        ("on until May", day(5, 1), ""),
        ("01/05/2026", day(5, 1), ""),
        ("1 January elections", day(1, 1, 2027), "elections"),
    ],
)
def test_day_and_reason_are_told_apart(words: str, until: date, reason: str) -> None:
    assert read_hold(words, today=TODAY, language="en") == HoldWords(until, reason)


@pytest.mark.parametrize(
    ("language", "words", "until", "reason"),
    [
        ("fr", "jusqu'au 1er mai, en attente du ministre", day(5, 1), "en attente du ministre"),
        ("fr", "jusqu’à fin mai", day(5, 31), ""),
        ("es", "hasta mayo", day(5, 1), ""),
        ("es", "hasta el 15 de mayo por elecciones", day(5, 15), "por elecciones"),
        ("es", "hasta finales de mayo", day(5, 31), ""),
        ("pt", "até 15 de maio, eleições", day(5, 15), "eleições"),
        ("pt", "até ao fim de maio", day(5, 31), ""),
    ],
)
def test_every_language_of_officers_is_read(language: str, words: str, until: date, reason: str) -> None:
    assert read_hold(words, today=TODAY, language=language) == HoldWords(until, reason)


def test_reason_with_the_day_inside_stays_whole() -> None:
    words = "waiting for the new minister, back on 3 June"

    assert read_hold(words, today=TODAY, language="en") == HoldWords(day(6, 3), words)


@pytest.mark.parametrize("words", ["", "no day here", "2025-01-01 past", "2026-01-12", "2031-01-01", "soon"])
def test_without_a_day_to_come_there_is_none(words: str) -> None:
    assert read_hold(words, today=TODAY, language="en").until is None


@given(st.text(max_size=200))
def test_whatever_is_written_the_day_is_to_come_and_near(words: str) -> None:
    until = read_hold(words, today=TODAY).until

    assert until is None or TODAY < until <= TODAY + LONGEST_HOLD


@given(st.dates(TODAY + timedelta(days=1), TODAY + LONGEST_HOLD))
def test_every_day_near_enough_can_be_written_as_it_is_printed(until: date) -> None:
    assert read_hold(f"{until.isoformat()} budget", today=TODAY) == HoldWords(until, "budget")
