from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from intake.answer_slips import mended
from intake.answers import Verdict, read_answer

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("i am avaliable", "i am available"),
        ("unavialable", "unavailable"),
        ("disponnible a partir", "disponible a partir"),
        ("infelismente não", "infelizmente não"),
        ("indisponble", "indisponible"),
    ],
)
def test_one_slip_in_an_answering_word_is_put_right(written: str, meant: str) -> None:
    assert mended(written) == meant


@pytest.mark.parametrize(
    "words",
    ["possibly", "possibile", "imposible", "posibles", "confermo", "disposable", "a § b"],
)
def test_other_words_stay(words: str) -> None:
    assert mended(words) == words


@pytest.mark.parametrize(
    "text", ["I'm unavialable in March", "Je suis indisponble en mars", "Unavailible, sorry"]
)
def test_a_refusal_with_a_slip_stays_a_refusal(text: str) -> None:
    assert read_answer(text, window=WINDOW, today=TODAY).verdict is Verdict.NO


@given(st.text(max_size=80))
def test_mending_twice_mends_nothing_more(text: str) -> None:
    assert mended(mended(text)) == mended(text)
