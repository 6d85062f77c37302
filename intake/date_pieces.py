"""Which words of a text belong to one date, range or list of dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake import date_words as words
from intake.date_days import LATE_IN_MONTH, Found, Point, bare_day, day_of
from intake.date_line import Line
from intake.date_points import Scope, point_at
from intake.date_relative import days_ahead, length_in_days

_MOST_ITEMS = 12
_MOST_ARTICLES = 3
_OPENINGS = (
    ("from", words.FROM),
    ("after", words.AFTER),
    ("until", words.UNTIL),
    ("before", words.BEFORE),
)
_KEEPS_ITS_WORD = frozenset({"apart", "tied", "booked", "caught", "held", "filled"})
"""'apart from', 'tied up until': the next word opens no range, or not yet."""
_ENDINGS = (("from", words.ONWARDS), ("until", words.AT_LATEST), ("from", words.AT_EARLIEST))


@dataclass(frozen=True, slots=True)
class Piece:
    """One date or one range as it is said, between two word places."""

    first: Point
    second: Point | None
    at: int
    next: int
    opens: str = ""
    length: int = 0
    """How many days it lasts, if only its beginning is a date: 'from 9 March for two weeks'."""

    @property
    def bare(self) -> bool:
        """Day numbers without any month."""
        return self.first.bare and (self.second is None or self.second.bare)

    @property
    def year_said(self) -> bool:
        """Whether a year is written."""
        return self.first.year is not None or (self.second is not None and self.second.year is not None)


def pieces_at(line: Line, at: int, scope: Scope) -> list[Piece]:
    """The dates and ranges listed from here on: '12, 13 and 16-18 March'."""
    found: list[Piece] = []
    place = at
    while len(found) < _MOST_ITEMS:
        after_week = bool(found) and found[-1].first.whole_week
        piece = _another_week(line, place, scope, listed=after_week) or _piece(line, place, scope)
        piece = piece or (_in_list(line, place, scope) if found else None)
        if piece is None or (found and piece.opens):
            break
        if found and found[0].first.weeks_named and piece.second is None:
            piece = replace(piece, first=replace(piece.first, whole_week=True))
        found.append(piece)
        separator = _separator(line, piece.next)
        if not separator or piece.opens:
            break
        place = piece.next + separator
    return found


def _in_list(line: Line, at: int, scope: Scope) -> Piece | None:
    """'les 9 et du 16': the opener of a range before a single day."""
    length = line.phrase(words.RANGE_OPENERS, at)
    return _plain(line, at, at + length, scope) if length else None


def _another_week(line: Line, at: int, scope: Scope, *, listed: bool) -> Piece | None:
    """'la semana del 9 y la del 16'; outside a list only behind a week: 'la semaine du 9 non, celle du 16 oui'."""
    length = line.phrase(words.ANOTHER_WEEK, at)
    piece = _plain(line, at, at + length, scope) if length else None
    if piece is None or piece.second is not None:
        return piece if listed else None
    known = listed or _is_of_weeks(line, at)
    return replace(piece, first=replace(piece.first, whole_week=True, leans="" if known else "weeks"))


def _is_of_weeks(line: Line, at: int) -> bool:
    """Whether weeks are spoken of: 'la seule semaine que je puisse proposer est celle du 16 mars'."""
    before = range(max(0, at - _FAR), at)
    return any(line.word(place) in words.WEEKS for place in before) and not any(
        line.word(place) in {".", "!", "?"} for place in before
    )


_FAR = 12
"""Words between 'the only week' and 'that of 16 March'."""


def _separator(line: Line, at: int) -> int:
    """'and', ',', ', and'; a slash between two days of one month: '12/13 March'."""
    length = line.phrase(words.AND, at)
    return length + line.phrase(words.AND, at + length) if length else 0


def _piece(line: Line, at: int, scope: Scope) -> Piece | None:
    if length := line.phrase(words.BETWEEN, at):
        return _joined(line, at, at + length, scope, words.BETWEEN_LINKS)
    for opens, phrases in _OPENINGS:
        length = line.phrase(phrases, at)
        if length and line.word(at - 1) not in _KEEPS_ITS_WORD and not _lists(line, at):
            behind = line.word(at + length) in _GERMAN_DAYS and line.number(at + length + 1) is not None
            return _opened(line, at, at + length + behind, scope, opens)
    if scope.near and (piece := _near(line, at, scope)) is not None:
        return piece
    if length := line.phrase(words.WEEK_OF, at):
        whole = _plain(line, at, at + length, scope)
        if whole is not None and whole.second is not None:
            return whole  # 'the week of 9-13 March'
    if length := line.phrase(words.RANGE_OPENERS, at):
        return _joined(line, at, at + length, scope, words.TO)
    return _pair(line, at, scope) or _plain(line, at, at, scope)


_GERMAN_DAYS = frozenset({"mo", "di", "mi", "do", "fr", "sa", "so"})


def _lists(line: Line, at: int) -> bool:
    """Whether 'des' is of two days, not 'dès': 'à l'exception des 27 et 28 avril'."""
    return line.word(at) == "des" and line.number(at + 1) is not None and line.phrase(words.AND, at + 2) > 0


def _near(line: Line, at: int, scope: Scope) -> Piece | None:
    """'immediately', 'the next two weeks'."""
    if length := line.phrase(words.AT_ONCE, at):
        return Piece(replace(day_of(scope.today), near=True), None, at, at + length, opens="from")
    ahead = days_ahead(line, at, scope.today)
    return Piece(ahead[0].point, ahead[1].point, at, ahead[1].next) if ahead else None


