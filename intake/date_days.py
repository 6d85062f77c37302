"""Single days and months as they are written: 12 March, March 12th, 12/03/2026, 2026-03-12, March, the 12th."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from babel import Locale

from config.periods import Period
from intake import date_words as words
from intake.calendar_names import month_names, plain, short_month_names, weekday_names
from intake.date_line import Line

MIDDLE_OF_MONTH = 15
LATE_IN_MONTH = 21


@dataclass(frozen=True, slots=True)
class Point:
    """One date as far as it is said; `first` and `last` are days of the month, 0 or less count from its end."""

    first: int
    last: int
    month: int | None = None
    year: int | None = None
    months: int = 1
    whole_week: bool = False
    weeks: int = 1
    weeks_named: bool = False
    """'the weeks of the 9th and the 16th': what follows are weeks as well."""
    weekday: int | None = None
    """The weekday it is said to be, Monday being 0."""
    bound: int = 0
    """The day meant where the point begins or ends something: 'until mid-March' is the 15th."""
    spelt: bool = False
    near: bool = False
    """Said by its distance from today: tomorrow, Monday."""
    weekend: bool = False
    """Of its week Saturday and Sunday."""
    leans: str = ""
    """What must have been named before: 'month' ('the last week'), 'window' ('the first week': of the month, or of the days asked about), 'week' ('the following week'), 'weeks' ('that of the 9th'), 'days' ('Wednesday')."""
    doubt: str = ""
    """'order': day and month could be the other way round; 'next': this week's or next week's day."""

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
            if self.weekend:
                return Period(start + timedelta(days=5), start + timedelta(days=6))
            return Period(start, start + timedelta(days=7 * self.weeks - 1))
        month += self.months - 1
        return Period(start, _day(year + (month - 1) // 12, (month - 1) % 12 + 1, self.last))

    def as_bound(self) -> "Point":
        """The point where something begins or ends."""
        return replace(self, first=self.bound, last=self.bound) if self.bound else self


def day_of(day: date, *, whole_week: bool = False, weeks: int = 1) -> Point:
    """A day that is fully known, or its week."""
    return Point(day.day, day.day, day.month, day.year, whole_week=whole_week, weeks=weeks)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, day if day > 0 else monthrange(year, month)[1] + day)


@dataclass(frozen=True, slots=True)
class Found:
    """A point and the place just behind it."""

    point: Point
    next: int


def iso_day(line: Line, at: int) -> Found | None:
    """2026-03-12, 2026/03/12."""
    year = line.year(at)
    sign = line.word(at + 1)
    month, day = line.number(at + 2), line.number(at + 4)
    if year is None or sign not in {"-", "/", "."} or line.word(at + 3) != sign or not month or not day:
        return None
    if not all(line.touches(at + n) for n in (1, 2, 3, 4)) or month > 12 or day > 31:
        return None
    return Found(Point(day, day, month, year), at + 5)


def numeric_day(line: Line, at: int) -> Found | None:
    """12/03/2026, 12.3.26, 03/25/2026 (only one reading is a date), 12/03, 03/2026."""
    day, sign, month = line.number(at), line.word(at + 1), line.number(at + 2)
    joined = line.touches(at + 1) and line.touches(at + 2)
    if not day or not joined or sign not in {"/", ".", "-"} or line.word(at - 1) in {"/", "."}:
        return None
    if month is None:
        return _month_and_year(line, at, day, sign)
    if line.word(at - 1) in words.NEVER_BEFORE_DAYS - {"-"}:
        return None
    year, after = _numeric_year(line, at + 3, sign)
    if year is None and month_at(line, after, beside=True) is not None:
        return None  # '3/4 March'
    if year is None and not _is_short_numeric(line, at, sign):
        return None
    return _in_order(line, day, month, sign, year, after)


def _in_order(line: Line, day: int, month: int, sign: str, year: int | None, after: int) -> Found | None:
    month_first = line.month_first if sign == "/" else False
    if (month > 12 >= day and year is not None) or (month_first and day <= 12):
        day, month = month, day
    if not (1 <= month <= 12 and day <= 31):
        return None
    doubtful = month_first is None and day <= 12 and day != month
    return Found(Point(day, day, month, year, doubt="order" if doubtful else ""), after)


def _month_and_year(line: Line, at: int, month: int, sign: str) -> Found | None:
    year = line.year(at + 2)
    if year is None or month > 12 or sign == "-" or line.word(at + 3) == sign:
        return None
    return Found(Point(1, 0, month, year), at + 3)


def _numeric_year(line: Line, at: int, sign: str) -> tuple[int | None, int]:
    if line.word(at) != sign or not line.touches(at):
        return None, at
    if line.touches(at + 1) and (year := line.year(at + 1)) is not None:
        return year, at + 2
    short = line.number(at + 1) if line.touches(at + 1) else None
    if short is not None and len(line.word(at + 1)) == 2:
        return (2000 if short < 50 else 1900) + short, at + 2
    return None, at + (1 if sign == "." and short is None else 0)


def _is_short_numeric(line: Line, at: int, sign: str) -> bool:
    """12/03 or 12.03. are dates, and 3/4 after 'from'; 1/2, 24/7 and 1.5 are not."""
    following = line.word(at + 3)
    if following in {"/", "%"} or (line.word(at + 3).isdecimal() and line.touches(at + 3)):
        return False
    two_digits = len(line.word(at)) == 2 and len(line.word(at + 2)) == 2
    if sign == "/":
        told = line.word(at - 1) in weekday_names() or line.word(at - 1) in words.BEFORE_SHORT_NUMERIC
        told = (
            told
            or line.word(at - 2) in words.WEEKS_OR_WK
            or (line.word(at - 1) in {"a", "ao", "alle"} and line.word(at - 3) == sign)
        )
        told = told or (
            line.number(at - 2) is not None and line.phrase(words.TO, at - 1) == 1 and not line.touches(at)
        )
        return two_digits or told or _range_follows(line, at + 3)
    ends = following == "." and line.touches(at + 3)
    if sign == "." and two_digits and (_has_twin(line, at + 3) or _has_twin(line, at - 4)):
        return True  # '12.04 - 16.04'
    return sign == "." and ends and not (line.touches(at + 4) and line.word(at + 4).isdecimal())


def _has_twin(line: Line, at: int) -> bool:
    """Whether the like of it stands at the other end of a range; `at` is the sign between them or the first number of the other."""
    start = at + 1 if line.phrase(words.TO, at) else at if line.phrase(words.TO, at + 3) else None
    if start is None:
        return False
    day, month = line.number(start) or 0, line.number(start + 2) or 0
    return line.word(start + 1) == "." and 1 <= day <= 31 and 1 <= month <= 12 and line.touches(start + 1)


def _range_follows(line: Line, at: int) -> bool:
    """The second half of '9/3-13/3'."""
    return line.word(at) == "-" and line.number(at + 1) is not None and line.word(at + 2) == "/"


def day_number(line: Line, at: int) -> tuple[int, int] | None:
    """A day of the month with its ordinal sign, and the place behind it."""
    number = line.number(at)
    if number is None:
        rank = words.FIRST_WORDS.get(line.word(at), 0)
        linked = line.phrase(words.TO, at + 1) or line.phrase(words.AND, at + 1)
        follows = line.word(at + 1) in words.OF or (line.word(at - 1) == "the" and linked)
        return (rank, at + 1) if rank == 1 or (rank > 1 and follows) else None
    if not 1 <= number <= 31:
        return None
    after = at + 1
    dot = line.word(after) == "." and line.touches(after)
    if line.word(after + dot) in words.ORDINALS and line.touches(after) and line.touches(after + dot):
        after += 1 + dot
        ends_sentence = line.word(after - 1) in _ENGLISH_ORDINALS and not line.touches(after + 1)
        after += line.word(after) == "." and line.touches(after) and not ends_sentence
    elif dot and not line.word(after + 1).isdecimal() and not _begins_sentence(line, after + 1):
        after += 1
    return number, after


_ENGLISH_ORDINALS = frozenset({"st", "nd", "rd", "th"})


def _begins_sentence(line: Line, at: int) -> bool:
    """'... 15 al 19. Abril: nada': a month with a capital where months have none; 'am 19. April' goes on."""
    if at >= len(line.words) or not line.capitals[at] or line.touches(at):
        return False
    return line.word(at) in month_names() and line.word(at) not in _months_with_capitals()


@cache
def _months_with_capitals() -> frozenset[str]:
    named = (Locale.parse(code).months["format"]["wide"].values() for code in ("en", "de"))
    return frozenset(plain(name) for names in named for name in names)


def day_month(line: Line, at: int) -> Found | None:
    """12 March 2026, 12th of March, 1er mars, 12 de marzo de 2026, 14/May/2014, 12-Mar-26."""
    day = day_number(line, at)
    if day is None:
        return None
    number, after = day
    while line.word(after) in words.OF or (line.word(after) in {"'", "/", "-"} and line.touches(after + 1)):
        after += 1
    if after - at > 6 or (month := month_at(line, after, beside=True)) is None:
        return None
    return with_year(line, month[1], Point(number, number, month[0], spelt=at in line.spelt))


def month_day(line: Line, at: int) -> Found | None:
    """March 12, March 12th, 2026, March the twelfth."""
    month = month_at(line, at, beside=True)
    if month is None:
        return None
    place = month[1] + (line.word(month[1]) == "the")
    day = day_number(line, place)
    if day is None or line.number(place) is None or (place in line.spelt and place == month[1]):
        return None
    following = line.word(day[1])
    if following in words.OF | words.COUNTED | {":", "%", "/"} or month_at(line, day[1], beside=True):
        return None
    return with_year(line, day[1], Point(day[0], day[0], month[0]))


def month_at(line: Line, at: int, *, beside: bool) -> tuple[int, int] | None:
    """The month named at this word and the place behind it; `beside` a number short names count too."""
    word = line.word(at)
    month = month_names().get(word)
    if month is None and beside and word not in words.NO_SHORT_MONTHS:
        month = short_month_names().get(word)
        if month is not None:
            dot = line.word(at + 1) == "." and line.touches(at + 1)
            return month, at + 1 + dot
    return (month, at + 1) if month is not None else None


def with_year(line: Line, at: int, point: Point) -> Found:
    """The point with the year that follows, if one does."""
    year, after = year_at(line, at)
    return Found(replace(point, year=year), after)


def year_at(line: Line, at: int) -> tuple[int | None, int]:
    """The year that follows: 'March 2026', 'March, 2026', 'marzo de 2026', 'marzo del 2026', 'March '26'."""
    place = at
    while place - at < 2 and (line.word(place) in words.OF or line.word(place) in {",", "/", "-"}):
        place += 1
    year = line.year(place)
    if line.word(place) == "'" and line.touches(place + 1) and len(line.word(place + 1)) == 2:
        short = line.number(place + 1)
        return (2000 + short, place + 2) if short is not None else (None, at)
    is_code = line.word(place + 1) == "-" and line.touches(place + 1) and line.touches(place + 2)
    if year is None or (is_code and line.number(place + 2) is not None):
        return None, at
    return year, place + 1


