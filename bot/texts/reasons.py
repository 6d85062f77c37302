"""Reasons in words: the values of a Reason, localised, inside the sentence of the catalogue."""

from collections.abc import Callable
from datetime import date

from bot.texts.rows import area_words, fine_percent, one_decimal
from config.countries import country_name
from config.languages import Level, language_name
from config.periods import Period
from config.texts import date_text, keys, list_text, period_text, say
from matching.need import Reason, RuleOutcome

Value = str | int | float


def _areas(value: Value, language: str) -> str:
    return area_words(language, _parts(value))


def _countries(value: Value, language: str) -> str:
    return list_text([country_name(code, language) for code in _parts(value)], language)


def _languages(value: Value, language: str) -> str:
    return list_text([language_name(code, language) for code in _parts(value)], language)


def _level(value: Value, language: str) -> str:
    level = Level(value) if isinstance(value, int) else Level.read(str(value))
    if level is Level.NATIVE:
        return say(language, "values.level.native")
    return level.label if level else str(value)


def _day(value: Value, language: str) -> str:
    return date_text(date.fromisoformat(str(value)), language)


def _parts(value: Value) -> list[str]:
    return [part for part in str(value).split(";") if part]


def rule_name(name: str, language: str) -> str:
    """The name of a rule; one that a facility added without words is shown as it is written there."""
    key = f"values.rule.{name}"
    return say(language, key) if key in keys(language, "values") else name.replace("_", " ")


def _rule(value: Value, language: str) -> str:
    return rule_name(str(value), language)


def _share(value: Value, language: str) -> str:
    return fine_percent(float(value), language)


def _rating(value: Value, language: str) -> str:
    return one_decimal(float(value), language)


_BY_NAME: dict[str, Callable[[Value, str], str]] = {
    "area": _areas,
    "areas": _areas,
    "country": _countries,
    "countries": _countries,
    "language": _languages,
    "languages": _languages,
    "level": _level,
    "own": _level,
    "minimum": _level,
    "fluent_level": _level,
    "rule": _rule,
    "cost": _share,
    "rating": _rating,
    "period_start": _day,
    "period_end": _day,
}


def reason_text(reason: Reason, language: str) -> str:
    """The reason as a phrase for a reader of this language."""
    return say(language, f"reasons.{reason.key}", **_localised(reason, language))


def rule_text(outcome: RuleOutcome, language: str) -> str:
    """A rule or wish of the facility by its name; a hard rule that is not met, or a wish with a price, says more."""
    name = rule_name(outcome.name, language)
    priced = "cost" in outcome.reason.values
    broken = outcome.hard and not outcome.met
    return f"{name} - {reason_text(outcome.reason, language)}" if broken or priced else name


def _localised(reason: Reason, language: str) -> dict[str, Value]:
    values = {name: _in_words(name, value, language) for name, value in reason.values.items()}
    start, end = reason.values.get("period_start"), reason.values.get("period_end")
    if start and end:
        period = Period(date.fromisoformat(str(start)), date.fromisoformat(str(end)))
        values["period"] = period_text(period, language)
    return values


def _in_words(name: str, value: Value, language: str) -> Value:
    translate = _BY_NAME.get(name)
    return translate(value, language) if translate and value != "" else value
