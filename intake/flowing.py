"""Which ends of lines were made by a mail program and which by the writer: the former are taken out again."""

import itertools
import re
from collections.abc import Iterator

LONGEST_TEXT = 40_000
_NARROWEST = 50
"""Lines shorter than that are no wrapped text: an address, a poem, a list of names."""
_UNFINISHED = 30
"""A line of that length before a small letter was cut by a program."""
_ITEM = re.compile(r"\s*(?:[-*•▪‣·–—]|\(?\d{1,2}[.)]|\(?[a-h][.)])\s")
_LABEL = re.compile(r"[^\W\d_][^:\n]{0,40}:\s")
_CLOSED = (".", "!", "?", ":", ";", "…", ".”", ".»", '."')


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_JOINING = _set(
    """of the and for to in on with by from or de la le les du des et en pour par à au aux dans sur que qui
    del los las el y para con por do da dos das e no na com em o a um uma un una une"""
)


def flowing(text: str) -> str:
    """The text with wrapped lines joined; paragraphs, lists and lines that are short on purpose stay."""
    paragraphs = re.split(r"\n[ \t]*\n", text[:LONGEST_TEXT])
    return "\n\n".join("\n".join(_joined(paragraph.splitlines())) for paragraph in paragraphs)


def _joined(lines: list[str]) -> Iterator[str]:
    width = max((len(line) for line in lines), default=0)
    wrapped = width >= _NARROWEST and any(
        _is_open(before) and _begins_small(line) for before, line in itertools.pairwise(lines)
    )
    current = ""
    for place, line in enumerate(lines):
        if place and _goes_on(lines[place - 1], line, width if wrapped else 0):
            current = _glued(current, line)
            continue
        if place:
            yield current
        current = line.rstrip()
    yield current


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether this line goes on with the one before; `width` is 0 where nothing shows that text was wrapped."""
    words = line.split()
    if not words or not before.strip() or _ITEM.match(line) or before.rstrip().endswith((":", ";")):
        return False
    if _begins_small(line) and _is_open(before):
        return len(before.strip()) >= _UNFINISHED or _joins(before.rsplit(maxsplit=1)[-1]) or _joins(words[0])
    no_room = len(before.rstrip()) + 1 + len(words[0]) > width
    return bool(width) and no_room and not _LABEL.match(line)


def _joins(word: str) -> bool:
    return word.lower() in _JOINING


def _is_open(line: str) -> bool:
    return bool(line.strip()) and not line.rstrip().endswith(_CLOSED)


def _begins_small(line: str) -> bool:
    return line.strip()[:1].islower() and not _ITEM.match(line)


def _glued(before: str, line: str) -> str:
    """'old-' and 'age' make 'old-age'."""
    is_cut_word = before.endswith("-") and before[-2:-1].isalpha()
    return before + ("" if is_cut_word else " ") + line.strip()
