"""The request form as a dialogue: pure steps from a state and an event to the next state and what to show."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from config.countries import country_name, find_country
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from intake import form_mail
from intake.field_list import FIELDS, FieldKind
from intake.field_values import MOST_ITEMS, Value, cleaned, display, problem, read_field, shortened
from intake.fields import read_filled_form
from intake.filled_form import labelled
from intake.form_answers import (
    Result,
    answered,
    filled,
    noted_elsewhere,
    passed_by,
    with_file,
    with_known,
    with_value,
)
from intake.form_buttons import button_word, pressed
from intake.form_calendar import CALENDAR, calendar_pressed, day_typed, with_calendar
from intake.form_corrections import corrected
from intake.form_course import Step, again, at, moved_on, shown, taken
from intake.form_elsewhere import belongs_to, may_be_elsewhere
from intake.form_events import (
    Attached,
    Changed,
    Corrected,
    Event,
    Filled,
    NotUnderstood,
    Pressed,
    Resume,
    Row,
    Typed,
    Understood,
)
from intake.form_remarks import Remark, asks_back, remark
from intake.form_screens import all_choices, ask, ask_missing, review, rows_of
from intake.form_state import ChannelKind, FormState, Known, Stage
from intake.prose import read_prose
from intake.words import LONGEST_NAME, match_areas, match_languages, match_name

_LETTER = 400
"""Longer answers to a short question are a pasted letter."""
_NOTHING = frozenset(
    ["no", "none", "nothing", "i have none", "n a", "none yet", "not applicable", "non", "aucun", "aucune", "rien", "je n en ai pas",
     "pas encore", "sans objet", "ninguno", "ninguna", "nada", "no tengo", "no hay", "no aplica", "todavia no", "nenhum", "nenhuma",
     "nao", "nao tenho", "nao ha", "ainda nao", "nao se aplica"]
)  # fmt: skip
_YES = frozenset(
    ["yes", "ok", "send", "oui", "envoyer", "si", "enviar", "sim", "confirm", "confirmer", "submit"]
)
_AGREED = frozenset(
    ["yes", "yes please", "ok", "correct", "oui", "exact", "c est ca", "si", "es correcto", "sim", "certo"]
)
_DENIED = frozenset(["no", "non", "nao"])
_TICKS = ("f:area:", "f:lang:")
"""Tapped, one of several; typed, the whole answer, as a list of them is."""
_OFFERED_AS = {"institution": "f:inst:0", "country": "f:pick:{}", "window": "f:dates:{}"}
"""The button under 'did you mean ...?' that a plain yes stands for."""
_LONG_WORDS = 60
"""Nobody greets with that many characters."""
_RECOGNISABLE = frozenset(
    [FieldKind.EMAIL, FieldKind.COUNTRY, FieldKind.AREAS, FieldKind.DATES, FieldKind.DAYS, FieldKind.COUNT,
     FieldKind.LANGUAGES]
)  # fmt: skip
_SHORT = frozenset(FieldKind) - {FieldKind.TEXT, FieldKind.LIST}


def start(language: str, channel: str, *, known: Known | None = None) -> Step:
    """A new form: its first question in a chat, everything at once in mail."""
    spoken = language if language in INTERFACE_LANGUAGES else "en"
    state = FormState(language=spoken, channel=ChannelKind(channel))
    state = with_known(state, known or Known())
    return shown(state) if state.channel is ChannelKind.CHAT else (state, (ask_missing(state, ()),))


def in_channel(state: FormState, channel: str) -> FormState:
    """The same form gone on with in the other channel, at its first open question."""
    if state.channel == channel or state.stage in {Stage.READY, Stage.CANCELLED}:
        return state
    return replace(state, channel=ChannelKind(channel), stage=Stage.ASKING, at="", editing=False, ticked=())


def reopened(state: FormState) -> FormState:
    """A form that was complete and may be changed once more before it is received."""
    return replace(state, stage=Stage.REVIEW) if state.stage is Stage.READY else state


def step(state: FormState, event: Event, *, today: date, known: Known | None = None) -> Step:
    """The form after an event, and what is to be shown."""
    if state.stage in {Stage.READY, Stage.CANCELLED}:
        return state, (NotUnderstood("closed"),)
    state = _opened(state)
    if state.channel is ChannelKind.MAIL:
        return form_mail.step_mail(with_known(state, known or Known()), event, today=today)
    return with_calendar(*_step_chat(state, event, today, known or Known()), today)


def is_plainly_answer(state: FormState, text: str, *, today: date) -> bool:
    """Whether the words can hardly be anything but an answer here: a button's word, a letter, a date for a date."""
    state = _opened(state)
    if len(text) >= _LONG_WORDS or _action_typed(state, text) is not None:
        return True
    if state.stage is Stage.REVIEW:
        return bool(labelled(text)) or belongs_to(text, today=today, language=state.language) is not None
    outcome = read_field(state.at, text, today=today, language=state.language)
    return FIELDS[state.at].kind in _RECOGNISABLE and outcome.value is not None


