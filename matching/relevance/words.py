"""Which words of a document count: stems of telling words, and pairs of neighbours; those of the title count twice."""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, pairwise
from types import MappingProxyType

import Stemmer

from config.everyday_words import ENOUGH, everyday_words, language_of
from config.folding import fold
from matching.relevance.document import Document

LONGEST_TEXT = 100_000
"""Characters read of one document, some 15,000 words; what comes later says nothing new."""
LONGEST_WORD = 60
"""Longer ones are addresses, keys and garbage; a stemmer would spend its time on them."""
WEIGHT_OF_TITLE = 2

_STEMMERS: Mapping[str, str] = MappingProxyType(
    {
        "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
        "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
        "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
        "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
        "ta": "tamil", "tr": "turkish", "yi": "yiddish",
    }
)  # fmt: skip
# Chinese characters and Japanese syllables: written without blanks, so a run of them is no word.
_UNBROKEN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


BETWEEN_PASSAGES = -1
"""Stands between a title and a text, and between documents: nothing across it is a neighbour."""


@dataclass(frozen=True, slots=True)
class Told:
    """Many documents as one row of numbers of stems."""

    stems: tuple[str, ...]
    """The stem that each number stands for."""
    numbers: "array[int]"
    lengths: tuple[int, ...]
    """How many numbers are each document's, ends of passages among them."""


def terms_of(document: Document) -> list[str]:
    """The stems and pairs of stems of a document, as often as they count."""
    title, text = _words(document.title), _words(document.text)
    language = spoken(document.language, title + text)
    return [*_terms(title, language) * WEIGHT_OF_TITLE, *_terms(text, language)]


def stems_of(text: str, language: str) -> list[str]:
    """The stems of the telling words of a text that is read in this language, in order."""
    return _stems(_words(text), language)


def tell(documents: Sequence[Document]) -> Told:
    """The stems of many documents, by number; most words come again and again, so each is looked at once."""
    numbers, lengths = array("i"), list[int]()
    words = _Words()
    stems = _Numbers()
    readers: dict[str, _Reader] = {}
    for document in documents:
        title, text = document.title[:LONGEST_TEXT].split(), document.text[:LONGEST_TEXT].split()
        language = _stated(document.language) or language_of(words.first(chain(title, text)))
        if language not in readers:
            readers[language] = _Reader(language, words, stems)
        before = len(numbers)
        for passage in (*[title] * WEIGHT_OF_TITLE, text):
            numbers.extend(chain.from_iterable(map(readers[language].__getitem__, passage)))
            numbers.append(BETWEEN_PASSAGES)
        lengths.append(len(numbers) - before)
    return Told((*stems,), numbers, (*lengths,))


class _Words(dict[str, tuple[str, ...]]):
    """What stands between blanks, as words."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        self[written] = words = (*_words(written),)
        return words

    def first(self, written: Iterator[str]) -> list[str]:
        """As many words as tell the language."""
        return [*islice(chain.from_iterable(map(self.__getitem__, written)), ENOUGH)]


class _Numbers(dict[str, int]):
    """Stems, numbered as they appear."""

    def __missing__(self, stem: str) -> int:
        self[stem] = number = len(self)
        return number


class _Reader(dict[str, tuple[int, ...]]):
    """What stands between blanks, as the numbers of its stems in one language."""

    def __init__(self, language: str, words: _Words, stems: _Numbers) -> None:
        super().__init__()
        self._language, self._words, self._stems = language, words, stems

    def __missing__(self, written: str) -> tuple[int, ...]:
        stems = _stems(self._words[written], self._language)
        self[written] = numbers = tuple(self._stems[stem] for stem in stems)
        return numbers


def spoken(stated: str, words: list[str]) -> str:
    """The language a document says it is in, if it is one we know; else the one it seems to be in."""
    return _stated(stated) or language_of(words)


def _stated(language: str) -> str:
    code = re.split("[-_]", language.strip().lower(), maxsplit=1)[0]
    return code if code in _STEMMERS else ""


def is_single(term: str) -> bool:
    """Whether a term is one word and not a pair."""
    return " " not in term


def _words(text: str) -> list[str]:
    """Words without accents, because half the people who write to us leave them out."""
    return [part for word in fold(text[:LONGEST_TEXT]).split() for part in _parts(word)]


def _parts(word: str) -> Iterator[str]:
    """The word itself; of a run without blanks each two neighbours, as is usual for Chinese."""
    if word.isascii() or not _UNBROKEN.search(word):
        yield word
        return
    runs = _UNBROKEN.findall(word)
    yield from (run[at : at + 2] for run in runs for at in range(max(len(run) - 1, 1)))
    yield from _UNBROKEN.sub(" ", word).split()


def _terms(words: list[str], language: str) -> list[str]:
    stems = _stems(words, language)
    return [*stems, *(f"{first} {second}" for first, second in pairwise(stems))]


def _stems(words: Sequence[str], language: str) -> list[str]:
    empty = everyday_words().get(language, frozenset())
    telling = [word for word in words if word not in empty and _is_telling(word)]
    stems: list[str] = _stemmer(language).stemWords(telling)
    return stems


def _is_telling(word: str) -> bool:
    """Neither a letter left over from an apostrophe or a formula, nor a number, nor garbage."""
    return (1 < len(word) <= LONGEST_WORD or not word.isascii()) and not word.isdigit()


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language])
