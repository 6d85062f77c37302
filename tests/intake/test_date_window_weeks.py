"""Weeks counted within the days asked about."""

from datetime import date

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer

TODAY = date(2026, 1, 12)
MARCH = Period(date(2026, 3, 2), date(2026, 3, 27))
AUTUMN = Period(date(2026, 10, 5), date(2026, 11, 13))
FROM_THURSDAY = Period(date(2026, 3, 12), date(2026, 4, 3))
MID_MARCH = Period(date(2026, 3, 9), date(2026, 3, 27))


def days(text: str, window: Period = MARCH) -> tuple[Verdict, list[tuple[date, date]]]:
    answer = read_answer(text, window=window, today=TODAY)
    return answer.verdict, [(one.start, one.end) for one in answer.free]


def march(first: int, last: int) -> list[tuple[date, date]]:
    return [(date(2026, 3, first), date(2026, 3, last))]


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Only the second week works.", march(9, 15)),
        ("I can do the first week of the period.", march(2, 8)),
        ("I am free the first two weeks.", march(2, 15)),
        ("Only the last week of your window.", march(23, 27)),
        ("The second half of the period is fine.", march(16, 27)),
        ("The first week is impossible, the rest is fine.", march(9, 27)),
        ("Je peux la première semaine.", march(2, 8)),
        ("La dernière semaine seulement.", march(23, 27)),
        ("La première quinzaine me conviendrait mieux.", march(2, 15)),
        ("Las dos primeras semanas me vienen bien.", march(2, 15)),
        ("La última semana solamente.", march(23, 27)),
        ("A primeira semana posso.", march(2, 8)),
        ("Só a última semana.", march(23, 27)),
    ],
)
def test_weeks_are_counted_within_the_days_asked_about(text: str, free: list[tuple[date, date]]) -> None:
    assert days(text) == (Verdict.SOME_DATES, free)


def test_weeks_taken_by_something_else_are_left_out() -> None:
    text = "I am afraid the first two weeks of your window are already taken by a project."

    answer = read_answer(text, window=AUTUMN, today=TODAY)

    assert answer.busy == (Period(date(2026, 10, 5), date(2026, 10, 18)),)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("I can do the first week.", FROM_THURSDAY),  # the 12th and 13th, or from the 16th?
        ("I can do the second week.", MID_MARCH),  # the month's is 8 to 14 March, the window's 16 to 20
        ("La première quinzaine me conviendrait.", AUTUMN),  # of October or of November?
        ("I can do the fourth week.", MID_MARCH),
        ("I can do the second week after Easter.", MARCH),
        ("Last week I was ill.", MARCH),
        ("The last two weeks were awful.", MARCH),
        ("I am busy in the first week of my new job.", MARCH),
    ],
)
def test_weeks_that_may_be_others_offer_nothing(text: str, window: Period) -> None:
    verdict, _ = days(text, window)

    assert verdict not in {Verdict.YES, Verdict.SOME_DATES}
