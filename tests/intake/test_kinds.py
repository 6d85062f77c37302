import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.kinds import Signs, away_words, kind_of
from intake.message import Kind


def kind(subject: str = "", sender: str = "anna@experts.example", **headers: str) -> Kind:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return kind_of(Signs(headers=named, subject=subject, sender=sender))


@pytest.mark.parametrize(
    "headers",
    [
        {"auto_submitted": "auto-replied"},
        {"auto_submitted": "auto-generated; owner=x"},
        {"auto_submitted": "Auto-Notified"},
        {"x_autoreply": "yes"},
        {"x_autorespond": ""},
        {"precedence": "auto_reply"},
        {"precedence": "Auto_Reply "},
        {"x_ms_exchange_generated_message_source": "Mailbox Rules Agent"},
    ],
)
def test_headers_of_machines_mean_automatic(headers: dict[str, str]) -> None:
    assert kind(**headers) == Kind.AUTOMATIC


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"auto_submitted": "no"},
        {"auto_submitted": " No ; x"},
        {"x_auto_response_suppress": "All"},
        {"auto_submitted": "auto-forwarded; by=x"},
        {"x_vacation": "no"},
        {"x_autoreply": "False"},
        {"mailing_list": "no"},
        {"precedence": "normal"},
        {"return_path": "<anna@experts.example>"},
    ],
)
def test_other_headers_mean_a_person(headers: dict[str, str]) -> None:
    assert kind("Re: Your availability", **headers) == Kind.PERSON


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Your availability",
        "Auto-Reply: hello",
        "Out of Office: Re: hello",
        "Out of the office until Monday",
        "Réponse automatique : Votre disponibilité",
        "Absence du bureau",
        "Absente du bureau",
        "Message d'absence",
        "Respuesta automática: Su disponibilidad",
        "Fuera de la oficina",
        "Resposta automática: disponibilidade",
        "Ausência temporária",
        "Automatische Antwort: Ihre Anfrage",
        "Abwesenheitsnotiz: Anna",
        "Risposta automatica: disponibilità",
        "Fuori ufficio",
        "Automatisch antwoord: vraag",
        "Afwezigheidsbericht",
        "Autosvar: Ditt uppdrag",
        "Automatisk svar: Oppdrag",
        "Frånvaromeddelande",
        "Automaattinen vastaus: Kysymys",
        "Automaatvastus: Küsimus",
        "Automatyczna odpowiedź: Pytanie",
        "Automatická odpověď: Dotaz",
        "Automatická odpoveď: Otázka",
        "Automatikus válasz: Kérdés",
        "Răspuns automat: Întrebare",
        "Automatski odgovor: Pitanje",
        "Αυτόματη απάντηση: Ερώτηση",
        "Автоматический ответ: Вопрос",
        "Otomatik yanıt: Soru",
        "رد تلقائي: سؤال",
    ],
)
def test_localised_subjects_of_absence_mean_automatic(subject: str) -> None:
    assert kind(subject) == Kind.AUTOMATIC


@pytest.mark.parametrize(
    ("subject", "text", "answers", "expected"),
    [
        ("Out of office: Re: [2026-01] Hello", "Thank you.", True, Kind.AUTOMATIC),
        ("Automatic reply: [2026-01] Hello", "Thank you.", True, Kind.AUTOMATIC),
        ("Auto: Re: Hello", "Thank you.", True, Kind.AUTOMATIC),
        ("Auto: inspection du travail", "Thank you.", True, Kind.PERSON),
        ("Out of office", "I am out of office until 3 March.", False, Kind.AUTOMATIC),
        ("Out of office", "We need two experts on pensions.", False, Kind.PERSON),
        ("Out of office workers: pensions", "", True, Kind.PERSON),
        ("Ausência de rendimentos: pedido", "", True, Kind.PERSON),
    ],
)
def test_subject_of_absence_alone_proves_nothing(
    subject: str, text: str, *, answers: bool, expected: Kind
) -> None:
    assert kind_of(Signs(headers={}, subject=subject, text=text, answers=answers)) == expected


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Automatic reply: Your availability",
        "RE: Réponse automatique : disponibilité",
        "Our office is out of paper",
        "Request for assistance on absence management",
        "Automation of the pension register",
        "Absenteeism study",
        "",
    ],
)
def test_people_may_write_about_absence(subject: str) -> None:
    assert kind(subject) == Kind.PERSON


@pytest.mark.parametrize(
    "headers",
    [{"list_id": "<a.example>"}, {"list_unsubscribe": "<x>"}, {"precedence": "bulk"}, {"precedence": "list"}],
)
def test_lists_are_told_apart(headers: dict[str, str]) -> None:
    assert kind(**headers) == Kind.LIST


