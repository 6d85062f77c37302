"""What a mail asks for in the files beside it."""

from datetime import date

from intake.documents import Document, Trouble, Unreadable
from intake.enclosures import Enclosed, enclosed_in, language_of, raw_answers, raw_request
from intake.message import Attachment, Channel, Message
from tests.factories import MOMENT

TODAY = date(2026, 1, 12)
ROWS = (
    ("Titre de la demande", "Pensions des pêcheurs"),
    ("Pays", "Togo"),
    ("Contexte", "Peu de pêcheurs cotisent."),
    ("Langues de travail", ""),
)
FORM = Attachment("demande.docx", "application/zip", b"", Document("", ROWS))
LETTER = Attachment(
    "lettre.pdf",
    "application/pdf",
    b"",
    Document(
        "Ministère du Travail du Togo\n\nMadame, Monsieur,\n\nnous sollicitons une assistance technique sur les pensions. "
        "Deux experts viendraient dix jours en mars 2026 à Lomé pour relire le projet de loi.\n\nAma Koffi"
    ),
)
SCAN = Attachment("scan.pdf", "application/pdf", b"", Unreadable(Trouble.NO_TEXT))
NOTE = "Bonjour,\n\nvous trouverez notre demande en pièce jointe.\n\nCordialement\nSalma Khamis"


def message(*files: Attachment, text: str = NOTE, subject: str = "Notre demande") -> Message:
    return Message(
        Channel.MAIL,
        "m1",
        "salma@ministere.example",
        MOMENT,
        text=text,
        sender_name="Salma Khamis",
        subject=subject,
        attachments=files,
    )


def told(given: Message) -> dict[str, str]:
    return raw_request(given, enclosed_in(given), today=TODAY, language="fr")


def test_a_form_beside_the_mail_is_what_is_asked() -> None:
    raw = told(message(FORM, SCAN))

    assert raw["title"] == "Pensions des pêcheurs"
    assert (raw["country"], raw["background"]) == ("Togo", "Peu de pêcheurs cotisent.")
    assert (raw["contact_name"], raw["contact_email"]) == ("Salma Khamis", "salma@ministere.example")
    assert "languages" not in raw
    assert enclosed_in(message(FORM, SCAN)).unread == ()


def test_a_form_in_the_mail_leaves_the_files_to_the_officers() -> None:
    written = "Titre: Accidents du travail\nPays: Bénin\nContexte: Les accidents augmentent.\n"

    assert enclosed_in(message(FORM, SCAN, text=written)) == Enclosed()
    assert told(message(FORM, text=written))["title"] == "Accidents du travail"


def test_a_letter_is_read_with_what_the_covering_note_adds() -> None:
    raw = told(message(LETTER))

    assert "relire le projet de loi" in raw["background"]
    assert "pièce jointe" not in raw["background"]
    assert raw["country"] == "Togo"
    assert raw["contact_email"] == "salma@ministere.example"


def test_a_file_that_nobody_could_read_is_named_unless_another_one_asks() -> None:
    assert enclosed_in(message(SCAN)) == Enclosed(unread=("scan.pdf",))
    assert not enclosed_in(message(SCAN))
    assert enclosed_in(message(SCAN, LETTER)).unread == ()


def test_labelled_words_of_a_reply_win_over_the_form_that_came_along() -> None:
    reply = message(FORM, text="Pays : Bénin")

    assert raw_answers(reply, enclosed_in(reply)) == {
        "title": "Pensions des pêcheurs",
        "background": "Peu de pêcheurs cotisent.",
        "country": "Bénin",
    }


def test_a_reply_without_a_form_answers_in_words() -> None:
    reply = message(SCAN, text="Ce sera du 9 au 27 mars.")

    assert raw_answers(reply, enclosed_in(reply)) is None


def test_a_mail_of_few_words_speaks_the_language_of_its_form() -> None:
    assert language_of(message(LETTER, text="OK", subject="Request")) == "fr"
    assert language_of(message(text="Please find our request for help", subject="Request")) == "en"
