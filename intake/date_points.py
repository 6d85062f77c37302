"""The one date that begins at a word, whatever its shape, with the weekday it is said to be."""

from dataclasses import dataclass, replace
from datetime import date

from intake import date_words as words
from intake.calendar_names import dotted_weekday_names, short_weekday_names, weekday_names
from intake.date_days import Found, bare_day, day_month, iso_day, month_day, numeric_day, whole_month
from intake.date_line import Line
from intake.date_relative import near_day, near_stretch
from intake.date_stretches import part_of_month, quarter, week

_MOST_FILLERS = 6
_PARTS = words.HALF_MONTHS | words.WEEKS | words.QUARTERS | words.SEMESTERS


@dataclass(frozen=True, slots=True)
class Scope:
    """How a text is read."""

    today: date
    near: bool = False
    """Whether 'tomorrow' and 'Monday' are dates; a request's prose says them of letters and meetings."""


def point_at(line: Line, at: int, scope: Scope) -> Found | None:
    """The date that begins at this word, if one does."""
    if _is_address(line, at):
        return None
    follows = line.phrase(words.FOLLOWING_WEEK, at)
    place, weekday = (at, None) if follows else _past_fillers(line, at)
    found = _dated(line, place, scope.today, sure=weekday is not None)
    if found is None:
        return near_day(line, at, scope.today) or _near(line, at, place, scope) if scope.near else None
    if weekday not in {None, -1} and found.point.first == found.point.last and not found.point.whole_week:
        return Found(replace(found.point, weekday=weekday), found.next)
    return _with_weekday_behind(line, found)


def _is_address(line: Line, at: int) -> bool:
    """'Rua 25 de Março', 'Plaza de Mayo', 'rue du 4 septembre'."""
    before = at - 1
    between = words.OF | words.ARTICLES
    while at - before < 4 and (line.word(before) in between or line.number(before) is not None):
        before -= 1
    return line.word(before) in words.BEFORE_ADDRESSES and line.word(before - 1) != "sur"


def _near(line: Line, at: int, place: int, scope: Scope) -> Found | None:
    """'on Monday', 'le lundi': the words before the weekday are fillers too."""
    return next((found for n in range(at + 1, place + 1) if (found := near_day(line, n, scope.today))), None)


def _dated(line: Line, at: int, today: date, *, sure: bool) -> Found | None:
    for read in (iso_day, numeric_day, day_month, month_day):
        if (found := read(line, at)) is not None:
            return found
    for read_near in (part_of_month, quarter, week, near_stretch):
        if (found := read_near(line, at, today)) is not None:
            return found
    return whole_month(line, at) or bare_day(line, at, sure=sure)


def _with_weekday_behind(line: Line, found: Found) -> Found:
    """'12 March (Thursday)'."""
    if line.word(found.next) != "(" or found.point.first != found.point.last:
        return found
    weekday = weekday_names().get(line.word(found.next + 1))
    if weekday is None or line.word(found.next + 2) != ")":
        return found
    return Found(replace(found.point, weekday=weekday), found.next + 3)


def _past_fillers(line: Line, at: int) -> tuple[int, int | None]:
    """Past 'the', 'Monday', 'le lundi', 'o dia', 'segunda-feira,' - never more than six words."""
    weekday: int | None = None
    for _ in range(_MOST_FILLERS):
        if length := _working_week(line, at):
            at, weekday = at + length, -1
            continue
        word = line.word(at)
        named = _weekday(line, at)
        after_weekday = word in {",", ".", "-", "feira"} and weekday is not None
        if named is not None:
            # 'Monday to Wednesday, 9-11 March': neither is the weekday of one day.
            working_week = line.phrase(words.TO, at - 1) and line.word(at - 2) in weekday_names()
            weekday = -1 if working_week else named
        elif not after_weekday and (word not in words.ARTICLES or line.phrase(words.LATE, at)):
            break
        at += 1
    return at, weekday


def _working_week(line: Line, at: int) -> int:
    """How many words are 'Mon-Fri' before a day: neither is the weekday of one day."""
    names = dotted_weekday_names()
    to = line.phrase(words.TO, at + 1) if line.word(at) in names else 0
    ends = to and line.word(at + 1 + to) in names
    behind = at + 2 + to
    behind += line.word(behind) == ","
    return behind - at if ends and line.number(behind) is not None else 0


def _weekday(line: Line, at: int) -> int | None:
    if _starts_part(line, at):
        return None
    word = line.word(at)
    number = weekday_names().get(word)
    if number is not None:
        return number
    if (
        line.number(at + 1) is not None
        and (several := weekday_names().get(word.removesuffix("s"))) is not None
    ):
        return several  # 'Thursdays 12 and 19 March'
    dotted = line.word(at + 1) == "." and line.touches(at + 1)
    short = (dotted_weekday_names() if dotted else short_weekday_names()).get(word)
    behind = at + 2 if line.word(at + 1) in {".", ","} else at + 1
    return short if line.number(behind) is not None else None


def _starts_part(line: Line, at: int) -> bool:
    """'segunda quincena' and 'quarta semana' are no weekdays."""
    return line.word(at + 1) in _PARTS
