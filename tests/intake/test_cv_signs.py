from datetime import UTC, datetime

import pytest

from intake.cv_signs import cvs_in, says_cv
from intake.documents import Document, Trouble, Unreadable
from intake.message import Attachment, Channel, Message
from tests.cvs import EN, PASSPORT

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
CV = Attachment("ana.pdf", "application/pdf", b"x", Document(EN))
LETTER = Attachment(
    "letter.pdf", "application/pdf", b"x", Document("The Ministry asks for two experts on pensions.")
)
XML = Attachment("data.xml", "text/plain", PASSPORT, Document("", attached=PASSPORT.decode()))
SCAN = Attachment("CV-Silva.pdf", "application/pdf", b"x", Unreadable(Trouble.NO_TEXT))
FORM = Attachment(
    "form.docx",
    "x",
    b"x",
    Document("", rows=(("Institution", "M"), ("Country", "Togo"), ("Title", "Work experience"))),
)


def brought(subject: str, *files: Attachment, text: str = "") -> list[str]:
    message = Message(
        Channel.MAIL, "1", "olga@facility.example", NOW, text, subject=subject, attachments=files
    )
    return [one.filename for one in cvs_in(message)]


@pytest.mark.parametrize(
    "subject", ["CV", "Fwd: curriculum vitae", "TR : Mon CV", "Our new expert", "Experto"]
)
def test_a_file_that_looks_like_a_cv_is_one_if_words_allow_it(subject: str) -> None:
    assert brought(subject, CV, LETTER) == ["ana.pdf"]


@pytest.mark.parametrize("subject", ["Fwd: Request of the Ministry", "Annexes", ""])
def test_without_a_word_no_file_is_a_cv(subject: str) -> None:
    assert brought(subject, CV, XML, SCAN) == []


def test_a_partners_letter_and_form_are_no_cvs_whatever_the_subject_says() -> None:
    assert brought("Fwd: request for experts", LETTER, FORM) == []
    assert brought("CV", LETTER, FORM) == []


def test_a_europass_file_and_a_scan_named_so_are_cvs() -> None:
    assert brought("Experts", XML, SCAN) == ["data.xml"]
    assert brought("", XML, SCAN, text="Please find the CV below.") == ["data.xml", "CV-Silva.pdf"]


def test_a_caption_says_so_in_a_word() -> None:
    assert [says_cv(text) for text in ("CV", "cv of Ana", "Here is the CVE", "")] == [
        True,
        True,
        False,
        False,
    ]
