"""What each button of the form does; a button of an old message may mean nothing any more."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from config.areas import load_areas
from config.countries import is_country
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.field_json import is_language, read_days_of
from intake.field_list import FIELDS
from intake.field_values import MOST_DAYS, MOST_EXPERTS, MOST_ITEMS, problem
from intake.form_course import Step, again, at, cancelled, moved_on, shown, taken
from intake.form_events import Ready, SavedForLater
from intake.form_screens import AREAS_ON_A_PAGE, questions
from intake.form_state import FormState, Stage, request_form

_COMMANDS = {"back": "f:back", "skip": "f:skip", "later": "f:later", "cancel": "f:cancel", "keep": "f:keep"}
_SHORT_WORDS: Mapping[str, frozenset[str]] = {
    "f:back": frozenset(["back", "go back", "previous", "retour", "precedent", "atras", "volver", "anterior", "voltar"]),
    "f:skip": frozenset(["skip", "next", "passer", "sauter", "suivant", "omitir", "saltar", "siguiente", "pular",
                         "seguinte"]),
    "f:later": frozenset(["save", "later", "save draft", "continue later", "enregistrer", "sauvegarder", "plus tard",
                          "guardar", "mas tarde", "despues", "luego", "salvar", "gravar", "mais tarde", "depois"]),
    "f:cancel": frozenset(["cancel", "annuler", "abandonner", "cancelar", "anular"]),
    "f:help": frozenset(["help", "help me", "aide", "ayuda", "ajuda"]),
}  # fmt: skip
"""What people type where a button of more than one word stands, folded, in four languages."""


def button_word(text: str) -> str | None:
    """The action of the button whose word this is, on every screen and in any of the four languages."""
    words = fold(text[:80])
    if not words:
        return None
    for command, action in _COMMANDS.items():
        if words in {fold(say(language, f"form.button.{command}")) for language in INTERFACE_LANGUAGES}:
            return action
    return next((action for action, known in _SHORT_WORDS.items() if words in known), None)


def pressed(state: FormState, action: str) -> Step:
    """The form after a button."""
    room, _, verb = action.partition(":")
    verb, _, argument = verb.partition(":")
    press = _PRESSES.get(verb) if room == "f" and len(action) <= 60 else None
    after = press(state, argument) if press is not None else None
    return after if after is not None else again(state, "stale")


def _back(state: FormState, _: str) -> Step | None:
    if state.editing:
        return shown(at(state, ""))
    order = questions(state)
    if state.stage is Stage.REVIEW:
        return shown(at(state, order[-1]))
    place = order.index(state.at) if state.at in order else 0
    return shown(at(state, order[max(place - 1, 0)]))


def _skip(state: FormState, _: str) -> Step | None:
    if state.stage is Stage.REVIEW:
        return None
    if state.has(state.at):
        return shown(moved_on(state))
    if FIELDS[state.at].required:
        return shown(state, problem("required", state.at, state.language))
    return shown(moved_on(replace(state, skipped=tuple(dict.fromkeys((*state.skipped, state.at))))))


def _keep(state: FormState, _: str) -> Step | None:
    is_answered = state.stage is Stage.ASKING and state.has(state.at)
    return shown(moved_on(state)) if is_answered else None


def _help(state: FormState, _: str) -> Step | None:
    """Every question holds its own help: it is shown once more."""
    return shown(state)


def _later(state: FormState, _: str) -> Step | None:
    return replace(state, stage=Stage.SAVED), (SavedForLater(),)


def _cancel(state: FormState, _: str) -> Step | None:
    return cancelled(state)


def _send(state: FormState, _: str) -> Step | None:
    if state.stage is not Stage.REVIEW:
        return None
    if state.missing:
        name = state.missing[0]
        return shown(at(state, name), problem("missing", name, state.language))
    state = replace(state, stage=Stage.READY)
    return state, (Ready(request_form(state)),)


def _edit(state: FormState, name: str) -> Step | None:
    return shown(at(state, name, editing=True)) if name in FIELDS else None


def _tick_area(state: FormState, key: str) -> Step | None:
    return _ticked(state, key) if state.at == "areas" and key in load_areas() else None


def _tick_language(state: FormState, code: str) -> Step | None:
    return _ticked(state, code) if state.at == "languages" and is_language(code) else None


def _ticked(state: FormState, key: str) -> Step:
    ticked = tuple(other for other in state.ticked if other != key)
    if ticked == state.ticked:
        ticked = (*ticked, key)[-MOST_ITEMS:]
    return shown(replace(state, ticked=ticked))


def _areas(state: FormState, argument: str) -> Step | None:
    if state.at != "areas":
        return None
    if argument == "more":
        pages = -(-len(load_areas()) // AREAS_ON_A_PAGE)
        return shown(replace(state, page=state.page % pages + 1))
    return taken(state, "areas", state.ticked) if argument == "done" and state.ticked else None


def _languages(state: FormState, argument: str) -> Step | None:
    is_done = state.at == "languages" and argument == "done" and state.ticked
    return taken(state, "languages", state.ticked) if is_done else None


def _pick(state: FormState, code: str) -> Step | None:
    return taken(state, "country", code) if state.at == "country" and is_country(code) else None


def _institution(state: FormState, number: str) -> Step | None:
    is_one = number.isdecimal() and len(number) <= 2 and int(number) < len(state.suggested)
    if state.at != "institution" or not is_one:
        return None
    return taken(state, "institution", state.suggested[int(number)])


def _dates(state: FormState, argument: str) -> Step | None:
    period = read_days_of(argument)
    return taken(state, "window", period) if state.at == "window" and period is not None else None


def _count(state: FormState, argument: str) -> Step | None:
    most = {"duration_days": MOST_DAYS, "experts": MOST_EXPERTS}.get(state.at, 0)
    number = int(argument) if argument.isdecimal() and len(argument) <= 3 else 0
    return taken(state, state.at, number) if 1 <= number <= most else None


_PRESSES: Mapping[str, Callable[[FormState, str], Step | None]] = {
    "back": _back,
    "skip": _skip,
    "keep": _keep,
    "help": _help,
    "later": _later,
    "cancel": _cancel,
    "send": _send,
    "edit": _edit,
    "area": _tick_area,
    "areas": _areas,
    "lang": _tick_language,
    "langs": _languages,
    "pick": _pick,
    "inst": _institution,
    "dates": _dates,
    "count": _count,
}
"""What each button does; None if it means nothing at this point (a button of an old message)."""
