import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.letter import Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.render import as_html
from tests.bot.texts.every_letter import every_letter
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
    assert '<html lang="pt" dir="ltr" ' in html
    # Gmail leaves html and body away: the words keep their language all the same.
    assert '<div lang="pt" dir="ltr" role="article"' in html
    assert "<title>[2026-03] Missão</title>" in html


def test_nothing_is_loaded_from_elsewhere_and_no_link_can_be_followed() -> None:
    page = read(as_html(INQUIRY))

    assert page.tags.isdisjoint({"img", "link", "script", "a", "iframe", "object", "form", "input"})
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
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 3


def test_nothing_that_outlook_does_not_know_holds_the_page_together() -> None:
    html = as_html(INQUIRY)

    assert set(re.findall(r"flex|grid|border-radius|float:|position:|rem;|calc\(", html)) == set()


def test_without_its_style_sheet_the_page_is_the_same() -> None:
    """Gmail drops it in some of its programs: each class only changes colours, which are inline before."""
    html = as_html(INQUIRY)
    sheet = html[html.index("<style>\n") : html.index("</style>\n</head>")]

    properties = set(re.findall(r"([a-z-]+):[^;{}]+;", sheet))
    assert properties == {
        "color-scheme", "supported-color-schemes", "color", "background-color", "border-color",
    }  # fmt: skip
    assert "@media (prefers-color-scheme:dark)" in sheet
    for tag, name in re.findall(r"<(\w+) [^>]*?class=\"([a-z ]+)\"", html):
        assert set(name.split()) <= {"page", "words", "pale", "panel", "line"}, tag


def test_dark_mode_is_offered_with_words_that_can_be_read() -> None:
    html = as_html(INQUIRY)
    page, words, pale, panel = (
        _colour(html, name, what)
        for name, what in (
            ("page", "background-color"), ("words", "color"), ("pale", "color"), ("panel", "background-color"),
        )
    )  # fmt: skip

    assert '<meta name="color-scheme" content="light dark">' in html
    assert min(_contrast(words, page), _contrast(words, panel), _contrast(pale, page)) > 7
    assert (
        min(_contrast("1a1a1a", "ffffff"), _contrast("1a1a1a", "f3f6f8"), _contrast("555555", "ffffff")) > 7
    )


def _colour(html: str, name: str, what: str) -> str:
    found = re.search(rf"\.{name}\{{{what}:#([0-9a-f]{{6}}) !important;", html)
    assert found is not None
    return found[1]


def _contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.1."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_no_letter_is_clipped_by_gmail(language: str) -> None:
    sizes = [len(as_html(letter).encode()) for letter in every_letter(language)]

    assert max(sizes) < 25_000  # Gmail clips at 102,400


def test_a_list_of_mails_shows_more_than_a_greeting() -> None:
    html = as_html(Letter("en", "x", (Paragraph("Dear Marta,"), Paragraph("Would you be free? " * 20))))
    hidden = re.search(r'<div aria-hidden="true" style="display:none;[^"]*mso-hide:all;">([^<]*)</div>', html)

    assert hidden is not None
    assert hidden[1].startswith("Would you be free? Would")
    assert len(hidden[1]) <= 120


@pytest.mark.parametrize(
    "blocks", [(), (Paragraph("Dear Marta,"),), (Paragraph("2 teams " * 9), Paragraph("more"))]
)
def test_a_letter_that_begins_with_its_matter_needs_no_hidden_words(blocks: tuple[Paragraph, ...]) -> None:
    assert "display:none" not in as_html(Letter("en", "x", blocks))


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
