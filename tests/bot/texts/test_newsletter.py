import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts.newsletter import Imprint, newsletter_html, newsletter_text, unsubscribe_page
from config.languages import INTERFACE_LANGUAGES
from intake.markdown_letter import read_letter

LINK = "https://muster.facility.example/unsubscribe/n1aaaaaaaaaaaaaaaa"
OURS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "table",
        "tr",
        "td",
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "ol",
        "li",
        "pre",
        "code",
        "strong",
        "em",
        "a",
        "br",
        "hr",
    ]
)
MARKDOWN = """# News of March

Twelve *missions* were **confirmed**: see [the report](https://facility.example/?a=1&b=2).\\
Write to <mailto:help@facility.example>.

## Next

1. Togo
2. Benin

   with more words

- one
  - two

> It worked.

***

    muster demo
"""


class Tags(HTMLParser):
    """Every tag that a mail program would see, and every address that it would follow."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.others += [name for name, _ in attrs if name.startswith("on") or name == "src"]


def seen(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


def imprint(language: str = "en", link: str = "") -> Imprint:
    return Imprint("Facility", language, link)


def test_text_reads_as_somebody_would_type_it() -> None:
    text = newsletter_text(read_letter(MARKDOWN), imprint(link=LINK))

    assert text == (
        "News of March\n=============\n\n"
        "Twelve missions were *confirmed*: see the report\n<https://facility.example/?a=1&b=2>.\n"
        "Write to help@facility.example.\n\n"
        "Next\n----\n\n"
        "1. Togo\n\n2. Benin\n\n   with more words\n\n"
        "- one\n  - two\n\n"
        "> It worked.\n\n"
        "* * *\n\n"
        "    muster demo\n\n"
        "-- \nYou get this because you agreed to get news of Facility.\n"
        "To get no more of it, reply with the word UNSUBSCRIBE.\n"
        f"Unsubscribe: {LINK}\n"
    )


def test_html_has_the_look_of_every_mail_and_loads_nothing() -> None:
    html = newsletter_html(read_letter(MARKDOWN), imprint(link=LINK))

    tags = seen(html)
    assert set(tags.tags) <= OURS
    assert tags.links == ["https://facility.example/?a=1&b=2", "mailto:help@facility.example", LINK]
    assert tags.others == []
    assert "max-width:600px" in html
    assert "<br>Write to" in html
    assert "<ol start=" in html


def test_without_a_public_address_only_a_reply_ends_it() -> None:
    html = newsletter_html(read_letter(MARKDOWN), imprint("es"))

    assert "responda con la palabra BAJA" in html
    assert "unsubscribe" not in html


def test_test_copy_says_so() -> None:
    text = newsletter_text(read_letter(MARKDOWN), Imprint("Facility", "fr", test=True))

    assert text.endswith("Ceci est un exemplaire d’essai\u00a0; personne d’autre ne l’a reçu.\n")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("state", ["ask", "done", "unknown", "later"])
def test_page_has_the_button_only_where_it_asks(language: str, state: str) -> None:
    page = unsubscribe_page(language, state, facility="<b>Facility</b>")

    assert page.lstrip().startswith("<!DOCTYPE html>")
    assert f'<html lang="{language}"' in page
    assert ("<button" in page) == (state == "ask")
    assert "<b>" not in page


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["<script>", "<img src=x onerror=y>", "[a](javascript:x)", "![a](x)", "\n\n", "- ", "> ", "`", "**", "</td>",
                 "# ", "&lt;script&gt;", "<!--", "]]>", '"', "1. "]
            ),
            st.text(max_size=6),
        ),
        max_size=25,
    ).map("".join)
)  # fmt: skip
def test_no_tag_and_no_script_of_the_author_survives(text: str) -> None:
    letter = read_letter(text)

    html, plain = newsletter_html(letter, imprint()), newsletter_text(letter, imprint())

    tags = seen(html)
    assert set(tags.tags) <= OURS
    assert tags.others == []
    assert [link for link in tags.links if not re.match(r"https?://|mailto:", link)] == []
    assert plain.endswith("\n")
