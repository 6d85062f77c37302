"""What an answer to one field is worth: its value, or everything that is wrong with it."""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.areas import area_label
from config.countries import country_name
from config.languages import language_name
from config.periods import Period
from config.texts import choice_text, date_text, days_text, period_text, say
from intake.date_spans import Span, periods_in, read_period
from intake.field_list import FIELDS, Field, FieldKind
from intake.words import (
    countries_in,
    match_areas,
    match_country,
    match_languages,
    near_areas,
    read_count,
    read_days,
)

Value = str | int | tuple[str, ...] | Period
"""A line or text, a number, several keys or lines, or days."""

MOST_DAYS = 120
MOST_EXPERTS = 12
MOST_ITEMS = 12
_FAR = timedelta(days=3 * 366)
_LONG = timedelta(days=2 * 366)
"""A window is for choosing days in; nobody's calendar can be held free for longer."""

_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_MARKED_AT = re.compile(
    r"\s{0,3}(?:[\[({<]\s{0,3}(?:at|@|arobase|arroba)\s{0,3}[\])}>]|\b(?:arobas|arobase|arroba)\b|\s@|@\s)\s{0,3}",
    re.IGNORECASE,
)
_SPELT_AT = re.compile(rf"{_MARKED_AT.pattern}|\s{{1,3}}at\s{{1,3}}", re.IGNORECASE)
_SPELT_DOT = re.compile(
    r"\s{0,3}[\[({<]\s{0,3}(?:dot|\.|point|punto|ponto)\s{0,3}[\])}>]\s{0,3}|\s{1,3}(?:dot|point|punto|ponto)\s{1,3}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\d[\d ()./-]{5,24}\d")
_ITEM_MARK = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,2}[.)]|\(?[a-h][.)])\s+")
_WORD = re.compile(r"\w")
_IN_WORDS = frozenset({FieldKind.LINE, FieldKind.TEXT, FieldKind.LIST})
"""A number alone is no answer to these."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer cannot be taken: `form.problem.<key>` with these values says it."""

    field: str
    key: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    near: tuple[str, ...] = ()
    """What may have been meant, as values to choose from: country codes, area keys, a period."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one answer was read."""

    value: Value | None = None
    problems: tuple[Problem, ...] = ()
    also: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    """Other fields the same words answer: 'Ama Koffi, ama@ministry.example'."""
    doubtful: bool = False
    """Taken, but an officer should see the words: several alternative dates."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What reading depends on beside the words."""

    today: date
    language: str


def problem(
    key: str, name: str, language: str, values: Mapping[str, str] | None = None, near: tuple[str, ...] = ()
) -> Problem:
    """A problem whose values always hold the field's label, question and an example of a good answer."""
    common = {part: say(language, f"form.{name}.{part}") for part in ("label", "ask", "example")}
    return Problem(name, key, {**common, **(values or {})}, near)


def _refused(wanted: Field, key: str, text: str, facts: "Circumstances") -> Outcome:
    values = {"written": shortened(text)}
    return Outcome(problems=(problem(key, wanted.key, facts.language, values),))


def read_field(name: str, text: str, *, today: date, language: str) -> Outcome:
    """The value of one answer, or all that is wrong with it."""
    wanted = FIELDS[name]
    words = cleaned(text)
    is_empty = not any(c.isalpha() for c in words) if wanted.kind in _IN_WORDS else not _WORD.search(words)
    if is_empty:
        return Outcome(problems=(problem("missing", name, language),))
    if len(words) > wanted.longest:
        counts = {"limit": str(wanted.longest), "length": str(len(words))}
        return Outcome(problems=(problem("too_long", name, language, counts),))
    facts = Circumstances(today, language)
    return _only_address(wanted, words, facts) or _READERS[wanted.kind](wanted, words, facts)


def cleaned(text: str) -> str:
    """The text without control characters, trailing spaces and runs of empty lines."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Cn", "Co"})
    lines = (" ".join(line.split()) for line in kept.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def shortened(text: str, longest: int = 80) -> str:
    """The text to quote in one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _line(_: Field, text: str, __: Circumstances) -> Outcome:
    return Outcome(" ".join(text.split()))


