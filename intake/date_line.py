"""A text cut into words, numbers and signs, each with its place, for the reading of dates."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from intake.calendar_names import LANGUAGES, month_names, plain
from intake.date_languages import COMMON_WORDS
from intake.date_words import MONTHS_OF_ONE_LANGUAGE, Phrases, starts_with
from intake.spelt_numbers import number_at, spelt_days

LONGEST_TEXT = 20_000
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
# Of the same length, so that places stay true.
_PLAIN_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹘﹣－", "-") | dict.fromkeys("’´`ʼ", "'") | {"→": "-", "／": "/"}
)
_NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(/(?:\d{4}|\d{2}))?(?![\d/])")


@dataclass(frozen=True, slots=True)
class Line:
    """A text cut into folded words, numbers and signs, with their places."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capitals: tuple[bool, ...]
    spelt: frozenset[int] = frozenset()
    """Places of numbers that were written in words."""
    languages: frozenset[str] = frozenset()
    """The languages it may be in."""
    month_first: bool | None = False
    """Whether 3/4 is 4 March; None if nothing tells."""

    def word(self, at: int) -> str:
        """The word at this place, '' beyond the end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def number(self, at: int, longest: int = 2) -> int | None:
        """The number at this place if it has at most so many digits."""
        word = self.word(at)
        return int(word) if word.isdecimal() and len(word) <= longest else None

    def year(self, at: int) -> int | None:
        """The four-digit year at this place."""
        number = self.number(at, 4)
        return number if number is not None and 1900 <= number <= 2199 else None

    def touches(self, at: int) -> bool:
        """Whether this word follows the one before without a space."""
        return 0 < at < len(self.words) and self.starts[at] == self.ends[at - 1]

    def phrase(self, phrases: Phrases, at: int) -> int:
        """How many words at this place form one of the phrases."""
        return starts_with(phrases, self.words, at)


def cut(text: str, language: str = "") -> Line:
    """The words of a text, at most its first 20,000 characters."""
    text = text[:LONGEST_TEXT].translate(_PLAIN_SIGNS)
    found = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [plain(word) for word, _, _ in found]
    languages = _languages(words, language)
    merged = list(_with_numbers(words, languages))
    return Line(
        words=tuple(word for word, _, _ in merged),
        starts=tuple(found[first][1] for _, first, _ in merged),
        ends=tuple(found[last][2] for _, _, last in merged),
        capitals=tuple(found[first][0][0].isupper() for _, first, _ in merged),
        spelt=frozenset(
            at for at, (word, first, _) in enumerate(merged) if word != words[first] and word.isdecimal()
        ),
        languages=languages,
        month_first=_month_first(text, languages),
    )


def _with_numbers(words: list[str], languages: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Each word with the first and last token it stands for, numbers in words joined and in digits."""
    sure = languages if "en" not in languages else ()
    own = {word: name for one in sure for word, name in MONTHS_OF_ONE_LANGUAGE.get(one, {}).items()}
    spelt = spelt_days(languages)
    at = 0
    while at < len(words):
        number = None if _is_september(words, at) else number_at(spelt, words, at)
        if (parts := _PART_OF_MONTH.fullmatch(words[at])) and parts["month"] in month_names():
            yield from ((parts["part"], at, at), (parts["month"], at, at))
            at += 1
        elif number is None:
            beside = words[at - 1 : at] + words[at + 1 : at + 2]
            is_month = any(word.isdecimal() or word == "de" for word in beside)
            yield (own.get(words[at], words[at]) if is_month else words[at]), at, at
            at += 1
        else:
            yield str(number[0]), at, at + number[1] - 1
            at += number[1]


# 'Julihälfte', 'Maiwoche'.
_PART_OF_MONTH = re.compile(r"(?P<month>[a-z]{3,9})(?P<part>halfte|woche|wochen|mitte|ende|anfang)")


def _is_september(words: list[str], at: int) -> bool:
    """'12 sept' is a day in September, 'sept' alone is seven in French."""
    return words[at] == "sept" and words[at - 1 : at] != [] and words[at - 1].isdecimal()


def _languages(words: list[str], language: str) -> frozenset[str]:
    """The language the words look like, and the one that was expected; all if nothing tells."""
    scores: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for one in _languages_of_word().get(word, ()):
            scores[one] += count
    best = max(scores.values(), default=0)
    seen = {one for one, score in scores.items() if score == best}
    return frozenset(seen | {language} & set(LANGUAGES)) or frozenset(LANGUAGES)


@cache
def _languages_of_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in COMMON_WORDS.items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found


def _month_first(text: str, languages: frozenset[str]) -> bool | None:
    """What numeric dates that have only one reading say of the others; else what the language is used to."""
    pairs = [(int(match[1]), int(match[2]), bool(match[3])) for match in _NUMERIC.finditer(text)]
    if any(first > 12 >= second for first, second, _ in pairs):
        return False
    american = {(first, second) for first, second, _ in pairs if second > 12 >= first}
    # '12/20' alone may be a mark.
    if any(with_year and (first, second) in american for first, second, with_year in pairs):
        return True
    if "en" in languages and len(american) > 1:
        return True
    return None if "en" in languages else False
