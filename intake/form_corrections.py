"""An answer changed after it was given, because the person edited the message that held it."""

from dataclasses import replace
from datetime import date

from intake.field_list import FIELDS, FieldKind
from intake.field_values import Value, display
from intake.form_answers import Result, answered, with_value
from intake.form_course import Step, again, at, shown
from intake.form_events import Changed
from intake.form_state import FormState, Stage
from intake.words import match_areas, match_languages


def corrected(state: FormState, name: str, text: str, today: date) -> Step:
    """The form with that answer as it reads now; the dialogue stays where it is unless the new words cannot be read."""
    if name not in FIELDS:
        return again(state, "unclear")
    result = _read(state, name, text, today)
    if not result.taken:  # the old answer stays until a better one is given
        kept = replace(result.state, failures=state.failures)
        return shown(at(kept, name, editing=state.stage is Stage.REVIEW), *result.problems)
    after = _without_picks(result.state) if name == state.at else result.state
    state, effects = shown(after, *result.problems)
    return state, (Changed(name, _in_words(state, name)), *effects)


def _read(state: FormState, name: str, text: str, today: date) -> Result:
    """Areas and languages are read as where they are asked: all that the words name."""
    kind = FIELDS[name].kind
    found: Value = ()
    if kind is FieldKind.AREAS:
        found = match_areas(text)
    elif kind is FieldKind.LANGUAGES:
        found = match_languages(text)
    return Result(with_value(state, name, found)) if found else answered(state, name, text, today=today)


def _without_picks(state: FormState) -> FormState:
    """The question as if opened anew: what was ticked belongs to the answer of before."""
    return at(state, state.at, editing=state.editing)


def _in_words(state: FormState, name: str) -> str:
    value = state.answers.get(name)
    return display(name, value, state.language) if value is not None else state.kept.get(name, "")
