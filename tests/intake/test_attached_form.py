"""Labels and answers in documents: tables, fields, printed lines, in four languages."""

from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.languages import INTERFACE_LANGUAGES
from intake.attached_form import attached_form, attached_letter, form_in, unread, words_of
from intake.documents import Document, Trouble, Unreadable
from intake.docx_reading import read_docx
from intake.field_list import FIELDS
from intake.message import Attachment
from intake.paper_form import GROUPS, printed_hint, printed_label
from tests.documents import ANSWERS, blank_form, control, docx_of, docx_with_body, fill_in

ASKING = (
    "The Ministry of Labour of Togo requests technical assistance on social pensions. We would like two experts "
    "for ten days in March 2026 in Lomé, to review the draft law and train our inspectors."
)


def answered(form: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in form.items() if value}


def document(content: bytes) -> Document:
    read = read_docx(content)
    assert isinstance(read, Document)
    return read


def attached(
    name: str, read: Document | Unreadable | None, media_type: str = "application/pdf"
) -> Attachment:
    return Attachment(name, media_type, b"", read)


def rows(**answers: str) -> Document:
    return Document("", tuple((FIELDS[name].label("en"), value) for name, value in answers.items()))


FORM = rows(title="Pensions", country="Togo", background="Few are paid.")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_our_own_form_filled_in_is_read_word_for_word(tmp_path: Path, language: str) -> None:
    filled = document(fill_in(blank_form(tmp_path, language)))

    assert answered(form_in(filled)) == ANSWERS
    assert form_in(filled)["general_objective"] == ""


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_our_own_form_is_read_from_printed_lines_too(tmp_path: Path, language: str) -> None:
    filled = document(fill_in(blank_form(tmp_path, language)))

    assert answered(form_in(Document(filled.text))) == ANSWERS


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_blank_form_answers_nothing(tmp_path: Path, language: str) -> None:
    blank = document(blank_form(tmp_path, language).read_bytes())

    assert set(form_in(blank).values()) == {""}
    assert answered(form_in(Document(blank.text))) == {}
    assert attached_form([attached("form.docx", blank)]) is None


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("width", [12, 20, 28, 36, 60])
def test_labels_and_hints_may_be_broken_into_lines_anywhere(language: str, width: int) -> None:
    lines: list[str] = []
    for keys in GROUPS.values():
        for key in keys:
            printed = (printed_label(FIELDS[key], language), printed_hint(FIELDS[key], language))
            lines += [line for words in printed for line in wrapped(words, max(width, 20))]
            lines += [f"Answer to {key}"]

    read = form_in(Document("\n".join(lines)))

    assert {key: value for key, value in read.items() if value != f"Answer to {key}"} == {}
    assert len(read) == 16


def wrapped(words: str, width: int) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        if len(lines[-1]) + len(word) >= width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def test_a_label_and_its_answer_stand_in_any_two_columns() -> None:
    read = form_in(
        Document(
            "",
            (
                ("1", "Institution", "Ministry of Labour"),
                ("Country:", "Togo", "Duration", "5 days"),
                ("Working languages*", "French", "French"),
                ("Something else", "x"),
            ),
        )
    )

    assert read == {
        "institution": "Ministry of Labour",
        "country": "Togo",
        "duration_days": "5 days",
        "languages": "French",
    }


def test_an_answer_that_looks_like_a_label_stays_an_answer() -> None:
    read = form_in(
        rows(title="Background: Duration", background="Title: none\nCountry: Peru", country="Togo")
    )

    assert read == {
        "title": "Background: Duration",
        "background": "Title: none\nCountry: Peru",
        "country": "Togo",
    }


def test_the_names_of_fields_for_programs_are_labels_too() -> None:
    read = form_in(Document("", (("contact_name", "Ama"), ("duration_days", "5"), ("COUNTRY", "Togo"))))

    assert read == {"contact_name": "Ama", "duration_days": "5", "country": "Togo"}


