"""Countries and the facility's one territory: what people call them, where they lie, what they read."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from gettext import translation
from pathlib import Path
from types import MappingProxyType
from typing import Any

from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say

_FILE = Path(__file__).parent / "countries.toml"
_SAINT = re.compile(r"^(?:saint|st) ")
_AND = re.compile(r" (?:and|et|y|e) ")
_AND_THE = re.compile(r" and the ")
_CODE = re.compile(r"[A-Z]{2,3}")
# As an answer typed in capitals, these are words: "no" and the Spanish "yes".
_WORDS_NOT_CODES = frozenset({"NO", "SI"})
# What may stand before a name: "la Colombie", "Government of Jamaica", "République du Togo".
_BEFORE_A_NAME = re.compile(
    r"(?:the |la |le |les |l |el |los |las |o |a |os |as )?"
    r"(?:(?:republic|kingdom|government|republique|royaume|gouvernement|republica|reino|gobierno|governo)"
    r" (?:of|du|des|de|d|del|do|da|dos|das) )?"
    r"(?:the |la |le |les |l |los |las )?"
)
_AS_SPOKEN: Mapping[str, str] = MappingProxyType({"pt": "pt_PT"})
"""Whose names are shown where a language has several: the catalogues say 'equipa', so the country is 'Polónia', not 'Polônia'."""


def find_country(text: str) -> str | None:
    """The code of the country the whole text names, or gives as an ISO code in capitals."""
    written = text.strip()
    if _CODE.fullmatch(written) and written not in _WORDS_NOT_CODES:
        by_code = _iso_codes().get(written)
        if by_code is not None:
            return by_code
    folded = fold(text)
    names = country_names()
    return names.get(folded) or names.get(_BEFORE_A_NAME.sub("", folded, count=1))


@cache
def country_names() -> Mapping[str, str]:
    """Every folded name with its code: everyday names, then names in four languages, then official ones."""
    names: dict[str, str] = {}
    nobodys = frozenset(_table()["without_people"])
    for code, name in (named for named in _every_name() if named[0] not in nobodys):
        for spelling in _spellings(fold(name)):
            names.setdefault(spelling, code)
    return MappingProxyType(names)


def _spellings(folded: str) -> Iterator[str]:
    """The name, and the name as abbreviated: `St` for `Saint`, `&` (which folding drops) for `and`."""
    for name in {folded, _SAINT.sub("saint ", folded), _SAINT.sub("st ", folded)}:
        yield name
        yield _AND.sub(" ", name)
        yield _AND_THE.sub(" ", name)


def country_name(code: str, language: str) -> str:
    """The name to print for a code in an interface language; the code itself when it is unknown."""
    spoken = language if language in INTERFACE_LANGUAGES else "en"
    table = _table()
    own: Mapping[str, str] | None = table["territories"].get(code) or table["printed"].get(code)
    return own[spoken] if own else _babel_names(_AS_SPOKEN.get(spoken, spoken)).get(code, code)


def is_country(code: str) -> bool:
    """Whether the code is one of ours: an ISO country, Kosovo, or the facility's territory."""
    return code in _regions()


def region_of(code: str) -> str:
    """The facility's region of a country, `Africa`; a KeyError for a code that is no country's."""
    return _regions()[code]


def region_name(region: str, language: str) -> str:
    """A region as a reader of the language calls it; also `EU` and `Non-EU` of the expert register."""
    return say(language, f"values.region.{fold(region).replace(' ', '_')}")


def is_eu_member(code: str) -> bool:
    """Whether the country is a Member State of the European Union today."""
    return eu_member_since(code) is not None


def eu_member_since(code: str) -> int | None:
    """The year a Member State joined."""
    year: int | None = _table()["eu_members"].get(code)
    return year


def official_language(code: str) -> str:
    """The interface language a ministry there most likely reads."""
    return _written_languages().get(code, "en")


@cache
def _table() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads(_FILE.read_text(encoding="utf-8")))


@cache
def _regions() -> Mapping[str, str]:
    regions = _table()["regions"].items()
    return MappingProxyType({code: region for region, codes in regions for code in codes})


@cache
def _written_languages() -> Mapping[str, str]:
    languages = _table()["written_language"].items()
    return MappingProxyType({code: language for language, codes in languages for code in codes})


@cache
def _iso_codes() -> Mapping[str, str]:
    """Two and three letter codes of countries, each with the two letters we store."""
    from pycountry import countries  # noqa: PLC0415 -- slow import: 60 ms that only look-ups by name need

    codes = {country.alpha_3: country.alpha_2 for country in countries}
    return MappingProxyType(codes | {code: code for code in _regions() if len(code) == 2})


def _every_name() -> Iterator[tuple[str, str]]:
    table = _table()
    for source in (table["territories"], table["printed"]):
        yield from ((code, name) for code, names in source.items() for name in names.values())
    yield from ((code, name) for code, names in table["everyday"].items() for name in names)
    for language in (*INTERFACE_LANGUAGES, *_AS_SPOKEN.values()):
        yield from _babel_names(language).items()
    yield from _iso_names()


def _iso_names() -> Iterator[tuple[str, str]]:
    """Short, common and official names of ISO 3166, also in translation."""
    from pycountry import LOCALES_DIR, countries  # noqa: PLC0415 -- slow import: see _iso_codes

    speakers = [translation("iso3166-1", LOCALES_DIR, [language]) for language in INTERFACE_LANGUAGES[1:]]
    for country in countries:
        for field in ("name", "common_name", "official_name"):
            name = getattr(country, field, "")
            if name:
                yield country.alpha_2, name
                yield from ((country.alpha_2, speaker.gettext(name)) for speaker in speakers)


@cache
def _babel_names(language: str) -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 -- slow import: 30 ms that only names need

    territories = Locale.parse(language).territories
    return MappingProxyType({code: territories[code] for code in _regions() if code in territories})
