"""How well a candidate knows the matter: the areas of assistance in common, and how alike the texts are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from config.areas import load_areas
from matching.need import Candidate, Need, Part, Profile, Reason
from matching.stems import stems_of

SHARE_OF_AREAS = 0.6
"""Areas were chosen by people; likeness of texts was not. It decides between those who know the same areas."""
AREAS_FOR_FULL_MARK = 3.0
"""As many areas as one person is expected to bring."""
WEIGHT_OF_CROSS_CUTTING = 0.5
"""Strategy or law is part of nearly every request; disability or pensions is what the request is about."""
WORTH_OF_NEIGHBOUR = 0.25
"""What another area of the same group is worth: better than none when nobody knows the area itself."""
_CROSS_CUTTING = "cross_cutting"
BEST_DOCUMENTS = 3

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Theme:
    """What one seat asks for: areas, and the request in words."""

    areas: tuple[str, ...]
    text: str


def theme_of(need: Need, profile: Profile) -> Theme:
    """The theme of a seat; one without areas of its own may serve any area of the request."""
    areas = tuple(dict.fromkeys(profile.areas or need.areas))
    return Theme(areas, f"{need.text} {profile.label}".strip())


def topics(themes: Sequence[Theme], candidates: Sequence[Candidate]) -> tuple[tuple[Part, ...], ...]:
    """The topic part of every candidate for every theme."""
    alike = likeness([_enriched(theme) for theme in themes], [_documents(one) for one in candidates])
    return tuple(
        tuple(_part(theme, candidate, float(score)) for candidate, score in zip(candidates, row, strict=True))
        for theme, row in zip(themes, alike, strict=True)
    )


def likeness(queries: Sequence[str], experts: Sequence[Sequence[str]]) -> Floats:
    """Queries by experts: TF-IDF cosine to the expert's best documents, spread over [0, 1]."""
    owners = np.array([n for n, texts in enumerate(experts) for _ in texts], dtype=np.intp)
    result = np.zeros((len(queries), len(experts)))
    cosines = _cosines(queries, [text for texts in experts for text in texts])
    for row, scores in zip(result, cosines, strict=True):
        _mean_of_best(row, owners, scores)
    # A cosine of 0.25 between a request and a CV is already a good one: the root spreads the low end.
    return np.sqrt(np.clip(np.nan_to_num(result), 0.0, 1.0))


def _cosines(queries: Sequence[str], texts: Sequence[str]) -> Floats:
    # slow import: 1 s and 60 MB that a service at rest does not need
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    nothing = np.zeros((len(queries), len(texts)))
    if not any(stems_of(query) for query in queries) or not any(stems_of(text) for text in texts):
        return nothing
    vectors = TfidfVectorizer(analyzer=stems_of, sublinear_tf=True)
    documents = vectors.fit_transform(texts)
    return np.asarray((vectors.transform(queries) @ documents.T).toarray(), dtype=np.float64)


def _mean_of_best(row: Floats, owners: npt.NDArray[np.intp], scores: Floats) -> None:
    """Write into `row` each owner's mean of the best documents, without a loop over the owners."""
    order = np.lexsort((-scores, owners))
    owners, scores = owners[order], scores[order]
    first = np.searchsorted(owners, owners)
    best = np.arange(len(owners)) - first < BEST_DOCUMENTS
    counts = np.bincount(owners[best], minlength=len(row))
    row += np.bincount(owners[best], weights=scores[best], minlength=len(row)) / np.maximum(counts, 1)


def _enriched(theme: Theme) -> str:
    """The words of the request with the English labels of its areas, so that any language finds an English CV."""
    return f"{theme.text} {_labels(theme.areas)}" if theme.text else ""


def _documents(candidate: Candidate) -> tuple[str, ...]:
    labels = _labels(candidate.areas)
    return tuple(f"{text} {labels}" for text in candidate.documents if text.strip()) or (labels,)


def _labels(areas: Sequence[str]) -> str:
    known = load_areas()
    return ". ".join(known[area].labels["en"] if area in known else area.replace("_", " ") for area in areas)


def _part(theme: Theme, candidate: Candidate, alike: float) -> Part:
    if not theme.areas:
        return Part(alike, _likeness_words(alike, "topic.text_only"))
    shared = [area for area in theme.areas if area in candidate.areas]
    near = [area for area in theme.areas if area not in shared and _neighbours(area, candidate)]
    known = sum(map(_weight, shared)) + WORTH_OF_NEIGHBOUR * sum(map(_weight, near))
    score = min(known / min(sum(map(_weight, theme.areas)), AREAS_FOR_FULL_MARK), 1.0)
    if theme.text:
        score = SHARE_OF_AREAS * score + (1 - SHARE_OF_AREAS) * alike
    return Part(score, _area_words(theme, candidate, shared, near) or _likeness_words(alike, "topic.text"))


def _weight(area: str) -> float:
    return WEIGHT_OF_CROSS_CUTTING if _group(area) == _CROSS_CUTTING else 1.0


def _neighbours(area: str, candidate: Candidate) -> list[str]:
    """Areas of the candidate in the group of this area; cross-cutting areas are no family."""
    group = _group(area)
    return [own for own in candidate.areas if group not in {"", _CROSS_CUTTING} and _group(own) == group]


def _group(area: str) -> str:
    known = load_areas().get(area)
    return known.group if known else ""


def _area_words(
    theme: Theme, candidate: Candidate, shared: Sequence[str], near: Sequence[str]
) -> Reason | None:
    if shared:
        key = "topic.all_areas" if len(shared) == len(theme.areas) else "topic.some_areas"
        return Reason(key, {"areas": ";".join(shared), "count": len(shared), "asked": len(theme.areas)})
    neighbours = dict.fromkeys(own for area in near for own in _neighbours(area, candidate))
    return Reason("topic.related", {"areas": ";".join(neighbours)}) if neighbours else None


def _likeness_words(alike: float, key: str) -> Reason:
    share = round(100 * alike)
    return Reason(key, {"share": share}) if share else Reason("topic.nothing")
