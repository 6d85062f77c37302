"""Questions, and offers in the shape of one."""

from datetime import date

import pytest

from config.periods import Period
from intake.answer_questions import is_question
from intake.answers import Verdict, read_answer
from intake.dates import Dates, read_dates

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 1, 12)
PROPOSALS = [
    "How about 9 to 13 March?",
    "Que diriez-vous du 9 au 13 mars ?",
    "¿Qué les parece del 9 al 13 de marzo?",
    "Que tal de 9 a 13 de março?",
    "Wie wäre es mit 9.-13. März?",
]


@pytest.mark.parametrize("text", PROPOSALS)
def test_who_was_asked_and_proposes_days_has_them_free(text: str) -> None:
    answer = read_answer(text, window=WINDOW, today=TODAY)

    assert (answer.verdict, answer.free) == (
        Verdict.SOME_DATES,
        (Period(date(2026, 3, 9), date(2026, 3, 13)),),
    )


@pytest.mark.parametrize("text", PROPOSALS)
def test_who_was_not_asked_only_asks(text: str) -> None:
    assert read_dates(text, TODAY).available == Dates().available


@pytest.mark.parametrize(
    "text",
    [
        "How about 12 March to discuss the terms?",
        "What about the visa for 9 March?",
        "Que diriez-vous d'un appel le 12 mars ?",
        "¿Qué tal si hablamos el 12 de marzo?",
        "Would 9-13 March be paid?",
    ],
)
def test_a_proposal_of_something_else_offers_no_day(text: str) -> None:
    assert is_question(text, answering=True)
    assert read_answer(text, window=WINDOW, today=TODAY).free == ()


@pytest.mark.parametrize(
    "text", ["9-13 March would be fine, is that ok?", "Puedo del 9 al 13 de marzo, ¿les parece bien?"]
)
def test_a_tag_behind_days_asks_nothing(text: str) -> None:
    assert not is_question(text, answering=False)


def test_a_portuguese_thursday_is_no_french_who() -> None:
    assert not is_question("qui 21 e sex 22 maio dá", answering=True)
