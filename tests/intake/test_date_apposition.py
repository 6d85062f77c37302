from datetime import date

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer
from intake.date_apposition import narrowed_by_apposition
from intake.date_intervals import Interval
from intake.date_spans import periods_in
from intake.dates import read_dates

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 1, 12)


def march(first: int, last: int) -> Interval:
    return Interval(date(2026, 3, first), date(2026, 3, last))


@pytest.mark.parametrize(
    "text",
    [
        "I can make the second half of March, the 16th to the 20th.",
        "La seconde quinzaine de mars me va (du 16 au 20).",
        "Puedo en marzo, o sea del 16 al 20.",
        "Posso na segunda quinzena de março (16 a 20).",
        "March is fine (16-20).",
        "In March, i.e. 16-20, I am free.",
    ],
)
def test_the_exact_days_count_where_days_are_named_twice(text: str) -> None:
    assert read_dates(text, TODAY, window=WINDOW).available == (march(16, 20),)


@pytest.mark.parametrize(
    "text",
    [
        "I am free in March, but not 16-20 March.",
        "I am free in March (not 16-20 March).",
        "I am free in March and 13-17 April.",
        "I am free in March, the 16th.",
        "I am busy 2-20 March, 9-13 is possible.",
    ],
)
def test_days_beside_others_narrow_nothing(text: str) -> None:
    spans = periods_in(text, today=TODAY, window=WINDOW)

    assert narrowed_by_apposition(spans, text) == spans


def test_what_is_said_of_the_stretch_is_said_of_the_days_in_brackets() -> None:
    text = "Só na última semana de março (23 a 27) é que não posso."

    found = read_dates(text, TODAY, window=WINDOW)
    answer = read_answer("Aceito. " + text, window=WINDOW, today=TODAY)

    assert found.available == ()
    assert found.unavailable == (march(23, 27),)
    assert answer.verdict is Verdict.SOME_DATES
    assert answer.free == (Period(date(2026, 3, 2), date(2026, 3, 22)),)
