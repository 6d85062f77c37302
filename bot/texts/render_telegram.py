"""A letter as Telegram messages: a little HTML, 4096 characters each at most, buttons under the last one."""

import re
from collections.abc import Iterator
from html import escape

from bot.texts.letter import Block, Bullets, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.printable import one_line, printable
from config.texts import say

LIMIT = 4096
NOTHING = "-"
"""What a button says that is only there to be read: Telegram has none without a word of its own."""
# A tag or an entity is never cut; everything else may be cut anywhere.
_TOKEN = re.compile(r"<[^>]*>|&[a-z0-9#]+;|.", re.DOTALL)
_OPENING = re.compile(r"<([a-z]+)>")
_CLOSING = re.compile(r"</([a-z]+)>")

Keyboard = list[list[tuple[str, str]]]


def as_telegram(letter: Letter) -> list[tuple[str, Keyboard]]:
    """The messages to send in order, each with its rows of (label, action); only the last has any."""
    blocks = (_block_html(block, letter.language) for block in letter.blocks)
    form = _escaped(letter.form.strip())
    html = "\n\n".join(part for part in (*blocks, form) if part) or _escaped(one_line(letter.subject)) or "-"
    parts = _split(html, LIMIT)
    return [*((part, []) for part in parts[:-1]), (parts[-1], _keyboard(letter))]


def _keyboard(letter: Letter) -> Keyboard:
    rows = [row for block in letter.blocks if isinstance(block, Choices) for row in block.rows]
    return [[(one_line(choice.label), choice.action or NOTHING) for choice in row] for row in rows if row]


def _block_html(block: Block, language: str) -> str:
    match block:
        case Paragraph(text):
            return _escaped(text)
        case Heading(text):
            return _tagged("b", text)
        case Facts(rows):
            return "\n".join(_fact(label, value, language) for label, value in rows)
        case Bullets(items):
            return "\n".join(f"• {_escaped(item)}" for item in items)
        case Quote(text):
            return _tagged("blockquote", text)
        case Choices():
            return ""


def _fact(label: str, value: str, language: str) -> str:
    """'Label: value'; French sets a space before the colon, which no line ends at."""
    bold = f"<b>{_escaped(one_line(label))}</b>"
    return say(language, "mail.fact", label=bold, value=_escaped(value) or "-")


def _tagged(tag: str, text: str) -> str:
    words = _escaped(text)
    return f"<{tag}>{words}</{tag}>" if words else ""


def _escaped(text: str) -> str:
    return escape(printable(text).strip(), quote=False)


def _split(html: str, limit: int) -> list[str]:
    parts: list[str] = []
    while units(html) > limit:
        head, html = _cut(html, limit)
        parts.append(head)
    return [*parts, html]


def units(text: str) -> int:
    """The length of a text as Telegram's clients count it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _cut(html: str, limit: int) -> tuple[str, str]:
    """The longest good beginning that fits and the rest; tags open at the cut are closed and opened again."""
    boundaries = list(_boundaries(html, limit))
    end = _best_end(html, boundaries)
    open_tags = next(tags for position, tags in boundaries if position == end)
    head = html[:end].rstrip() + "".join(f"</{tag}>" for tag in reversed(open_tags))
    return head, "".join(f"<{tag}>" for tag in open_tags) + html[end:].lstrip()


def _boundaries(html: str, limit: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every position where a cut would fit, with the tags open there."""
    open_tags: tuple[str, ...] = ()
    used = 0
    for token in _TOKEN.finditer(html):
        used += units(token.group())
        if opening := _OPENING.fullmatch(token.group()):
            open_tags = (*open_tags, opening.group(1))
        elif _CLOSING.fullmatch(token.group()):
            open_tags = open_tags[:-1]
        if used + sum(len(tag) + len("</>") for tag in open_tags) > limit:
            return
        yield token.end(), open_tags


def _best_end(html: str, boundaries: list[tuple[int, tuple[str, ...]]]) -> int:
    """After a paragraph if that leaves a decent part, else after a line, else after a word, else anywhere."""
    last = boundaries[-1][0]
    possible = {position for position, _ in boundaries}
    for separator in ("\n\n", "\n", " "):
        found = html.rfind(separator, last // 4, last + 1)
        if found > 0 and found in possible:
            return found
    return last
