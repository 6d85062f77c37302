"""What a form shows at each point: the question with its buttons, the review, and what is missing."""

from collections.abc import Iterator, Sequence

from config.areas import area_label, areas_in, load_areas
from config.countries import country_name
from config.languages import INTERFACE_LANGUAGES, language_name
from config.texts import period_text, say
from intake.field_json import read_days_of
from intake.field_list import FIELDS, FieldKind
from intake.field_values import Problem, display, problem, shortened
from intake.fields import blank_form
from intake.form_events import Ask, AskMissing, Choice, Review, Row, Rows
from intake.form_state import FormState

_DURATIONS = (5, 7, 10, 15)
_EXPERTS = (1, 2, 3, 4)
AREAS_ON_A_PAGE = 8
_MOST_FOUND = 6
_LONGEST_BUTTON = 60
_HALF_A_ROW = 20


def questions(state: FormState) -> list[str]:
    """The fields of the dialogue in order, without those already known."""
    return [name for name, field in FIELDS.items() if field.in_chat and name not in state.given]


def ask(state: FormState, problems: tuple[Problem, ...] = ()) -> Ask:
    """The question at which the form stands."""
    order = questions(state)
    number = order.index(state.at) + 1 if state.at in order else 1
    return Ask(
        field=state.at,
        number=number,
        of=len(order),
        problems=problems,
        choices=tuple(_choices(state, problems)),
        current=_current(state),
        examples=(say(state.language, f"form.{state.at}.example"),),
    )


def _current(state: FormState) -> str:
    if FIELDS[state.at].kind in {FieldKind.AREAS, FieldKind.LANGUAGES} and state.ticked:
        return display(state.at, state.ticked, state.language)
    if state.at in state.kept:
        return state.kept[state.at]
    value = state.answers.get(state.at)
    return display(state.at, value, state.language) if value is not None else ""


def _choices(state: FormState, problems: Sequence[Problem]) -> Iterator[tuple[Choice, ...]]:
    for found in problems:
        if found.field == state.at:
            yield from _meant(state, found)
    yield from _suggestions(state)
    kind = FIELDS[state.at].kind
    if kind is FieldKind.AREAS:
        yield from _areas(state)
    elif kind is FieldKind.LANGUAGES:
        yield from _languages(state)
    elif kind is FieldKind.DATES:
        yield (_button(state, "calendar", "f:cal:open"),)
    elif kind is FieldKind.DAYS:
        yield tuple(Choice(str(days), f"f:count:{days}") for days in _DURATIONS)
    elif kind is FieldKind.COUNT:
        yield tuple(Choice(str(count), f"f:count:{count}") for count in _EXPERTS)
    if row := tuple(_onwards(state)):
        yield row
    yield tuple(_elsewhere(state))


def _meant(state: FormState, found: Problem) -> Iterator[tuple[Choice, ...]]:
    """'Did you mean Togo?' as a button for each."""
    for value in found.near:
        if found.field == "country":
            yield (Choice(country_name(value, state.language), f"f:pick:{value}"),)
        elif found.field == "window" and (period := read_days_of(value)) is not None:
            words = say(state.language, "form.button.swap", period=period_text(period, state.language))
            yield (Choice(words, f"f:dates:{value}"),)


def _suggestions(state: FormState) -> Iterator[tuple[Choice, ...]]:
    if state.at != "institution" or not state.suggested:
        return
    for number, name in enumerate(state.suggested[:-1]):
        yield (Choice(shortened(name, _LONGEST_BUTTON), f"f:inst:{number}"),)
    yield (_button(state, "keep_mine", f"f:inst:{len(state.suggested) - 1}"),)


def _areas(state: FormState) -> Iterator[tuple[Choice, ...]]:
    """Areas ticked or found in the title first, then a page of all others."""
    found = dict.fromkeys((*state.ticked, *areas_found(state)))
    others = [key for key in load_areas() if key not in found]
    start = (state.page - 1) * AREAS_ON_A_PAGE
    page = (
        others[start : start + AREAS_ON_A_PAGE] if state.page else ([] if found else others[:AREAS_ON_A_PAGE])
    )
    for key in (*found, *page):
        label = area_label(key, state.language)
        yield (Choice(_ticked(state, key, label), f"f:area:{key}"),)
    row = [_button(state, "more", "f:areas:more")]
    if state.ticked:
        row.insert(0, _button(state, "done", "f:areas:done"))
    yield tuple(row)


