"""Days that only mean something beside others."""

from datetime import date

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer
from intake.dates import read_dates

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 1, 12)


def march(first: int, last: int) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last))


@pytest.mark.parametrize(
    "text",
    [
        "Free 2 to 6 March; at the branch summer school in Sligo from 9 to 13 March.",
        "Du 2 au 6 mars je peux, du 9 au 13 c'est la session de la chambre.",
        "Del 9 al 13 de marzo soy mayordomo de la procesión. Del 2 al 6 de marzo voy encantado.",
        "De 9 a 13 de março há a festa da padroeira. De 2 a 6 de março posso.",
        "Dal 9 al 13 marzo sono dai nipoti; dal 2 al 6 marzo posso partire.",
    ],
)
def test_days_named_beside_an_offer_and_not_offered_are_taken(text: str) -> None:
    found = read_dates(text, TODAY, window=WINDOW)
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert (found.free_in(WINDOW), found.taken_in(WINDOW)) == ((march(2, 6),), (march(9, 13),))
    assert (answer.verdict, answer.free) == (Verdict.SOME_DATES, (march(2, 6),))


@pytest.mark.parametrize(
    "text",
    [
        "I can do 2-6 March. We could perhaps see about 9-13 March.",
        "De 2 a 6 de março posso. A direção pode dispensar-me de 9 a 13 de março.",
    ],
)
def test_what_may_be_a_second_offer_is_not_dropped_in_silence(text: str) -> None:
    assert read_answer(text, window=WINDOW, today=TODAY).verdict is not Verdict.SOME_DATES


def test_days_going_by_refuse_nothing() -> None:
    text = "This week I have had much to do, so I answer in haste: 9-13 March is fine."

    assert read_dates(text, TODAY, "en", window=WINDOW).unavailable == ()


@pytest.mark.parametrize(
    "text",
    ["Not before the 16th, please.", "Pas avant le 16 mars.", "No antes del 16.", "Nicht vor dem 16. März."],
)
def test_who_bars_the_days_before_refuses_those_asked_about(text: str) -> None:
    assert read_dates(text, TODAY, window=WINDOW).taken_in(WINDOW) == (march(2, 15),)
    assert read_dates(text, TODAY).unavailable == ()
