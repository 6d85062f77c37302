from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from intake.answers import Answer, Verdict, read_answer

WINDOW = Period(date(2026, 3, 3), date(2026, 3, 28))
TODAY = date(2026, 1, 12)

YES = Verdict.YES
NO = Verdict.NO
SOME = Verdict.SOME_DATES
COND = Verdict.CONDITIONS
UNCLEAR = Verdict.UNCLEAR


def read(text: str, language: str = "") -> Answer:
    return read_answer(text, window=WINDOW, today=TODAY, language=language)


def march(first: int, last: int) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last))


ENGLISH = [
    ("Yes", YES),
    ("yes.", YES),
    ("YES!", YES),
    ("OK", YES),
    ("👍", YES),
    ("Yes, I am available.", YES),
    ("Yes I'm available for the whole period", YES),
    ("I am available.", YES),
    ("I confirm my availability.", YES),
    ("No problem, I am available", YES),
    ("No problem at all!", YES),
    ("fine for me", YES),
    ("That works for me.", YES),
    ("With pleasure!", YES),
    ("I'd be happy to join the mission.", YES),
    ("Count me in.", YES),
    ("Yes, you can count on me for 2026-03.", YES),
    ("Available from 3 to 28 March.", YES),
    ("I am available in March.", YES),
    ("Sure, that suits me.", YES),
    ("I accept the mission. The daily fee of 250 EUR is fine.", YES),
    ("Dear Muster,\n\nYes, I am available.\n\nBest regards,\nAnna Example", YES),
    ("Thank you for your message of 10 January. I am available for the mission.", YES),
    ("Yes, I am available. What is the fee?", YES),
    ("Yes, I am available. Please send me the terms of reference.", YES),
    ("Yes. Do not hesitate to contact me if you need my CV.", YES),
    ("I hope you are well. I can participate.", YES),
    ("I have no objection to the dates, count me in", YES),
    ("I would like to confirm my availability.", YES),
    ("I'm available. I will be away in April.", YES),
    ("No", NO),
    ("No.", NO),
    ("No, thank you.", NO),
    ("No, sorry.", NO),
    ("Sorry, I can't.", NO),
    ("I am not available.", NO),
    ("I'm unavailable in that period.", NO),
    ("Unfortunately I am not available in March.", NO),
    ("I would love to, unfortunately I am not available.", NO),
    ("I would be happy to, but unfortunately I cannot.", NO),
    ("I regret to decline.", NO),
    ("I have to decline this time.", NO),
    ("I'm afraid it is not possible for me.", NO),
    ("These dates don't work for me.", NO),
    ("I am already on another mission at that time.", NO),
    ("Unfortunately I will be on leave then.", NO),
    ("I am on mission from 1 to 31 March.", NO),
    ("No, I could only come in April.", NO),
    ("Please remove me from your list.", NO),
    ("I cannot travel then. Perhaps another time.", NO),
    ("Yes but only 12-20 March", SOME),
    ("Yes, but only from the 12th", SOME),
    ("available from the 12th", SOME),
    ("Not before the 15th", SOME),
    ("not available 16 March otherwise fine", SOME),
    ("I am available except 16 March.", SOME),
    ("Yes, except on the 16th and 17th", SOME),
    ("I am available until 20 March", SOME),
    ("Only 12-20 March.", SOME),
    ("12-20 March", SOME),
    ("Yes, 12-20 March.", SOME),
    ("I can come on 12 March.", SOME),
    ("I cannot come before 15 March.", SOME),
    ("I am not available except from 12 to 20 March.", SOME),
    ("Unfortunately I can only come from 15 March.", SOME),
    ("I am free from 12 to 20 March but not on the 16th.", SOME),
    ("I am available. I am not available on the following days: 16, 17 March.", SOME),
    ("Not the whole period, sorry: only 12-20 March is possible for me.", UNCLEAR),
    ("Yes, if my employer agrees.", COND),
    ("Yes, provided that the fee is paid in advance.", COND),
    ("I can come if I get a visa.", COND),
    ("Available, subject to approval of my ministry", COND),
    ("Yes, but only remotely.", COND),
    ("Yes, but I need a business class ticket.", COND),
    ("Yes, except on Fridays", COND),
    ("Yes, unless there is a strike.", COND),
    ("", UNCLEAR),
    ("Hello", UNCLEAR),
    ("Maybe", UNCLEAR),
    ("I think so", UNCLEAR),
    ("Probably yes", UNCLEAR),
    ("I can't say yes yet", UNCLEAR),
    ("I would love to, unfortunately...", UNCLEAR),
    ("Is it yes or no that you need from me?", UNCLEAR),
    ("Is it a yes?", UNCLEAR),
    ("Yes?", UNCLEAR),
    ("Am I still available for you?", UNCLEAR),
    ("I might be available", UNCLEAR),
    ("I should be available", UNCLEAR),
    ("Let me check with my employer first.", UNCLEAR),
    ("I have to ask my boss", UNCLEAR),
    ("I will let you know next week", UNCLEAR),
    ("OK, I will check my calendar", UNCLEAR),
    ("OK, well received, thank you.", UNCLEAR),
    ("Thanks for your message.", UNCLEAR),
    ("Ok, thanks for the information", UNCLEAR),
    ("Yes, I received your mail.", UNCLEAR),
    ("Yes, I am interested.", UNCLEAR),
    ("I am interested, please send me more details", UNCLEAR),
    ("Yes, the weather in Lomé is lovely at this time of year.", UNCLEAR),
    ("Yes. Would 20-25 April also work?", UNCLEAR),
    ("I could do 5-10 April.", UNCLEAR),
    ("Yes on 16/3x", UNCLEAR),
    ("I don't know yet", UNCLEAR),
    ("Not sure.", UNCLEAR),
    ("I cannot confirm now", UNCLEAR),
    ("Yes and no.", UNCLEAR),
    ("Unfortunately I have a conference from 10 to 14 March.", UNCLEAR),
    ("I never said yes.", UNCLEAR),
    ("Nobody told me that I am available.", UNCLEAR),
    ("It is not true that I am available", UNCLEAR),
    ("My colleague Joy is available.", UNCLEAR),
    ("The documents are available.", UNCLEAR),
    ("I was available in January.", UNCLEAR),
    ("You wrote that I am available.", UNCLEAR),
    ("I am available but...", UNCLEAR),
    ("Yes but", COND),
    ("I would be available after the exam period", UNCLEAR),
    ("I will be available next week", UNCLEAR),
    ("I will be available after Easter", COND),
    ("I could participate", UNCLEAR),
    ("I can make a proposal.", UNCLEAR),
    ("It is possible that I will be away.", UNCLEAR),
    ("I confirm receipt of your message.", UNCLEAR),
    ("Of course the fee must be discussed first.", UNCLEAR),
    ("It would be good to know more.", UNCLEAR),
    ("I read your mail with pleasure.", UNCLEAR),
    ("Yes, I am available, but I am on leave then.", UNCLEAR),
    ("What are the dates?", UNCLEAR),
]

