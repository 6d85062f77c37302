"""The form by mail: everything at once, then only what is missing, answered in free words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from config.areas import areas_in
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.date_spans import periods_in
from intake.filled_form import labelled
from intake.flowing import flowing
from intake.form_answers import Result, filled, with_file
from intake.form_course import Step, cancelled
from intake.form_events import (
    Attached,
    Corrected,
    Event,
    Filled,
    NotUnderstood,
    Pressed,
    Ready,
    Resume,
    SavedForLater,
    Typed,
)
from intake.form_screens import ask_missing
from intake.form_state import FormState, Stage, request_form
from intake.letter_layout import laid_out
from intake.words import countries_in, match_languages, read_count, read_days

_ADDRESS = re.compile(r"\S@\S+\.\S")
_FREE = ("title", "institution", "contact_name", "background", "general_objective")
_LONG = 80


def step_mail(state: FormState, event: Event, *, today: date) -> Step:
    """The form after an event in a mail."""
    match event:
        case Filled(raw):
            return _shown(filled(state, raw, today=today))
        case Corrected(name, text):
            return _shown(filled(state, {name: text}, today=today))
        case Typed(text):
            return _words(state, text, today=today)
        case Attached(filename):
            return with_file(state, filename), ()
        case Pressed(action):
            return _pressed(state, action)
        case Resume():
            return state, (ask_missing(state, ()),)


def _pressed(state: FormState, action: str) -> Step:
    if action == "f:cancel":
        return cancelled(state)
    if action == "f:later":
        return replace(state, stage=Stage.SAVED), (SavedForLater(),)
    return state, (NotUnderstood("stale"), ask_missing(state, ()))


def _shown(result: Result) -> Step:
    state, blocking = result.state, _blocking(result)
    if not blocking and not state.missing:
        state = replace(state, stage=Stage.READY, asked=())
        return state, (Ready(request_form(state)),)
    effect = ask_missing(state, result.problems)
    asked = (found.field for found in effect.problems if found.key != "kept_as_written")
    return replace(state, asked=tuple(dict.fromkeys(asked))), (effect,)


def _blocking(result: Result) -> bool:
    return any(found.key != "kept_as_written" for found in result.problems)


def _words(state: FormState, text: str, *, today: date) -> Step:
    """A reply read as exactly what was asked for: labelled lines, else free words."""
    if _is_cancel(text):
        return cancelled(state)
    raw = labelled(text)
    if not any(raw.values()):
        raw = _free_words(_open_fields(state), text, today)
    return _shown(filled(state, {name: words for name, words in raw.items() if words}, today=today))


def _is_cancel(text: str) -> bool:
    """Whether the first line is the word for 'cancel' in one of the four languages."""
    first = fold(text.strip().partition("\n")[0][:40])
    return first in {fold(say(language, "form.button.cancel")) for language in INTERFACE_LANGUAGES}


def _open_fields(state: FormState) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*state.asked, *state.missing)))


def _free_words(names: tuple[str, ...], text: str, today: date) -> dict[str, str]:
    """The whole reply for one field; for several each gets the words it can read, the rest goes by lines."""
    if len(names) == 1:
        return {names[0]: _without_courtesies(text) if names[0] in _FREE else text}
    raw = {name: text for name in names if name in _SPEAKS and _speaks_of(name, text, today)}
    free = [name for name in _FREE if name in names]
    rest = [
        line
        for line in _lines(_without_courtesies(text))
        if not any(_speaks_of(name, line, today) for name in raw)
    ]
    if "background" in free and sum(map(len, rest)) > _LONG:
        free.remove("background")
        raw["background"] = "\n".join(rest)
    elif free and len(rest) >= len(free):
        raw.update(zip(free, rest, strict=False))
    return raw


def _without_courtesies(text: str) -> str:
    """The reply between its greeting and its closing words: 'Bonjour,' is nobody's institution."""
    return flowing(laid_out(text).body or text)


def _lines(text: str) -> list[str]:
    return [line.strip(" \t-*•") for line in text.splitlines() if line.strip(" \t-*•")]


def _speaks_of(name: str, text: str, today: date) -> bool:
    reads = _SPEAKS.get(name)
    return reads is not None and reads(text, today)


_SPEAKS: Mapping[str, Callable[[str, date], bool]] = {
    "window": lambda text, today: bool(periods_in(text, today=today)),
    "duration_days": lambda text, _: read_days(text, unit_needed=True) is not None,
    "country": lambda text, _: bool(countries_in(text)),
    "languages": lambda text, _: bool(match_languages(text)),
    "contact_email": lambda text, _: _ADDRESS.search(text) is not None,
    "areas": lambda text, _: bool(areas_in(text)),
    "experts": lambda text, _: read_count(text) is not None,
}
"""Fields whose answer is recognisable by itself."""
