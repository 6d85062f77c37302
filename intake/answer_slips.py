"""Slips of the finger in the words that answer: 'avaliable', 'disponnible', 'unfortunatly'."""

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORDS = """
    available unavailable availability impossible possible possibly possibles possibile possibili unfortunately convenient interested
    disponible disponibles indisponible disponibilite disponibilité malheureusement parfaitement volontiers
    disponibilidad disponibilidade lamentablemente desgraciadamente perfectamente imposible imposibles posible posibles encantado encantada
    disponível disponivel indisponível infelizmente impossível possível impossivel possivel perfeitamente
    verfügbar unmöglich disponibile disponibili indisponibile purtroppo impossibile impossibili volentieri"""
_MOST_REMEMBERED = 8_192
_SHORTEST = 8
_LONGEST = 20
_TOKEN = re.compile(r"[^\W\d_]+")


def mended(clause: str) -> str:
    """The clause with each word that is one slip away from an answering word put right."""
    for pattern, words in _SHORTHAND:
        clause = pattern.sub(words, clause)
    return _TOKEN.sub(lambda match: _word(match[0]), clause)


# As on a telephone, only where nothing else can be meant.
_SHORTHAND = tuple(
    (re.compile(rf"(?<!\w)(?:{short})(?!\w)"), words)
    for short, words in (
        (r"4(?= (?:me|us|you)(?!\w))", "for"),
        (r"x(?= me(?!\w))", "per"),
        (r"p/(?= mim)|pra(?= mim)", "para"),
        (r"pr(?= (?:moi|nous)(?!\w))", "pour"),
        (r"n(?= (?:dá|da|posso|vou|consigo|podemos|tenho|estou|é)(?!\w))", "não"),
        (r"wld|wud", "would"),
        (r"cld|cud", "could"),
        (r"q(?= [^\W\d])", "que"),
        (r"cant", "can't"),
        (r"dont", "don't"),
        (r"wont", "won't"),
    )
)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _word(word: str) -> str:
    known = _known()
    if not _SHORTEST <= len(word) <= _LONGEST or word in known or _ENDING.sub("", word) in known:
        return word
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=2)
    # Between two words nothing is guessed.
    return found[0][0] if len(found) == 1 else word


_ENDING = re.compile(r"(?:s|es|ly|mente)$")


@cache
def _known() -> tuple[str, ...]:
    return tuple(sorted({word for word in _WORDS.split() if len(word) >= _SHORTEST - 1}))
