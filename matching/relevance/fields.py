"""What a text speaks of, in areas of assistance: told by the words of their names, in four languages alike."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from config.areas import Area, areas_in, load_areas
from config.languages import INTERFACE_LANGUAGES
from matching.relevance.document import Document
from matching.relevance.vectors import Floats, rarity, weighed
from matching.relevance.words import LONGEST_TEXT, terms_of

SHARPNESS = 3
"""A text that shares one common word with an area hardly speaks of it; one that names it does."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Each term of the names of areas with the areas it is of, by number, and what it weighs there and elsewhere."""

    weights: dict[str, Floats]
    rarities: dict[str, float]


def fields_of(document: Document) -> Floats:
    """How much the document speaks of each area, in the order of areas.toml; of length 1, or 0 if it speaks of none.

    An area that is named counts once more than its words. The text is read in that of the four languages in which it says most: a title of five words does not tell its language.
    """
    readings = [_telling(replace(document, language=language)) for language in INTERFACE_LANGUAGES]
    telling = max(readings, key=lambda one: float(one.max()))
    named = areas_in(f"{document.title}\n{document.text}"[:LONGEST_TEXT])
    fields = (telling / max(telling.max(), 1e-12)) ** SHARPNESS + [area in named for area in load_areas()]
    return np.asarray(fields / max(float(np.linalg.norm(fields)), 1e-12))


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
