"""Days bounded by what is ruled out, by the journey home, by the end of something else; and offers in the shape of a question."""

from datetime import date

import pytest

from config.periods import Period
from intake.answers import Answer, Verdict, read_answer

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))


def march(first: int, last: int) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last))


def read(text: str) -> Answer:
    return read_answer(text, window=WINDOW, today=date(2026, 1, 12))


@pytest.mark.parametrize(
    "text",
    [
        "Not before the 10th nor after the 24th.",
        "Neither before the 10th nor after the 24th.",
        "Not before 10 March or after 24 March",
        "Pas avant le 10 ni après le 24.",
        "Ni avant le 10 ni après le 24 mars.",
        "No antes del 10 ni después del 24.",
        "Ni antes del 10 ni después del 24",
        "Não antes do dia 10 nem depois do dia 24.",
        "Nem antes de 10 nem depois de 24.",
        "I could start on the 10th at the earliest and would need to be home by the 24th.",
        "Puedo desde el 10, pero tendría que volver el 24.",
        "Posso a partir do dia 10, mas teria de estar de volta a 24 de março.",
        "Je peux à partir du 10, mais je dois rentrer le 24.",
    ],
)
def test_what_is_ruled_out_bounds_the_days(text: str) -> None:
    answer = read(text)

    assert (answer.verdict, answer.free) == (Verdict.SOME_DATES, (march(10, 24),))


@pytest.mark.parametrize(
    "text",
    [
        "I'm not free on the 9th nor after the 24th.",
        "No puedo el 9 ni después del 24.",
        "Je ne peux pas le 9 ni après le 24.",
    ],
)
def test_what_comes_after_a_refused_day_is_refused_too(text: str) -> None:
    assert read(text).busy == (march(9, 9), march(25, 27))


@pytest.mark.parametrize(
    "text",
    [
        "Tengo otra misión del 1 al 15; del 16 en adelante, lo que necesiten.",
        "I'm tied up until the 15th. After that I'm yours.",
        "Je suis en mission du 1 au 15, à partir du 16 je suis libre.",
        "Estou de férias de 1 a 15; a partir de 16, o que precisarem.",
    ],
)
def test_days_behind_an_engagement_are_offered(text: str) -> None:
    answer = read(text)

    assert (answer.verdict, answer.free) == (Verdict.SOME_DATES, (march(16, 27),))
    assert answer.busy[0].end == date(2026, 3, 15)


@pytest.mark.parametrize(
    "text",
    [
        "¿Se podría hacer en abril? En marzo me es imposible.",
        "Pode ser em abril? Março está cheio.",
        "Mars est trop chargé ; en avril ce serait possible.",
        "March is out. April would be perfect.",
    ],
)
def test_another_month_is_offered(text: str) -> None:
    answer = read(text)

    assert (answer.verdict, answer.free) == (
        Verdict.OTHER_DATES,
        (Period(date(2026, 4, 1), date(2026, 4, 30)),),
    )


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Perfecto, anoto las fechas en mi agenda.", Verdict.YES),
        ("Estou inteiramente ao dispor para as datas propostas.", Verdict.YES),
        ("Já me reformei e não faço mais missões.", Verdict.NO),
        ("Na semana de 16 não consigo, nas outras sim.", Verdict.SOME_DATES),
        ("Would the dates in your contract suit the ministry?", Verdict.QUESTION),
        ("Could we talk in April?", Verdict.QUESTION),
    ],
)
def test_what_else_is_said_of_them(text: str, verdict: Verdict) -> None:
    assert read(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "free", "busy"),
    [
        ("Je suis en mission du 2 au 15, du 16 au 27 je suis libre.", march(16, 27), march(2, 15)),
        ("Estoy de viaje del 2 al 15, a partir del 16 estoy libre.", march(16, 27), march(2, 15)),
        ("Sorry, away until the 12th, the 13th is fine", march(13, 13), march(2, 12)),
        ("I can't make the 9th, the 10th is OK", march(10, 10), march(9, 9)),
        ("Posso de 2 a 6, de 9 a 13 não.", march(2, 6), march(9, 13)),
        ("El 9 no, el 10 sí.", march(10, 10), march(9, 9)),
        ("I'm in Rome from the 2nd to the 10th, 11th to 27th is free.", march(11, 27), march(2, 10)),
    ],
)
def test_a_comma_between_days_may_part_what_is_offered_from_what_is_refused(
    text: str, free: Period, busy: Period
) -> None:
    answer = read(text)

    assert (answer.verdict, answer.free, answer.busy) == (Verdict.SOME_DATES, (free,), (busy,))


@pytest.mark.parametrize(
    "text",
    [
        "I can do the weeks of the 2nd, 9th and 16th.",
        "Puedo las semanas del 2, del 9 y del 16.",
        "I'm free from the 2nd to the 10th, 11th to 22nd.",
    ],
)
def test_adjoining_weeks_are_one_offer(text: str) -> None:
    assert read(text).free == (march(2, 22),)


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Acabo otra missão no dia 10 e poderia juntar-me no dia 12.", march(12, 27)),
        ("Termino otra misión el 10 y podría incorporarme el 12.", march(12, 27)),
        ("Between 9 and 19 March at the very most.", march(9, 19)),
        ("Entre el 9 y el 19 como mucho.", march(9, 19)),
        ("Entre le 9 et le 19 mars tout au plus.", march(9, 19)),
    ],
)
def test_the_day_of_joining_and_the_widest_days_are_understood(text: str, free: Period) -> None:
    assert read(text).free == (free,)