def _pair(line: Line, at: int, scope: Scope) -> Piece | None:
    """'12/13 March', '3./4. März': two days that share their month."""
    start = at
    while line.word(start) in words.ARTICLES and start - at < _MOST_ARTICLES:
        start += 1
    place = start + 1 + (line.word(start + 1) == ".")
    first, second = line.number(start), line.number(place + 1)
    if line.word(place) != "/" or not first or not second or second != first + 1 or first > 30:
        return None
    found = point_at(line, place + 1, scope)
    if found is None or found.point.month is None or found.point.first != second:
        return None
    return Piece(Point(first, first), found.point, at, found.next)


def _joined(line: Line, at: int, place: int, scope: Scope, links: words.Phrases) -> Piece | None:
    """'between 3 and 28 March', 'du 12 au 20': both ends must be there."""
    first = point_at(line, place, scope)
    if first is None:
        return None
    behind = first.next + (line.word(first.next) == ",")  # 'Monday, 30 March, and Wednesday, 1 April'
    if not (length := line.phrase(links, behind)):
        return None
    second = point_at(line, behind + length, scope) or _last_day(line, at, behind + length)
    return Piece(first.point, second.point, at, second.next) if second else None


def _last_day(line: Line, at: int, place: int) -> Found | None:
    """The 27 of 'del 18 al 27 estaré de viaje': behind an article a number is a day, whatever follows."""
    told = line.word(at) in _OPENERS_OF_DAYS and line.number(at + 1) is not None
    return bare_day(line, place, sure=True) if told else None


_OPENERS_OF_DAYS = frozenset({"del", "du", "do", "vom", "dal"})


def _opened(line: Line, at: int, place: int, scope: Scope, opens: str) -> Piece | None:
    """'from 3 to 28 March' is a range, 'from the 3rd' is open, 'two weeks from the 3rd' is neither."""
    piece = _plain(line, at, place, scope)
    if piece is None or (opens == "from" and (piece.second is not None or piece.length)):
        return piece
    if opens == "after" and piece.second is not None:
        return piece  # 'de 8 a 12 e depois de 22 a 26': then
    if opens == "before" and piece.first.first == LATE_IN_MONTH and piece.first.last == 0:
        opens = "until"  # 'before the end of April'
    if opens == "from" and (length := _length_before(line, at)):
        return replace(piece, length=length)
    return replace(piece, opens=opens)


def _length_before(line: Line, at: int) -> int:
    """'for two weeks from 9 March'; a word like 'starting' may stand between."""
    length = length_in_days(line, at - 2)
    return length[0] if length is not None and length[1] == at else 0


def _plain(line: Line, at: int, place: int, scope: Scope) -> Piece | None:
    first = point_at(line, place, scope)
    if first is None:
        return None
    second = _second(line, first, scope)
    if second is not None:
        return Piece(first.point, second.point, at, second.next)
    for opens, phrases in _ENDINGS:
        if length := line.phrase(phrases, first.next):
            return Piece(first.point, None, at, first.next + length, opens=opens)
    if length := line.phrase(words.FOR, first.next):
        lasting = length_in_days(line, first.next + length)
        if lasting is not None:
            return Piece(first.point, None, at, lasting[1], length=lasting[0])
    return Piece(first.point, None, at, first.next)


def _second(line: Line, first: Found, scope: Scope) -> Found | None:
    place = first.next
    if line.word(place) == "," and line.phrase(words.TO, place + 1):
        place += 1
    if length := line.phrase(words.TO, place):
        ends = line.phrase(words.MONTH_END, place + length) if first.point.month is not None else 0
        if ends and line.word(place + length + ends) not in words.OF:
            return Found(Point(0, 0, first.point.month, first.point.year), place + length + ends)
        return point_at(line, place + length, scope)
    is_iso_interval = line.word(place) == "/" and line.year(place + 1) is not None
    return point_at(line, place + 1, scope) if is_iso_interval else None


def is_believable(line: Line, piece: Piece, pieces: Sequence[Piece]) -> bool:
    """A number is taken for a day only where a day can stand: 'the 12', not 'phase 2' or '+228 12'."""
    if not piece.bare or piece.first.leans or piece.first.whole_week:
        return True
    following = line.word(piece.next)
    if (piece.second is None and following == "-") or (
        following == "." and line.word(piece.next + 1).isdecimal()
    ):
        return False
    if _is_time(line, piece) or (
        piece.first.spelt and piece.second is None and all(one.bare for one in pieces)
    ):
        return False
    before = line.word(piece.at - 1)
    if piece.opens:
        return before not in words.NEVER_BEFORE_DAYS
    told = (
        before in words.BEFORE_BARE_DAY
        or _is_excepted(line, piece.at)
        or (piece.first.weekday is not None and before.isalpha())
    )
    if piece is not pieces[0] or told or _has_article(line, piece):
        return True
    # 'say 24th, 25th or 26th March'
    sure = piece.second is not None or any(not one.bare for one in pieces)
    return sure and before not in words.NEVER_BEFORE_DAYS and not before.isdecimal()


def _is_excepted(line: Line, at: int) -> bool:
    """'À l'exception du 17', 'a excepción del 17'."""
    return line.word(at - 1) in _OPENERS_OF_DAYS and line.word(at - 2) in _EXCEPTION


_EXCEPTION = frozenset({"exception", "excepcion", "excecao", "eccezione"})


def _has_article(line: Line, piece: Piece) -> bool:
    return any(word in words.ARTICLES for word in line.words[piece.at : piece.next])


def _is_time(line: Line, piece: Piece) -> bool:
    """'from 9 to 5', 'de 9 a 17 h', 'at 10 to 12': hours of a day."""
    following = line.word(piece.next)
    if following in words.HOURS or (following == "o" and line.word(piece.next + 1) == "'"):
        return True
    return line.word(piece.at - 1) in {"at", "as"} or line.phrase(words.BY_THE_CLOCK, piece.at) > 0
