import io
from typing import Any
from zipfile import ZipFile

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reporting.renderings.as_docx import as_docx
from tests.reporting.papers import HALF_YEAR, HOSTILE, chapters, hostile, paper


def read(written: bytes) -> Any:
    return docx.Document(io.BytesIO(written))


def words(written: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(written).paragraphs]


def test_a_table_has_its_words_around_it() -> None:
    told = words(as_docx(paper("table4", span=HALF_YEAR)))

    assert told[:5] == [
        "Facility <& Co> #1",
        "Period: 1 April - 30 September 2016.",
        "As it stood on 31 December 2016 at 12:00 UTC.",
        "Numbers are rounded half up, each on its own, from exact values.",
        "Expert-days rendered, by origin, country and occupation",
    ]
    assert "Self-check" in told


def test_rows_read_as_they_are_printed() -> None:
    table = read(as_docx(paper("table4"))).tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["", "Public", "Private", "Total"],
        ["EU Member State", "3", "1", "3"],
        ["Belgium", "3", "", "3"],
        ["France", "", "1", "1"],
        ["Grand total", "3", "1", "3"],
        ["% of grand total", "84.6%", "15.4%", "100.0%"],
    ]


def test_the_head_of_a_table_repeats_and_no_row_is_broken() -> None:
    rows = read(as_docx(paper("table4"))).tables[0].rows

    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows[:2]] == [True, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_wide_annex_alone_lies_on_its_side_until_the_self_check() -> None:
    sections = read(as_docx(paper("annex-b"))).sections

    assert [one.orientation for one in sections] == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_a_document_turns_its_pages_where_an_annex_is_wide() -> None:
    document = read(as_docx(chapters()))

    assert [one.orientation for one in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Experts",
        "Annexes",
        "Self-check",
    ]


def test_a_document_begins_with_what_follows() -> None:
    told = words(as_docx(chapters()))

    assert told[1] == "Interim report"
    assert told[5:9] == [
        "Experts",
        "Expert-days rendered, by origin, country and occupation",
        "Annexes",
        "All requests received and what was done",
    ]


def test_the_same_document_is_the_same_file() -> None:
    assert as_docx(paper("table4")) == as_docx(paper("table4"))


def test_the_footer_has_the_moment_and_fields_for_pages() -> None:
    footer = read(as_docx(paper("table4"))).sections[0].footer._element

    fields = [one.get(qn("w:instr")) for one in footer.iter(qn("w:fldSimple"))]
    text = "".join(one.text for one in footer.iter(qn("w:t")))
    assert fields == ["PAGE", "NUMPAGES"]
    assert text == "As it stood on 31 December 2016 at 12:00 UTC.   Page 1 of 1"


def test_hostile_words_stay_words() -> None:
    table = read(as_docx(hostile())).tables[0]

    titles = [row.cells[2].text for row in table.rows[1:]]
    assert titles == [*HOSTILE[:5], "control  signs ", HOSTILE[6]]


def test_a_figure_has_words_for_those_who_cannot_see_it() -> None:
    written = as_docx(paper("figure6"))

    with ZipFile(io.BytesIO(written)) as archive:
        body = archive.read("word/document.xml").decode()
        assert "word/media/image1.png" in archive.namelist()
    assert 'descr="Bar chart: Completed and ongoing actions, by region.' in body


def test_annex_a_is_a_sheet_for_each_action() -> None:
    document = read(as_docx(paper("annex-a")))

    assert "2016-02" in [p.text for p in document.paragraphs]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Country", "Vietnam"]
