"""Where a dialogue goes next and what it shows there."""

from dataclasses import replace

from intake.field_list import FIELDS, FieldKind
from intake.field_values import Problem, Value
from intake.form_answers import with_value
from intake.form_events import Cancelled, Effect, NotUnderstood
from intake.form_screens import ask, questions, review
from intake.form_state import FormState, Stage

Effects = tuple[Effect, ...]
Step = tuple[FormState, Effects]


def shown(state: FormState, *problems: Problem) -> Step:
    """The screen of the place where the form stands."""
    if state.stage is Stage.REVIEW:
        return state, (review(state, problems),)
    if not state.at:
        state = moved_on(state)
        return shown(state, *problems)
    return state, (ask(state, problems),)


def again(state: FormState, reason: str) -> Step:
    """The same screen once more, because the event meant nothing there."""
    state, effects = shown(state)
    return state, (NotUnderstood(reason), *effects)


def moved_on(state: FormState) -> FormState:
    """The next open question after this one, else the first open one, else the review."""
    order = questions(state)
    behind = order[order.index(state.at) + 1 :] if state.at in order else []
    ahead = () if state.editing else (*behind, *order)
    candidates = (*ahead, *state.missing)
    open_ones = (name for name in candidates if not state.has(name) and name not in state.skipped)
    following = next(open_ones, "")
    return at(state, following)


def at(state: FormState, name: str, *, editing: bool = False) -> FormState:
    """The form opened at a question; '' is the review."""
    stage = Stage.ASKING if name else Stage.REVIEW
    fresh = replace(
        state, at=name, stage=stage, editing=editing, ticked=(), page=0, suggested=(), month="", first=""
    )
    value = state.answers.get(name) if name else None
    is_ticked = bool(name) and FIELDS[name].kind in {FieldKind.AREAS, FieldKind.LANGUAGES}
    return replace(fresh, ticked=value) if is_ticked and isinstance(value, tuple) else fresh


def taken(state: FormState, name: str, value: Value) -> Step:
    """A value taken, and the next question."""
    return shown(moved_on(with_value(state, name, value)))


def cancelled(state: FormState) -> Step:
    """The form emptied and closed."""
    empty = FormState(language=state.language, channel=state.channel, stage=Stage.CANCELLED)
    return empty, (Cancelled(),)
