"""What a text speaks of, in concepts: the same in four languages, by the ways to say them in config/glossary.toml."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from config.glossary import load_glossary
from config.languages import INTERFACE_LANGUAGES
from matching.relevance.words import LONGEST_TEXT, stems_of

Saying = tuple[str, ...]
"""A way to say a concept, as the stems of its words."""


def concepts_in(text: str) -> Counter[str]:
    """How often the text speaks of each concept, read in that of the four languages in which most of it makes sense."""
    readings = [_read(stems_of(text[:LONGEST_TEXT], language), language) for language in INTERFACE_LANGUAGES]
    told, _ = max(readings, key=lambda reading: reading[1])
    return told


def _read(stems: Sequence[str], language: str) -> tuple[Counter[str], float]:
    """The concepts among some stems, the longest saying first, and the share of the stems that they explain."""
    told: Counter[str] = Counter()
    explained = position = 0
    while position < len(stems):
        concepts, length = _said_at(stems, position, language)
        told.update(concepts)
        explained += length if concepts else 0
        position += length
    return told, explained / max(len(stems), 1)


def _said_at(stems: Sequence[str], position: int, language: str) -> tuple[tuple[str, ...], int]:
    sayings, longest = _sayings(language)
    for length in range(longest.get(stems[position], 0), 0, -1):
        concepts = sayings.get(tuple(stems[position : position + length]))
        if concepts:
            return concepts, length
    return (), 1


@cache
def _sayings(language: str) -> tuple[Mapping[Saying, tuple[str, ...]], Mapping[str, int]]:
    """The concepts of each saying, and the length of the longest saying that begins with each stem."""
    concepts: defaultdict[Saying, dict[str, None]] = defaultdict(dict)
    longest: Counter[str] = Counter()
    for saying, concept in _said(language):
        concepts[saying][concept] = None
        longest[saying[0]] = max(longest[saying[0]], len(saying))
    return MappingProxyType({saying: (*own,) for saying, own in concepts.items()}), MappingProxyType(longest)


def _said(language: str) -> Iterator[tuple[Saying, str]]:
    for concept in load_glossary().values():
        for words in concept.sayings[language]:
            saying = tuple(stems_of(words, language))
            if saying:
                yield saying, concept.key
