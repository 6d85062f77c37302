"""Where sentences and lines end in a text cut into words, so that no date looks beyond its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake import date_words as words
from intake.calendar_names import month_names, short_month_names, weekday_names
from intake.date_line import Line

_PAUSES = frozenset({",", "-", "/", "&", "(", "+"})
_ANSWERS = frozenset(["yes", "no", "oui", "non", "si", "nao", "sim", "nein", "ja", "ok", "okay"])
_GOES_ON = (words.TO, words.AND, words.UNTIL, words.ONWARDS, words.FOR, words.AT_LATEST, words.AT_EARLIEST)


@dataclass(frozen=True, slots=True)
class Segment:
    """The line with nothing behind the end of a sentence; `first` is where the sentence begins."""

    line: Line
    first: int


def segments_of(line: Line, text: str) -> Iterator[Segment]:
    """The sentences and paragraphs in which dates stand; a lone first name below the last one is left out."""
    first = 0
    for end in (*_ends(line, text), len(line.words)):
        shown = line.words[:end]
        if first and _is_answered(line, first):
            shown = ("",) * first + shown[first:]  # '9-11: no. 12-20: yes' is no 'no. 12'
        if not _is_signature(line, text, first, end):
            yield Segment(replace(line, words=shown), first)
        first = end


def _ends(line: Line, text: str) -> Iterator[int]:
    """The places of words that begin something new."""
    for at in range(1, len(line.words)):
        if line.touches(at):
            continue
        lines = text.count("\n", line.ends[at - 1], line.starts[at])
        if lines > 1 or _is_answered(line, at) or (_may_end(line, at, lines) and _begins(line, at)):
            yield at


def _may_end(line: Line, at: int, lines: int) -> bool:
    """Whether a line ends before this word, or a sentence that no German '15. Treffen' can be."""
    if lines:
        return line.word(at - 1) not in _PAUSES
    dotted = line.word(at - 1) == "." and line.touches(at - 1)
    short = line.word(at - 2) in short_month_names() or line.word(at - 2) in words.NEVER_BEFORE_DAYS
    numbered = line.word(at - 2).isdecimal() and line.languages == {"de"}
    return dotted and not short and not numbered


def _begins(line: Line, at: int) -> bool:
    """Whether a capital word cannot go on with a date: 'Anna', 'Before', but not 'March', 'To'."""
    word = line.word(at)
    if not line.capitals[at] or word in month_names() or word in short_month_names():
        return False
    goes_on = word in weekday_names() or word in words.OF or any(line.phrase(one, at) for one in _GOES_ON)
    return not goes_on


def _is_answered(line: Line, at: int) -> bool:
    """Whether 'yes.' or '9-11: no.' stands before this number; 'no. 12' alone is a number."""
    answer = line.word(at - 2)
    if line.word(at - 1) != "." or answer not in _ANSWERS or line.number(at) is None or line.touches(at):
        return False
    dated = line.word(at - 4 if line.word(at - 3) == ":" else at - 3)
    told = dated.isdecimal() or dated in month_names() or dated in words.ORDINALS
    return answer != "no" or told


def _is_signature(line: Line, text: str, first: int, end: int) -> bool:
    """'May' or 'April' alone below an empty line at the end of a letter."""
    if not first or end < len(line.words) or end - first != 1 or not line.capitals[first]:
        return False
    below = text.count("\n", line.ends[first - 1], line.starts[first]) > 1
    named = line.word(first) in words.MONTHS_THAT_ARE_NAMES
    return below and named and line.word(first - 1) not in {":", ","}