def test_content_controls_are_read_and_their_invitations_are_not() -> None:
    body = (
        control("Institution", "Ministry of Labour")
        + control("Country", "Click here to enter text.", unfilled=True)
        + control("Title", "Pensions &amp; more")
        + control("Background", "Few are paid.")
    )

    assert form_in(document(docx_with_body(body))) == {
        "institution": "Ministry of Labour",
        "country": "",
        "title": "Pensions & more",
        "background": "Few are paid.",
    }


def test_what_was_deleted_is_not_said() -> None:
    body = (
        "<w:p><w:r><w:t>We need </w:t></w:r><w:del><w:r><w:delText>ten</w:delText><w:t>ten</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>two</w:t></w:r></w:ins><w:r><w:tab/><w:t>experts</w:t><w:br/><w:t>soon</w:t></w:r></w:p>"
    )

    assert document(docx_with_body(body)).text == "We need two\texperts\nsoon"


def test_a_text_box_is_told_once() -> None:
    box = "<w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )

    assert document(docx_with_body(body)).text == "boxed"


def test_the_form_with_the_most_answers_is_taken() -> None:
    annex = rows(title="Pensions", country="Togo", background="")
    files = [attached("annex.docx", annex), attached("form.docx", FORM), attached("scan.pdf", None)]

    found = attached_form(files)

    assert found is not None
    assert found.filename == "form.docx"


def test_a_letter_is_no_form_and_asks_for_help_by_itself() -> None:
    letter = attached("letter.pdf", Document(ASKING))

    assert attached_form([letter]) is None
    assert attached_letter([letter], mail="Please see our letter.", subject="Letter") == ASKING
    assert attached_letter([letter], mail=ASKING * 5, subject="Request") == ""
    assert attached_letter([attached("cv.pdf", Document("My name is Ama."))], mail="", subject="") == ""


def test_documents_that_nobody_could_read_are_named() -> None:
    files = [
        attached("scan.pdf", Unreadable(Trouble.NO_TEXT)),
        attached("old.doc", None, "application/msword"),
        attached("form.docx", FORM),
        attached("logo.png", None, "image/png"),
    ]

    assert unread(files) == ("scan.pdf", "old.doc")
    assert words_of(files) == FORM.text


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)
KEYS = [key for keys in GROUPS.values() for key in keys]


@given(st.dictionaries(st.sampled_from(KEYS), WORDS, min_size=3), st.sampled_from(INTERFACE_LANGUAGES))
def test_no_answer_is_ever_taken_for_another_question(answers: dict[str, str], language: str) -> None:
    table = tuple((printed_label(FIELDS[key], language), value) for key, value in answers.items())

    read = form_in(Document("", table))

    assert set(read) <= set(answers)
    assert all(
        " ".join(value.split()) in " ".join(answers[key].split()) for key, value in read.items() if value
    )


@given(st.lists(st.lists(WORDS | st.sampled_from(["Title", "Pays", "[...]"]), max_size=5).map(tuple)), WORDS)
def test_any_document_can_be_asked(table: list[tuple[str, ...]], text: str) -> None:
    read = form_in(Document(text, tuple(table)))

    assert set(read) <= set(FIELDS)


@given(st.text(st.sampled_from("Title: Pays\n()–.e12 "), max_size=300))
def test_any_lines_can_be_asked(text: str) -> None:
    assert set(form_in(Document(text))) <= set(FIELDS)


def test_a_docx_made_by_hand_with_a_table_is_a_form() -> None:
    read = document(
        docx_of(
            "Request",
            rows=[("Institution", "CNSS"), ("Pays", "Togo"), ("Objet", "Pensions"), ("Durée", "5 j")],
        )
    )

    assert form_in(read) == {
        "institution": "CNSS", "country": "Togo", "title": "Pensions", "duration_days": "5 j",
    }  # fmt: skip


def test_a_table_made_to_be_slow_is_asked_in_time() -> None:
    cells = tuple(f"Institutoin of the contcat\nperson {number}\nof it" for number in range(12))
    slow = Document("Title of\nthe x\n" * 14_000, (cells,) * 1_000)
    begun = monotonic()

    form_in(slow)

    assert monotonic() - begun < 1
