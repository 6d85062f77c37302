from lxml import html

from reporting.renderings.as_html import as_html
from tests.reporting.papers import HALF_YEAR, HOSTILE, chapters, golden, hostile, paper


def test_the_page_of_a_table_is_the_golden_one() -> None:
    golden("table4.en.html", as_html(paper("table4", span=HALF_YEAR)))


def test_the_page_of_an_annex_is_the_golden_one() -> None:
    golden("annex-a.fr.html", as_html(paper("annex-a", language="fr")))


def test_tables_are_told_to_those_who_listen() -> None:
    page = html.fromstring(as_html(paper("table4")))
    (table, _) = page.iter("table")

    assert page.get("lang") == "en"
    assert table.find("caption").text == "Expert-days rendered, by origin, country and occupation"
    assert {head.get("scope") for head in table.find("thead").iter("th")} == {"col"}
    assert {head.get("scope") for head in table.find("tbody").iter("th")} == {"row"}


def test_hostile_words_are_escaped() -> None:
    page = html.fromstring(as_html(hostile()))
    titles = [row.findall("td")[1].text_content() for row in page.find(".//tbody")]

    assert list(page.iter("script")) == []
    assert titles[:5] == list(HOSTILE[:5])
    assert titles[6] == HOSTILE[6]


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = html.fromstring(as_html(paper("figure6")))
    (image,) = page.iter("img")

    assert image.get("src").startswith("data:image/svg+xml;base64,")
    assert image.get("alt").startswith("Bar chart: Completed and ongoing actions, by region.")
    assert list(page.iter("link", "script", "iframe")) == []


def test_a_document_has_chapters_that_can_be_jumped_to() -> None:
    page = html.fromstring(as_html(chapters()))

    assert [link.get("href") for link in page.find(".//nav").iter("a")] == ["#c1", "#c2", "#check"]
    assert [head.text for head in page.iter("h2")] == ["Experts", "Annexes", "Self-check"]
