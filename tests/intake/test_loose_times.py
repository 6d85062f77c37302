from datetime import date

import pytest

from config.periods import Period
from intake.loose_times import holidays_in, on_weekdays, weekdays_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("any time after Easter", ["after Easter"]),
        ("pendant le Ramadan et après Noël", ["pendant le Ramadan", "après Noël"]),
        ("después de Semana Santa", ["después de Semana Santa"]),
        ("no verão", ["no verão"]),
        ("im Sommer", ["im Sommer"]),
        ("sauf la semaine de Pâques", ["sauf la semaine de Pâques"]),
        ("Merry Christmas!", []),
        ("Joyeuses Pâques", []),
        ("the summer school", []),
    ],
)
def test_feasts_and_seasons_are_found_where_they_say_when(text: str, words: list[str]) -> None:
    assert list(holidays_in(text)) == words


@pytest.mark.parametrize(
    ("words", "weekdays"),
    [
        ("only on mondays and tuesdays", {0, 1}),
        ("weekdays only", {0, 1, 2, 3, 4}),
        ("les lundis", {0}),
        ("los martes", {1}),
        ("às sextas-feiras", {4}),
        ("weekends", {5, 6}),
        ("de lunes a viernes", {0, 1, 2, 3, 4}),
        ("on monday 9 march", set()),
        ("le lundi 9", set()),
    ],
)
def test_days_of_the_week_in_general_are_found(words: str, weekdays: set[int]) -> None:
    assert weekdays_in(words) == weekdays


def test_periods_are_cut_to_days_of_the_week() -> None:
    fortnight = Period(date(2026, 3, 2), date(2026, 3, 15))

    assert on_weekdays((fortnight,), frozenset({5, 6})) == (
        Period(date(2026, 3, 7), date(2026, 3, 8)),
        Period(date(2026, 3, 14), date(2026, 3, 15)),
    )
    assert on_weekdays((fortnight,), frozenset()) == (fortnight,)
