"""How well a candidate knows the matter: areas of assistance in common, what the words speak of, and what documents tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from config.areas import load_areas
from matching.need import Candidate, Need, Part, Profile, Reason
from matching.relevance.document import Document, Expert
from matching.relevance.fields import fields_of
from matching.relevance.fusion import ONE, Scores

SHARE_OF_AREAS = 0.6
"""Areas were chosen by people; words were not. They decide between those who know the same areas."""
SHARE_OF_FIELDS = 0.3
"""What the words of the request speak of, put to the areas of the expert: the same in four languages."""
SHARE_OF_DOCUMENTS = 0.1
"""How far the documents of the expert stand out for the words of the request (docs/matching.md, relevance)."""
STANDS_OUT, STANDS_ALONE = 5.0, 9.0
"""Standard deviations above what is usual from which documents count, and at which they count in full.

Below, words in common are as a rule everyday ones of the language that request and documents happen to share."""
FIELDS_OF_AREAS = 0.7
"""What an area that was chosen counts beside the ones spoken of, even if no word speaks of it."""
AREAS_FOR_FULL_MARK = 3.0
"""As many areas as one person is expected to bring."""
WEIGHT_OF_CROSS_CUTTING = 0.5
"""Strategy or law is part of nearly every request; disability or pensions is what the request is about."""
WORTH_OF_NEIGHBOUR = 0.25
"""What another area of the same group is worth: better than none when nobody knows the area itself."""
_CROSS_CUTTING = "cross_cutting"
_DECIMALS = 9

Floats = npt.NDArray[np.float64]


class Texts(Protocol):
    """What the documents of experts tell; an index kept in memory, or one learned for the occasion."""

    def scores_of(self, requests: Sequence[Document], keys: Sequence[str]) -> Scores:
        """Requests by experts: millionths of a standard deviation above what is usual."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What one seat asks for: areas, and the request in words."""

    areas: tuple[str, ...]
    text: str


def theme_of(need: Need, profile: Profile) -> Theme:
    """The theme of a seat; one without areas of its own may serve any area of the request."""
    areas = tuple(dict.fromkeys(profile.areas or need.areas))
    return Theme(areas, f"{need.text} {profile.label}".strip())


def topics(
    themes: Sequence[Theme], candidates: Sequence[Candidate], texts: Texts | None = None
) -> tuple[tuple[Part, ...], ...]:
    """The topic part of every candidate for every theme; without `texts` their own documents are read."""
    alike = likeness(themes, candidates, texts)
    return tuple(
        tuple(_part(theme, candidate, float(score)) for candidate, score in zip(candidates, row, strict=True))
        for theme, row in zip(themes, alike, strict=True)
    )


def likeness(themes: Sequence[Theme], candidates: Sequence[Candidate], texts: Texts | None = None) -> Floats:
    """Themes by candidates, in [0, 1]: what the words tell, in one pass over everybody."""
    if not themes or not candidates:
        return np.zeros((len(themes), len(candidates)))
    asked = [Document("", theme.text) for theme in themes]
    # A cosine of 0.25 is already a good one: the root spreads the low end.
    spoken_of = np.sqrt(np.array([_spoken_of(theme) for theme in themes]) @ _profiles(candidates).T)
    documents = _standing((texts or _learned(candidates)).scores_of(asked, [one.key for one in candidates]))
    whole = SHARE_OF_FIELDS + SHARE_OF_DOCUMENTS
    return np.asarray(
        np.round((SHARE_OF_FIELDS * spoken_of + SHARE_OF_DOCUMENTS * documents) / whole, _DECIMALS)
    )


def _profiles(candidates: Sequence[Candidate]) -> Floats:
    """Candidates by areas, each row of length 1: an area that few have tells more about somebody than one of many."""
    columns = {area: n for n, area in enumerate(load_areas())}
    known = np.zeros((len(candidates), len(columns)))
    for row, candidate in zip(known, candidates, strict=True):
        row[[columns[area] for area in candidate.areas if area in columns]] = 1.0
    known *= 1 + np.log((1 + len(candidates)) / (1 + known.sum(axis=0)))
    return _of_length_one(known)


def _spoken_of(theme: Theme) -> Floats:
    """What the words of the theme speak of, and in part the areas it has, whether or not a word speaks of them."""
    areas = load_areas()
    fields = fields_of(Document("", theme.text))
    asked = np.array([area in theme.areas for area in areas], dtype=np.float64)
    return _of_length_one(np.maximum(fields, FIELDS_OF_AREAS * asked)[np.newaxis, :]).ravel()


def _of_length_one(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0))


def _standing(scores: Scores) -> Floats:
    """Of few people nobody can be far from what is usual: at most the root of their number."""
    least = min(STANDS_OUT, np.sqrt(scores.shape[1]) / 2)
    return np.asarray(np.clip((scores / ONE - least) / (STANDS_ALONE - STANDS_OUT), 0.0, 1.0))


def _learned(candidates: Sequence[Candidate]) -> Texts:
    # slow import: 0.2 s and 15 MB that a service at rest does not need
    from matching.relevance.index import learn_index  # noqa: PLC0415

    return learn_index(
        [Expert(one.key, tuple(Document("", text) for text in one.documents)) for one in candidates]
    )


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
