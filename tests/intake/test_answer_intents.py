import pytest

from intake.answer_intents import (
    awaits_employer,
    hides_refusal,
    is_unsure,
    names_employer,
    wants_to_be_left_alone,
)


@pytest.mark.parametrize(
    "text",
    [
        "Please remove me",
        "Remove me from your mailing list.",
        "Kindly take my name off your list",
        "Unsubscribe",
        "Stop writing to me",
        "Please do not contact me again.",
        "Merci de ne plus me contacter",
        "Retirez-moi de votre liste",
        "Veuillez me désinscrire",
        "No me escriban más",
        "Denme de baja",
        "Retirem-me da lista",
        "Não me contactem mais",
        "Bitte streichen Sie mich von der Liste",
    ],
)
def test_wish_to_be_left_alone_is_heard(text: str) -> None:
    assert wants_to_be_left_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please do not remove me from your list",
        "Please remove me from this mission",
        "Remove my seat",
        "Do not write to me in March",
        "Please contact me again",
        "Why would you remove me from your list?",
        "Ne me contactez pas avant lundi",
        "No me escriban en marzo",
    ],
)
def test_other_requests_are_no_wish_to_be_left_alone(text: str) -> None:
    assert not wants_to_be_left_alone(text)


@pytest.mark.parametrize(
    ("text", "named", "awaited"),
    [
        ("I must ask my boss", True, True),
        ("if my employer agrees", True, False),
        ("My employer has agreed", True, False),
        ("Mon ministère doit donner son accord", True, True),
        ("Tengo que consultarlo con mi jefe", True, True),
        ("O meu ministério tem de autorizar", True, True),
        ("I work for a ministry", False, False),
        ("if the flight is paid", False, False),
    ],
)
def test_employer_is_recognised_as_the_one_who_decides(text: str, named: bool, awaited: bool) -> None:  # noqa: FBT001 - parameters
    assert (names_employer(text), awaits_employer(text)) == (named, awaited)


@pytest.mark.parametrize(
    "text", ["Maybe", "I might", "Je ne sais pas", "quizás", "acho que sim", "vielleicht", "forse"]
)
def test_doubt_is_recognised(text: str) -> None:
    assert is_unsure(text)


def test_statement_is_no_doubt() -> None:
    assert not is_unsure("I am available")


@pytest.mark.parametrize("text", ["I am n ot available", "don 't: can 't", "in disponible", "no, puedo"])
def test_refusal_broken_by_a_slip_still_shows(text: str) -> None:
    assert hides_refusal(text)


@pytest.mark.parametrize(
    "text", ["I am available", "Je suis disponible", "Sí, estoy disponible", "Sim, posso"]
)
def test_consent_hides_no_refusal(text: str) -> None:
    assert not hides_refusal(text)