def whole_month(line: Line, at: int) -> Found | None:
    """March, March 2026, mars; 'we march on', 'may I', 'Dear April' are none."""
    month = month_at(line, at, beside=False)
    if line.number(at - 1, 3) is not None:
        return None
    if month is None:
        short = month_at(line, at, beside=True)
        found = with_year(line, short[1], Point(1, 0, short[0])) if short else None
        return found if found is not None and found.point.year is not None else None
    found = with_year(line, month[1], Point(1, 0, month[0]))
    if found.point.year is not None:
        return found
    return (
        Found(replace(found.point, near=_may_be_name(line, at)), found.next) if _is_month(line, at) else None
    )


def _may_be_name(line: Line, at: int) -> bool:
    """'April will write', 'Mars est une entreprise', 'Julio': believed only where somebody's time is spoken of."""
    named = line.word(at) in words.MONTHS_THAT_ARE_NAMES - {"mai", "maio"} and line.capitals[at]
    told = line.word(at - 1) in words.MONTH_PREPOSITIONS or line.word(at + 1) in words.MONTH_PREPOSITIONS
    return named and not told


def _is_month(line: Line, at: int) -> bool:
    word, before, after = line.word(at), line.word(at - 1), line.word(at + 1)
    if word in words.MONTHS_THAT_ARE_NAMES and line.capitals[at] and _is_name(line, at):
        return False
    if word == "may":
        plain_before = words.MONTH_PREPOSITIONS | {"", "-", ",", ".", ";", ":", "(", "!"}
        # 'In May I can come' but not 'May I come'.
        told = before in words.MONTH_PREPOSITIONS and before not in {"and", "or", "but", "not", "only", "so"}
        return (
            (told or after not in words.AFTER_MAY) and before in plain_before and (line.capitals[at] or told)
        )
    if word == "mai" and line.languages == {"it"}:
        return False
    if word in words.DOUBTFUL_MONTHS and not (word == "august" and "en" not in line.languages):
        return line.capitals[at] or before in words.MONTH_PREPOSITIONS
    return True