FRENCH = [
    ("Oui", YES),
    ("Oui, je suis disponible.", YES),
    ("D'accord.", YES),
    ("Bonjour,\n\nC'est d'accord pour moi.\n\nCordialement,\nAnne", YES),
    ("Je suis disponible du 3 au 28 mars.", YES),
    ("Aucun problème, je suis disponible.", YES),
    ("Pas de souci pour ces dates.", YES),
    ("J'accepte avec plaisir.", YES),
    ("Je vous confirme ma disponibilité.", YES),
    ("Ces dates me conviennent.", YES),
    ("Non", NO),
    ("Non, désolée.", NO),
    ("Je ne peux malheureusement pas.", NO),
    ("Je ne suis pas disponible.", NO),
    ("Malheureusement, je ne serai pas disponible à ces dates.", NO),
    ("Je dois décliner votre proposition.", NO),
    ("Je suis en congé à cette période.", NO),
    ("Je suis indisponible", NO),
    ("Oui, mais seulement du 12 au 20 mars.", SOME),
    ("Je ne suis disponible que du 12 au 20 mars.", SOME),
    ("Pas avant le 15 mars", SOME),
    ("À partir du 12", SOME),
    ("Disponible sauf le 16 mars.", SOME),
    ("Je suis disponible jusqu'au 20 mars inclus", SOME),
    ("Oui, sous réserve de l'accord de mon employeur", COND),
    ("Oui si mon ministère est d'accord", COND),
    ("Oui, à condition que le billet soit pris en charge.", COND),
    ("Oui, mais uniquement à distance.", COND),
    ("Peut-être", UNCLEAR),
    ("En principe oui", UNCLEAR),
    ("Je dois vérifier avec mon employeur.", UNCLEAR),
    ("Je ne sais pas encore.", UNCLEAR),
    ("Je ne peux pas encore confirmer.", UNCLEAR),
    ("Bien reçu, merci.", UNCLEAR),
    ("Est-ce que c'est oui ?", UNCLEAR),
    ("Je peux vous envoyer mon CV.", UNCLEAR),
    ("Le document est disponible en ligne.", UNCLEAR),
    ("J'espère que vous allez bien.", UNCLEAR),
]

