"""Parts of the days asked about, and wishes to move them: asked about, never taken for a yes or a no."""

from datetime import date

import pytest

from config.periods import Period
from intake.answer_parts import asks_to_shift, names_part
from intake.answers import Verdict, read_answer

MAY = Period(date(2027, 5, 3), date(2027, 5, 28))


def verdict(text: str) -> Verdict:
    return read_answer(text, window=MAY, today=date(2027, 3, 15)).verdict


@pytest.mark.parametrize(
    "text",
    [
        "I can do the tail end of your window.",
        "Only the back half of it works for me.",
        "Monday and Friday mornings are out because of my classes, the rest is fine.",
        "Les lundis matin j'ai cours, sinon ça va.",
        "Deux semaines sur quatre, celles du milieu.",
        "Los lunes por la mañana doy clase, el resto sin problema.",
        "Dos de las cuatro semanas, las de en medio.",
        "Duas das quatro semanas, as do meio.",
        "O fim do período dá-me jeito, o princípio não.",
    ],
)
def test_of_a_part_of_the_days_an_officer_asks_which(text: str) -> None:
    assert names_part(text)
    assert verdict(text) is Verdict.WHICH_DATES


@pytest.mark.parametrize(
    "text",
    [
        "Peut-on décaler d'une semaine ? Là je suis pris.",
        "Could we push it back by a week? I am busy then.",
        "¿Se puede correr una semana? Ahí estoy ocupado.",
        "Dá para adiar uma semana? Aí estou ocupado.",
    ],
)
def test_who_asks_to_move_the_days_has_not_declined(text: str) -> None:
    assert asks_to_shift(text)
    assert verdict(text) is Verdict.OTHER_DATES


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Yes, I accept for the whole period.", Verdict.YES),
        ("Non, je suis pris toute la période.", Verdict.NO),
        ("Sí, con mucho gusto.", Verdict.YES),
        ("Could you move my name to another list? No, I am not available.", Verdict.NO),
    ],
)
def test_the_whole_stays_the_whole(text: str, plain: Verdict) -> None:
    assert not names_part(text)
    assert verdict(text) is plain


@pytest.mark.parametrize("text", ["", " " * 10_000, "the first " * 5_000, "could you " * 5_000 + "?"])
def test_long_texts_end_soon(text: str) -> None:
    assert not asks_to_shift(text)
    assert isinstance(names_part(text), bool)