def _step_chat(state: FormState, event: Event, today: date, known: Known) -> Step:
    match event:
        case Typed(text):
            return _typed(state, text, today, known)
        case Pressed(action):
            in_calendar = action.startswith(CALENDAR)
            argument = action.removeprefix(CALENDAR)
            return calendar_pressed(state, argument, today) if in_calendar else pressed(state, action)
        case Corrected(name, text):
            return corrected(state, name, text, today)
        case Attached(filename):
            return shown(with_file(state, filename))
        case Filled(raw):
            return _filled(state, raw, today)
        case Resume():
            return shown(state)


def _opened(state: FormState) -> FormState:
    """A saved form goes on where it was; a state of an older version at its first open question."""
    if state.stage is Stage.SAVED:
        state = replace(state, stage=Stage.ASKING if state.at else Stage.REVIEW)
    if state.channel is ChannelKind.MAIL:
        return replace(state, stage=Stage.ASKING)
    if state.stage is Stage.ASKING and state.at not in FIELDS:
        return moved_on(state)
    return replace(state, at="") if state.stage is Stage.REVIEW else state


# --- typed words ---


def _typed(state: FormState, text: str, today: date, known: Known) -> Step:
    action = _action_typed(state, text)
    if action is not None:
        return pressed(state, action)
    if (picked := day_typed(state, text, today)) is not None:
        return picked
    if (raw := _letter(state, text, today, known)) is not None:
        return _filled(state, raw, today)
    if state.stage is Stage.REVIEW:
        return _typed_in_review(state, text, today)
    for read in (_said_to_offer, _said_instead, _said_for_another):
        if (meant := read(state, text, today)) is not None:
            return meant
    special = _TYPED.get(state.at)
    return special(state, text, today, known) if special else _plain_answer(state, text, today)


def _action_typed(state: FormState, text: str) -> str | None:
    """The label of a button typed out is that button, for keyboards and screen readers."""
    words = fold(text[:80])
    if not words:
        return None
    if (action := button_word(text)) is not None:
        return action
    if state.stage is Stage.REVIEW and words in _YES:
        return "f:send"
    if state.stage is Stage.ASKING and not FIELDS[state.at].required and words in _NOTHING:
        return "f:skip"
    effect = review(state) if state.stage is Stage.REVIEW else ask(state)
    actions = (choice.action for choice in all_choices(effect.choices) if fold(choice.label) == words)
    return next((action for action in actions if not action.startswith(_TICKS)), None)


def _letter(state: FormState, text: str, today: date, known: Known) -> Mapping[str, str] | None:
    """A pasted form or letter; what a letter tells of questions already answered is passed over."""
    if (raw := read_filled_form(text)) is not None:
        return raw
    is_short_question = state.stage is Stage.REVIEW or FIELDS[state.at].kind in _SHORT
    if len(text) < _LETTER or not is_short_question:
        return None
    raw = read_prose(
        text,
        sender=known.contact_email,
        sender_name=known.contact_name,
        today=today,
        language=state.language,
    )
    return {name: words for name, words in raw.items() if name == state.at or not state.has(name)}


def _typed_in_review(state: FormState, text: str, today: date) -> Step:
    """'Dates: 2-13 March' changes a field; the name of a field alone opens it."""
    named = labelled(text)
    if any(named.values()):
        return _filled(state, named, today)
    if not named and (meant := belongs_to(text, today=today, language=state.language)) is not None:
        return _changed_in_review(state, *meant)
    return shown(at(state, next(iter(named)), editing=True)) if named else again(state, "unclear")


def _changed_in_review(state: FormState, name: str, value: Value) -> Step:
    """Words that can be only one field's change it, and that is said."""
    state, effects = shown(with_value(state, name, value))
    return state, (Changed(name, display(name, value, state.language)), *effects)


def _said_instead(state: FormState, text: str, today: date) -> Step | None:
    """A question back, 'I do not know', 'thanks': answered kindly, and no answer to the question."""
    name, said = state.at, remark(text)
    if name == "attachments":
        return None
    if said is None and FIELDS[name].kind in _SHORT - {FieldKind.LINE} and asks_back(text):
        is_readable = read_field(name, text, today=today, language=state.language).value is not None
        said = None if is_readable and name != "contact_name" else Remark.ASKED_BACK
    if said is None or (said is not Remark.ASKED_BACK and name == "contact_email"):
        return None
    if said is not Remark.ASKED_BACK and state.has(name) and fold(text) not in _DENIED:
        return pressed(state, "f:keep")  # what was told well is not lost for an 'ok' or a 'no idea'
    if said is Remark.NOT_KNOWN and not FIELDS[name].required:
        return pressed(state, "f:skip")
    return _after(passed_by(state, name, text, said))


