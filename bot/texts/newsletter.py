"""A newsletter as HTML and as text, the page that ends it, and the letter that confirms its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.letter import Letter
from bot.texts.printable import printable
from bot.texts.render_html import template
from bot.texts.render_text import SIGNATURE, wrapped
from bot.texts.rows import say_paragraph
from config.texts import say
from intake.markdown_letter import (
    Code,
    Listing,
    MarkdownLetter,
    Piece,
    Quoted,
    Span,
    Spans,
    Title,
    Words,
    plain,
)

_WIDTH = 60
_LONGEST_PREVIEW = 120


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands under a copy: whose news it is, and how to get no more."""

    facility: str
    language: str
    link: str = ""
    """The page with the button that ends it; '' if Muster has no public address."""
    test: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The small print."""
        keys = ("footer.test",) if self.test else ("footer.why", "footer.out")
        return tuple(say(self.language, f"newsletter.{key}", facility=self.facility) for key in keys)

    @property
    def link_label(self) -> str:
        """What the link does."""
        return say(self.language, "newsletter.page.title")


def newsletter_html(letter: MarkdownLetter, imprint: Imprint) -> str:
    """The whole newsletter as an HTML document; every word of it is escaped by the template."""
    return template("newsletter.html.j2").render(
        letter=Letter(imprint.language, letter.subject, ()),
        subject=letter.subject,
        preview=_preview(letter),
        pieces=letter.pieces,
        footer=imprint.lines,
        link=imprint.link,
        link_label=imprint.link_label,
        picture="",
    )


def newsletter_text(letter: MarkdownLetter, imprint: Imprint) -> str:
    """The whole newsletter as text, as a careful person would type it into a mail."""
    fact = say(imprint.language, "mail.fact", label=imprint.link_label, value=imprint.link)
    link = (fact,) if imprint.link else ()
    footer = "\n".join([SIGNATURE, *map(wrapped, imprint.lines), *link])
    return f"{_text_of(letter.pieces)}\n\n{footer}\n"


def unsubscribe_page(language: str, state: str, *, facility: str = "") -> str:
    """The page in one of its states: ask, done, unknown or later; only `ask` has the button."""
    return template("unsubscribe.html.j2").render(
        language=language,
        title=say(language, "newsletter.page.title"),
        words=say(language, f"newsletter.page.{state}", facility=facility),
        button=say(language, "newsletter.page.button") if state == "ask" else "",
    )


def unsubscribed(*, facility: str, language: str) -> Letter:
    """That no more newsletters come, and what to do if that was a mistake."""
    return Letter(
        language,
        say(language, "newsletter.out.subject", facility=facility),
        (
            say_paragraph(language, "newsletter.out.done", facility=facility),
            say_paragraph(language, "newsletter.out.mistake"),
        ),
        topic="newsletter",
    )


def _preview(letter: MarkdownLetter) -> str:
    """What a list of mails should show after the subject: the first words that are no title."""
    words = next((plain(piece.spans) for piece in letter.pieces if isinstance(piece, Words)), "")
    words = " ".join(printable(words).split())
    return words if len(words) <= _LONGEST_PREVIEW else f"{words[: _LONGEST_PREVIEW - 1].rstrip()}…"


def _text_of(pieces: Sequence[Piece]) -> str:
    return "\n\n".join(text for piece in pieces if (text := _piece_text(piece)))


def _piece_text(piece: Piece) -> str:
    match piece:
        case Words(spans):
            return wrapped(_words(spans))
        case Title(spans, level):
            title = wrapped(plain(spans))
            return f"{title}\n{('=' if level == 1 else '-') * min(len(title), _WIDTH)}"
        case Listing(items, first):
            return _list_text(items, first)
        case Quoted(pieces):
            return _indented(_text_of(pieces), "> ", "> ")
        case Code(text):
            return _indented(printable(text), "    ", "    ")
    return "* * *"


def _list_text(items: Sequence[Sequence[Piece]], first: int | None) -> str:
    lines = []
    airy = any(not isinstance(one, Listing) for item in items for one in item[1:])
    gap = "\n\n" if airy else "\n"
    for place, item in enumerate(items):
        mark = "- " if first is None else f"{first + place}. "
        lines.append(_indented(gap.join(map(_piece_text, item)), mark, " " * len(mark)))
    return gap.join(lines)


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{first if place == 0 else rest}{line}".rstrip() for place, line in enumerate(lines))


def _words(spans: Spans) -> str:
    """Words with their addresses behind them, and signs where HTML would have bold type."""
    text = ""
    for place, span in enumerate(spans):
        text += f"*{span.text}*" if span.strong and span.text.strip() == span.text else span.text
        following = spans[place + 1].href if place + 1 < len(spans) else ""
        if span.href and following != span.href and not _shows_address(spans, span):
            text += f" <{span.href.removeprefix('mailto:')}>"
    return text


def _shows_address(spans: Spans, last: Span) -> bool:
    """Whether the words of a link are its address already."""
    shown = "".join(span.text for span in spans if span.href == last.href)
    return last.href.removeprefix("mailto:") in shown
