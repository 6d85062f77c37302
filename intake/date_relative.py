"""Days counted from today: tomorrow, next week, in two weeks, the next ten days, Monday, next Friday."""

from dataclasses import replace
from datetime import date, timedelta

from intake import date_words as words
from intake.calendar_names import weekday_names
from intake.date_days import Found, Point, day_of
from intake.date_line import Line

_ONE = frozenset(["a", "an", "one", "une", "un", "una", "um", "uma", "einer", "einem", "einen"])
_DAY = timedelta(days=1)
_BEFORE_OTHERS = frozenset({"before", "davant", "precedent", "anterior", "davor", "previous"})
_NEXT = words.NEXT | {"prochains", "prochaines", "proximas"}
_THIS_OR_NEXT = words.THIS | words.NEXT
_SINCE = frozenset(
    [
        "from",
        "between",
        "of",
        "since",
        "starting",
        "de",
        "del",
        "desde",
        "partir",
        "d",
        "entre",
        "ab",
        "compter",
        "contar",
        "da",
        "dal",
        "le",
    ]
)
_SURE_OF_DAYS = frozenset({"dans", "dentro", "daqui", "fra"})
"""'in 5 days' may be how long something takes."""


def near_stretch(line: Line, at: int, today: date) -> Found | None:
    """Next week, le mois prochain, this month."""
    for phrases, days in ((words.WEEK_AFTER_NEXT, 14), (words.NEXT_WEEK, 7)):
        if length := line.phrase(phrases, at):
            return Found(day_of(today + days * _DAY, whole_week=True), at + length)
    for phrases, day in ((words.NEXT_MONTH, _next_month(today)), (words.THIS_MONTH, today)):
        if length := line.phrase(phrases, at):
            return Found(Point(1, 0, day.month, day.year), at + length)
    return None


def near_day(line: Line, at: int, today: date) -> Found | None:
    """Tomorrow, today, this week, in two weeks, Monday: what is believed only of somebody's availability."""
    found = _near_day(line, at, today)
    return Found(replace(found.point, near=True), found.next) if found is not None else None


def _near_day(line: Line, at: int, today: date) -> Found | None:
    for phrases, days in ((words.AFTER_TOMORROW, 2), (words.TOMORROW, 1), (words.TODAY, 0)):
        if (length := line.phrase(phrases, at)) and not _is_morning(line, at):
            if not days and not (line.word(at - 1) in _SINCE or line.phrase(words.TO, at + length)):
                return None  # 'for now', 'ahora'
            return Found(day_of(today + days * _DAY), at + length)
    if length := line.phrase(words.THIS_WEEK, at):
        return Found(day_of(today, whole_week=True), at + length)
    return _in_some_time(line, at, today) or _weekday(line, at, today) or _whole_year(line, at, today)


def _whole_year(line: Line, at: int, today: date) -> Found | None:
    """'toute l'année 2026', 'in 2027'."""
    year = line.year(at + 1)
    before = line.word(at) in words.THE_YEAR or line.word(at) in words.BEFORE_YEAR
    if (
        year is None
        or not today.year <= year <= today.year + 5
        or not before
        or line.word(at + 2) in {"-", "/"}
    ):
        return None
    return Found(Point(1, 0, 1, year, months=12), at + 2)


def _is_morning(line: Line, at: int) -> bool:
    """'por la mañana', 'guten Morgen', 'the morning'."""
    return line.word(at - 1) in {"la", "guten", "cada", "am", "las", "every", "per", "una"}


def _in_some_time(line: Line, at: int, today: date) -> Found | None:
    length = line.phrase(words.IN_SOME, at)
    counted = _counted(line, at + length) if length else None
    if counted is None:
        return None
    count, unit, after = counted
    if unit == 7:
        return Found(day_of(today + 7 * count * _DAY, whole_week=True), after)
    if unit == 30:
        months = today.year * 12 + today.month - 1 + count
        return Found(Point(1, 0, months % 12 + 1, months // 12), after)
    return Found(day_of(today + count * _DAY), after) if line.word(at) in _SURE_OF_DAYS else None


def days_ahead(line: Line, at: int, today: date) -> tuple[Found, Found] | None:
    """The next two weeks, les dix prochains jours: from today on."""
    length = line.phrase(words.AHEAD, at)
    counted = _counted(line, at + length) if length else None
    if counted is None or not (
        {line.word(at + n) for n in range(length + 2)} & (words.NEXT | {"proximas", "within"})
    ):
        return None
    count, unit, after = counted
    return Found(day_of(today), at), Found(day_of(today + (count * unit - 1) * _DAY), after)


def length_in_days(line: Line, at: int) -> tuple[int, int] | None:
    """'two weeks', '10 days': how many days, and the place behind."""
    counted = _counted(line, at)
    return (counted[0] * counted[1], counted[2]) if counted and counted[1] != 30 else None


def _counted(line: Line, at: int) -> tuple[int, int, int] | None:
    """A number of days (1), weeks (7) or months (30), and the place behind them."""
    count = 1 if line.word(at) in _ONE else line.number(at)
    place = at + 1
    while line.word(place) in _NEXT and place - at < 3:
        place += 1
    unit = line.word(place)
    size = (
        14
        if unit in words.FORTNIGHTS
        else 1
        if unit in words.DAYS
        else 7
        if unit in words.WEEKS
        else 30
        if unit in words.MONTH_UNITS
        else 0
    )
    return (count, size, place + 1) if count and size and count * size <= 400 else None


def _weekday(line: Line, at: int, today: date) -> Found | None:
    start = at
    while line.word(at) in _THIS_OR_NEXT and at - start < 2:
        at += 1
    weekday = weekday_names().get(line.word(at))
    if weekday is None or line.word(at - 1) in words.EVERY:
        return None
    after = at + 1
    if line.word(after) == "-" and line.word(after + 1) == "feira":
        after += 2
    elif line.word(at) in words.ORDINAL_WEEKDAYS and (
        at == start or line.word(after) not in words.AFTER_BARE_DAY | {""}
    ):
        return None
    if line.word(after) in _BEFORE_OTHERS:
        return None  # 'teaching ends on the Friday before'
    said_next = line.word(start) in words.NEXT or line.word(after) in words.NEXT
    after += line.word(after) in words.NEXT
    if line.phrase(words.TO, at - 1) and line.word(at - 2) in weekday_names():
        return None
    if (length := line.phrase(words.TO, after)) and line.word(after + length) in weekday_names():
        return None  # 'Monday to Friday' is a working week
    day = today + ((weekday - today.weekday() - 1) % 7 + 1) * _DAY
    this_week = day.isocalendar()[:2] == today.isocalendar()[:2]
    point = replace(day_of(day), weekday=weekday, leans="" if said_next else "days")
    return Found(replace(point, doubt="next" if said_next and this_week else ""), after)


def _next_month(today: date) -> date:
    return today.replace(day=1) + timedelta(days=32)
