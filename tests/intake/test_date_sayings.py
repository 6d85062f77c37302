from datetime import date

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer
from intake.date_intervals import Interval
from intake.dates import Doubt, read_dates

TODAY = date(2026, 1, 12)
WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    "text",
    [
        "I can travel until 20 March. After that I teach.",
        "Je suis libre jusqu'au 20 mars ; après j'ai mes cours.",
        "Hasta el 20 de marzo puedo; luego tengo tribunal.",
        "Posso até 20 de março, depois tenho aulas.",
    ],
)
def test_days_after_those_named_are_refused_by_words_alone(text: str) -> None:
    found = read_dates(text, TODAY)

    assert found.available == (Interval(None, day(3, 20)),)
    assert found.unavailable == (Interval(day(3, 21), None),)


@pytest.mark.parametrize(
    "text",
    [
        "From 12 to 20 March I could, in December not.",
        "Del 12 al 20 de marzo podría, en diciembre ya no.",
        "Vom 12. bis 20. März könnte ich, im Dezember leider nicht.",
    ],
)
def test_a_refusal_of_other_days_takes_nothing_back(text: str) -> None:
    assert Interval(day(3, 12), day(3, 20)) in read_dates(text, TODAY).available


@pytest.mark.parametrize("text", ["March could work", "9-13 March might suit me."])
def test_a_maybe_is_counted_and_asked(text: str) -> None:
    found = read_dates(text, TODAY)

    assert found.available != ()
    assert [one.doubt for one in found.ambiguous] == [Doubt.HEDGE]


def test_a_day_that_fits_twice_into_the_window_is_asked_and_not_offered() -> None:
    window = Period(day(3, 16), day(4, 24))

    found = read_dates("I can come from the 20th.", TODAY, window=window)

    assert found.available == ()
    assert [one.doubt for one in found.ambiguous] == [Doubt.MONTH]


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, I cannot (my letter of 12 March explains why).",
        "As I said in my reply of 12 March, yes.",
        "I will tell you by 12 March.",
    ],
)
def test_days_of_letters_and_promises_are_nobodys_free_days(text: str) -> None:
    found = read_dates(text, TODAY)

    assert (found.available, found.unavailable) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "From 2 to 6 March I can, from 16 to 20 it is the session of the chamber.",
        "In March the 9-13 is grape harvest",
    ],
)
def test_days_in_words_nobody_knows_are_not_offered(text: str) -> None:
    found = read_dates(text, TODAY)

    assert all(day(3, 16) not in one and day(3, 9) not in one for one in found.available)


@pytest.mark.parametrize("text", ["Toute la période sauf le 12 mars.", "Any time bar 12 March."])
def test_all_days_but_one_are_some_dates(text: str) -> None:
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert answer.verdict is Verdict.SOME_DATES
    assert answer.busy == (Period(day(3, 12), day(3, 12)),)


def test_a_refusal_beside_days_in_unknown_words_is_no_plain_no() -> None:
    answer = read_answer("Double booked then, sorry. 6-10 April wld work", window=WINDOW, today=TODAY)

    assert answer.verdict is not Verdict.NO
