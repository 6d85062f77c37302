"""HTML of a mail to text: quoted history and signatures left out where the mail program marked them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from intake.charsets import printable

MAX_HTML = 180_000
MAX_LINES = 5_000
MAX_ELEMENTS = 15_000

QUOTE_LINE = "> "
"""Stands for a quotation left out, so that the line announcing it is recognised too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees, and whether the markup told quotations apart."""

    text: str
    quoted: bool


def read_markup(html: str, *, signatures: bool = False) -> Shown:
    """The visible text of a mail's HTML without quotations, and without signatures unless asked for."""
    reader = _Reader(signatures=signatures)
    parser = etree.HTMLParser(target=reader, recover=True, no_network=True)
    try:
        parser.feed(html[:MAX_HTML])
        parser.close()
    except (etree.LxmlError, _EnoughError):
        # Whatever was read until then still counts.
        reader.close()
    return Shown(_tidy(printable("".join(reader.pieces))), reader.quoted)


class _EnoughError(Exception):
    """More elements than any person's mail has; stops the parser."""


_SILENT = frozenset(
    {"script", "style", "head", "title", "noscript", "template", "svg", "object", "select", "textarea"}
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
    }
    | {"h6", "header", "footer", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_HIDDEN = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|font-size\s{0,5}:\s{0,5}0(?:px|pt|em)?\s{0,5}(?:;|$)"
)
# The line Outlook draws above the mail it answers.
_OUTLOOK_LINE = re.compile(r"border:none;border-top:solid#[0-9a-f]{6}1\.0pt;padding:3\.0pt0(?:cm|in|mm|pt)?0")

_QUOTE_CLASSES = frozenset(
    {
        "yahoo_quoted",
        "protonmail_quote",
        "moz-cite-prefix",
        "gmail_attr",
        "zmail_extra",
        "tutanota_quote",
        "mail_quote",
        "quotedtext",
        "replyforward",
        "cite",
    }
)
_QUOTE_IDS = frozenset({"reply-intro", "replybody", "orgmsg"})
_END_IDS = frozenset(
    {
        "divrplyfwdmsg",
        "appendonsend",
        "mail-editor-reference-message-container",
        "ms-outlook-mobile-reference-message",
        "olk_src_body_section",
        "stopspelling",
        "isforwardcontent",
    }
)
_END_CLASSES = frozenset(
    {"outlookmessageheader", "moz-forward-container", "ms-outlook-mobile-reference-message"}
)
_SIGNATURE_MARKS = frozenset(
    {
        "gmail_signature",
        "gmail_signature_prefix",
        "moz-signature",
        "signature",
        "applemailsignature",
        "ms-outlook-mobile-signature",
        "protonmail_signature_block",
        "ymail_android_signature",
        "ymail_ios_signature",
        "tutanota_signature",
    }
)


@dataclass(slots=True)
class _Reader:
    """Receives the parser's events; no tree is built, so depth costs nothing."""

    signatures: bool
    pieces: list[str] = field(default_factory=list)
    elements: int = 0
    depth: int = 0
    skipped_from: int = 0
    """Depth of the outermost element being skipped, 0 if none."""
    preformatted: int = 0
    cited: int = 0
    """Depth of the outermost plain blockquote."""
    ended: bool = False
    quoted: bool = False
    forward: bool = False
    """Inside Gmail's attribution, which a forwarded mail uses for its header lines."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        if self.ended or self.elements > MAX_ELEMENTS:
            raise _EnoughError
        if tag in _VOID and self.skipped_from:
            return
        self.depth += tag not in _VOID
        if self.skipped_from:
            return
        marks = _marks(attributes)
        style = attributes.get("style", "").lower()[:500]
        if (
            tag in _SILENT
            or _HIDDEN.search(style)
            or (not self.signatures and not _SIGNATURE_MARKS.isdisjoint(marks))
        ):
            self._skip(tag)
        elif _ends_text(marks, style):
            self.ended = self.quoted = True
        elif _is_quote(tag, attributes, marks):
            self.forward = "gmail_attr" in marks
            self.quoted = True
            self.pieces.append(f"\n{QUOTE_LINE}\n")
            self._skip(tag)
        else:
            self._enter(tag, attributes)

    def end(self, tag: str) -> None:
        if self.ended or tag in _VOID:
            return
        if self.skipped_from == self.depth:
            self.skipped_from, self.forward = 0, False
        if self.preformatted == self.depth:
            self.preformatted = 0
        if self.cited == self.depth:
            self.cited = 0
        self.depth -= 1
        if not self.skipped_from and tag in _BLOCKS:
            self._break(apart=tag in {"p", "table", "ul", "ol"})

    def data(self, text: str) -> None:
        if self.forward and text.lstrip().startswith("-----"):
            self.ended = True
        if self.ended or self.skipped_from:
            return
        text = text if self.preformatted else re.sub(r"[ \t\r\n\f]+", " ", text)
        if not text.strip(" ") and self._at_line_start():
            return
        self.pieces.append(text.replace("\n", "\n> ") if self.cited else text)

    def comment(self, text: str) -> None:
        """Comments are not shown."""

    def close(self) -> None:
        self.ended = True

    @property
    def _line_end(self) -> str:
        return f"\n{QUOTE_LINE}" if self.cited else "\n"

    def _break(self, *, apart: bool = False) -> None:
        """A new line unless one has just begun; `apart` leaves an empty one."""
        breaks = (not self._at_line_start()) + apart
        if breaks:
            self.pieces.append(self._line_end * breaks)

    def _at_line_start(self) -> bool:
        return not self.pieces or self.pieces[-1].endswith(self._line_end)

    def _skip(self, tag: str) -> None:
        if tag not in _VOID:
            self.skipped_from = self.depth

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "pre":
            self.preformatted = self.preformatted or self.depth
        if tag == "blockquote" and attributes.get("style", "").replace(" ", "").find("margin:0040px") < 0:
            self.cited = self.cited or self.depth
        if tag == "br":
            self.pieces.append(self._line_end)
        elif tag in _BLOCKS:
            self._break()
        elif tag in {"td", "th"}:
            self.pieces.append(" ")
        if tag == "li":
            self.pieces.append("- ")


def _marks(attributes: Mapping[str, str]) -> set[str]:
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()[:500]
    # Outlook on the web prefixes what it quotes or copies with x_.
    return {mark.removeprefix("x_").removeprefix("x_") for mark in named.split()}


def _ends_text(marks: set[str], style: str) -> bool:
    if not marks.isdisjoint(_END_IDS) or not marks.isdisjoint(_END_CLASSES):
        return True
    return _OUTLOOK_LINE.match(re.sub(r"\s+", "", style)) is not None


def _is_quote(tag: str, attributes: Mapping[str, str], marks: set[str]) -> bool:
    if tag == "blockquote" and (attributes.get("type", "").lower() == "cite" or "gmail_quote" in marks):
        return True
    if tag == "div" and attributes.get("name", "").lower() == "quote":
        return True
    return not marks.isdisjoint(_QUOTE_CLASSES) or not marks.isdisjoint(_QUOTE_IDS)


def _tidy(text: str) -> str:
    lines = [line.strip(" \t") for line in text.split("\n", MAX_LINES)[:MAX_LINES]]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept).strip("\n")
