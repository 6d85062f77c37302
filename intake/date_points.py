"""Single dates in a text, as far as they are said: a day, a month, a quarter, with or without a year."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.periods import Period
from intake import date_words as words
from intake.date_line import Line

_QUARTER = re.compile(r"[qt]")


@dataclass(frozen=True, slots=True)
class Point:
    """One date as far as it is said; `first` and `last` are days of the month, 0 or less count from its end."""

    first: int
    last: int
    month: int | None = None
    year: int | None = None
    months: int = 1
    whole_week: bool = False

    @property
    def bare(self) -> bool:
        """A day number without its month."""
        return self.month is None

    def period(self, year: int, month: int) -> Period | None:
        """The days meant in that month, None if there is no such day."""
        try:
            return self._period(year, month)
        except (ValueError, OverflowError):
            return None

    def _period(self, year: int, month: int) -> Period:
        start = _day(year, month, self.first)
        if self.whole_week:
            start -= timedelta(days=start.weekday())
            return Period(start, start + timedelta(days=6))
        return Period(start, _day(year, month + self.months - 1, self.last))


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, day if day > 0 else monthrange(year, month)[1] + day)


@dataclass(frozen=True, slots=True)
class Found:
    """A point and the place just behind it."""

    point: Point
    next: int


def point_at(line: Line, at: int, today: date) -> Found | None:
    """The date that begins at this word, if one does."""
    at = _skip_fillers(line, at)
    for read in (
        _iso,
        _numeric,
        _day_month,
        _month_day,
        _part_of_month,
        _quarter,
        _week,
        _relative,
        _month,
        _bare,
    ):
        found = read(line, at) if read is not _relative else _relative(line, at, today)
        if found is not None:
            return found
    return None


def _skip_fillers(line: Line, at: int) -> int:
    """Past 'the', 'Monday', 'le lundi', 'o dia', 'segunda-feira,' - never more than five words."""
    for _ in range(5):
        word = line.word(at)
        weekday = word in words.WEEKDAYS and not _starts_part(line, at)
        after_weekday = word in {",", ".", "-"} and line.word(at - 1) in words.WEEKDAYS
        if weekday or after_weekday or (word in words.ARTICLES and not line.phrase(words.LATE, at)):
            at += 1
        else:
            break
    return at


def _starts_part(line: Line, at: int) -> bool:
    """'segunda quincena' and 'quarta semana' are no weekdays."""
    following = line.word(at + 1)
    return following in words.HALF_MONTHS | words.WEEKS | words.QUARTERS | words.SEMESTERS


def _iso(line: Line, at: int) -> Found | None:
    year = line.year(at)
    sign = line.word(at + 1)
    month, day = line.number(at + 2), line.number(at + 4)
    if year is None or sign not in {"-", "/", "."} or line.word(at + 3) != sign or not month or not day:
        return None
    if not all(line.touches(at + n) for n in (1, 2, 3, 4)) or month > 12 or day > 31:
        return None
    return Found(Point(day, day, month, year), at + 5)


def _numeric(line: Line, at: int) -> Found | None:
    """12/03/2026, 12.3.26, 03/25/2026 (only one reading is a date), 12/03, 03/2026."""
    day, sign, month = line.number(at), line.word(at + 1), line.number(at + 2)
    joined = line.touches(at + 1) and line.touches(at + 2)
    if not day or not joined or sign not in {"/", ".", "-"} or line.word(at - 1) in {"/", "."}:
        return None
    if month is None:
        return _month_and_year(line, at, day, sign)
    year, after = _numeric_year(line, at + 3, sign)
    if year is None and not _is_short_numeric(line, at, sign):
        return None
    if month > 12 >= day and year is not None:
        day, month = month, day
    return Found(Point(day, day, month, year), after) if 1 <= month <= 12 and day <= 31 else None


def _month_and_year(line: Line, at: int, month: int, sign: str) -> Found | None:
    year = line.year(at + 2)
    if year is None or month > 12 or sign == "-" or line.word(at + 3) == sign:
        return None
    return Found(Point(1, 0, month, year), at + 3)


def _numeric_year(line: Line, at: int, sign: str) -> tuple[int | None, int]:
    if line.word(at) != sign or not line.touches(at) or not line.touches(at + 1):
        return None, at
    if (year := line.year(at + 1)) is not None:
        return year, at + 2
    short = line.number(at + 1)
    if short is not None and len(line.word(at + 1)) == 2:
        return 2000 + short, at + 2
    return None, at + (1 if sign == "." and not line.word(at + 1).isdecimal() else 0)


def _is_short_numeric(line: Line, at: int, sign: str) -> bool:
    """12/03 or 12.03. are dates; 1/2, 24/7 and 1.5 are not."""
    following = line.word(at + 3)
    if following in {"/", "%"} or (line.word(at + 3).isdecimal() and line.touches(at + 3)):
        return False
    two_digits = len(line.word(at)) == 2 and len(line.word(at + 2)) == 2
    return two_digits and (sign == "/" or (sign == "." and following == "." and line.touches(at + 3)))


def _day_number(line: Line, at: int) -> tuple[int, int] | None:
    """A day of the month with its ordinal sign, and the place behind it."""
    number = line.number(at)
    if number is None:
        first = words.FIRST_WORDS.get(line.word(at))
        return (1, at + 1) if first == 1 else None
    if not 1 <= number <= 31:
        return None
    after = at + 1
    if line.word(after) in words.ORDINALS and line.touches(after):
        after += 1
        after += line.word(after) == "." and line.touches(after)
    elif line.word(after) == "." and line.touches(after) and not line.word(after + 1).isdecimal():
        after += 1
    return number, after


def _day_month(line: Line, at: int) -> Found | None:
    """12 March 2026, 12th of March, 1er mars, 12 de marzo de 2026, 14/May/2014, 12-Mar-26."""
    day = _day_number(line, at)
    if day is None:
        return None
    number, after = day
    while line.word(after) in words.OF or (
        line.word(after) in {"'", "’", "/", "-"} and line.touches(after + 1)
    ):
        after += 1
    if after - at > 5 or (month := _month_name(line, after, beside=True)) is None:
        return None
    return _with_year(line, month[1], Point(number, number, month[0]))


def _month_day(line: Line, at: int) -> Found | None:
    """March 12, March 12th, 2026."""
    month = _month_name(line, at, beside=True)
    if month is None or (day := _day_number(line, month[1])) is None or line.number(month[1]) is None:
        return None
    following = line.word(day[1])
    if following in words.OF | words.COUNTED | {":", "%"} or _month_name(line, day[1], beside=True):
        return None
    return _with_year(line, day[1], Point(day[0], day[0], month[0]))


def _month_name(line: Line, at: int, *, beside: bool) -> tuple[int, int] | None:
    """The month named at this word and the place behind it; `beside` a number short names count too."""
    word = line.word(at)
    month = words.MONTHS.get(word)
    if month is None and beside and (month := words.SHORT_MONTHS.get(word)) is not None:
        dot = line.word(at + 1) == "." and line.touches(at + 1)
        return month, at + 1 + dot
    return (month, at + 1) if month is not None else None


def _with_year(line: Line, at: int, point: Point) -> Found:
    year, after = year_at(line, at)
    return Found(replace(point, year=year), after)


def year_at(line: Line, at: int) -> tuple[int | None, int]:
    """The year that follows: 'March 2026', 'March, 2026', 'marzo de 2026', 'marzo del 2026'."""
    place = at
    while place - at < 2 and (line.word(place) in words.OF or line.word(place) in {",", "/", "-"}):
        place += 1
    year = line.year(place)
    is_code = line.word(place + 1) == "-" and line.touches(place + 1) and line.touches(place + 2)
    if year is None or (is_code and line.number(place + 2) is not None):
        return None, at
    return year, place + 1


def _month(line: Line, at: int) -> Found | None:
    month = _month_name(line, at, beside=False)
    if line.number(at - 1, 3) is not None:
        return None
    if month is None:
        short = _month_name(line, at, beside=True)
        found = _with_year(line, short[1], Point(1, 0, short[0])) if short else None
        return found if found is not None and found.point.year is not None else None
    found = _with_year(line, month[1], Point(1, 0, month[0]))
    doubtful = line.word(at) in words.DOUBTFUL_MONTHS and found.point.year is None
    if doubtful and not line.capitals[at] and line.word(at - 1) not in words.MONTH_PREPOSITIONS:
        return None
    if (
        line.word(at) == "may"
        and doubtful
        and line.word(at - 1) not in words.MONTH_PREPOSITIONS | {"", "-", ","}
    ):
        return None
    return found


def _part_of_month(line: Line, at: int) -> Found | None:
    """First half of March, première quinzaine de mars, early March, fin mars, last week of March."""
    for phrases, days in ((words.EARLY, (1, 10)), (words.MIDDLE, (11, 20)), (words.LATE, (21, 0))):
        if length := line.phrase(phrases, at):
            return _stretch(line, at + length, days)
    rank, unit, after = _ranked(line, at)
    if rank is None:
        return None
    if unit in words.HALF_MONTHS and rank in {1, 2, -1}:
        return _stretch(line, after, (1, 15) if rank == 1 else (16, 0))
    if unit in words.WEEKS:
        return _stretch(line, after, (-6, 0) if rank == -1 else (7 * rank - 6, 7 * rank))
    return None


def _stretch(line: Line, at: int, days: tuple[int, int]) -> Found | None:
    while line.word(at) in words.OF | {"-", "‑", "’", "'"} | words.ARTICLES:
        at += 1
    month = _month_name(line, at, beside=False)
    return _with_year(line, month[1], Point(*days, month=month[0])) if month else None


def _ranked(line: Line, at: int) -> tuple[int | None, str, int]:
    """'second quarter', '2e trimestre', '1st half', '1.º semestre': rank, unit, place behind."""
    number = line.number(at, 1)
    after = at + 1
    if number is not None:
        while after - at < 4 and line.word(after) in words.ORDINALS | {".", "e", "°", "nd"}:
            after += 1
    else:
        number = words.FIRST_WORDS.get(line.word(at))
    return number, line.word(after), after + 1


def _quarter(line: Line, at: int) -> Found | None:
    """Q2 2026, T2 2026, second quarter of 2026, premier semestre 2026, second half of 2026."""
    if _QUARTER.fullmatch(line.word(at)) and line.touches(at + 1) and (number := line.number(at + 1, 1)):
        return _with_year(line, at + 2, Point(1, 0, 3 * number - 2, months=3)) if number <= 4 else None
    rank, unit, after = _ranked(line, at)
    if rank is None or rank < 1:
        return None
    if unit in words.QUARTERS and rank <= 4:
        return _with_year(line, after, Point(1, 0, 3 * rank - 2, months=3))
    if unit in words.SEMESTERS | {"half"} and rank <= 2:
        found = _with_year(line, after, Point(1, 0, 6 * rank - 5, months=6))
        return found if unit != "half" or found.point.year is not None else None
    return None


def _week(line: Line, at: int) -> Found | None:
    """Week of 9 March, semaine du 9 mars."""
    if not (length := line.phrase(words.WEEK_OF, at)):
        return None
    place = _skip_fillers(line, at + length)
    for read in (_iso, _numeric, _day_month, _month_day):
        if (found := read(line, place)) is not None:
            return Found(replace(found.point, whole_week=True), found.next)
    return None


def _relative(line: Line, at: int, today: date | None = None) -> Found | None:
    """Next week, le mois prochain, this month."""
    if today is None:
        return None
    if length := line.phrase(words.NEXT_WEEK, at):
        day = today + timedelta(days=7)
        return Found(Point(day.day, day.day, day.month, day.year, whole_week=True), at + length)
    for phrases, day in ((words.NEXT_MONTH, _next_month(today)), (words.THIS_MONTH, today)):
        if length := line.phrase(phrases, at):
            return Found(Point(1, 0, day.month, day.year), at + length)
    return None


def _next_month(today: date) -> date:
    return today.replace(day=1) + timedelta(days=32)


def _bare(line: Line, at: int) -> Found | None:
    """A day number alone, if what follows does not show that it counts something else."""
    day = _day_number(line, at)
    if day is None or line.number(at) is None or line.word(at - 1) in {"/", ":", "€", "$", "+", "."}:
        return None
    number, after = day
    following = line.word(after)
    if following in {"%", "€", "$", ":", "/", "°", ")"} or (
        following.isdecimal() and line.year(after) is None
    ):
        return None
    year, place = year_at(line, after)
    if year is not None:
        return Found(Point(number, number, None, year), place)
    return Found(Point(number, number), after) if _may_follow(line, after) else None


def _may_follow(line: Line, at: int) -> bool:
    word = line.word(at)
    if not word or not word[0].isalpha() or word in words.AFTER_BARE_DAY:
        return True
    return any(line.phrase(phrases, at) for phrases in (words.TO, words.AND, words.ONWARDS, words.UNTIL))