@pytest.mark.parametrize(
    "signs",
    [
        Signs(headers={}, media_type="multipart/report", report_type="delivery-status"),
        Signs(headers={}, part_types=frozenset({"message/delivery-status"})),
        Signs(headers={"x-failed-recipients": "anna@experts.example"}),
        Signs(headers={}, subject="Undelivered Mail Returned to Sender", sender="mailer-daemon@mx.example"),
        Signs(headers={}, subject="Mail delivery failed: returning message", null_sender=True),
        Signs(headers={}, subject="Non remis : votre message", sender="postmaster@mx.example"),
    ],
)
def test_delivery_reports_are_bounces(signs: Signs) -> None:
    assert kind_of(signs) == Kind.BOUNCE


def test_person_may_write_about_delivery() -> None:
    assert kind("Undeliverable goods at the border") == Kind.PERSON


def test_read_receipt_is_automatic() -> None:
    signs = Signs(headers={}, media_type="multipart/report", report_type="disposition-notification")

    assert kind_of(signs) == Kind.AUTOMATIC


def test_null_sender_is_automatic() -> None:
    assert kind_of(Signs(headers={}, null_sender=True)) == Kind.AUTOMATIC


@pytest.mark.parametrize(
    ("method", "expected"),
    [("REPLY", Kind.CALENDAR), ("counter", Kind.CALENDAR), ("REQUEST", Kind.PERSON), ("", Kind.PERSON)],
)
def test_calendar_answers_are_told_from_invitations(method: str, expected: Kind) -> None:
    assert kind_of(Signs(headers={}, calendar_method=method)) == expected


def test_certainty_decides_the_order() -> None:
    headers = {"auto-submitted": "auto-replied", "list-id": "<a>"}
    bounce = Signs(headers=headers, report_type="delivery-status", calendar_method="REPLY")

    assert kind_of(bounce) == Kind.BOUNCE
    assert kind_of(Signs(headers=headers, calendar_method="REPLY")) == Kind.CALENDAR
    assert kind_of(Signs(headers=headers)) == Kind.AUTOMATIC


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thank you. I am away until 20 March 2026. Call Bob.", "I am away until 20 March 2026."),
        ("Je suis absent du 3 au 20 mars. Merci.", "Je suis absent du 3 au 20 mars."),
        ("Estaré fuera hasta el 20 de marzo\n\nSaludos", "Estaré fuera hasta el 20 de marzo"),
        ("Estarei ausente até 20/03/2026.", "Estarei ausente até 20/03/2026."),
        ("Ich bin bis zum 3. März 2026 abwesend. Danke.", "Ich bin bis zum 3. März 2026 abwesend."),
        ("I am away until\n20 March.", "I am away until 20 March."),
        ("I am away. My number is 5.", ""),
        ("", ""),
    ],
)
def test_words_that_tell_dates_of_absence(text: str, words: str) -> None:
    assert away_words(text) == words


@given(st.text(max_size=6_000))
def test_words_of_absence_are_few_whatever_the_text(text: str) -> None:
    assert len(away_words(text)) <= 300


@given(st.dictionaries(st.text(), st.text()), st.text(), st.text())
def test_any_mail_has_a_kind(headers: dict[str, str], subject: str, sender: str) -> None:
    assert kind_of(Signs(headers=headers, subject=subject, sender=sender)) in Kind


@pytest.mark.parametrize(
    "sender",
    ["no-reply@shop.example", "noreply@shop.example", "do_not_reply@shop.example", "nepasrepondre@x.example"],
)
def test_whoever_reads_no_answer_is_a_machine(sender: str) -> None:
    assert kind("Your ticket", sender) == Kind.AUTOMATIC


@pytest.mark.parametrize("sender", ["nora.replyson@x.example", "reply@x.example", "norep@ly.example"])
def test_names_that_only_begin_alike_are_people(sender: str) -> None:
    assert kind("Hello", sender) == Kind.PERSON


def test_calendar_without_a_sender_is_a_machine_that_accepts_everything() -> None:
    assert kind_of(Signs(headers={}, calendar_method="REPLY", null_sender=True)) == Kind.AUTOMATIC


@pytest.mark.parametrize(
    "text",
    [
        "Hi. This is the qmail-send program at mx.example.",
        "This message was created automatically by mail delivery software.",
        "Your message did not reach some or all of the intended recipients.",
    ],
)
def test_bounce_in_prose_is_known_by_its_first_words_from_a_machine_only(text: str) -> None:
    machine, person = (
        kind_of(Signs(headers={}, subject="Hello", text=text, sender=sender))
        for sender in ("mailer-daemon@mx.example", "anna@experts.example")
    )

    assert (machine, person) == (Kind.BOUNCE, Kind.PERSON)
