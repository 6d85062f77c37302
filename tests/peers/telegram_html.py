"""Telegram's own small HTML, as strict as the Bot API: what a person would see, or why it is refused."""

import re
from collections.abc import Iterator
from html import unescape

LONGEST_MESSAGE = 4096
_SUPPORTED = frozenset(
    {
        *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler"),
        *("a", "code", "pre", "tg-emoji", "blockquote"),
    }
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)>")


class HtmlRefusedError(ValueError):
    """Telegram cannot parse the entities of this text."""


def visible_text(html: str) -> str:
    """The words that are left when the tags are read; raises if Telegram would refuse them."""
    words = "".join(_words(html))
    return unescape(words)


def size(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _words(html: str) -> Iterator[str]:
    open_tags: list[str] = []
    position = 0
    while (start := html.find("<", position)) >= 0:
        yield html[position:start]
        tag = _TAG.match(html, start)
        if tag is None or tag.group(2).lower() not in _SUPPORTED:
            shown = html[start + 1 : start + 12]
            raise HtmlRefusedError(f'Unsupported start tag "{shown}" at byte offset {_offset(html, start)}')
        _follow(open_tags, tag, _offset(html, start))
        position = tag.end()
    if open_tags:
        raise HtmlRefusedError(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    yield html[position:]


def _follow(open_tags: list[str], tag: re.Match[str], offset: int) -> None:
    name = tag.group(2).lower()
    if not tag.group(1):
        open_tags.append(name)
        return
    expected = open_tags.pop() if open_tags else ""
    if name != expected:
        raise HtmlRefusedError(
            f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{name}>"'
        )


def _offset(html: str, position: int) -> int:
    return len(html[:position].encode())
