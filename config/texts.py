"""Every sentence a person reads: one key, four catalogues, one small file per language and domain."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from config.languages import INTERFACE_LANGUAGES
from config.periods import Period

_FOLDER = Path(__file__).parent / "texts"
DOMAINS = tuple(sorted(file.stem for file in (_FOLDER / "en").glob("*.po")))
"""The catalogues there are; a key starts with the name of its own."""

_LOCALES: Mapping[str, str] = MappingProxyType({"en": "en_GB", "fr": "fr", "es": "es", "pt": "pt"})
_DAY_AND_MONTH: Mapping[str, str] = MappingProxyType(
    {"en": "d MMMM", "fr": "d MMMM", "es": "d 'de' MMMM", "pt": "d 'de' MMMM"}
)


def say(language: str, key: str, /, **values: object) -> str:
    """The sentence of `key`, its `{placeholders}` filled; a missing key or value is a KeyError that names it."""
    return _filled(_sentence(language, key)[0], key, values)


def say_many(language: str, key: str, n: int, /, **values: object) -> str:
    """The sentence of `key` in the singular or plural that `n` asks for; `{n}` is filled too."""
    return _filled(_form(language, key, n), key, {"n": n, **values})


def keys(language: str, domain: str) -> frozenset[str]:
    """Every key of one catalogue."""
    return frozenset(_catalogue(_interface(language), domain))


def sentences(language: str, domain: str) -> tuple[str, ...]:
    """Every sentence of one catalogue, placeholders unfilled, plural forms one after the other."""
    return tuple(form for forms in _catalogue(_interface(language), domain).values() for form in forms)


def date_text(day: date, language: str) -> str:
    """A date in words: `12 March 2026`, `12 mars 2026`, `1er mars 2026`."""
    from babel.dates import format_date  # noqa: PLC0415 -- slow import, not needed by every command

    return with_first(format_date(day, "long", locale=_locale(language)), day, language)


def weekday_text(number: int, language: str) -> str:
    """A day of the week, Monday being 0: `Monday`, `lundi`."""
    from babel.dates import get_day_names  # noqa: PLC0415 -- slow import, not needed by every command

    return str(get_day_names("wide", "format", _locale(language))[number])


def period_text(period: Period, language: str) -> str:
    """A period as short as it can be said: `12-20 March 2026`, `28 March - 3 April 2026`."""
    start, end = period.start, period.end
    if start == end:
        return date_text(end, language)
    if (start.year, start.month) == (end.year, end.month):
        return f"{with_first(str(start.day), start, language)}-{date_text(end, language)}"
    if start.year == end.year:
        return f"{day_and_month(start, language)} - {date_text(end, language)}"
    return f"{date_text(start, language)} - {date_text(end, language)}"


def list_text(items: Sequence[str], language: str) -> str:
    """The items as a sentence says them: `a, b and c`."""
    from babel.lists import format_list  # noqa: PLC0415 -- slow import, not needed by every command

    return format_list(items, locale=_locale(language)) if items else ""


def choice_text(items: Sequence[str], language: str) -> str:
    """The items as a question offers them: `a, b or c`."""
    from babel.lists import format_list  # noqa: PLC0415 -- slow import, not needed by every command

    return format_list(items, style="or", locale=_locale(language)) if items else ""


def days_text(quarter_days: int, language: str) -> str:
    """Quarter days as days: `7 days`, `1.5 days`."""
    from babel.numbers import format_decimal  # noqa: PLC0415 -- slow import, not needed by every command

    days = quarter_days / 4
    number = format_decimal(days, "#,##0.##", locale=_locale(language))
    return _filled(_form(language, "values.days", days), "values.days", {"n": number})


def _form(language: str, key: str, n: float) -> str:
    forms = _sentence(language, key)
    return forms[0] if _is_singular(language, n) else forms[-1]


def _filled(sentence: str, key: str, values: Mapping[str, object]) -> str:
    try:
        return sentence.format_map(values)
    except KeyError as missing:
        raise KeyError(f"{key} needs a value for {missing}") from missing


def _sentence(language: str, key: str) -> tuple[str, ...]:
    spoken = _interface(language)
    try:
        return _catalogue(spoken, key.partition(".")[0])[key]
    except KeyError:
        raise KeyError(f"no text {key!r} in {spoken}") from None


@cache
def _catalogue(language: str, domain: str) -> Mapping[str, tuple[str, ...]]:
    from babel.messages.pofile import read_po  # noqa: PLC0415 -- slow import, not needed by every command

    if domain not in DOMAINS:
        raise KeyError(f"no domain of texts is called {domain!r}")
    with (_FOLDER / language / f"{domain}.po").open("rb") as file:
        catalogue = read_po(file, locale=language, domain=domain, abort_invalid=True)
    return MappingProxyType(
        {_first(message.id): _forms(message.string) for message in catalogue if message.id}
    )


def _first(key: str | Sequence[str]) -> str:
    """The key of a message; one with a plural has two, the same twice."""
    return key if isinstance(key, str) else key[0]


def _forms(sentence: str | Sequence[str] | None) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else tuple(sentence or ("",))


def _is_singular(language: str, n: float) -> bool:
    """French and Portuguese keep the singular up to two: `0 jour`, `1,5 jour`."""
    return n < 2 if language in {"fr", "pt"} else n == 1


def day_and_month(day: date, language: str) -> str:
    """A date without its year: `12 March`, `1er mars`."""
    from babel.dates import format_date  # noqa: PLC0415 -- slow import, not needed by every command

    words = format_date(day, _DAY_AND_MONTH[_interface(language)], locale=_locale(language))
    return with_first(words, day, language)


def with_first(words: str, day: date, language: str) -> str:
    """French counts the first of a month: `1er mars`."""
    return f"1er{words[1:]}" if day.day == 1 and _interface(language) == "fr" else words


def _locale(language: str) -> str:
    return _LOCALES[_interface(language)]


def _interface(language: str) -> str:
    """A language without catalogues, say German from a Telegram profile, is answered in English."""
    return language if language in INTERFACE_LANGUAGES else "en"
