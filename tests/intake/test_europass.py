import io
import time
from datetime import date

import pytest

from intake.documents import Document, Format, Trouble, Unreadable, format_of
from intake.europass import read_europass
from intake.europass_file import MOST_ELEMENTS, read_xml
from intake.pdf_reading import read_pdf
from tests.cvs import BOMB, CANDIDATE, EN, PASSPORT, with_files_inside
from tests.documents import pdf_of

TODAY = date(2026, 1, 12)
PHOTO = b"<Data>" + b"A" * 2_000_000 + b"</Data>"


def test_a_europass_file_brings_its_words_and_itself() -> None:
    read = read_xml(PASSPORT)

    assert isinstance(read, Document)
    assert "Unemployment insurance and labour inspection" in read.text
    assert read.attached.encode() == PASSPORT


def test_a_photograph_in_it_is_left_out() -> None:
    read = read_xml(PASSPORT.replace(b"<Demographics>", PHOTO + b"<Demographics>"))

    assert isinstance(read, Document)
    assert len(read.attached) < 5_000


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        b"<SkillsPassport><a>",
        b"<SkillsPassport>" + b"<a>" * 5_000,
        b"<SkillsPassport>" + b"<a/>" * (MOST_ELEMENTS + 1) + b"</SkillsPassport>",
        b'<?xml version="1.0" encoding="utf-16"?><SkillsPassport/>',
    ],
    ids=["entities", "open", "deep", "many", "lies about its letters"],
)
def test_what_no_cv_is_made_of_is_not_read(content: bytes) -> None:
    assert read_xml(content) == Unreadable(Trouble.BROKEN)
    assert read_europass(content, today=TODAY) is None


def test_a_file_larger_than_a_cv_is_not_parsed() -> None:
    content = b"<SkillsPassport>" + b"<a>x y</a>" * 200_000 + b"</SkillsPassport>"

    assert read_xml(content) == Unreadable(Trouble.TOO_LARGE)


def test_xml_of_another_kind_says_nothing() -> None:
    assert read_xml(b"<invoice><sum>3</sum></invoice>") == Document("")
    assert read_europass(b"<invoice/>", today=TODAY) is None


def test_a_pdf_brings_the_europass_file_inside_it() -> None:
    read = read_pdf(with_files_inside(pdf_of(EN), ("notes.txt", b"x"), ("Europass.xml", CANDIDATE)))

    assert isinstance(read, Document)
    assert read.attached.encode() == CANDIDATE
    assert "Ministry of Labour" in read.text


def test_thousands_of_files_in_a_pdf_do_not_hold_anybody_up() -> None:
    many = with_files_inside(pdf_of(EN), *((f"{number}.txt", b"x") for number in range(1_000)))
    begun = time.process_time()

    read = read_pdf(many)

    assert isinstance(read, Document)
    assert (read.attached, time.process_time() - begun < 4) == ("", True)


def test_a_bomb_in_a_pdf_is_handed_on_but_never_parsed() -> None:
    read = read_pdf(with_files_inside(pdf_of(EN), ("a.xml", BOMB)))

    assert isinstance(read, Document)
    assert read_europass(read.attached.encode(), today=TODAY) is None


@pytest.mark.parametrize(
    ("filename", "media_type", "kind"),
    [
        ("cv.xml", "text/plain", Format.XML),
        ("CV.XML", "application/xml", Format.XML),
        ("cv.txt", "text/plain", None),
        ("cv.xml", "application/pdf", Format.PDF),
    ],
)
def test_xml_is_known_by_its_name_and_its_first_bytes(
    filename: str, media_type: str, kind: Format | None
) -> None:
    assert format_of(filename, media_type) is kind


def test_a_file_without_dates_has_no_jobs() -> None:
    told = read_europass(b"<Candidate><EmployerHistory/></Candidate>", today=TODAY)

    assert told is not None
    assert (told.jobs, dict(told.facts), io.StringIO(told.text).read()) == ((), {}, "")
