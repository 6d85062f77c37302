"""Pages of a PDF as one text."""

from intake.documents import Document, Trouble, Unreadable
from intake.pdf_reading import MAX_PAGES, read_pdf
from tests.documents import pdf_form, pdf_of


def test_lines_at_the_edge_of_every_page_are_no_part_of_the_text() -> None:
    pages = [
        f"The Ministry\n{words}\nPage {number} of 2" for number, words in ((1, "We ask"), (2, "for help"))
    ]

    assert read_pdf(pdf_of(*pages)) == Document("We ask\nfor help")


def test_a_line_that_only_some_pages_have_is_kept() -> None:
    assert read_pdf(pdf_of("Dear all\nWe ask", "for help")) == Document("Dear all\nWe ask\nfor help")


def test_what_stands_twice_in_the_middle_is_kept() -> None:
    page = "a\nbb\ncc cc\ndd\ne"

    assert read_pdf(pdf_of(page, page.replace("a", "x").replace("e", "y"))) == Document(
        "a\ncc cc\ne\nx\ncc cc\ny"
    )


def test_a_book_is_no_letter() -> None:
    assert read_pdf(pdf_of(*["a page"] * (MAX_PAGES + 1))) == Unreadable(Trouble.TOO_LARGE)


def test_fields_that_were_left_blank_are_told_too() -> None:
    assert read_pdf(pdf_form({"Title": "", "Background": "Few\nare paid"})) == Document(
        "", (("Title", ""), ("Background", "Few\nare paid"))
    )
