"""Which words of a document count: stems of telling words, and pairs of neighbours; those of the title count twice."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import Stemmer

from config.everyday_words import everyday_words, language_of
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


def terms_of(document: Document) -> list[str]:
    """The stems and pairs of stems of a document, as often as they count."""
    title, text = _words(document.title), _words(document.text)
    language = spoken(document.language, title + text)
    return [*_terms(title, language) * WEIGHT_OF_TITLE, *_terms(text, language)]


def spoken(stated: str, words: list[str]) -> str:
    """The language a document says it is in, if it is one we know; else the one it seems to be in."""
    code = re.split("[-_]", stated.strip().lower(), maxsplit=1)[0]
    return code if code in _STEMMERS else language_of(words)


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
    empty = everyday_words().get(language, frozenset())
    telling = [word for word in words if word not in empty and _is_telling(word)]
    stems = _stemmer(language).stemWords(telling)
    return [*stems, *(f"{first} {second}" for first, second in pairwise(stems))]


def _is_telling(word: str) -> bool:
    """Neither a letter left over from an apostrophe or a formula, nor a number, nor garbage."""
    return (1 < len(word) <= LONGEST_WORD or not word.isascii()) and not word.isdigit()


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language])
