"""HTML of a mail to text: quoted history and signatures left out where the mail program marked them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from intake.charsets import printable
from intake.client_marks import Mark, begins_forward, is_indented_only, is_tight, mark_of

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


def read_markup(html: str, *, signatures: bool = False, history: bool = False) -> Shown:
    """The visible text of a mail's HTML without quotations and signatures, unless asked for."""
    reader = _Reader(signatures=signatures, history=history)
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
_APART = frozenset({"p", "table", "ul", "ol"})


@dataclass(slots=True)
class _Reader:
    """Receives the parser's events; no tree is built, so depth costs nothing."""

    signatures: bool
    history: bool = False
    pieces: list[str] = field(default_factory=list)
    elements: int = 0
    depth: int = 0
    skipped_from: int = 0
    """Depth of the outermost element being skipped, 0 if none."""
    preformatted: int = 0
    cited: int = 0
    """Depth of the outermost plain blockquote."""
    tight: bool = False
    """Inside a paragraph without space below."""
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
        mark = mark_of(tag, attributes)
        if tag in _SILENT or mark is Mark.HIDDEN or (mark is Mark.SIGNATURE and not self.signatures):
            self._skip(tag)
        elif self.history and mark in {Mark.END, Mark.QUOTE}:
            self._enter(tag, attributes)
        elif mark is Mark.END:
            self.ended = self.quoted = True
        elif mark is Mark.QUOTE:
            self.forward = begins_forward(attributes)
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
            self._break(apart=tag in _APART and not (tag == "p" and self.tight))

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
        if tag == "blockquote" and not is_indented_only(attributes):
            self.cited = self.cited or self.depth
        if tag == "p":
            self.tight = is_tight(attributes)
        if tag == "br":
            self.pieces.append(self._line_end)
        elif tag in _BLOCKS:
            self._break()
        elif tag in {"td", "th"}:
            self.pieces.append(" ")
        if tag == "li":
            self.pieces.append("- ")


def _tidy(text: str) -> str:
    lines = [line.strip(" \t") for line in text.split("\n", MAX_LINES)[:MAX_LINES]]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept).strip("\n")
