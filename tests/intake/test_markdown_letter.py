import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.markdown_letter import (
    LONGEST,
    Code,
    Fault,
    Listing,
    Quoted,
    Rule,
    Span,
    Title,
    Words,
    read_letter,
    safe_link,
)

PIECES = st.sampled_from(
    ["# ", "- ", "1. ", "> ", "```\n", "---\n", "![", "](", "[a](javascript:x)", "<b>", "<script>", "&lt;", "*", "**", "`",
     "\n", "\n\n", "    ", "<https://x.example>", "subject: ", "\\", "\x00", "\u202e", "\ud800", "é", "\r\n", "[x]: y\n"]
)  # fmt: skip
HOSTILE = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)


def test_blocks_and_styles_of_a_letter() -> None:
    letter = read_letter(
        "# News\n\nGood *news*, **all** of `it`.\n\n> Yes\n\n- a\n- b\n\n3. c\n\n---\n\n    code\n"
    )

    assert letter.subject == "News"
    assert letter.faults == ()
    assert letter.pieces == (
        Title((Span("News"),), 1),
        Words(
            (
                Span("Good "),
                Span("news", emphasis=True),
                Span(", "),
                Span("all", strong=True),
                Span(" of "),
                Span("it", code=True),
                Span("."),
            )
        ),
        Quoted((Words((Span("Yes"),)),)),
        Listing(((Words((Span("a"),)),), (Words((Span("b"),)),))),
        Listing(((Words((Span("c"),)),),), 3),
        Rule(),
        Code("code"),
    )


def test_head_says_subject_language_list_and_issue() -> None:
    letter = read_letter(
        '---\nsubject: "News of March"\nlanguage: fr\nlist: partners\nissue: 3\n---\n# Title\n\nWords\n'
    )

    assert (letter.subject, letter.language, letter.list_name, letter.issue, letter.faults) == (
        "News of March",
        "fr",
        "partners",
        "3",
        (),
    )


def test_links_lead_to_the_web_or_a_mailbox() -> None:
    [words] = read_letter("[a](https://x.example/?a=1&b=2) <mailto:help@x.example>").pieces

    assert words == Words(
        (
            Span("a", href="https://x.example/?a=1&b=2"),
            Span(" "),
            Span("help@x.example", href="mailto:help@x.example"),
        )
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<b>x</b>",
        "vbscript:x",
        "file:///etc/passwd",
        "//x.example/",
        "/relative",
        "https:nohost",
        "mailto:nobody",
        "https://x.example/\"onclick='x'",
        "http://[::1",
        "https://x.example/" + "a" * 3_000,
        "",
    ],
)
def test_any_other_link_is_refused(href: str) -> None:
    assert safe_link(href) == ""


def test_what_must_be_put_right_is_told_with_its_line() -> None:
    letter = read_letter(
        "---\nsubject: x\ncolour: red\n---\n\nSee [this](javascript:alert(1)).\n\n![p](http://x.example/p.png)\n"
    )

    assert letter.faults == (
        Fault("head", 3, "colour: red"),
        Fault("link", 6, "javascript:alert(1)"),
        Fault("picture", 8, "http://x.example/p.png"),
    )


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ["no_subject", "empty"]),
        ("# Only a title", ["empty"]),
        ("Words without a title", ["no_subject"]),
        ("x" * (LONGEST + 1), ["too_long"]),
        ("# News\n\n> \n\n-\n", ["empty"]),
    ],
)
def test_letter_that_lacks_something(text: str, keys: list[str]) -> None:
    assert [fault.key for fault in read_letter(text).faults] == keys


def test_html_stays_words() -> None:
    letter = read_letter("# T\n\n<script>alert(1)</script>\n\nA <b onclick=x>word</b>\n")

    assert letter.pieces[1:] == (
        Words((Span("<script>alert(1)</script>"),)),
        Words((Span("A <b onclick=x>word</b>"),)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["[", "*a ", "`a``", "> ", "- ", "![](x", "[a](", "&#", "<a", "[a]: x\n"])
def test_hostile_length_is_read_in_time(piece: str) -> None:
    """A second each where the library is slowest."""
    begun = time.process_time()

    read_letter((piece * LONGEST)[:LONGEST])

    assert time.process_time() - begun < 5


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_nothing_raises_and_every_link_is_safe(text: str) -> None:
    letter = read_letter(text)

    hrefs = re.findall(r"href='([^']+)'", repr(letter.pieces))
    assert [href for href in hrefs if safe_link(href) != href] == []
