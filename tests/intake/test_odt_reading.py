from pathlib import Path

import pytest

from intake.attached_form import attached_form, unread
from intake.documents import Document, Format, Trouble, Unreadable, format_of
from intake.message import Attachment
from intake.odt_reading import read_odt
from tests.documents import ANSWERS, ODT, odt_of, odt_with_body

BY_LIBREOFFICE = Path(__file__).parent / "files/form-by-libreoffice.odt"


def words(body: str) -> str:
    document = read_odt(odt_with_body(body))
    assert isinstance(document, Document)
    return document.text


def test_our_form_filled_in_with_libreoffice_says_what_was_filled_in() -> None:
    document = read_odt(BY_LIBREOFFICE.read_bytes())

    form = attached_form([Attachment("form.odt", ODT, b"", document)])

    assert form is not None
    assert {key: form.values[key] for key in ANSWERS if key != "window"} == {
        key: value for key, value in ANSWERS.items() if key != "window"
    }
    assert form.values["window"] == ANSWERS["window"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<text:p>a<text:span>b</text:span>c</text:p>", "abc"),
        ('<text:p>a<text:s text:c="3"/>b<text:s/>c<text:s text:c="x"/>d</text:p>', "a   b c d"),
        ("<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"),
        ("<text:h>Title</text:h><text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>", "Title\none"),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>here</text:p>", "here"),
        ("<text:p>a<office:annotation><text:p>a remark</text:p></office:annotation>b</text:p>", "ab"),
        ("<text:p>Name: <text:placeholder>&lt;click here&gt;</text:placeholder></text:p>", "Name:"),
        ("<text:p>a<!-- hidden -->b<?x y?>c</text:p>", "abc"),
        ("<text:section><text:p>a</text:p></text:section><text:p>b</text:p>", "a\nb"),
    ],
)  # fmt: skip
def test_only_what_is_said_is_read(body: str, told: str) -> None:
    assert words(body) == told


def test_the_letterhead_stands_before_the_letter() -> None:
    document = read_odt(
        odt_with_body("<text:p>Dear all</text:p>", header="<text:p>Ministry of Labour</text:p>")
    )

    assert document == Document("Ministry of Labour\nDear all")


def test_cells_that_others_cover_and_rows_of_one_cell_are_no_answers() -> None:
    row = "<table:table-cell><text:p>Title</text:p></table:table-cell><table:covered-table-cell/>"
    more = "<table:table-cell><text:p>Pensions</text:p><text:p>for all</text:p></table:table-cell>"
    table = f"<table:table><table:table-row>{row}</table:table-row><table:table-row>{row}{more}</table:table-row></table:table>"

    document = read_odt(odt_with_body(table))

    assert isinstance(document, Document)
    assert document.rows == (("Title", "Pensions\nfor all"),)


def test_a_document_with_a_password_or_without_a_word_says_so() -> None:
    secret = odt_with_body("<text:p>x</text:p>", manifest="<manifest:encryption-data/>")

    assert read_odt(secret) == Unreadable(Trouble.ENCRYPTED)
    assert read_odt(odt_of("  ")) == Unreadable(Trouble.NO_TEXT)


@pytest.mark.parametrize(
    ("name", "media_type", "kind"),
    [
        ("form.odt", ODT, Format.ODT),
        ("form.ODT", "application/zip", Format.ODT),
        ("whatever", ODT, Format.ODT),
        ("form.ods", "application/zip", None),
        ("form.docx", "application/zip", Format.DOCX),
    ],
)
def test_a_document_is_known_by_its_first_bytes_or_its_name(
    name: str, media_type: str, kind: Format | None
) -> None:
    assert format_of(name, media_type) == kind


@pytest.mark.parametrize("name", ["letter.doc", "LETTER.DOC", "letter.rtf", "letter.wpd", "letter.pages"])
def test_an_old_document_is_known_to_be_unread_by_its_name_alone(name: str) -> None:
    assert unread([Attachment(name, "application/octet-stream", b"")]) == (name,)
    assert unread([Attachment("picture.png", "image/png", b"")]) == ()


def test_a_document_that_was_read_is_not_unread_whatever_it_is_called() -> None:
    assert unread([Attachment("letter.doc", "application/zip", b"", Document("words"))]) == ()
