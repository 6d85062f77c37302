import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from reporting.renderings.as_pdf import as_pdf
from tests.reporting.papers import HALF_YEAR, HOSTILE, chapters, hostile, paper


def read(written: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(written))


def words(written: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in read(written).pages)


def test_a_table_is_one_page_with_all_that_makes_it_trusted() -> None:
    told = words(as_pdf(paper("table4", span=HALF_YEAR)))

    assert "Facility <& Co> #1" in told
    assert "Period: 1 April - 30 September 2016." in told
    assert "As it stood on 31 December 2016 at 12:00 UTC." in told
    assert "Numbers are rounded half up" in told
    assert "Belgium 2 2" in told
    assert "Self-check" in told
    assert "Page 1 of 1" in told


def test_the_self_check_names_the_exact_sum() -> None:
    assert re.search(r"Grand total Total 3\.25 3 ", words(as_pdf(paper("table4"))))


def test_title_author_and_date_stand_in_the_file() -> None:
    about = read(as_pdf(paper("table4"))).metadata

    assert about is not None
    assert about.title == "Expert-days rendered, by origin, country and occupation"
    assert about.author == "Facility <& Co> #1"
    assert about.creation_date is not None
    assert about.creation_date.year == 2016


def test_the_same_document_is_the_same_file() -> None:
    assert as_pdf(paper("table4")) == as_pdf(paper("table4"))


def test_hostile_words_are_shown_and_never_run() -> None:
    told = words(as_pdf(hostile()))

    assert '#eval("1 + 1") #read("/etc/passwd")' in told
    assert "root:" not in told
    assert "[ ( { $x$ `raw`" in told
    assert "<script>alert(1)</script>" in told
    assert "Việt Nam" in told
    assert "{{ 7 * 7 }}" in told


def test_hostile_words_stay_words_on_sheets() -> None:
    told = words(as_pdf(hostile("annex-a")))

    assert HOSTILE[0] in told
    assert "{{ 7 * 7 }}" in told


def test_a_wide_annex_lies_on_its_side() -> None:
    (page, *_) = read(as_pdf(paper("annex-b"))).pages

    assert page.mediabox.width > page.mediabox.height


def test_a_figure_is_drawn_and_told_to_those_who_cannot_see_it() -> None:
    root = read(as_pdf(paper("figure6"))).root_object["/StructTreeRoot"]

    (alternative,) = alternatives(root.get_object())
    assert alternative.startswith("Bar chart: Completed and ongoing actions, by region.")


def alternatives(element: Any) -> list[str]:
    """The words that stand for pictures, from the whole tree of what a page is made of."""
    if not isinstance(element, dict):
        return []
    below = element.get("/K", [])
    children = below if isinstance(below, list) else [below]
    told = [str(element["/Alt"])] if "/Alt" in element else []
    return told + [one for child in children for one in alternatives(child.get_object())]


def test_a_document_has_contents_and_pages_on_their_side_between_others() -> None:
    reader = read(as_pdf(chapters()))
    lies = [page.mediabox.width > page.mediabox.height for page in reader.pages]

    assert [one.title for one in reader.outline if not isinstance(one, list)] == [
        "Experts",
        "Annexes",
        "Self-check",
    ]
    assert lies[0] is False
    assert True in lies
    assert lies[-1] is False


@pytest.mark.parametrize(
    ("language", "page"), [("fr", "Page 1 sur"), ("es", "Página 1 de"), ("pt", "Página 1 de")]
)
def test_pages_are_numbered_in_the_readers_language(language: str, page: str) -> None:
    assert page in words(as_pdf(paper("table2", language=language)))
