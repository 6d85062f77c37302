"""The ordinary words that say nothing for or against somebody's days, and those that only look so: 'delighted', 'notamment', 'proposed'."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "harmless_words.toml"


@cache
def harmless_words() -> frozenset[str]:
    """Words without accents that may stand beside days that are offered, in any language."""
    return _of(kind for name, kind in _table().items() if name not in {"reasons", "ordinary"})


@cache
def ordinary_words() -> frozenset[str]:
    """Nouns without accents that are harmless only in a clause that offers its days itself."""
    return _of([_table()["ordinary"]])


@cache
def reasons_to_be_away() -> frozenset[str]:
    """Words without accents that look like forms of an offering word and are none."""
    return _of([_table()["reasons"]])


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def _of(kinds: Iterable[Mapping[str, str]]) -> frozenset[str]:
    return frozenset(word for kind in kinds for words in kind.values() for word in words.split())
