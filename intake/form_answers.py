"""How an answer changes a form: taken, refused with its problems, or after two unreadable ones kept as written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from config.countries import is_country
from config.texts import say
from intake.calendar_names import month_names
from intake.field_json import is_language
from intake.field_list import FIELDS
from intake.field_values import MOST_ITEMS, Outcome, Problem, Value, cleaned, problem, read_field, shortened
from intake.fields import derived_days, read_values, window_problems
from intake.form_remarks import Remark
from intake.form_state import ChannelKind, FormState, Known
from intake.words import countries_in

MOST_FAILURES = 2
_MOST_FAILURES_OF = {"contact_email": 5}
"""Without an address nobody can be answered: it is asked again four times before an officer has to find it."""
_READ_BUT_WRONG = frozenset({"past_dates", "reversed_dates", "far_dates", "long_dates", "email_here"})
"""What was understood is never kept as mere words: each time its own question is put."""
_TIME_WORDS = re.compile(
    r"\d|possib|conven|flexib|soon|any ?time|tot\b|bientot|antes|breve|cuando|whenever|"
    + "|".join(month_names()),
    re.IGNORECASE,
)
_OF_TIME = frozenset({"window", "duration_days"})


@dataclass(frozen=True, slots=True)
class Result:
    """The form after an answer, and what is to be said about it."""

    state: FormState
    problems: tuple[Problem, ...] = ()
    taken: bool = True


def with_known(state: FormState, known: Known) -> FormState:
    """The form with what is known of the sender where nothing is answered yet."""
    facts: dict[str, Value] = {
        name: text[: FIELDS[name].longest]
        for name in ("institution", "contact_name", "contact_email", "contact_phone")
        if (text := cleaned(getattr(known, name)))
    }
    if is_country(known.country):
        facts["country"] = known.country
    if is_language(known.language):
        facts["languages"] = (known.language,)
    new = {name: value for name, value in facts.items() if not state.has(name)}
    given = tuple(dict.fromkeys((*state.given, *new)))
    return replace(state, answers={**state.answers, **new}, given=given)


def answered(state: FormState, name: str, text: str, *, today: date) -> Result:
    """One typed answer taken, refused, or kept as it is written when it cannot be read again and again."""
    outcome = read_field(name, text, today=today, language=state.language)
    if outcome.value is None:
        return _refused(_with_also(state, outcome.also), name, text, _noted(outcome, state))
    taken = with_value(state, name, outcome.value)
    clash = window_problems(taken.answers, state.language) if name in _OF_TIME else ()
    if clash and state.failures.get(name, 0) < MOST_FAILURES - 1:
        return Result(_failed(state, name), clash, taken=False)
    kept = {name: cleaned(text)} if outcome.doubtful or clash else {}
    taken = replace(taken, kept={**taken.kept, **kept})
    return Result(_with_also(taken, _beside(name, outcome, taken)))


def _beside(name: str, outcome: Outcome, state: FormState) -> Mapping[str, Value]:
    """Other fields the answer tells: 'Ministry of Labour, Togo' names the country."""
    if name == "institution" and isinstance(outcome.value, str):
        countries = countries_in(outcome.value)
        return {"country": countries[0]} if len(countries) == 1 else {}
    fits = not window_problems({**state.answers, **outcome.also}, state.language)
    return outcome.also if fits else {}


def _with_also(state: FormState, also: Mapping[str, Value]) -> FormState:
    new = {name: value for name, value in also.items() if not state.has(name)}
    return replace(state, answers={**state.answers, **new})


def _noted(outcome: Outcome, state: FormState) -> tuple[Problem, ...]:
    """An address at the wrong place is told as noted where it belongs, if none stood there."""
    is_new = "contact_email" in outcome.also and not state.has("contact_email")
    return tuple(
        noted_elsewhere(found, "contact_email", state) if is_new and found.key == "email_here" else found
        for found in outcome.problems
    )


def noted_elsewhere(found: Problem, other: str, state: FormState) -> Problem:
    """Says under which other question the words were noted."""
    values = {**found.values, "other": FIELDS[other].label(state.language)}
    return replace(found, key="noted_elsewhere", values=values)


def with_value(state: FormState, name: str, value: Value) -> FormState:
    """The form with one more answer; a duration told by a short window follows that window."""
    answers = dict(state.answers)
    if name == "window" and answers.get("duration_days") == derived_days(answers.get("window")):
        answers.pop("duration_days", None)
    answers[name] = value
    days = derived_days(answers.get("window"))
    if name == "window" and days is not None and "duration_days" not in {**answers, **state.kept}:
        answers["duration_days"] = days
    return replace(
        state,
        answers=answers,
        kept=_without(state.kept, name),
        failures={key: count for key, count in state.failures.items() if key != name},
        skipped=tuple(other for other in state.skipped if other != name),
        given=tuple(other for other in state.given if other != name),
    )


def _without(words: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: text for key, text in words.items() if key != name}


def _refused(state: FormState, name: str, text: str, problems: tuple[Problem, ...]) -> Result:
    words = cleaned(text)[: FIELDS[name].longest]
    told = {found.key for found in problems}
    if told & {"missing", "noted_elsewhere"} or told & _READ_BUT_WRONG:
        return Result(state, problems, taken=False)
    state = _failed(state, name)
    most = _MOST_FAILURES_OF.get(name, MOST_FAILURES)
    if state.failures[name] < most or not _may_be_kept(state, name, words):
        return Result(state, problems, taken=False)
    return Result(kept_as_written(state, name, words), (kept_problem(state, name, words),))


def passed_by(state: FormState, name: str, text: str, said: Remark) -> Result:
    """Words beside the question: explained, and but for questions kept for an officer when they are said again."""
    values = {"written": shortened(text), "help": say(state.language, f"form.{name}.help")}
    found = problem(said, name, state.language, values)
    if said is Remark.ASKED_BACK or state.has(name):
        return Result(state, (found,), taken=False)
    failed = _failed(state, name)
    if failed.failures[name] < MOST_FAILURES:
        return Result(failed, (found,), taken=False)
    words = cleaned(text)
    return Result(kept_as_written(failed, name, words), (kept_problem(failed, name, words),))


def _may_be_kept(state: FormState, name: str, words: str) -> bool:
    """In mail a 'thank you' must not pass for dates: there the words have to speak of time."""
    return state.channel is ChannelKind.CHAT or name not in _OF_TIME or bool(_TIME_WORDS.search(words))


def _failed(state: FormState, name: str) -> FormState:
    return replace(state, failures={**state.failures, name: state.failures.get(name, 0) + 1})


def kept_as_written(state: FormState, name: str, words: str) -> FormState:
    """The form with words an officer will check in place of an answer; what was ticked before them stays ticked."""
    answers = {key: value for key, value in state.answers.items() if key != name}
    if state.at == name and state.ticked:
        answers[name] = state.ticked
    failures = {key: count for key, count in state.failures.items() if key != name}
    return replace(state, answers=answers, kept={**state.kept, name: words}, failures=failures)


def kept_problem(state: FormState, name: str, words: str) -> Problem:
    """Says that an officer will check the words."""
    return problem("kept_as_written", name, state.language, {"written": shortened(words)})


def filled(state: FormState, raw: Mapping[str, str], *, today: date) -> Result:
    """Everything at once: all that can be read is taken, all problems are reported together."""
    reading = read_values(raw, today=today, language=state.language)
    failures = state.failures
    problems: list[Problem] = []
    for name, value in reading.values.items():
        if name in raw or not state.has(name):
            state = with_value(state, name, value)
    state = replace(state, kept={**state.kept, **reading.kept})
    for found in _one_each(reading.problems):
        result = _judged(state, found, raw)
        state = result.state
        problems.extend(result.problems)
    if _OF_TIME & reading.values.keys() and (clash := window_problems(state.answers, state.language)):
        result = _clashing(replace(state, failures={**state.failures, **_clashes(failures)}), clash[0])
        state = result.state
        problems.extend(result.problems)
    return Result(state, tuple(problems))


def _clashes(failures: Mapping[str, int]) -> dict[str, int]:
    """Earlier questions about the dates are remembered although dates were given again."""
    return {"window": failures["window"]} if "window" in failures else {}


def _one_each(problems: tuple[Problem, ...]) -> list[Problem]:
    """One problem for each field; dates that do not fit the duration are judged with all answers."""
    own = (found for found in reversed(problems) if found.key != "window_too_short")
    return list({found.field: found for found in own}.values())[::-1]


def _judged(state: FormState, found: Problem, raw: Mapping[str, str]) -> Result:
    """Optional fields are kept as written at once; required ones are asked about."""
    name = found.field
    words = cleaned(raw.get(name, ""))[: FIELDS[name].longest]
    if found.key == "missing" or (found.key == "email_here" and not FIELDS[name].required):
        return Result(state)
    if not FIELDS[name].required and words:
        return Result(kept_as_written(state, name, words), (kept_problem(state, name, words),))
    if state.has(name):
        return Result(state, (found,))
    return _refused(state, name, words, (found,))


def _clashing(state: FormState, found: Problem) -> Result:
    """Dates too short for the duration are asked about once, then left to an officer."""
    failed = _failed(state, found.field)
    if failed.failures[found.field] < MOST_FAILURES:
        return Result(failed, (found,))
    return Result(replace(failed, kept={**failed.kept, found.field: found.values["period"]}))


def with_file(state: FormState, filename: str) -> FormState:
    """The form with one more document."""
    name = " ".join(cleaned(filename).split())[:200]
    before = state.answers.get("attachments")
    files = dict.fromkeys((*(before if isinstance(before, tuple) else ()), name))
    return with_value(state, "attachments", tuple(files)[:MOST_ITEMS]) if name else state
