"""Stretches of time in words: first half of March, end of May, second quarter, week 12, the week of 9 March."""

import re
from dataclasses import replace
from datetime import date, timedelta

from intake import date_words as words
from intake.calendar_names import weekday_names
from intake.date_days import (
    LATE_IN_MONTH,
    MIDDLE_OF_MONTH,
    Found,
    Point,
    bare_day,
    day_month,
    day_of,
    iso_day,
    month_at,
    month_day,
    numeric_day,
    with_year,
    year_at,
)
from intake.date_line import Line

_QUARTER = re.compile(r"[qt]")
_HALF_YEAR = re.compile(r"[hs]")
_MOST_ARTICLES = 4
_BEFORE_DAY = words.ARTICLES | {","}
_BETWEEN_YEAR = words.OF | words.ARTICLES | {"'", "this"}
_ORDINAL_SIGNS = words.ORDINALS | {".", "e", "°", "nd"}
_HALVES = words.SEMESTERS | {"half", "moitie", "halfte", "mitad", "metade"}
_NEAR = 6
_ONLY = frozenset(
    {
        "only",
        "just",
        "seulement",
        "uniquement",
        "solo",
        "solamente",
        "unicamente",
        "so",
        "apenas",
        "somente",
        "nur",
        "soltanto",
    }
)
_OF_SOMETHING_ELSE = frozenset(
    {
        "after",
        "before",
        "back",
        "following",
        "apres",
        "avant",
        "antes",
        "despues",
        "depois",
        "nach",
        "vor",
        "dopo",
        "prima",
    }
)
_BETWEEN = words.OF | words.ARTICLES | {"-", "'", "in", "mois", "mes", "mese", "month", "monats"}


def part_of_month(line: Line, at: int, today: date) -> Found | None:
    """First half of March, première quinzaine de mars, early March, fin mars, last two weeks of March."""
    for phrases, days, bound in (
        (words.EARLY, (1, 10), 0),
        (words.MIDDLE, (11, 20), MIDDLE_OF_MONTH),
        (words.LATE, (LATE_IN_MONTH, 0), 0),
    ):
        if length := line.phrase(phrases, at):
            return _stretch(line, at + length, days, bound=bound)
    return _ranked_part(line, at, today)


def _ranked_part(line: Line, at: int, today: date) -> Found | None:
    """'first half of', 'third week of', 'first three weeks of', 'last ten days of', 'last Monday of'."""
    count, place = 1, at
    if line.number(at) is not None and line.word(at + 1) in words.FIRST_WORDS:
        count, place = line.number(at) or 1, at + 1
    rank, unit, after = ranked(line, place)
    if rank is None:
        return None
    if (both := _two_ranks(line, place, rank)) is not None:
        return both
    if (number := line.number(after - 1)) is not None:
        count, unit, after = number, line.word(after), after + 1
    if unit in words.FULL and line.word(after) in words.WEEKS:
        found = _weekday_of_month(_stretch(line, after + 1, (1, 0)), rank, 0, today)
        return Found(replace(found.point, whole_week=True), found.next) if found else None
    days = _days_of_part(rank, count, unit)
    if days is not None:
        return _stretch(line, after, days) or _alone(line, after, days)
    weekday = weekday_names().get(unit)
    return (
        _weekday_of_month(_stretch(line, after, (1, 0)), rank, weekday, today)
        if weekday is not None
        else None
    )


def _alone(line: Line, at: int, days: tuple[int, int]) -> Found | None:
    """'In March only the first week', 'the second week of your window'; 'last week' is over."""
    whole = line.phrase(words.OF_WINDOW, at)
    if not whole and line.word(at) in _BETWEEN:
        return None
    counts = whole or (line.word(at) not in _OF_SOMETHING_ELSE and (days[0] > 0 or _is_only(line, at)))
    return Found(Point(*days, leans="window" if counts else "month"), at + whole)


