"""The sentences of our own letters: where a program quotes them unmarked, they are nobody's answer."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from config.languages import INTERFACE_LANGUAGES
from config.texts import say, sentences

_DOMAINS = ("expert", "partner", "officer", "mail")
_ANCHOR = 3
_FEWEST_WORDS = 4
_SURE = 7
"""A sentence with so many words of ours is no coincidence."""
_LONGEST_GAP = 14
"""Words that may stand where a sentence has a placeholder."""
_FURTHEST = 300
_LONG_GREETING = 6
_WORD = re.compile(r"\w{1,40}")
_PLACEHOLDER = re.compile(r"\{[^{}]{0,40}\}")
_LABEL = re.compile(r"\s*(\S.{1,50}?)(?:\s?[:：]|\s{2}|\t)")

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words between the placeholders of a sentence."""

    chunks: tuple[_Words, ...]
    anchor: int
    """Which chunk is the longest."""
    filled_before: bool
    """It begins with a placeholder."""
    filled_after: bool

    @property
    def length(self) -> int:
        return sum(map(len, self.chunks))


class _Found(NamedTuple):
    """Words of a paragraph that a sentence of ours made, without what fills its ends."""

    start: int
    end: int
    sentence: _Sentence


@dataclass(frozen=True, slots=True)
class _OwnWords:
    by_anchor: Mapping[_Words, tuple[_Sentence, ...]]
    headings: frozenset[_Words]
    labels: frozenset[str]
    form_intros: frozenset[_Words]


def without_own_letter(lines: Sequence[str]) -> list[str]:
    """The lines without those of a letter we sent, from its first sentence on; words put between them stay."""
    if sum(len(line.split()) for line in lines) < _SURE:
        return list(lines)
    ours = _own_words()
    covered = [0] * len(lines)
    sure = len(lines)
    has_form = False
    for paragraph in _paragraphs(lines):
        words = [(word, n) for n in paragraph for word in _words(lines[n])]
        only_words = tuple(word for word, _ in words)
        places = [n for _, n in words]
        has_form = has_form or any(only_words[: len(intro)] == intro for intro in ours.form_intros)
        for found in _found_sentences(only_words, ours):
            sure = min(sure, places[found.start]) if found.sentence.length >= _SURE else sure
            for n in places[_start(found, places) : _end(found, places)]:
                covered[n] += 1
    below = (
        n for n in range(sure, len(lines)) if not _is_ours(lines[n], covered[n], ours, has_form=has_form)
    )
    return [*lines[: _with_greeting(lines, sure)], *(lines[n] for n in below)]


def _paragraphs(lines: Sequence[str]) -> Iterator[list[int]]:
    for has_words, group in groupby(range(len(lines)), key=lambda n: bool(lines[n].strip())):
        if has_words:
            yield list(group)


def _start(found: _Found, places: Sequence[int]) -> int:
    """Where a sentence begins, with what fills the placeholder before it: the rest of the line."""
    start = found.start
    while found.sentence.filled_before and start and places[start - 1] == places[found.start]:
        start -= 1
    return start


def _end(found: _Found, places: Sequence[int]) -> int:
    """Where a sentence ends: what fills its end is the rest of the line, or the next one after a full line."""
    if not found.sentence.filled_after:
        return found.end
    rest = bisect_right(places, places[found.end - 1])
    if rest > found.end or rest == len(places):
        return rest
    following = bisect_right(places, places[rest])
    return following if following - rest <= _LONGEST_GAP else rest


def _found_sentences(words: _Words, ours: _OwnWords) -> Iterator[_Found]:
    """The sentences of ours in a paragraph, one after the other."""
    place = 0
    while place <= len(words) - _ANCHOR:
        candidates = ours.by_anchor.get(words[place : place + _ANCHOR], ())
        found = [extent for sentence in candidates if (extent := _extent(words, place, sentence)) is not None]
        longest = max(found, key=lambda extent: extent.end, default=None)
        if longest is not None:
            yield longest
        place = max(place + 1, longest.end if longest else 0)


def _extent(words: _Words, place: int, sentence: _Sentence) -> _Found | None:
    """Where a sentence begins and ends whose anchor would stand at `place`."""
    end = _matched(words, place, sentence.chunks[sentence.anchor :], gap_first=False)
    before = words[max(place - _FURTHEST, 0) : place][::-1]
    length = _matched(before, 0, _mirrored(sentence.chunks[: sentence.anchor]), gap_first=True)
    return None if end is None or length is None else _Found(place - length, end, sentence)


def _matched(words: _Words, place: int, chunks: tuple[_Words, ...], *, gap_first: bool) -> int | None:
    """Where the chunks end that follow each other from here with gaps between them; None if they do not."""
    for number, chunk in enumerate(chunks):
        gaps = range(_LONGEST_GAP + 1) if number or gap_first else range(1)
        starts = (place + gap for gap in gaps if words[place + gap : place + gap + len(chunk)] == chunk)
        start = next(starts, None)
        if start is None:
            return None
        place = start + len(chunk)
    return place


def _mirrored(chunks: tuple[_Words, ...]) -> tuple[_Words, ...]:
    return tuple(chunk[::-1] for chunk in reversed(chunks))


def _is_ours(line: str, covered: int, ours: _OwnWords, *, has_form: bool) -> bool:
    words = _words(line)
    if words and (covered >= len(words) or words in ours.headings):
        return True
    # Where the letter holds a form, such a line may have been filled in.
    label = None if has_form else _LABEL.match(line[:120])
    return label is not None and label[1].strip().casefold() in ours.labels


def _with_greeting(lines: Sequence[str], first: int) -> int:
    """Where the letter begins: at the 'Dear Anna,' above its first sentence."""
    above = next((n for n in range(first - 1, max(first - 3, -1), -1) if lines[n].strip()), first)
    if first == len(lines) or above == first or not lines[above].rstrip().endswith((",", ":")):
        return first
    return above if len(lines[above].split()) <= _LONG_GREETING else first


def _words(text: str) -> _Words:
    return tuple(_WORD.findall(text.casefold()))


@cache
def _own_words() -> _OwnWords:
    texts = [
        text
        for language in INTERFACE_LANGUAGES
        for domain in _DOMAINS
        for text in sentences(language, domain)
    ]
    by_anchor: dict[_Words, list[_Sentence]] = {}
    for sentence in map(_sentence, texts):
        anchor = sentence.chunks[sentence.anchor]
        if len(anchor) >= _ANCHOR and sentence.length >= _FEWEST_WORDS:
            by_anchor.setdefault(anchor[:_ANCHOR], []).append(sentence)
    headings = {_words(text) for text in texts if "{" not in text}
    return _OwnWords(
        by_anchor={anchor: tuple(found) for anchor, found in by_anchor.items()},
        headings=frozenset(heading for heading in headings if len(heading) > 1),
        labels=frozenset(
            text.casefold() for language in INTERFACE_LANGUAGES for text in sentences(language, "facts")
        ),
        form_intros=frozenset(
            _words(say(language, "mail.form_intro"))[:_SURE] for language in INTERFACE_LANGUAGES
        ),
    )


def _sentence(text: str) -> _Sentence:
    parts = [_words(part) for part in _PLACEHOLDER.split(text)]
    # Two placeholders with nothing between them are one gap.
    chunks = tuple(part for part in parts if part) or ((),)
    anchor = max(range(len(chunks)), key=lambda n: len(chunks[n]))
    return _Sentence(chunks, anchor, filled_before=not parts[0], filled_after=not parts[-1])
