from reporting.renderings.as_text import as_text
from tests.reporting.papers import HALF_YEAR, chapters, golden, paper


def test_the_text_of_a_table_is_the_golden_one() -> None:
    golden("table4.en.txt", as_text(paper("table4", span=HALF_YEAR)))


def test_the_text_of_an_annex_is_the_golden_one() -> None:
    golden("annex-b.pt.txt", as_text(paper("annex-b", language="pt")))


def test_a_figure_is_told_in_words() -> None:
    assert "\nBar chart: Completed and ongoing actions, by region." in as_text(paper("figure6")).decode()


def test_a_document_begins_with_who_and_when_and_has_chapters() -> None:
    lines = as_text(chapters()).decode().splitlines()

    assert lines[:4] == [
        "Interim report - Social Protection Facility",
        "Period: everything in the registers.",
        "As it stood on 31 December 2016 at 12:00 UTC.",
        "Numbers are rounded half up, each on its own, from exact values.",
    ]
    assert {"EXPERTS", "ANNEXES"} <= set(lines)
