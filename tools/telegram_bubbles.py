"""A conversation drawn as people see it on their telephones: bubbles, buttons under them, the newest at the bottom.

Needs the font DejaVu Sans (Debian: fonts-dejavu-core), which has every sign the letters use.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape

from PIL import Image, ImageDraw, ImageFont

from tools.telegram_story import Bubble, Scene

SCALE = 2
"""Everything below is in the points of a telephone; a picture has twice as many pixels."""
WIDTH, MARGIN, PADDING, GAP, LINE, HEADER = 430, 12, 11, 8, 20, 50
WIDEST = 356
BUTTON, BUTTON_GAP, RADIUS = 34, 4, 12
TEXT_SIZE, SMALL = 14, 11
WALL, HEAD, MINE, THEIRS = "#cddbd2", "#4a7a68", "#e3fbd0", "#ffffff"
INK, FAINT, QUOTE, QUOTE_BAR = "#15201a", "#7b8a82", "#eef5f1", "#4a7a68"
KEY, KEY_INK, PRESSED = "#5f8a79", "#ffffff", "#24483b"
_TAG = re.compile(r"<(/?)(b|i|blockquote)>")
_PIECE = re.compile(r"[^ ]+ *| +")


@dataclass(frozen=True, slots=True)
class Word:
    """Some letters in one face."""

    text: str
    bold: bool = False
    quoted: bool = False


Line = list[Word]


def draw(scene: Scene) -> Image.Image:
    """The picture of a scene."""
    heights = [_height(bubble) for bubble in scene.bubbles]
    total = HEADER + GAP + sum(heights) + GAP * len(heights)
    image = Image.new("RGB", (WIDTH * SCALE, total * SCALE), WALL)
    pen = ImageDraw.Draw(image)
    _header(pen, scene.title)
    top = HEADER + GAP
    for bubble, height in zip(scene.bubbles, heights, strict=True):
        _bubble(pen, bubble, top)
        top += height + GAP
    return image


def _header(pen: ImageDraw.ImageDraw, person: str) -> None:
    _box(pen, (0, 0, WIDTH, HEADER), HEAD, 0)
    pen.ellipse([_px(12), _px(9), _px(44), _px(41)], fill=KEY_INK)
    pen.text((_px(28), _px(25)), "M", HEAD, _font(17, bold=True), anchor="mm")
    pen.text((_px(54), _px(17)), "Muster", KEY_INK, _font(15, bold=True), anchor="lm")
    pen.text((_px(54), _px(34)), "bot", KEY_INK, _font(SMALL), anchor="lm")
    pen.text((_px(WIDTH - 12), _px(25)), person, KEY_INK, _font(SMALL), anchor="rm")


def _bubble(pen: ImageDraw.ImageDraw, bubble: Bubble, top: int) -> None:
    lines = lines_of(bubble.text)
    width = _width(bubble, lines)
    left = MARGIN if bubble.who == "muster" else WIDTH - MARGIN - width
    height = _text_height(lines, bubble)
    _box(pen, (left, top, left + width, top + height), THEIRS if bubble.who == "muster" else MINE, RADIUS)
    at = top + PADDING - 2
    for line in lines:
        _line(pen, line, left, at, width)
        at += LINE
    if bubble.edited:
        place = (_px(left + width - PADDING), _px(top + height - 9))
        pen.text(place, "edited", FAINT, _font(SMALL), anchor="rm")
    _buttons(pen, bubble, left, top + height + BUTTON_GAP, width)


def _line(pen: ImageDraw.ImageDraw, line: Line, left: int, top: int, width: int) -> None:
    x = float(_px(left + PADDING))
    if line and line[0].quoted:
        _box(pen, (left + PADDING, top, left + width - PADDING, top + LINE), QUOTE, 0)
        _box(pen, (left + PADDING, top, left + PADDING + 3, top + LINE), QUOTE_BAR, 0)
        x += _px(10)
    for word in line:
        font = _font(TEXT_SIZE, bold=word.bold)
        pen.text((x, _px(top + LINE // 2)), word.text, INK, font, anchor="lm")
        x += font.getlength(word.text)


def _buttons(pen: ImageDraw.ImageDraw, bubble: Bubble, left: int, top: int, width: int) -> None:
    for row in bubble.buttons:
        each = (width - BUTTON_GAP * (len(row) - 1)) / len(row)
        for number, label in enumerate(row):
            start = left + number * (each + BUTTON_GAP)
            face = PRESSED if label == bubble.pressed else KEY
            _box(pen, (start, top, start + each, top + BUTTON), face, 7)
            middle = (_px(start + each / 2), _px(top + BUTTON / 2))
            size = 13 if len(row) < 5 else 12
            pen.text(middle, _shortened(label, each - 8, size), KEY_INK, _font(size), anchor="mm")
        top += BUTTON + BUTTON_GAP


def _shortened(label: str, width: float, size: int) -> str:
    """A label that is too long ends in an ellipsis, as on a telephone."""
    font = _font(size)
    if font.getlength(label) <= _px(width):
        return label
    while label and font.getlength(label + "…") > _px(width):
        label = label[:-1]
    return label.rstrip() + "…"


# --- words and lines ---


def lines_of(html: str) -> list[Line]:
    """The text broken into lines that fit."""
    lines: list[Line] = []
    for paragraph in _paragraphs(html):
        lines += _wrapped(paragraph)
    return lines


def _paragraphs(html: str) -> Iterator[Line]:
    line: Line = []
    for word in _words(html):
        first, *more = word.text.split("\n")
        line.append(Word(first, word.bold, word.quoted))
        for each in more:
            yield line
            line = [Word(each, word.bold, word.quoted)]
    yield line


def _words(html: str) -> Iterator[Word]:
    """Stretches of text with their face; the tags say where it changes."""
    bold = quoted = False
    at = 0
    for tag in _TAG.finditer(html):
        yield Word(unescape(html[at : tag.start()]), bold, quoted)
        opens, at = not tag.group(1), tag.end()
        bold = opens if tag.group(2) == "b" else bold
        quoted = opens if tag.group(2) == "blockquote" else quoted
    yield Word(unescape(html[at:]), bold, quoted)


def _wrapped(paragraph: Line) -> Iterator[Line]:
    room = _px(WIDEST - 2 * PADDING)
    line: Line = []
    used = 0.0
    for piece in _pieces(paragraph):
        length = _font(TEXT_SIZE, bold=piece.bold).getlength(piece.text.rstrip())
        indent = _px(10) if piece.quoted else 0
        if line and used + length + indent > room:
            yield line
            line, used = [], 0.0
        line.append(piece)
        used += _font(TEXT_SIZE, bold=piece.bold).getlength(piece.text)
    yield line


def _pieces(paragraph: Line) -> Iterator[Word]:
    for word in paragraph:
        for piece in _PIECE.findall(word.text):
            yield Word(piece, word.bold, word.quoted)


# --- sizes ---


def _width(bubble: Bubble, lines: Sequence[Line]) -> int:
    widest = max(
        (sum(_font(TEXT_SIZE, bold=w.bold).getlength(w.text) for w in line) for line in lines), default=0
    )
    quoted = 10 if any(word.quoted for line in lines for word in line) else 0
    snug = int(widest / SCALE) + 2 * PADDING + quoted + 1
    return WIDEST if bubble.buttons else max(min(snug, WIDEST), 70 if bubble.edited else 0)


def _text_height(lines: Sequence[Line], bubble: Bubble) -> int:
    return LINE * len(lines) + 2 * PADDING - 4 + (10 if bubble.edited else 0)


def _height(bubble: Bubble) -> int:
    rows = len(bubble.buttons)
    below = BUTTON_GAP + rows * (BUTTON + BUTTON_GAP) if rows else 0
    return _text_height(lines_of(bubble.text), bubble) + below


def _box(
    pen: ImageDraw.ImageDraw, corners: tuple[float, float, float, float], colour: str, radius: int
) -> None:
    left, top, right, bottom = (_px(corner) for corner in corners)
    pen.rounded_rectangle([left, top, right - 1, bottom - 1], _px(radius), fill=colour)


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf", size * SCALE)


def _px(points: float) -> int:
    return round(points * SCALE)
