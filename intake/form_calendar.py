"""Days picked from a calendar instead of typed: a month as a table of buttons, first day, then last day."""

from calendar import Calendar
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from babel.dates import format_skeleton, get_day_names

from config.periods import Period
from config.texts import date_text, say
from intake.field_list import FIELDS, FieldKind
from intake.form_answers import answered
from intake.form_course import Effects, Step, again, moved_on, shown
from intake.form_events import Ask, Choice
from intake.form_state import FormState, Stage

CALENDAR = "f:cal:"
"""How the actions of its buttons begin."""
MONTHS_AHEAD = 35
"""As far as dates may lie away."""
BLANK = "·"
"""A day that cannot be chosen, for Telegram shows no button without a word."""
_WEEKS = Calendar()


def is_open(state: FormState) -> bool:
    """Whether a calendar stands under the question."""
    at_dates = state.at in FIELDS and FIELDS[state.at].kind is FieldKind.DATES
    return state.stage is Stage.ASKING and at_dates and bool(_month_of(state.month))


def calendar_pressed(state: FormState, argument: str, today: date) -> Step:
    """The form after a button of the calendar, as far as it means anything here."""
    verb, _, rest = argument.partition(":")
    press = _PRESSES.get(verb)
    at_dates = state.stage is Stage.ASKING and FIELDS[state.at].kind is FieldKind.DATES
    after = press(state, rest, today) if press is not None and at_dates else None
    return after if after is not None else again(state, "stale")


def day_typed(state: FormState, text: str, today: date) -> Step | None:
    """A bare number under an open calendar is that day of the month, for those who use no buttons."""
    words = text.strip().rstrip(".")
    if not is_open(state) or not words.isdecimal() or len(words) > 2:
        return None
    month = _month_of(state.month) or today
    day = _day_in(month, int(words))
    return _day(state, day.isoformat(), today) if day is not None else None


def with_calendar(state: FormState, effects: Effects, today: date) -> Step:
    """The question with the month under it, if the calendar is open; it begins with the month of today."""
    month = _month_of(state.month)
    if month is None or not is_open(state):
        return state, effects
    month = min(max(month, today.replace(day=1)), _moved(today, MONTHS_AHEAD))
    state = replace(state, month=f"{month:%Y-%m}")
    return state, tuple(_opened(state, one, month, today) if isinstance(one, Ask) else one for one in effects)


def _opened(state: FormState, question: Ask, month: date, today: date) -> Ask:
    below = (row for row in question.choices if not row[0].action.startswith(CALENDAR))
    rows = (*_rows(state, month, today), *below)
    return replace(question, choices=rows, hint=_hint(state, month), examples=())


def _hint(state: FormState, month: date) -> str:
    first = _date_of(state.first)
    shown_month = month_text(month, state.language)
    if first is None:
        return say(state.language, "form.calendar.first", month=shown_month)
    return say(
        state.language, "form.calendar.last", month=shown_month, first=date_text(first, state.language)
    )


def month_text(month: date, language: str) -> str:
    """A month with its year: "March 2026", "mars 2026", "marzo de 2026"."""
    return str(format_skeleton("yMMMM", month, locale=language))


def _rows(state: FormState, month: date, today: date) -> Iterator[tuple[Choice, ...]]:
    if turning := tuple(_turning(state, month, today)):
        yield turning
    names = get_day_names("short", locale=state.language)
    yield tuple(Choice(names[day], "") for day in range(7))
    for week in _WEEKS.monthdatescalendar(month.year, month.month):
        row = tuple(_cell(state, day, month, today) for day in week)
        if any(cell.action for cell in row):
            yield row
    yield (_whole_month(state, month),)


def _turning(state: FormState, month: date, today: date) -> Iterator[Choice]:
    """The months before and after, by name: an arrow alone says nothing to a screen reader."""
    for steps, key in ((-1, "earlier"), (1, "later")):
        other = _moved(month, steps)
        if _moved(today, 0) <= other <= _moved(today, MONTHS_AHEAD):
            words = say(state.language, f"form.calendar.{key}", month=month_text(other, state.language))
            yield Choice(words, f"{CALENDAR}to:{other:%Y-%m}")


def _cell(state: FormState, day: date, month: date, today: date) -> Choice:
    if day.month != month.month or day < today:
        return Choice(BLANK, "")
    label = str(day.day)
    if day.isoformat() == state.first:
        label = say(state.language, "form.button.ticked", label=label)
    return Choice(label, f"{CALENDAR}day:{day}")


def _whole_month(state: FormState, month: date) -> Choice:
    words = say(state.language, "form.calendar.whole", month=month_text(month, state.language))
    return Choice(words, f"{CALENDAR}month:{month:%Y-%m}")


# --- what the buttons do ---


def _open(state: FormState, _: str, today: date) -> Step:
    return shown(replace(state, month=f"{today:%Y-%m}", first=""))


def _turn(state: FormState, month: str, _: date) -> Step | None:
    return shown(replace(state, month=month)) if _month_of(month) else None


def _day(state: FormState, written: str, today: date) -> Step | None:
    """The first day; then, if it does not lie before it, the last one."""
    day, first = _date_of(written), _date_of(state.first)
    if day is None or day < today or not is_open(state):
        return None
    if first is None or day < first:
        return shown(replace(state, first=day.isoformat()))
    return _chosen(state, Period(first, day), today)


def _month(state: FormState, written: str, today: date) -> Step | None:
    """The whole month, or what is left of it."""
    month = _month_ahead(written, today)
    if month is None:
        return None
    last = _moved(month, 1) - timedelta(days=1)
    return _chosen(state, Period(max(month, today), last), today) if last >= today else None


def _chosen(state: FormState, period: Period, today: date) -> Step:
    """The days as if they had been typed, so that the same is said against them."""
    result = answered(replace(state, first=""), state.at, f"{period.start} - {period.end}", today=today)
    return shown(moved_on(result.state) if result.taken else result.state, *result.problems)


_PRESSES: Mapping[str, Callable[[FormState, str, date], Step | None]] = {
    "open": _open,
    "to": _turn,
    "day": _day,
    "month": _month,
}


def _moved(month: date, steps: int) -> date:
    """The first day of the month so many months away."""
    years, place = divmod(month.month - 1 + steps, 12)
    return date(month.year + years, place + 1, 1)


def _month_of(written: str) -> date | None:
    return _date_of(f"{written}-01") if len(written) == len("2026-03") else None


def _month_ahead(written: str, today: date) -> date | None:
    """A month that the calendar shows; buttons are shown for no other, but anybody may forge one."""
    month = _month_of(written)
    return month if month and _moved(today, 0) <= month <= _moved(today, MONTHS_AHEAD) else None


def _day_in(month: date, number: int) -> date | None:
    return _date_of(f"{month:%Y-%m}-{number:02}")


def _date_of(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
