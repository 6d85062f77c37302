"""What people say in four languages when they speak of social protection, work and public services."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from config.areas import load_areas
from config.languages import INTERFACE_LANGUAGES

_FILE = Path(__file__).parent / "glossary.toml"


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that can be said in four languages, in several ways each, and the areas it tells of."""

    key: str
    areas: tuple[str, ...]
    sayings: Mapping[str, tuple[str, ...]]


class UnknownAreaError(ValueError):
    """A concept in glossary.toml tells of an area that areas.toml does not have."""


@cache
def load_glossary() -> Mapping[str, Concept]:
    """The concepts by key, in the order of glossary.toml."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({key: _concept(key, entry) for key, entry in table.items()})


def _concept(key: str, entry: Sequence[str]) -> Concept:
    areas, *sayings = entry
    unknown = {*areas.split()} - load_areas().keys()
    if unknown:
        raise UnknownAreaError(f"{key!r} tells of {sorted(unknown)}, which are no areas")
    said = {
        language: tuple(one.strip() for one in ways.split(";"))
        for language, ways in zip(INTERFACE_LANGUAGES, sayings, strict=True)
    }
    return Concept(key, tuple(areas.split()), MappingProxyType(said))
