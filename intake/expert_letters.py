"""Names in the letters of other alphabets, or with umlauts, written as a Latin register writes them. Pure."""

import re
import unicodedata
from types import MappingProxyType

from config.folding import fold

_TABLES = (
    (
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v g g d e e e zh z i i i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
    ),
    ("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
)
_LETTERS = {
    ord(letter): latin.strip("_")
    for letters, latins in _TABLES
    for letter, latin in zip(letters, latins.split(), strict=True)
}
# Written out, an umlaut is its vowel and an e: Mueller is Müller.
_WRITTEN_OUT = re.compile(r"(?<=[^aeiouq])(ae|oe|ue)(?=[^aeiou])|ou")
_GREEK_U = "ου"
_VOWEL = MappingProxyType({"ae": "a", "oe": "o", "ue": "u", "ou": "u"})


def in_latin(name: str) -> str:
    """The folded name in Latin letters, umlauts as plain vowels however they were written."""
    if not name.isascii():
        # ё and й are letters of their own, no е and и with an accent.
        composed = unicodedata.normalize("NFC", name.casefold())
        name = "".join(_unmarked(letter) for letter in composed).replace(_GREEK_U, "u").translate(_LETTERS)
    return _WRITTEN_OUT.sub(lambda match: _VOWEL[match[0]], fold(name))


def _unmarked(letter: str) -> str:
    """The letter without accents, if it is none of the tables as it is; Greek vowels bear accents everywhere."""
    return letter if ord(letter) in _LETTERS else unicodedata.normalize("NFD", letter)[0]
