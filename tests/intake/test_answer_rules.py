"""The general rules of reading a reply: what closes an offer, what is history, who has refused, which month ends."""

from datetime import date

import pytest

from config.periods import Period
from intake.answers import Answer, Verdict, read_answer
from intake.date_intervals import Interval
from intake.dates import read_dates
from intake.neutral_words import is_neutral, praises

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 1, 12)
OFFERED = (Period(date(2026, 3, 9), date(2026, 3, 13)),)


def read(text: str) -> Answer:
    return read_answer(text, window=WINDOW, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "I can come 9-13 March and nothing else.",
        "Je peux venir du 9 au 13 mars, pas davantage.",
        "Puedo ir del 9 al 13 de marzo, no más.",
        "Posso ir de 9 a 13 de março, as outras já estão tomadas.",
        "9-13 March ok, rest no",
    ],
)
def test_what_closes_an_offer_leaves_it_whole(text: str) -> None:
    assert (read(text).verdict, read(text).free) == (Verdict.SOME_DATES, OFFERED)


@pytest.mark.parametrize(
    "text",
    [
        "With pleasure. I was already in Dakar from 3 to 14 June 2019.",
        "J'accepte. J'y étais déjà en mai 2024.",
        "Acepto. Mi pasaporte vence el 15/12/2029.",
        "Aceito. RG 22.731.406, nascida em 23/06/1959.",
        "I accept your kind invitation. Born 14/07/1957.",
    ],
)
def test_the_past_and_papers_take_no_yes_back(text: str) -> None:
    assert read(text).verdict is Verdict.YES


@pytest.mark.parametrize(
    "text",
    [
        "My employer has refused the leave.",
        "Le ministère n'a pas voulu me libérer.",
        "El Ministerio me negó la comisión.",
        "A chefia não liberou.",
        "Il sindacato non mi lascia andare.",
    ],
)
def test_an_employer_who_refused_has_answered(text: str) -> None:
    assert read(text).verdict is Verdict.NO


@pytest.mark.parametrize(
    "text",
    [
        "Yes in principle, but I need the approval of my head of department first.",
        "Sur le principe oui, mais il me faut d'abord l'accord de mon chef de service.",
    ],
)
def test_a_yes_in_principle_that_hangs_on_an_employer_says_so(text: str) -> None:
    assert read(text).verdict is Verdict.EMPLOYER


@pytest.mark.parametrize(
    "text",
    [
        "Not before the 16th, please.",
        "Pas avant le 16 mars, hélas.",
        "No antes del 16, por favor",
        "Nicht vor dem 16. März, bitte.",
    ],
)
def test_who_bars_the_days_before_offers_those_after(text: str) -> None:
    assert read(text).free == (Period(date(2026, 3, 16), date(2026, 3, 27)),)


@pytest.mark.parametrize(
    "text",
    [
        "Free from 9 March until the end of the month",
        "Je suis libre du 9 mars à la fin du mois.",
        "Libre del 9 de marzo hasta fin de mes",
        "Livre de 9 de março até ao fim do mês",
    ],
)
def test_a_run_may_end_with_its_month(text: str) -> None:
    assert read_dates(text, TODAY).available == (Interval(date(2026, 3, 9), date(2026, 3, 31)),)


def test_a_day_that_would_come_again_long_after_the_mission_has_been() -> None:
    found = read_dates("I can't, I broke my leg on 3 January.", TODAY, window=WINDOW)

    assert found.unavailable == ()


def test_the_season_of_a_refusal_is_not_asked_back() -> None:
    assert read_dates("I must decline, I have too many commitments this spring.", TODAY).clear
    assert not read_dates("I am free this spring.", TODAY).clear


@pytest.mark.parametrize(
    "words", ["§ me cuadraría", "llegaría §", "arriverions §", "podemos viajar §", "perfectly §"]
)
def test_other_forms_of_known_words_are_known(words: str) -> None:
    assert is_neutral(words)


@pytest.mark.parametrize("words", ["sailing §", "§ boda", "flying home §", "jury §", "me caso §"])
def test_words_that_may_be_a_reason_are_not(words: str) -> None:
    assert not is_neutral(words)


def test_praise_is_known_in_any_form() -> None:
    assert [praises(words) for words in ("§ tranquilas", "§ is ideal", "§ nickel", "§ boda")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "De acuerdo con las fechas; únicamente del 9 al 13 de marzo estaré en Bogotá.",
        "Concordo com as datas; só de 9 a 13 de março estarei em Luanda.",
    ],
)
def test_the_only_days_somewhere_else_are_not_offered(text: str) -> None:
    assert read_dates(text, TODAY, window=WINDOW).unavailable == (
        Interval(date(2026, 3, 9), date(2026, 3, 13)),
    )


def test_an_absence_and_a_paper_that_expires_offer_no_days() -> None:
    away = read_dates("Estoy fuera de la oficina esta semana.", TODAY, window=WINDOW)
    paper = read_dates("Mi DNI caduca en 2027 así que no hay problema.", TODAY, window=WINDOW)

    assert (away.free_in(WINDOW), paper.available) == ((), ())
