"""Which earlier requests resemble a new one: shared areas, the same country, words in common. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from config.folding import fold

AREAS, WORDS, COUNTRY = 0.45, 0.35, 0.2
LEAST = 0.4
"""Below this two requests have too little in common to be worth a look."""
SHORTEST_WORD = 4
MOST = 4


@dataclass(frozen=True, slots=True)
class Outline:
    """A request as far as likeness is concerned."""

    id: int
    code: str
    title: str
    country: str = ""
    areas: tuple[str, ...] = ()
    status: str = ""


def most_alike(request: Outline, others: Iterable[Outline], *, most: int = MOST) -> tuple[Outline, ...]:
    """The requests most like this one, the most alike first; of equals the newer."""
    scored = ((likeness(request, other), other) for other in others if other.id != request.id)
    found = [(score, other) for score, other in scored if score >= LEAST]
    return tuple(other for _, other in sorted(found, key=lambda one: (-one[0], -one[1].id))[:most])


def likeness(one: Outline, other: Outline) -> float:
    """From 0, nothing in common, to 1, the same areas, country and words."""
    same_country = bool(one.country) and one.country == other.country
    return (
        AREAS * _shared(frozenset(one.areas), frozenset(other.areas))
        + WORDS * _shared(_words(one.title), _words(other.title))
        + COUNTRY * same_country
    )


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in fold(title).split() if len(word) >= SHORTEST_WORD)
