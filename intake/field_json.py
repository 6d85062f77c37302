"""Values of fields as JSON and back; what no longer makes sense is left out, never an error."""

from collections.abc import Callable, Mapping
from datetime import date

from config.areas import load_areas
from config.countries import is_country
from config.languages import INTERFACE_LANGUAGES, language_name
from config.periods import Period
from intake.field_list import FIELDS, Field, FieldKind
from intake.field_values import MOST_DAYS, MOST_EXPERTS, MOST_ITEMS, Value

Json = str | int | list[str]


def to_plain(value: Value) -> Json:
    """The value as JSON holds it: a period is '2026-03-12/2026-03-20'."""
    if isinstance(value, Period):
        return f"{value.start}/{value.end}"
    return list(value) if isinstance(value, tuple) else value


def from_plain(name: str, plain: object) -> Value | None:
    """The value of a field read back, None if it is not (or no longer) one."""
    field = FIELDS.get(name)
    return _READERS[field.kind](field, plain) if field is not None else None


def answers_from(plain: object) -> dict[str, Value]:
    """Every answer of a stored form that still makes sense."""
    stored = plain if isinstance(plain, Mapping) else {}
    found = ((str(name), from_plain(str(name), value)) for name, value in stored.items())
    return {name: value for name, value in found if value is not None}


def read_days_of(plain: str) -> Period | None:
    """A period written as '2026-03-12/2026-03-20'."""
    start, _, end = plain.partition("/")
    try:
        return Period(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:
        return None


def _text(field: Field, plain: object) -> str | None:
    return plain if isinstance(plain, str) and 0 < len(plain) <= field.longest else None


def _country(_: Field, plain: object) -> str | None:
    return plain if isinstance(plain, str) and is_country(plain) else None


def _dates(_: Field, plain: object) -> Period | None:
    return read_days_of(plain) if isinstance(plain, str) else None


def _days(_: Field, plain: object) -> int | None:
    return _number(plain, MOST_DAYS)


def _count(_: Field, plain: object) -> int | None:
    return _number(plain, MOST_EXPERTS)


def _number(plain: object, most: int) -> int | None:
    return plain if isinstance(plain, int) and not isinstance(plain, bool) and 1 <= plain <= most else None


def _items(plain: object) -> tuple[str, ...]:
    items = plain if isinstance(plain, list | tuple) else ()
    return tuple(dict.fromkeys(item for item in items if isinstance(item, str) and item))[:MOST_ITEMS]


def _list(_: Field, plain: object) -> tuple[str, ...] | None:
    return _items(plain) or None


def _areas(_: Field, plain: object) -> tuple[str, ...] | None:
    return tuple(key for key in _items(plain) if key in load_areas()) or None


def _languages(_: Field, plain: object) -> tuple[str, ...] | None:
    return tuple(code for code in _items(plain) if is_language(code)) or None


def is_language(code: str) -> bool:
    """Whether the code is a language that has a name."""
    return code in INTERFACE_LANGUAGES or (len(code) in {2, 3} and language_name(code, "en") != code)


_READERS: Mapping[FieldKind, Callable[[Field, object], Value | None]] = {
    FieldKind.LINE: _text,
    FieldKind.TEXT: _text,
    FieldKind.NAME: _text,
    FieldKind.EMAIL: _text,
    FieldKind.PHONE: _text,
    FieldKind.COUNTRY: _country,
    FieldKind.AREAS: _areas,
    FieldKind.DATES: _dates,
    FieldKind.DAYS: _days,
    FieldKind.LANGUAGES: _languages,
    FieldKind.COUNT: _count,
    FieldKind.LIST: _list,
}
