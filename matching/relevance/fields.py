"""What a text speaks of, in areas of assistance: told by their names and by a glossary, in four languages alike."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np

from config.areas import Area, areas_in, load_areas
from config.glossary import load_glossary
from config.languages import INTERFACE_LANGUAGES
from matching.relevance.concepts import concepts_in
from matching.relevance.document import Document
from matching.relevance.vectors import Floats, rarity, weighed
from matching.relevance.words import LONGEST_TEXT, terms_of

SHARPNESS = 3
"""A text that shares one common word with an area hardly speaks of it; one that names it does."""
SHARPNESS_OF_CONCEPTS = 2
STEPS = 4
"""How finely it is told how much a text speaks of an area."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Each term of the names of areas with the areas it is of, by number, and what it weighs there and elsewhere."""

    weights: dict[str, Floats]
    rarities: dict[str, float]


def fields_of(document: Document) -> Floats:
    """How much the document speaks of each area, in the order of areas.toml; of length 1, or 0 if it speaks of none.

    Words of the names of an area tell of it, names in full once more, and so do concepts; in quarters, for below that languages differ.
    """
    text = f"{document.title}\n{document.text}"[:LONGEST_TEXT]
    named = areas_in(text)
    fields = (
        _at_most_one(_by_names(document)) ** SHARPNESS
        + [area in named for area in load_areas()]
        + _at_most_one(_by_concepts(text)) ** SHARPNESS_OF_CONCEPTS
    )
    quarters = np.round(STEPS * _at_most_one(fields)) / STEPS
    return np.asarray(quarters / max(float(np.linalg.norm(quarters)), 1e-12))


def _at_most_one(weights: Floats) -> Floats:
    return np.asarray(weights / max(float(weights.max()), 1e-12))


def _by_concepts(text: str) -> Floats:
    """What the concepts that the text speaks of tell of each area; a concept of two areas tells half of each."""
    columns, telling = _columns(), np.zeros(len(load_areas()))
    for key, count in sorted(concepts_in(text).items()):
        areas = load_glossary()[key].areas
        for area in areas:
            telling[columns[area]] += (1 + np.log(count)) / len(areas)
    return telling


@cache
def _columns() -> Mapping[str, int]:
    return MappingProxyType({area: n for n, area in enumerate(load_areas())})


def _by_names(document: Document) -> Floats:
    """The document is read in that of the four languages in which it says most: a title of five words does not tell its language."""
    readings = [_telling(replace(document, language=language)) for language in INTERFACE_LANGUAGES]
    return max(readings, key=lambda one: float(one.max()))


def _telling(document: Document) -> Floats:
    """What the terms of the document weigh together in the names of each area."""
    names, telling = _names(), np.zeros(len(load_areas()))
    counts = Counter(term for term in terms_of(document) if term in names.weights)
    for term, count in sorted(counts.items()):
        telling += (1 + np.log(count)) * names.rarities[term] * names.weights[term]
    return telling


@cache
def _names() -> _Names:
    areas = [*load_areas().values()]
    told = [_terms_of_names(area) for area in areas]
    frequencies = Counter(term for counts in told for term in counts)
    weights = {term: np.zeros(len(areas)) for term in frequencies}
    for n, counts in enumerate(told):
        for term, weight in weighed(counts, frequencies, len(areas)).items():
            weights[term][n] = weight
    return _Names(weights, {term: rarity(n, len(areas)) for term, n in frequencies.items()})


def _terms_of_names(area: Area) -> Counter[str]:
    """Every name read in its own language, for its stems are those that a request in this language has."""
    terms: Counter[str] = Counter()
    for language, label in area.labels.items():
        for name in (label, *area.synonyms[language]):
            terms.update(terms_of(Document("", name, language)))
    return terms
