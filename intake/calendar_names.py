"""What months and weekdays are called: CLDR's names in six languages, folded, and the few that people write besides."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

LANGUAGES = ("en", "fr", "es", "pt", "de", "it")

_MORE_MONTHS = {"setiembre": 9, "maerz": 3, "jaenner": 1, "janner": 1}
_MORE_SHORT_MONTHS = {
    "sep": 9, "sept": 9, "set": 9, "avr": 4, "jun": 6, "jul": 7, "juil": 7, "janv": 1, "fevr": 2, "mrz": 3,
    "okt": 10, "dez": 12, "marco": 3, "aou": 8,
}  # fmt: skip
_MORE_WEEKDAYS = {
    "tues": 1, "thur": 3, "thurs": 3, "sonnabend": 5, "segunda": 0, "terca": 1, "quarta": 2, "quinta": 3, "sexta": 4,
}  # fmt: skip
_NO_SHORT_WEEKDAYS = frozenset({"mar", "mi", "mo", "di", "do", "fr", "sa", "so", "ter", "qua", "qui", "seg"})
"""Abbreviations that are everyday words of another language, or a month."""


def plain(word: str) -> str:
    """The word in lower case without accents; 'março' keeps its cedilla, for Marco and 'el marco' are no months."""
    if word.isascii():
        return word.lower()
    folded = word.casefold()
    if folded in {"março", "marc\u0327o"}:
        return "março"
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


@cache
def month_names() -> Mapping[str, int]:
    """Whole names of months, in all languages: 'march', 'mars', 'marzo' -> 3."""
    return dict(_names("months", ("format", "stand-alone"), "wide")) | _MORE_MONTHS


@cache
def short_month_names() -> Mapping[str, int]:
    """Short names of months in all languages, believed only beside a day or a year: 'mar' is also the sea."""
    named = dict(_names("months", ("format", "stand-alone"), "abbreviated")) | _MORE_SHORT_MONTHS
    return {name: number for name, number in named.items() if name not in month_names()}


@cache
def weekday_names() -> Mapping[str, int]:
    """Whole names of weekdays that are one word, Monday being 0."""
    found = dict(_names("days", ("format",), "wide")) | _MORE_WEEKDAYS
    return {name: number for name, number in found.items() if name.isalpha()}


@cache
def short_weekday_names() -> Mapping[str, int]:
    """Short names of weekdays, believed only beside a day of the month: 'sat', 'sun' and 'mon' are also words."""
    return {name: number for name, number in dotted_weekday_names().items() if name not in _NO_SHORT_WEEKDAYS}


@cache
def dotted_weekday_names() -> Mapping[str, int]:
    """Short names of weekdays that may be believed before a full stop and a number; 'Mar. 10' is a month's day."""
    found = dict(_names("days", ("format",), "abbreviated")) | {"tues": 1, "thur": 3, "thurs": 3}
    return {name: number for name, number in found.items() if name != "mar"}


def _names(kind: str, contexts: tuple[str, ...], width: str) -> Iterator[tuple[str, int]]:
    for language in LANGUAGES:
        tables = getattr(Locale.parse(language), kind)
        for context in contexts:
            for number, name in tables[context][width].items():
                yield plain(name.rstrip(".")), number