def _is_name(line: Line, at: int) -> bool:
    before, following = line.word(at - 1), at + 1
    if before in words.BEFORE_NAMES:
        return True
    if before == "a" and "es" in line.languages and line.word(at) in {"julio", "junio"}:
        return True
    if line.word(at) == "mars" and before not in words.MONTH_PREPOSITIONS - {"for", "pour"} and at > 0:
        return before.isalpha()
    if line.word(at) == "mai" and ("de" in line.languages or before in words.MONTH_PREPOSITIONS):
        return False
    is_capital = following < len(line.words) and line.capitals[following]
    name = line.word(following)
    return is_capital and name.isalpha() and name not in month_names() and name != "i"


def bare_day(line: Line, at: int, *, sure: bool = False) -> Found | None:
    """A day number alone, if what follows does not show that it counts something else."""
    day = day_number(line, at)
    is_first = line.word(at) in words.THE_FIRST and line.phrase(words.TO, at + 1)
    is_first = is_first or line.word(at - 1) == "the"
    if day is None or (line.number(at) is None and not is_first) or _is_amount(line, at, sure=sure):
        return None
    number, after = day
    following = line.word(after)
    closes = following == ")" and (after > at + 1 or _ends_range(line, at) or _is_opened(line, at))
    if following in _NEVER_BEHIND and not closes:
        return None
    if following.isdecimal() and line.year(after) is None:
        return None
    year, place = year_at(line, after)
    point = Point(number, number, None, year, spelt=at in line.spelt or line.number(at) is None)
    if year is not None:
        return Found(point, place)
    believed = sure or _may_follow(line, after) or (_is_opened(line, at) and not _counts(line, after))
    return Found(point, after) if believed else None