def _text(_: Field, text: str, __: Circumstances) -> Outcome:
    return Outcome(text)


def _name(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    """A name, with the e-mail address and phone number written beside it."""
    also: dict[str, Value] = {}
    if "@" not in text and _EMAIL.search(spelt := _spelt_address(text)):
        text = spelt
    if email := _EMAIL.search(text):
        also["contact_email"] = email.group().lower()
        text = text.replace(email.group(), " ")
    if phone := _PHONE.search(text):
        also["contact_phone"] = phone.group()
        text = text.replace(phone.group(), " ")
    name = re.sub(r"\s*[,;:<>()\[\]/|–-]*\s*$", "", " ".join(text.split())).strip(" ,;:<>()-")
    if not any(c.isalpha() for c in name):
        return Outcome(problems=(problem("missing", wanted.key, facts.language),), also=also)
    return Outcome(name, also=also)


def _only_address(wanted: Field, text: str, facts: Circumstances) -> Outcome | None:
    """An e-mail address answers no other question; it is noted for the contact person."""
    found = _EMAIL.fullmatch(text.strip(" <>.,;"))
    if found is None or wanted.kind in {FieldKind.EMAIL, FieldKind.NAME}:
        return None
    return replace(_refused(wanted, "email_here", text, facts), also={"contact_email": found.group().lower()})


def _email(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    found = _EMAIL.search(text) or _EMAIL.search(_spelt_address(text))
    if found is not None:
        return Outcome(found.group().lower())
    phone = _PHONE.fullmatch(text)
    also: dict[str, Value] = {"contact_phone": phone.group()} if phone else {}
    return replace(_refused(wanted, "no_email", text, facts), also=also)


def _spelt_address(text: str) -> str:
    """'ama [at] labour.example' and 'ama arroba labour punto example' as an address; '' if nothing is spelt out so."""
    dotted, dots = _SPELT_DOT.subn(".", text)
    joined, signs = (_SPELT_AT if dots else _MARKED_AT).subn("@", dotted)
    return joined if signs <= 1 else ""


def _phone(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    found = _PHONE.search(text)
    if found is None:
        return _refused(wanted, "no_phone", text, facts)
    return Outcome(found.group())


def _country(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    match = match_country(text)
    if match is not None and match.is_clear:
        return Outcome(match.code)
    named = countries_in(text)
    near = named or ((match.code, *match.others) if match is not None else ())
    names = choice_text([country_name(code, facts.language) for code in near[:4]], facts.language)
    key = ("several_countries" if named else "near_country") if near else "unknown_country"
    values = {"written": shortened(text), "near": names}
    return Outcome(problems=(problem(key, wanted.key, facts.language, values, near[:4]),))


def _areas(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    found = match_areas(text)
    if found:
        return Outcome(found[:MOST_ITEMS])
    near = near_areas(text)
    names = choice_text([area_label(key, facts.language) for key in near], facts.language)
    key = "near_area" if near else "no_area"
    values = {"written": shortened(text), "near": names}
    return Outcome(problems=(problem(key, wanted.key, facts.language, values, near),))


def _languages(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    found = match_languages(text)
    if found:
        return Outcome(found[:MOST_ITEMS])
    return _refused(wanted, "unknown_language", text, facts)


def _days(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    days = read_days(text)
    also: dict[str, Value] = {}
    if (window := _window_beside(text, facts)) is not None:
        also["window"] = window
    return replace(_number(wanted, days, MOST_DAYS, text, facts), also=also)


def _window_beside(text: str, facts: Circumstances) -> Period | None:
    spans = periods_in(text, today=facts.today, language=facts.language)
    if len(spans) != 1 or spans[0].period.start < facts.today or _faults(spans[0].period, spans, facts.today):
        return None
    return spans[0].period


def _count(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    return _number(wanted, read_count(text), MOST_EXPERTS, text, facts)


def _number(wanted: Field, number: int | None, most: int, text: str, facts: Circumstances) -> Outcome:
    if number is not None and 1 <= number <= most:
        return Outcome(number)
    key = "number_out_of_range" if any(c.isdecimal() for c in text) else "no_number"
    values = {"written": shortened(text), "most": str(most)}
    return Outcome(problems=(problem(key, wanted.key, facts.language, values),))


def _list(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    lines = text.splitlines() if "\n" in text else text.split(";")
    items = tuple(item for line in lines if (item := _ITEM_MARK.sub("", line).strip(" ;")))
    if not items:
        return Outcome(problems=(problem("missing", wanted.key, facts.language),))
    return Outcome(tuple(dict.fromkeys(items))[:MOST_ITEMS])


def _dates(wanted: Field, text: str, facts: Circumstances) -> Outcome:
    spans = periods_in(text, today=facts.today, language=facts.language)
    period = read_period(text, today=facts.today, language=facts.language)
    if period is None:
        return _refused(wanted, "unreadable_dates", text, facts)
    ahead = tuple(span for span in spans if span.period.end >= facts.today)
    chosen = ahead[0] if ahead and period.end < facts.today else None
    return _judged(wanted, chosen.period if chosen else period, spans, text, facts)


def _judged(
    wanted: Field, period: Period, spans: tuple[Span, ...], text: str, facts: Circumstances
) -> Outcome:
    """All that speaks against these days at once."""
    shown = {"period": period_text(period, facts.language), "today": date_text(facts.today, facts.language)}
    near = (f"{period.start}/{period.end}",)
    found = tuple(
        problem(key, wanted.key, facts.language, shown, near if key == "reversed_dates" else ())
        for key in _faults(period, spans, facts.today)
    )
    also: dict[str, Value] = {}
    if (days := read_days(text, unit_needed=True)) is not None and 1 <= days <= MOST_DAYS:
        also["duration_days"] = days
    value = None if found else Period(max(period.start, facts.today), period.end)
    return Outcome(value, found, also, doubtful=len(_separate(spans)) > 1)


def _faults(period: Period, spans: tuple[Span, ...], today: date) -> tuple[str, ...]:
    over = period.end < today
    holds = {
        "past_dates": over,
        "reversed_dates": not over and any(span.reversed for span in spans),
        "far_dates": period.start > today + _FAR,
        "long_dates": period.end > max(period.start, today) + _LONG,
    }
    return tuple(key for key, fault in holds.items() if fault)


def _separate(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans that do not follow each other without a gap."""
    return tuple(
        span
        for place, span in enumerate(spans)
        if place == 0 or span.period.start > spans[place - 1].period.end + timedelta(days=1)
    )


_READERS: Mapping[FieldKind, Callable[[Field, str, Circumstances], Outcome]] = {
    FieldKind.LINE: _line,
    FieldKind.TEXT: _text,
    FieldKind.NAME: _name,
    FieldKind.EMAIL: _email,
    FieldKind.PHONE: _phone,
    FieldKind.COUNTRY: _country,
    FieldKind.AREAS: _areas,
    FieldKind.DATES: _dates,
    FieldKind.DAYS: _days,
    FieldKind.LANGUAGES: _languages,
    FieldKind.COUNT: _count,
    FieldKind.LIST: _list,
}


def display(name: str, value: Value, language: str) -> str:
    """The value as people read it, and as it can be read again."""
    if isinstance(value, Period):
        return period_text(value, language)
    if isinstance(value, tuple):
        return _display_several(name, value, language)
    if name == "country":
        return country_name(str(value), language)
    if name == "duration_days":
        return days_text(4 * int(str(value)), language)
    return str(value)


def _display_several(name: str, items: tuple[str, ...], language: str) -> str:
    kind = FIELDS[name].kind
    if kind is FieldKind.AREAS:
        return ", ".join(area_label(key, language) for key in items)
    if kind is FieldKind.LANGUAGES:
        return ", ".join(language_name(code, language) for code in items)
    return "\n".join(items)
