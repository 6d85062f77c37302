"""Where the words that were read as yes or no are not all: an officer looks instead of a wrong letter."""

from datetime import date

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer

MAY = Period(date(2027, 5, 3), date(2027, 5, 28))
DECIDED = {Verdict.YES, Verdict.NO, Verdict.SOME_DATES, Verdict.NEVER_AGAIN}


def verdict(text: str) -> Verdict:
    return read_answer(text, window=MAY, today=date(2027, 3, 15)).verdict


@pytest.mark.parametrize(
    "text",
    [
        "I had feared a clash with our faculty board, but the way is clear: I accept for the entire window.",
        "Je regrette de ne pouvoir être là pour l'ouverture. Je vous rejoindrais le quatrième jour et resterais jusqu'au terme.",
        "Les matinées, oui ; les après-midi, non, car je dirige la bibliothèque à partir de quatorze heures.",
        "La directora tiene vacaciones aprobadas; concluidas éstas, colaborará gustosa.",
        "Não sou homem de dizer não a um desafio destes. Estarei lá quando for preciso.",
        "Formalizo aqui o meu aceite. O período não conflita com nenhum compromisso.",
        "Dou aulas às segundas e quartas. Nos outros dias úteis estou ao dispor.",
        "Neste momento não me é possível responder com segurança.",
        "O Doutor Figueirôa está em gozo de licença. Sua mensagem será submetida a ele oportunamente.",
    ],
)
def test_a_no_that_is_taken_back_is_for_an_officer(text: str) -> None:
    assert verdict(text) not in DECIDED


@pytest.mark.parametrize(
    "text",
    [
        "My participation presupposes a daily fee. If this is granted, I am available on all the days.",
        "Portez les honoraires à 750 euros par jour et ma réponse sera positive pour toutes les dates.",
        "Nenhum problema quanto ao tema; sucede que estarei impedido do início ao término.",
        "De terça a quinta, sim senhor. Às segundas e sextas cuido do meu pai.",
    ],
)
def test_a_yes_that_is_bound_to_something_is_for_an_officer(text: str) -> None:
    assert verdict(text) not in DECIDED


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("I am sorry, I cannot accept this time.", Verdict.NO),
        ("Je ne suis malheureusement pas disponible.", Verdict.NO),
        ("No estoy a su disposición en esas fechas, lo siento.", Verdict.NO),
        ("Yes, gladly, I am at your disposal.", Verdict.YES),
        ("Sim, com muito gosto.", Verdict.YES),
    ],
)
def test_a_plain_answer_stays_one(text: str, plain: Verdict) -> None:
    assert verdict(text) is plain
