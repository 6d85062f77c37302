"""The words every text of a language has, whatever it is about; they also tell the language."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "everyday_words.toml"

ENOUGH = 300
"""Words looked at to tell the language: a long text is in the language that it begins in."""


@cache
def everyday_words() -> Mapping[str, frozenset[str]]:
    """Words that say nothing about the matter of a text, folded, by language."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({code: frozenset(words.split()) for code, words in table.items()})


def language_of(words: Sequence[str]) -> str:
    """The language whose everyday words occur most often among folded words; English when there are none."""
    languages = _languages_by_word()
    said = Counter(chain.from_iterable(languages.get(word, ()) for word in words[:ENOUGH]))
    return max(everyday_words(), key=lambda code: said[code])


@cache
def _languages_by_word() -> Mapping[str, tuple[str, ...]]:
    languages: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for code, words in everyday_words().items():
        for word in words:
            languages[word] += (code,)
    return MappingProxyType(dict(languages))
