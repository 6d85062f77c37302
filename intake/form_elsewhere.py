"""Words that answer another question than the one that was put: dates where a title was asked for."""

from collections.abc import Mapping
from datetime import date

from config.countries import find_country
from config.languages import find_language
from intake.date_spans import periods_in
from intake.field_list import FIELDS
from intake.field_values import Value, cleaned, read_field
from intake.words import LONGEST_NAME, parts_of

_WHOLE = 0.8
"""The part of the words that has to be days."""
_SHORTEST_NAME = 4
"""'si', 'no' and 'it' are names of countries and languages only by their codes."""


def belongs_to(text: str, *, today: date, language: str) -> tuple[str, Value] | None:
    """The field which these words answer from the first to the last, with its value; None if any other may be meant."""
    words = cleaned(text)
    if not words or len(words) > LONGEST_NAME:
        return None
    for name, is_whole in _WHOLLY.items():
        if is_whole(words, today):
            value = read_field(name, words, today=today, language=language).value
            return (name, value) if value is not None else None
    return None


def _is_address(words: str, _: date) -> bool:
    return "@" in words and len(words.split()) == 1


def _is_days(words: str, today: date) -> bool:
    spans = periods_in(words, today=today)
    covered = sum(span.end_offset - span.start_offset for span in spans)
    return bool(spans) and covered >= _WHOLE * len(words)


def _are_languages(words: str, _: date) -> bool:
    parts = parts_of(words)
    return bool(parts) and all(len(part) >= _SHORTEST_NAME and find_language(part) for part in parts)


def _is_country(words: str, _: date) -> bool:
    return len(words) >= _SHORTEST_NAME and find_country(words) is not None


_WHOLLY = {
    "contact_email": _is_address,
    "window": _is_days,
    "languages": _are_languages,
    "country": _is_country,
}
_MAY_HOLD: Mapping[str, frozenset[str]] = {
    "institution": frozenset({"window"}),
    "contact_name": frozenset({"window"}),
    "title": frozenset({"window", "languages", "country"}),
}
"""What one-line answers in free words are looked through for; a person may be called Jordan."""


def may_be_elsewhere(name: str, other: str, *, is_readable: bool) -> bool:
    """Whether an answer to this question may have been meant for the other one."""
    if name == other:
        return False
    if name in _MAY_HOLD:
        return other in _MAY_HOLD[name]
    return not is_readable and name in FIELDS
