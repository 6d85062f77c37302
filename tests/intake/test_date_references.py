"""Days of letters, journeys and answers to come."""

from datetime import date

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    "text",
    [
        "I leave on 9 March and come back on 13 March.",
        "Départ le 9 mars, retour le 13 mars.",
        "Salida el 9 de marzo y regreso el 20.",
        "Partida a 9 de março e volta a 20 de março.",
        "The kick-off is on 9 March.",
    ],
)
def test_the_days_of_a_journey_are_not_offered(text: str) -> None:
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert (answer.verdict in {Verdict.YES, Verdict.SOME_DATES, Verdict.NO}, answer.free) == (False, ())


def test_an_arrival_and_a_return_frame_the_days_between() -> None:
    answer = read_answer("Arrivée le 9 mars, retour le 13.", window=WINDOW, today=TODAY, language="fr")

    assert answer.free == (Period(date(2026, 3, 9), date(2026, 3, 13)),)


@pytest.mark.parametrize(
    "text",
    [
        "This office cannot accede to your letter of 6 March (ref. 26/0518).",
        "Esta Secretaría no puede acceder a lo solicitado en su carta de 6 de marzo (exp. 26/0518).",
        "Il ne pourra être donné suite à votre demande du 4 mars.",
        "Este Ministério não pode autorizar a deslocação pedida na carta de 6 de março.",
    ],
)
def test_a_refusal_beside_the_day_of_a_letter_is_one(text: str) -> None:
    assert read_answer(text, window=WINDOW, today=TODAY).verdict is Verdict.NO


@pytest.mark.parametrize(
    "text",
    [
        "Je vous confirme ma disponibilité, conformément à votre courrier du 2 courant.",
        "Avec plaisir. Mon article (n° 47, p. 12-31) traite de ce sujet.",
        "Yes, I am available. Flight BA 0212 is the usual one.",
    ],
)
def test_numbers_of_papers_take_no_yes_back(text: str) -> None:
    assert read_answer(text, window=WINDOW, today=TODAY).verdict is Verdict.YES