def _is_only(line: Line, at: int) -> bool:
    """Whether 'only' stands beside what ends here: 'the last week only'."""
    return any(line.word(near) in _ONLY for near in (at, *range(at - _NEAR, at)))


def _two_ranks(line: Line, at: int, rank: int) -> Found | None:
    """'2nd and 3rd weeks of May', 'la segunda y la tercera semana de mayo'."""
    after = ranked(line, at)[2] - 1
    link = line.phrase(words.AND, after)
    place = _past_articles(line, after + link)
    second, unit, behind = ranked(line, place) if link else (None, "", 0)
    if second != rank + 1 or unit not in words.WEEKS:
        return None
    return _stretch(line, behind, (7 * rank - 6, min(7 * rank + 7, 28)))


def _days_of_part(rank: int, count: int, unit: str) -> tuple[int, int] | None:
    if unit in words.HALF_MONTHS and rank in {1, 2, -1}:
        return (1, 15) if rank == 1 else (16, 0)
    size = 7 if unit in words.WEEKS else 1 if unit in words.DAYS and count > 1 else 0
    if not size or count * size > 28 or (count > 1 and rank not in {1, -1}):
        return None
    if rank == -1:
        return (1 - count * size, 0)
    return (size * (rank - 1) + 1, min(size * (rank - 1) + size * count, 31) if rank < 5 else 0)


def _weekday_of_month(month: Found | None, rank: int, weekday: int, today: date) -> Found | None:
    if month is None or month.point.month is None:
        return None
    for year in (month.point.year or today.year, month.point.year or today.year + 1):
        days = month.point.period(year, month.point.month)
        fitting = [day for day in days or () if day.weekday() == weekday]
        place = rank - 1 if rank > 0 else rank
        if -1 <= place < len(fitting) and (month.point.year or fitting[place] >= today):
            return Found(day_of(fitting[place]), month.next)
    return None


def _stretch(line: Line, at: int, days: tuple[int, int], *, bound: int = 0) -> Found | None:
    start = at
    while line.word(at) in _BETWEEN and at - start < 4:
        at += 1
    month = month_at(line, at, beside=True)  # 'end of feb', 'mid Jan'
    if month is None:
        return None
    return with_year(line, month[1], Point(*days, month=month[0], bound=bound))


def ranked(line: Line, at: int) -> tuple[int | None, str, int]:
    """'second quarter', '2e trimestre', '1st half', '1.º semestre': rank, unit, place behind."""
    number = line.number(at, 1)
    after = at + 1
    if number is not None:
        while after - at < 4 and line.word(after) in _ORDINAL_SIGNS:
            after += 1
        if line.word(after) in words.FIRST_WORDS or (after == at + 1 and at not in line.spelt):
            return None, "", after  # 'two weeks in April' are not the second one
        if at in line.spelt and after == at + 1 and number < 5:
            return None, "", after
    else:
        number = words.FIRST_WORDS.get(line.word(at))
    return number, line.word(after), after + 1


def quarter(line: Line, at: int, today: date) -> Found | None:
    """Q2 2026, T2 2026, second quarter of 2026, premier semestre 2026, second half of 2026, H2."""
    short = line.number(at + 1, 1) if line.touches(at + 1) else None
    if short and _QUARTER.fullmatch(line.word(at)):
        return _months(line, at + 2, 3 * short - 2, 3) if short <= 4 else None
    if short and _HALF_YEAR.fullmatch(line.word(at)) and short <= 2:
        found = _months(line, at + 2, 6 * short - 5, 6)
        return found if found is not None and found.point.year is not None else None
    rank, unit, after = ranked(line, at)
    if rank == -1:  # the last one of the year
        rank = 4 if unit in words.QUARTERS else 2
    if rank is None:
        return None
    if unit in words.QUARTERS and rank <= 4:
        return _months(line, after, 3 * rank - 2, 3)
    if unit in _HALVES and rank <= 2:
        found = _months(line, after, 6 * rank - 5, 6) or _half_of_this_year(line, after, rank, today)
        is_sure = unit in words.SEMESTERS or (found is not None and found.point.year is not None)
        return found if is_sure else None
    return None


