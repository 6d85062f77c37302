"""The areas of assistance: how partners name them in four languages, and which ones a text speaks of."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from config.folding import fold
from config.languages import INTERFACE_LANGUAGES

GROUPS = ("social_insurance", "social_assistance", "health", "labour_employment", "cross_cutting")

_FILE = Path(__file__).parent / "areas.toml"


@dataclass(frozen=True, slots=True)
class Area:
    """A topic: the label to print and the other words for it, by language."""

    key: str
    group: str
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> Iterator[str]:
        """Every label and synonym."""
        return chain(self.labels.values(), *self.synonyms.values())


class AmbiguousAreaError(ValueError):
    """A name in areas.toml belongs to two areas."""


@cache
def load_areas() -> Mapping[str, Area]:
    """The areas by key, in the order of areas.toml."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({key: _area(key, entry) for key, entry in table.items()})


def area_label(key: str, language: str) -> str:
    """The label of an area in an interface language; the key itself when the area is no longer listed."""
    area = load_areas().get(key)
    return area.labels[language if language in INTERFACE_LANGUAGES else "en"] if area else key


@cache
def area_names() -> Mapping[str, str]:
    """Every folded label and synonym with the key of its one area."""
    return _distinct((fold(name), area.key) for area in load_areas().values() for name in area.names)


def areas_in(text: str) -> tuple[str, ...]:
    """The areas whose names occur in the text as whole words, most often named first.

    Of names that overlap the longer one counts: "social pensions" says nothing about "pensions".
    """
    return tuple(key for key, _ in area_counts(text))


def area_counts(text: str) -> tuple[tuple[str, int], ...]:
    """The areas as `areas_in` finds them, each with how often it is named."""
    names, longest = _singular_names()
    words = tuple(_singular(word) for word in fold(text).split())
    hits: Counter[str] = Counter()
    position = 0
    while position < len(words):
        found = _name_at(words, position, names, longest)
        if found is None:
            position += 1
            continue
        key, length = found
        hits[key] += 1
        position += length
    return tuple(hits.most_common())


def _area(key: str, entry: Mapping[str, Any]) -> Area:
    return Area(
        key=key,
        group=entry["group"],
        labels=MappingProxyType({language: entry[language][0] for language in INTERFACE_LANGUAGES}),
        synonyms=MappingProxyType({language: tuple(entry[language][1:]) for language in INTERFACE_LANGUAGES}),
    )


def _distinct(pairs: Iterator[tuple[str, str]]) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for name, key in pairs:
        if names.setdefault(name, key) != key:
            raise AmbiguousAreaError(f"{name!r} belongs to both {names[name]} and {key}")
    return MappingProxyType(names)


@cache
def _singular_names() -> tuple[Mapping[tuple[str, ...], str], int]:
    """The names as words without plural -s, and the length of the longest."""
    names = {tuple(_singular(word) for word in name.split()): key for name, key in area_names().items()}
    return MappingProxyType(names), max(len(name) for name in names)


def _name_at(
    words: tuple[str, ...], position: int, names: Mapping[tuple[str, ...], str], longest: int
) -> tuple[str, int] | None:
    """The area of the longest name that starts at the position, with its length in words."""
    for length in range(min(longest, len(words) - position), 0, -1):
        key = names.get(words[position : position + length])
        if key is not None:
            return key, length
    return None


def _singular(word: str) -> str:
    """English, French, Spanish and Portuguese all add -s; irregular plurals are listed as names."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
