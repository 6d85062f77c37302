"""The closed classes of acceptances, refusals and conditions, and what only looks like one."""

from datetime import date

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 1, 12)


def verdict(text: str) -> Verdict:
    return read_answer(text, window=WINDOW, today=TODAY).verdict


@pytest.mark.parametrize(
    "text",
    [
        "You can count on me.",
        "It's a yes from me.",
        "Je suis des vôtres.",
        "J'en suis.",
        "Me es grato confirmar mi participación.",
        "Mi respuesta es que sí.",
        "Esas fechas me van de maravilla.",
        "Dou o meu acordo.",
        "Ja, das geht in Ordnung.",
        "Potete contare su di me.",
    ],
)
def test_phrases_that_accept(text: str) -> None:
    assert verdict(text) is Verdict.YES


@pytest.mark.parametrize(
    "text",
    [
        "You can count on me to forward this to colleagues.",
        "Include me in the mailing list for the next call.",
        "That's a yes from my colleague, not from me.",
        "Je la prends en compte.",
        "J'en suis désolé.",
        "Apúnteme en la lista de espera.",
        "Pode contar que lhe respondo amanhã.",
        "Estou dentro do prazo?",
        "I'm not on board.",
    ],
)
def test_what_only_sounds_like_an_acceptance(text: str) -> None:
    assert verdict(text) is not Verdict.YES


@pytest.mark.parametrize(
    "text",
    [
        "I must bow out this time.",
        "I am afraid it is not feasible for me.",
        "Je suis au regret de décliner.",
        "Malheureusement mon emploi du temps ne me le permet pas.",
        "Me veo en la obligación de declinar.",
        "Por motivos de salud debo excusarme.",
        "Lamento ter de declinar.",
        "Não tenho condições de ir.",
        "Leider nein.",
        "Purtroppo no.",
    ],
)
def test_phrases_that_refuse(text: str) -> None:
    assert verdict(text) is Verdict.NO


@pytest.mark.parametrize(
    "text",
    [
        "I'd come if the seat is paid.",
        "J'en serai, à condition que le billet soit payé.",
        "Voy si me consiguen reemplazo.",
        "Vou se for o Baltazar também.",
        "It depends on the ticket: if you buy it, I accept.",
        "Sí, siempre y cuando me cubran el seguro.",
    ],
)
def test_phrases_that_set_a_condition(text: str) -> None:
    assert verdict(text) is Verdict.CONDITIONS


@pytest.mark.parametrize(
    "text", ["I will let you know on Monday if I can come.", "Je vous dirai lundi si je peux."]
)
def test_who_will_say_whether_sets_no_condition(text: str) -> None:
    assert verdict(text) in {Verdict.MAYBE, Verdict.UNCLEAR}


def test_a_condition_behind_days_is_of_those_days() -> None:
    answer = read_answer(
        "I will do 9 to 13 March if you also take Sister Efua along.",
        window=WINDOW,
        today=TODAY,
        language="en",
    )

    assert (answer.verdict, answer.free) == (
        Verdict.CONDITIONS,
        (Period(date(2026, 3, 9), date(2026, 3, 13)),),
    )