def _months(line: Line, at: int, month: int, months: int) -> Found | None:
    """Three or six months, unless they are of something else: 'the first quarter of the text'."""
    found = with_year(line, at, Point(1, 0, month, months=months))
    is_part = line.word(at) in words.OF and line.word(at + 1) not in words.THE_YEAR
    return None if found.point.year is None and is_part else found


def _half_of_this_year(line: Line, at: int, rank: int, today: date) -> Found | None:
    """'the second half of the year'."""
    start = at
    while line.word(at) in _BETWEEN_YEAR and at - start < 3:
        at += 1
    if line.word(at) not in words.THE_YEAR - words.THIS:
        return None
    return Found(Point(1, 0, 6 * rank - 5, today.year, months=6), at + 1)


def week(line: Line, at: int, today: date) -> Found | None:
    """Week of 9 March, semaine du 9 mars, the weekend of the 14th, week 12, KW 12, semaine 12 2026."""
    for phrases in (words.WEEK_OF, words.WEEKEND_OF):
        if length := line.phrase(phrases, at):
            found = _week_of(line, at, _past_articles(line, at + length))
            if found is not None:
                return Found(replace(found.point, weekend=phrases is words.WEEKEND_OF), found.next)
    length = line.phrase(words.FOLLOWING_WEEK, at)
    if length and line.number(at + length) is None:
        return Found(Point(1, 1, leans="week"), at + length)
    if line.word(at + 1) == "." and line.word(at + 2) in {"kalenderwoche", "kw"}:
        number = line.number(at) or 0
        return _week_of_year(range(number, number + 1), None, at + 3, today)
    if length := line.phrase(words.WEEK_NUMBER, at):
        return _numbered_week(line, at, at + length, today)
    return None


def _week_of(line: Line, at: int, place: int) -> Found | None:
    for read in (iso_day, numeric_day, day_month, month_day, bare_day):
        if (found := read(line, place)) is not None:
            several = line.word(at) in words.SEVERAL_WEEKS
            return Found(replace(found.point, whole_week=True, weeks_named=several), found.next)
    return None


def _numbered_week(line: Line, at: int, place: int, today: date) -> Found | None:
    number = line.number(place)
    following = line.word(place + 1)
    sure = line.word(at) != "s" or line.touches(place)
    if number is None or not 1 <= number <= 53 or not sure or place in line.spelt:
        return None
    if line.word(at - 1) in {"per", "par", "por", "pro"} or following in {"%", ":", "h", "/"}:
        return None
    last = _last_week(line, place + 1, number)
    year, after = year_at(line, last[1])
    if year is None and following in words.OF:
        return None
    return _week_of_year(range(number, last[0] + 1), year, after, today)


def _last_week(line: Line, at: int, number: int) -> tuple[int, int]:
    """'weeks 12 and 13', 'KW 12-14': the last one, and the place behind it."""
    to, also = line.phrase(words.TO, at), line.phrase(words.AND, at)
    last = line.number(at + (to or also)) if to or also else None
    follows = last is not None and number < last <= 53 and (to > 0 or last == number + 1)
    return (last, at + (to or also) + 1) if last is not None and follows else (number, at)


def _week_of_year(numbers: range, year: int | None, after: int, today: date) -> Found | None:
    for one in (year,) if year is not None else (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(one, numbers[0], 1)
        except ValueError:
            continue
        if year is not None or monday + timedelta(days=6) >= today:
            return Found(day_of(monday, whole_week=True, weeks=len(numbers)), after)
    return None


def _past_articles(line: Line, at: int) -> int:
    start = at
    while at - start < _MOST_ARTICLES and (line.word(at) in _BEFORE_DAY or line.word(at) in weekday_names()):
        at += 1
    return at
