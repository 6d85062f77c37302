import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.letter import Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.render import as_html
from tests.bot.texts.sample_letters import INQUIRY

VOID = {"meta", "br"}


class Balance(HTMLParser):
    """Collects what a browser would see, and complains about a tag that is not closed where it should be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(html: str) -> Balance:
    page = Balance()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def test_every_block_is_shown() -> None:
    page = read(as_html(INQUIRY))

    for words in (
        "Dear Marta,",
        "The mission",
        "Togo",
        "only 12-20 March",
        "from the 12th.",
        "ELIGIBLE",
        "take it on",
    ):
        assert words in page.words


def test_the_page_says_its_language_and_its_subject() -> None:
    html = as_html(Letter("pt", "[2026-03] Missão", (Paragraph("Olá"),)))

    assert html.startswith("<!DOCTYPE html>\n")
    assert '<html lang="pt">' in html
    assert "<title>[2026-03] Missão</title>" in html


def test_nothing_is_loaded_from_elsewhere_and_no_link_can_be_followed() -> None:
    page = read(as_html(INQUIRY))

    assert page.tags.isdisjoint({"img", "link", "script", "a", "iframe", "object", "style", "form", "input"})
    assert page.attributes.isdisjoint({"src", "href", "background", "action"})


def test_text_is_dark_on_white_and_styles_are_inline() -> None:
    html = as_html(INQUIRY)

    assert "background-color:#ffffff" in html
    assert "color:#1a1a1a" in html
    assert set(re.findall(r"url\(|@import|@font-face", html)) == set()


def test_columns_fit_a_phone_and_outlook_has_its_own_width() -> None:
    html = as_html(INQUIRY)

    assert "max-width:600px" in html
    assert '<!--[if mso]><table role="presentation" width="600"' in html
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 2


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "<!--", "&lt;b&gt;"]
)
def test_hostile_words_are_shown_not_obeyed(hostile: str) -> None:
    blocks = (
        Paragraph(hostile),
        Heading(hostile),
        Facts(((hostile, hostile),)),
        Bullets((hostile,)),
        Quote(hostile),
        Choices(((Choice("x", "y", hostile, hostile),),)),
    )

    page = read(as_html(Letter("en", hostile, blocks, form=hostile)))

    assert page.tags.isdisjoint({"script", "img", "b"})
    assert page.words.count(hostile) == 10


@given(st.text(max_size=200))
def test_any_words_leave_the_page_whole(words: str) -> None:
    read(as_html(Letter("en", words, (Paragraph(words), Facts(((words, words),)), Quote(words)), form=words)))


def test_line_breaks_are_kept() -> None:
    assert "one<br>\ntwo" in as_html(Letter("en", "x", (Paragraph("one\r\ntwo"),)))


def test_an_empty_value_is_shown_as_a_dash() -> None:
    assert ">-</td>" in as_html(Letter("en", "x", (Facts((("Note", ""),)),)))
