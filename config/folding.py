"""The one spelling under which names are looked up: no case, no accents, no punctuation."""

import re
import unicodedata

_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The text in lower case, without accents, its words separated by single spaces."""
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(_LETTERS_WITHOUT_DECOMPOSITION))
        # NFKD can bring capitals back (from ℡ or 𝐀), hence the second casefold.
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return _BETWEEN_WORDS.sub(" ", folded).strip()