def test_then_from_one_day_to_another_is_no_time_after_them() -> None:
    assert read("De 9 a 13 e depois de 22 a 26.").free == (march(9, 13), march(22, 26))


def test_a_day_behind_an_exception_is_taken_out() -> None:
    answer = read("Toutes ces dates me vont, à l'exception du 17.")

    assert (answer.free, answer.busy) == ((march(2, 16), march(18, 27)), (march(17, 17),))


@pytest.mark.parametrize(
    "text",
    [
        "J'attends une réponse pour une autre mission, je vous dis la semaine prochaine.",
        "I am waiting for an answer about another assignment.",
        "Estoy esperando respuesta de otra misión.",
        "Estou à espera de uma resposta sobre outra missão.",
    ],
)
def test_waiting_to_hear_of_another_mission_is_no_refusal(text: str) -> None:
    assert read(text).verdict in {Verdict.UNCLEAR, Verdict.MAYBE, Verdict.WHICH_DATES}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("I'm up for it, whichever week you prefer.", Verdict.YES),
        ("Ya tengo el visto bueno de mi jefa, así que sí.", Verdict.YES),
        ("Já tenho o aval da minha chefe, por isso sim.", Verdict.YES),
        ("J'ai l'accord de mon directeur, c'est oui.", Verdict.YES),
        ("No me quedan días de permiso este año, así que no.", Verdict.NO),
        ("Já não tenho dias de licença este ano, por isso não.", Verdict.NO),
        ("La universidad no me da permiso durante el curso.", Verdict.NO),
        ("A universidade não me dispensa durante o semestre.", Verdict.NO),
        ("L'université ne me libère pas pendant le semestre, je regrette.", Verdict.NO),
        ("The university won't release me during term.", Verdict.NO),
    ],
)
def test_the_answer_may_come_after_its_reason(text: str, verdict: Verdict) -> None:
    assert read(text).verdict == verdict


def test_only_behind_days_offers_them_in_a_sentence_about_others() -> None:
    answer = read("From the 16th onwards I'm on sabbatical, so 2-13 March only.")

    assert (answer.verdict, answer.free, answer.busy) == (
        Verdict.SOME_DATES,
        (march(2, 13),),
        (march(16, 27),),
    )


@pytest.mark.parametrize(
    "text",
    ["Je suis partante, mais je ne peux pas voyager le 12 mars.", "Yes, but I can't travel on 12 March."],
)
def test_who_cannot_travel_on_a_day_does_not_work_from_a_distance(text: str) -> None:
    answer = read(text)

    assert (answer.verdict, answer.busy) == (Verdict.SOME_DATES, (march(12, 12),))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Boa noite, desculpe a demora, estava em viagem. Sim, podem incluir o meu nome.", Verdict.YES),
        ("Sorry for the late reply, I was travelling. Yes, count me in.", Verdict.YES),
        ("Désolé pour le retard, j'étais en mission. Oui, comptez sur moi.", Verdict.YES),
        ("Disculpen la demora, estaba de viaje. Sí, cuenten conmigo.", Verdict.YES),
        ("Sorry for the delay, I was on leave. I'm afraid I can't come.", Verdict.NO),
        ("D'accord, je prends. Envoyé de mon iPhone", Verdict.YES),
        ("Bonjour, dispo sur toute la période. Merci de m'envoyer les TdR dès que possible.", Verdict.YES),
        ("Sí. Ya lo hablé con mi jefa y no pone ninguna pega.", Verdict.YES),
        ("Malheureusement, aucune absence n'est autorisée jusqu'à nouvel ordre.", Verdict.NO),
        ("Happy to help but only online, I don't travel any more.", Verdict.REMOTE_ONLY),
    ],
)
def test_why_an_answer_comes_late_or_from_where_is_no_answer(text: str, verdict: Verdict) -> None:
    assert read(text).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "I'm back from leave on 16 March so from then on I'm all yours.",
        "Je rentre de vacances le lundi 16 mars, tout est possible ensuite.",
        "Vuelvo de vacaciones el lunes 16 de marzo, después cuando quieran.",
        "Volto de férias na segunda-feira, 16 de março, depois disso quando quiserem.",
    ],
)
def test_who_comes_back_on_a_day_is_free_from_it(text: str) -> None:
    answer = read(text)

    assert (answer.verdict, answer.free) == (Verdict.SOME_DATES, (march(16, 27),))


def test_a_reason_behind_days_that_are_refused_leaves_the_yes() -> None:
    answer = read("Oui mais pas la semaine du 16 mars, j'ai un jury de thèse.")

    assert (answer.verdict, answer.busy) == (Verdict.SOME_DATES, (march(16, 22),))