def _said_for_another(state: FormState, text: str, today: date) -> Step | None:
    """What answers an open question that was not put is noted there, and this one is put again."""
    meant = belongs_to(text, today=today, language=state.language)
    if meant is None or state.has(meant[0]):
        return None
    other, value = meant
    is_readable = read_field(state.at, text, today=today, language=state.language).value is not None
    if other == "contact_email" or not may_be_elsewhere(state.at, other, is_readable=is_readable):
        return None
    values = {"written": shortened(text)}
    found = noted_elsewhere(problem("", state.at, state.language, values), other, state)
    return shown(with_value(state, other, value), found)


def _said_to_offer(state: FormState, text: str, today: date) -> Step | None:
    """A plain yes or no to 'did you mean ...?'; where several were offered, a yes has them offered again."""
    words, name = fold(text[:80]), state.at
    if not state.suggested or name not in _OFFERED_AS or words not in _AGREED | _DENIED:
        return None
    *near, written = state.suggested
    if words in _DENIED:
        mine = name == "institution"
        return pressed(state, f"f:inst:{len(near)}") if mine else shown(replace(state, suggested=()))
    if name != "institution" and len(near) != 1:
        return shown(state, *read_field(name, written, today=today, language=state.language).problems)
    return pressed(state, _OFFERED_AS[name].format(near[0]))


def _after(result: Result) -> Step:
    """The same question again with what was wrong, or the next one."""
    return shown(moved_on(result.state) if result.taken else result.state, *result.problems)


def _plain_answer(state: FormState, text: str, today: date) -> Step:
    name = state.at
    result = answered(state, name, text, today=today)
    if not result.taken:
        near = next((found.near for found in result.problems if found.near and found.field == name), ())
        offered = (*near, cleaned(text)[: FIELDS[name].longest]) if near else ()
        return shown(replace(result.state, suggested=offered), *result.problems)
    return shown(moved_on(result.state), *result.problems)


def _typed_institution(state: FormState, text: str, today: date, known: Known) -> Step:
    """A name like one we know is asked about once; the same words again mean what they say."""
    words = cleaned(text)
    near = match_name(words, known.institutions)
    if not near and (step := _country_alone(state, words)) is not None:
        return step
    exact = len(near) == 1 and fold(near[0]) == fold(words)
    if exact or not near or (state.suggested and fold(state.suggested[-1]) == fold(words)):
        return _plain_answer(replace(state, suggested=()), near[0] if exact else text, today)
    if len(words) > FIELDS["institution"].longest:
        return _plain_answer(state, text, today)
    found = problem("near_institution", "institution", state.language, {"near": near[0]}, near)
    return shown(replace(state, suggested=(*near, words)), found)


def _country_alone(state: FormState, words: str) -> Step | None:
    """The country is noted, and the institution asked for once more."""
    code = find_country(words[:LONGEST_NAME])
    if code is None or state.failures.get("institution"):
        return None
    values = {"country": country_name(code, state.language)}
    found = problem("country_alone", "institution", state.language, values)
    noted = state if state.has("country") else with_value(state, "country", code)
    return shown(replace(noted, failures={**noted.failures, "institution": 1}), found)


def _typed_areas(state: FormState, text: str, today: date, _: Known) -> Step:
    found = match_areas(text)
    if not found:
        return _plain_answer(state, text, today)
    return taken(state, "areas", tuple(dict.fromkeys((*state.ticked, *found)))[:MOST_ITEMS])


def _typed_languages(state: FormState, text: str, today: date, _: Known) -> Step:
    found = match_languages(text)
    if not found:
        return _plain_answer(state, text, today)
    return taken(state, "languages", tuple(dict.fromkeys((*state.ticked, *found)))[:MOST_ITEMS])


def _typed_for_documents(state: FormState, _: str, __: date, ___: Known) -> Step:
    state, effects = shown(state, problem("no_document", "attachments", state.language))
    return state, (NotUnderstood("unclear"), *effects)


_TYPED: Mapping[str, Callable[[FormState, str, date, Known], Step]] = {
    "institution": _typed_institution,
    "areas": _typed_areas,
    "languages": _typed_languages,
    "attachments": _typed_for_documents,
}


# --- everything at once, and documents ---


def _filled(state: FormState, raw: Mapping[str, str], today: date) -> Step:
    """What a pasted letter leaves open is asked; optional questions are not put after it."""
    result = filled(state, raw, today=today)
    told, state = _told(state, result.state), result.state
    optional = (name for name, field in FIELDS.items() if not field.required and not state.has(name))
    state = replace(state, skipped=tuple(dict.fromkeys((*state.skipped, *optional))), editing=False)
    state, effects = shown(at(state, next(iter(state.missing), "")), *result.problems)
    return (state, (Understood(told), *effects)) if told and state.missing else (state, effects)


def _told(before: FormState, after: FormState) -> tuple[Row, ...]:
    """The answers that are new, in words; a review shows them all anyway."""
    new = {name for name, value in after.answers.items() if before.answers.get(name) != value}
    return tuple(
        row for row in rows_of(after) if row.field in new or row.field in {*after.kept} - {*before.kept}
    )