SPANISH = [
    ("Sí", YES),
    ("Sí, estoy disponible.", YES),
    ("Si, estoy disponible", YES),
    ("Por supuesto, cuenten conmigo.", YES),
    ("Confirmo mi participación.", YES),
    ("No hay problema, estoy disponible", YES),
    ("Sin problema.", YES),
    ("Estimados colegas:\n\nCon mucho gusto.\n\nSaludos cordiales,\nAna", YES),
    ("Me viene bien.", YES),
    ("No", NO),
    ("No, gracias.", NO),
    ("No puedo.", NO),
    ("Lamentablemente no estoy disponible.", NO),
    ("Lo siento, no me es posible. No puedo viajar.", NO),
    ("Me resulta imposible", NO),
    ("Estaré de vacaciones en esas fechas.", NO),
    ("Sí, pero no el 16", SOME),
    ("Sí, pero solo del 12 al 20 de marzo", SOME),
    ("Estoy disponible a partir del 12", SOME),
    ("No antes del 15", SOME),
    ("Disponible salvo el 16 de marzo", SOME),
    ("Puedo del 12 al 20 de marzo.", SOME),
    ("Sí, siempre que mi empleador lo autorice.", COND),
    ("Sí, si mi ministerio lo aprueba", COND),
    ("Sí, pero solo a distancia", COND),
    ("Quizás", UNCLEAR),
    ("Creo que sí", UNCLEAR),
    ("No lo sé todavía", UNCLEAR),
    ("Tengo que consultarlo con mi jefe.", UNCLEAR),
    ("Recibido, gracias.", UNCLEAR),
    ("¿Es un sí?", UNCLEAR),
    ("Me gustaría mucho", UNCLEAR),
]

PORTUGUESE = [
    ("Sim", YES),
    ("Sim, estou disponível.", YES),
    ("Confirmo a minha disponibilidade.", YES),
    ("Não há problema, estou disponível", YES),
    ("Com todo o prazer.", YES),
    ("Podem contar comigo? Sim, aceito.", YES),
    ("Estou disponível no período indicado.", YES),
    ("Não", NO),
    ("Não posso", NO),
    ("Não, obrigada.", NO),
    ("Infelizmente não estou disponível.", NO),
    ("Estarei de férias nessas datas.", NO),
    ("Sim, mas só de 12 a 20 de março", SOME),
    ("Sim, mas não no dia 16", SOME),
    ("Estou disponível a partir de 12 de março", SOME),
    ("Não antes do dia 15", SOME),
    ("Disponível exceto dia 16", SOME),
    ("Sim, desde que o meu empregador autorize.", COND),
    ("Sim, se o meu ministério concordar", COND),
    ("Sim, mas apenas à distância", COND),
    ("Talvez", UNCLEAR),
    ("Acho que sim", UNCLEAR),
    ("Ainda não sei", UNCLEAR),
    ("Tenho de falar com o meu chefe", UNCLEAR),
    ("Recebido, obrigado", UNCLEAR),
]

GERMAN_AND_ITALIAN = [
    ("Ja", YES),
    ("Ja, ich bin verfügbar.", YES),
    ("Ja, gerne!", YES),
    ("Kein Problem, das passt mir.", YES),
    ("Nein", NO),
    ("Leider nein.", NO),
    ("Ich kann leider nicht.", NO),
    ("Ich bin nicht verfügbar.", NO),
    ("Ja, aber nur vom 12. bis 20. März", SOME),
    ("Ja, falls mein Arbeitgeber zustimmt", COND),
    ("Vielleicht", UNCLEAR),
    ("Ich muss erst fragen", UNCLEAR),
    ("Sì", YES),
    ("Sì, sono disponibile.", YES),
    ("Nessun problema, accetto.", YES),
    ("No, purtroppo.", NO),
    ("Non posso.", NO),
    ("Purtroppo non sono disponibile", NO),
    ("Sì, ma solo dal 12 al 20 marzo", SOME),
    ("Sì, a condizione che il datore di lavoro sia d'accordo", COND),
    ("Forse", UNCLEAR),
]


@pytest.mark.parametrize(("text", "verdict"), ENGLISH)
def test_english_answers(text: str, verdict: Verdict) -> None:
    assert read(text, "en").verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), FRENCH)
