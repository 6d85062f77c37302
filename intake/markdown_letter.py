"""Markdown becomes a letter of a few safe kinds of blocks: HTML stays words, links lead to the web or a mailbox only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from config.printable import one_line, printable

LONGEST = 60_000
"""Characters; what is longer is clipped by mail programs, and takes long to read for people too."""
_LONGEST_LINK = 2_000
_DEEPEST = 12
_SCHEMES = frozenset({"http", "https", "mailto"})
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\"'<>\\]")
_HEAD = ("subject", "language", "list", "issue")
_HEAD_LINE = re.compile(r"\s*([A-Za-z]{1,20})\s*:\s*(.*)")


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style; `href` is '' where they lead nowhere."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of the first, second or third level."""

    spans: Spans
    level: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item has blocks of its own. `first` is None if its items are not numbered."""

    items: tuple[tuple["Piece", ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody else's words."""

    pieces: tuple["Piece", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Words that keep their line breaks and blanks."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Piece = Words | Title | Listing | Quoted | Code | Rule


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must be put right before the letter is sent; `line` is 0 where it is about the whole."""

    key: str
    line: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class MarkdownLetter:
    """A letter as its author wrote it, and what stands against sending it."""

    subject: str
    pieces: tuple[Piece, ...]
    language: str = ""
    list_name: str = ""
    issue: str = ""
    faults: tuple[Fault, ...] = ()


def read_letter(text: str) -> MarkdownLetter:
    """The letter in a Markdown text; its subject is told in its head, or is its first heading. Never raises."""
    if len(text) > LONGEST:
        return MarkdownLetter("", (), faults=(Fault("too_long", detail=str(LONGEST)),))
    head, body, above, faults = _split(printable(text.removeprefix("\ufeff").replace("\r\n", "\n")))
    reader = _Reader(above, faults)
    pieces = reader.pieces(_MARKDOWN.parse(body))
    subject = one_line(head.get("subject", "") or _first_title(pieces)).strip()
    if not subject:
        faults.append(Fault("no_subject"))
    if not any(_words_of(piece) for piece in pieces):
        faults.append(Fault("empty"))
    return MarkdownLetter(
        subject,
        pieces,
        language=head.get("language", ""),
        list_name=head.get("list", ""),
        issue=head.get("issue", ""),
        faults=tuple(faults),
    )


def plain(spans: Spans) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def _split(text: str) -> tuple[dict[str, str], str, int, list[Fault]]:
    """Head, body, how many lines stand above the body, and what is wrong with the head."""
    lines = text.split("\n")
    if lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:30]]:
        return {}, text, 0, []
    end = [line.strip() for line in lines[1:30]].index("---") + 1
    head: dict[str, str] = {}
    faults = []
    for number, line in enumerate(lines[1:end], start=2):
        told = _HEAD_LINE.fullmatch(line)
        if told and told[1].lower() in _HEAD:
            head[told[1].lower()] = told[2].strip().strip("\"'").strip()
        elif line.strip():
            faults.append(Fault("head", number, one_line(line).strip()[:60]))
    return head, "\n".join(lines[end + 1 :]), end + 1, faults


def _first_title(pieces: Sequence[Piece]) -> str:
    return next((plain(piece.spans) for piece in pieces if isinstance(piece, Title)), "")


def _words_of(piece: Piece) -> bool:
    """Whether there is anything to read."""
    match piece:
        case Words(spans):
            return bool(plain(spans).strip())
        case Code(text):
            return bool(text.strip())
        case Quoted(pieces):
            return any(map(_words_of, pieces))
        case Listing(items):
            return any(_words_of(one) for item in items for one in item)
    return False


def safe_link(href: str) -> str:
    """The address if it may stand in a letter, else ''."""
    if len(href) > _LONGEST_LINK or _UNSAFE.search(href):
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    mailbox = parts.scheme == "mailto" and "@" in parts.path
    return href if parts.scheme in _SCHEMES and (web or mailbox) else ""


def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    # Every address is let through here, so that a refused one is told and not left as odd brackets.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - the library's name
    return reader


_MARKDOWN = _markdown()


class _Reader:
    """Turns the library's tokens into pieces, and takes down what is wrong."""

    def __init__(self, above: int, faults: list[Fault]) -> None:
        self._above = above
        self._faults = faults

    def pieces(self, tokens: Sequence[Token]) -> tuple[Piece, ...]:
        """The blocks on this level, each with all that stands inside."""
        return tuple(piece for group in _groups(tokens) if (piece := self._piece(group)) is not None)

    def _piece(self, group: Sequence[Token]) -> Piece | None:
        token, inside = group[0], group[1:-1]
        piece: Piece | None = None
        match token.type:
            case "paragraph_open":
                piece = Words(self._inline(inside))
            case "heading_open":
                piece = Title(self._inline(inside), min(int(token.tag[1:]), 3))
            case "bullet_list_open":
                piece = Listing(self._items(inside))
            case "ordered_list_open":
                piece = Listing(self._items(inside), int(token.attrs.get("start", 1)))
            case "blockquote_open":
                piece = Quoted(self.pieces(inside))
            case "fence" | "code_block":
                piece = Code(token.content.rstrip("\n"))
            case "hr":
                piece = Rule()
        return piece

    def _items(self, tokens: Sequence[Token]) -> tuple[tuple[Piece, ...], ...]:
        return tuple(self.pieces(group[1:-1]) for group in _groups(tokens))

    def _inline(self, tokens: Sequence[Token]) -> Spans:
        return tuple(
            span
            for token in tokens
            for span in self._spans(token.children or (), self._line(token))
            if span.text
        )

    def _line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + 1 + self._above

    def _spans(self, tokens: Sequence[Token], line: int) -> Iterator[Span]:
        strong = emphasis = 0
        href = ""
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "em_open" | "em_close":
                    emphasis += token.nesting
                case "link_open":
                    href = self._link(str(token.attrs.get("href", "")), line)
                case "link_close":
                    href = ""
                case "image":
                    self._faults.append(
                        Fault("picture", line, one_line(str(token.attrs.get("src", "")))[:60])
                    )
                case "hardbreak" | "softbreak":
                    yield Span("\n" if token.type == "hardbreak" else " ", href=href)
                case _:
                    code = token.type == "code_inline"
                    words = token.content.removeprefix("mailto:") if token.content == href else token.content
                    yield Span(words, strong > 0, emphasis > 0, code, href)

    def _link(self, href: str, line: int) -> str:
        allowed = safe_link(href)
        if not allowed:
            self._faults.append(Fault("link", line, one_line(href)[:60]))
        return allowed


def _groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each block on this level, from its opening to its closing one."""
    depth = start = 0
    for place, token in enumerate(tokens):
        depth += token.nesting
        if depth <= 0:
            yield tokens[start : place + 1]
            start, depth = place + 1, 0