def _ends_range(line: Line, at: int) -> bool:
    """The 27 of '(16-27)' and '(del 16 al 27)'."""
    return at > 1 and line.phrase(words.TO, at - 1) == 1 and line.number(at - 2) is not None


_LONGEST_OPENING = 4


def _is_opened(line: Line, at: int) -> bool:
    """Whether a number stands behind 'from', 'until' and the like: 'a partir de 16 poderei'."""
    return any(
        line.phrase(phrases, at - length) == length
        for length in range(2, min(at, _LONGEST_OPENING) + 1)
        for phrases in (words.FROM, words.UNTIL)
    )


def _counts(line: Line, at: int) -> bool:
    """Whether the word behind a number is what it counts."""
    return line.word(at) in words.COUNTED | words.HOURS | words.WEEKS | words.MONTH_UNITS | words.DAYS


_NEVER_BEHIND = frozenset({"%", "€", "$", ":", "/", "°", ")"})


def _is_amount(line: Line, at: int, *, sure: bool) -> bool:
    before = line.word(at - 1)
    return before in {"/", ":", "€", "$", "+", "§"} or (before == "." and line.touches(at) and not sure)


def _may_follow(line: Line, at: int) -> bool:
    word = line.word(at)
    if not word or not word[0].isalpha() or word in words.AFTER_BARE_DAY:
        return True
    return any(line.phrase(phrases, at) for phrases in (words.TO, words.AND, words.ONWARDS, words.UNTIL))
