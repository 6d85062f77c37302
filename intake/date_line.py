"""A text cut into words, numbers and signs, each with its place, for the reading of dates."""

import re
import unicodedata
from dataclasses import dataclass

from intake.date_words import MONTHS_OF_ONE_LANGUAGE, Phrases, starts_with

LONGEST_TEXT = 20_000
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Line:
    """A text cut into folded words, numbers and signs, with their places."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capitals: tuple[bool, ...]

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
    found = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text[:LONGEST_TEXT])]
    own = MONTHS_OF_ONE_LANGUAGE.get(language, {})
    folded = (_folded(word) for word, _, _ in found)
    return Line(
        words=tuple(own.get(word, word) for word in folded),
        starts=tuple(start for _, start, _ in found),
        ends=tuple(end for _, _, end in found),
        capitals=tuple(word[0].isupper() for word, _, _ in found),
    )


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    if not word[0].isalpha():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
