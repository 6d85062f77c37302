"""A whole form at once: blank, filled in, read, and everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from config.periods import Period
from intake.field_list import FIELDS, REQUIRED, Field, FieldKind
from intake.field_values import Problem, Value, display, problem, read_field
from intake.filled_form import form_text, sections

__all__ = [
    "FIELDS",
    "REQUIRED",
    "Field",
    "FieldKind",
    "Problem",
    "Reading",
    "Value",
    "blank_form",
    "derived_days",
    "read_filled_form",
    "read_values",
    "window_problems",
]

LONGEST_DERIVED = 14
"""A window of up to so many days says how long the mission is; a longer one does not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a filled form says, what cannot be read, and what an officer should see as it was written."""

    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)


def read_filled_form(text: str) -> dict[str, str] | None:
    """The filled fields of a form as they are written, None if the text is no form."""
    found = sections(text)
    return {name: value for name, value in found.items() if value} if found else None


def blank_form(language: str, values: Mapping[str, Value] | None = None) -> str:
    """The form Muster sends to be filled in, with what is already known."""
    written = {name: display(name, value, language) for name, value in (values or {}).items()}
    return form_text(language, written)


def read_values(raw: Mapping[str, str], *, today: date, language: str) -> Reading:
    """The values of all fields that can be read, and the problems of all that cannot."""
    values: dict[str, Value] = {}
    beside: dict[str, Value] = {}
    kept: dict[str, str] = {}
    problems: list[Problem] = []
    for name, text in raw.items():
        if name not in FIELDS or not text.strip():
            continue
        outcome = read_field(name, text, today=today, language=language)
        problems.extend(outcome.problems)
        beside.update(outcome.also)
        if outcome.value is not None:
            values[name] = outcome.value
        if outcome.doubtful:
            kept[name] = text.strip()
    everything = {**{name: value for name, value in beside.items() if not raw.get(name)}, **values}
    problems.extend(window_problems(everything, language))
    return Reading(everything, _without_answered(problems, everything), kept)


def _without_answered(problems: list[Problem], values: Mapping[str, Value]) -> tuple[Problem, ...]:
    """'missing' is no problem where another answer held the value."""
    return tuple(found for found in problems if found.key != "missing" or found.field not in values)


def window_problems(values: Mapping[str, Value], language: str) -> tuple[Problem, ...]:
    """A mission that does not fit between its dates."""
    window, days = values.get("window"), values.get("duration_days")
    if not isinstance(window, Period) or not isinstance(days, int) or days <= window.days:
        return ()
    shown = {"period": display("window", window, language), "days": str(days), "fits": str(window.days)}
    return (problem("window_too_short", "window", language, shown),)


def derived_days(window: Value | None) -> int | None:
    """The duration a short window tells: its working days."""
    if not isinstance(window, Period) or window.days > LONGEST_DERIVED:
        return None
    return max(window.working_days, 1)
