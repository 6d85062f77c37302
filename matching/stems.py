"""What a text is made of: stemmed words and pairs of words, in the language the text seems to be in."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import Stemmer

from config.folding import fold

LONGEST_TEXT = 50_000
"""Characters read of one document; a longer CV says nothing new."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "english": _words(
            "a about also an and are as at be by for from has have in into is it its more not of on or our "
            "such that the their these this to was we well were which who will with would"
        ),
        "french": _words(
            "a au aux avec ce ces cette d dans de des du elle en est et il ils l la le les leur leurs mais "
            "n nos notre nous on ou par pas plus pour qu que qui sa se ses son sont sur un une"
        ),
        "spanish": _words(
            "a al como con de del el ella en entre es esta este la las lo los mas no nuestra nuestro o para "
            "pero por que se ser su sus un una y ya"
        ),
        "portuguese": _words(
            "a ao aos as com como da das de do dos e ela em entre esta este mais mas na nas no nos nossa "
            "nosso o os ou para pela pelo por que se ser seu sua um uma"
        ),
    }
)


def stems_of(text: str) -> list[str]:
    """The stems of a text and each pair of neighbours, without the words every text has."""
    words = fold(text[:LONGEST_TEXT]).split()
    language = spoken(words)
    telling = [word for word in words if word not in _STOP_WORDS[language] and len(word) > 1]
    stems = _stemmer(language).stemWords(telling)
    return [*stems, *(f"{first} {second}" for first, second in pairwise(stems))]


def spoken(words: Sequence[str]) -> str:
    """The language whose everyday words occur most often; English when there are none."""
    return max(_STOP_WORDS, key=lambda language: sum(word in _STOP_WORDS[language] for word in words))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)