def areas_found(state: FormState) -> tuple[str, ...]:
    """The areas the title and the objectives speak of, and those answered before."""
    words = "\n".join(
        str(state.answers.get(name, "")) for name in ("title", "background", "general_objective")
    )
    before = state.answers.get("areas")
    return (*(before if isinstance(before, tuple) else ()), *areas_in(words)[:_MOST_FOUND])


def _languages(state: FormState) -> Iterator[tuple[Choice, ...]]:
    codes = dict.fromkeys((*state.ticked, *INTERFACE_LANGUAGES))
    yield tuple(
        Choice(_ticked(state, code, language_name(code, state.language)), f"f:lang:{code}") for code in codes
    )
    if state.ticked:
        yield (_button(state, "done", "f:langs:done"),)


def _ticked(state: FormState, key: str, label: str) -> str:
    return say(state.language, "form.button.ticked", label=label) if key in state.ticked else label


def _onwards(state: FormState) -> Iterator[Choice]:
    if questions(state)[:1] != [state.at] or state.editing:
        yield _button(state, "back", "f:back")
    if state.has(state.at):
        yield _button(state, "keep", "f:keep")
    elif not FIELDS[state.at].required:
        yield _button(state, "skip", "f:skip")


def _elsewhere(state: FormState) -> Iterator[Choice]:
    yield _button(state, "later", "f:later")
    yield _button(state, "cancel", "f:cancel")


def _button(state: FormState, name: str, action: str) -> Choice:
    return Choice(say(state.language, f"form.button.{name}"), action)


def review(state: FormState, problems: tuple[Problem, ...] = ()) -> Review:
    """Every field in words, with a button to change each."""
    rows = tuple(rows_of(state, everything=True))
    return Review(rows=rows, problems=problems, choices=tuple(_review_choices(state, rows)))


def _review_choices(state: FormState, rows: Sequence[Row]) -> Iterator[tuple[Choice, ...]]:
    yield (_button(state, "send", "f:send"),)
    yield from _side_by_side([Choice(row.label, f"f:edit:{row.field}") for row in rows])
    yield tuple(_elsewhere(state))


def _side_by_side(choices: Sequence[Choice]) -> Iterator[tuple[Choice, ...]]:
    """Two in a row where both labels fit into half the width of a phone."""
    left: Choice | None = None
    for choice in choices:
        if left is not None and max(len(left.label), len(choice.label)) <= _HALF_A_ROW:
            yield (left, choice)
            left = None
            continue
        if left is not None:
            yield (left,)
        left = choice
    if left is not None:
        yield (left,)


def rows_of(state: FormState, *, everything: bool = False) -> Iterator[Row]:
    """The answers in words; with `everything` also what was left out."""
    for name, field in FIELDS.items():
        if state.has(name) or (everything and field.in_chat):
            yield Row(name, field.label(state.language), _shown(state, name))


def _shown(state: FormState, name: str) -> str:
    value = state.answers.get(name)
    if value is not None:
        return display(name, value, state.language)
    if name in state.kept:
        written = shortened(state.kept[name], 300)
        return say(state.language, "form.review.as_written", written=written)
    return say(state.language, "form.review.not_given")


def ask_missing(state: FormState, problems: tuple[Problem, ...]) -> AskMissing:
    """All that a mail left open, in one answer with the half-filled form."""
    told = {found.field for found in problems}
    missing = tuple(problem("missing", name, state.language) for name in state.missing if name not in told)
    return AskMissing(
        problems=(*problems, *missing),
        understood=tuple(rows_of(state)),
        form=blank_form(state.language, state.answers),
    )


def all_choices(rows: Rows) -> Iterator[Choice]:
    """The buttons of a screen in reading order."""
    return (choice for row in rows for choice in row)