def test_french_answers(text: str, verdict: Verdict) -> None:
    assert read(text, "fr").verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), SPANISH)
def test_spanish_answers(text: str, verdict: Verdict) -> None:
    assert read(text, "es").verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), PORTUGUESE)
def test_portuguese_answers(text: str, verdict: Verdict) -> None:
    assert read(text, "pt").verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), GERMAN_AND_ITALIAN)
def test_german_and_italian_answers(text: str, verdict: Verdict) -> None:
    assert read(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [pair for pair in (*ENGLISH, *FRENCH, *SPANISH, *PORTUGUESE) if pair[1] is not YES],
)
def test_nothing_else_becomes_a_yes_whatever_language_was_expected(text: str, verdict: Verdict) -> None:
    assert {read(text, language).verdict for language in ("", "en", "fr", "es", "pt")} & {YES} == set()


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Yes but only 12-20 March", (march(12, 20),)),
        ("available from the 12th", (march(12, 28),)),
        ("Not before the 15th", (march(15, 28),)),
        ("I cannot come before 15 March.", (march(15, 28),)),
        ("I am available until 20 March", (march(3, 20),)),
        ("Sí, pero no el 16", (march(3, 15), march(17, 28))),
        ("not available 16 March otherwise fine", (march(3, 15), march(17, 28))),
        ("Yes, except on the 16th and 17th", (march(3, 15), march(18, 28))),
        ("I am free from 12 to 20 March but not on the 16th.", (march(12, 15), march(17, 20))),
        ("I am not available except from 12 to 20 March.", (march(12, 20),)),
        ("Je ne suis disponible que du 12 au 20 mars.", (march(12, 20),)),
        ("Yes, 12-20 March and 24-26 March.", (march(12, 20), march(24, 26))),
        ("I am available in March.", (WINDOW,)),
        ("Yes", (WINDOW,)),
    ],
)
def test_free_days_are_those_offered_inside_the_window(text: str, free: tuple[Period, ...]) -> None:
    assert read(text).free == free


def test_days_offered_outside_the_window_are_kept_beside_a_no() -> None:
    answer = read("No, I could only come from 5 to 10 April.")

    assert answer == Answer(
        NO,
        free=(Period(date(2026, 4, 5), date(2026, 4, 10)),),
        because="No, I could only come from 5 to 10 April.",
    )


def test_busy_days_are_kept() -> None:
    assert read("Yes, but not on 16 March").busy == (march(16, 16),)


def test_condition_is_quoted() -> None:
    answer = read("Bonjour, oui, sous réserve de l'accord de mon employeur. Merci.", "fr")

    assert answer == Answer(
        COND,
        condition="oui, sous réserve de l'accord de mon employeur.",
        because="oui, sous réserve de l'accord de mon employeur.",
    )


def test_the_deciding_words_are_quoted() -> None:
    text = "Thank you for thinking of me. I am available. My CV has not changed."

    assert read("Thank you for thinking of me. I am available.").because == "I am available."
    assert read(text).verdict == UNCLEAR


def test_words_below_the_closing_are_not_the_answer() -> None:
    assert read("No, sorry.\n\nKind regards,\nJoy\nAlways available for you: yes!").verdict == NO


def test_wrapped_lines_are_one_sentence() -> None:
    text = "Thank you very much for the invitation to this mission; I am sorry, I am\nnot available."

    assert read(text).verdict == NO


@pytest.mark.parametrize(
    "text", ["yes " * 100_000, "12 March, " * 20_000, "(" * 50_000, "no if but " * 20_000]
)
def test_long_texts_are_read_in_bounded_time(text: str) -> None:
    assert read(text).verdict != NO or text.startswith("no")


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(read(text), Answer)


_WORDS = [
    "yes",
    "no",
    "not",
    "I",
    "am",
    "available",
    "if",
    "maybe",
    "12",
    "March",
    "but",
    ",",
    ".",
    "?",
    "except",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join))
def test_free_days_of_a_yes_are_the_whole_window(text: str) -> None:
    answer = read(text)

    assert (answer.verdict == YES) <= (answer.free == (WINDOW,))
    assert (answer.verdict == SOME) <= (answer.free not in ((), (WINDOW,)))


@given(st.sampled_from([text for text, verdict in ENGLISH if verdict is YES]))
def test_a_question_mark_or_a_maybe_takes_a_yes_back(text: str) -> None:
    assert read(f"Maybe. {text}").verdict != YES
    assert read(f"{text.split('.')[0].rstrip('.!?')}?").verdict != YES
