"""Which words of a text belong to one date, range or list of dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from intake import date_words as words
from intake.date_line import Line
from intake.date_points import Found, Point, point_at

_MOST_ITEMS = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """One date or one range as it is said, between two word places."""

    first: Point
    second: Point | None
    at: int
    next: int
    opens: str = ""

    @property
    def bare(self) -> bool:
        """Day numbers without any month."""
        return self.first.bare and (self.second is None or self.second.bare)

    @property
    def year_said(self) -> bool:
        """Whether a year is written."""
        return self.first.year is not None or (self.second is not None and self.second.year is not None)


def pieces_at(line: Line, at: int, today: date) -> list[Piece]:
    """The dates and ranges listed from here on: '12, 13 and 16-18 March'."""
    found: list[Piece] = []
    place = at
    while len(found) < _MOST_ITEMS:
        piece = _piece(line, place, today) if not found else _plain(line, place, place, today)
        if piece is None or (found and piece.opens):
            break
        found.append(piece)
        separator = line.phrase(words.AND, piece.next)
        separator += line.phrase(words.AND, piece.next + separator) if separator else 0
        if not separator or piece.opens:
            break
        place = piece.next + separator
    return found


def _piece(line: Line, at: int, today: date) -> Piece | None:
    if length := line.phrase(words.BETWEEN, at):
        return _joined(line, at, at + length, today, words.AND)
    for opens, phrases in (
        ("from", words.FROM),
        ("after", words.AFTER),
        ("until", words.UNTIL),
        ("before", words.BEFORE),
    ):
        if length := line.phrase(phrases, at):
            return _opened(line, at, at + length, today, opens)
    if length := line.phrase(words.RANGE_OPENERS, at):
        return _joined(line, at, at + length, today, words.TO)
    return _plain(line, at, at, today)


def _joined(line: Line, at: int, place: int, today: date, links: words.Phrases) -> Piece | None:
    """'between 3 and 28 March', 'du 12 au 20': both ends must be there."""
    first = point_at(line, place, today)
    if first is None or not (length := line.phrase(links, first.next)):
        return None
    second = point_at(line, first.next + length, today)
    return Piece(first.point, second.point, at, second.next) if second else None


def _opened(line: Line, at: int, place: int, today: date, opens: str) -> Piece | None:
    """'from 3 to 28 March' is a range, 'from the 3rd' is open."""
    piece = _plain(line, at, place, today)
    if piece is None or (opens == "from" and piece.second is not None):
        return piece
    return replace(piece, opens=opens)


def _plain(line: Line, at: int, place: int, today: date) -> Piece | None:
    first = point_at(line, place, today)
    if first is None:
        return None
    second = _second(line, first, today)
    if second is not None:
        return Piece(first.point, second.point, at, second.next)
    if length := line.phrase(words.ONWARDS, first.next):
        return Piece(first.point, None, at, first.next + length, opens="from")
    return Piece(first.point, None, at, first.next)


def _second(line: Line, first: Found, today: date) -> Found | None:
    place = first.next
    if line.word(place) == "," and line.phrase(words.TO, place + 1):
        place += 1
    if length := line.phrase(words.TO, place):
        return point_at(line, place + length, today)
    is_iso_interval = line.word(place) == "/" and line.year(place + 1) is not None
    return point_at(line, place + 1, today) if is_iso_interval else None


def is_believable(line: Line, piece: Piece, pieces: Sequence[Piece]) -> bool:
    """A number is taken for a day only where a day can stand: 'the 12', not 'phase 2' or '+228 12'."""
    if not piece.bare or piece.opens:
        return True
    before = line.word(piece.at - 1)
    if piece is not pieces[0] or before in words.BEFORE_BARE_DAY:
        return True
    if line.word(piece.at) in words.ARTICLES:
        return True
    is_range = piece.second is not None
    return is_range and before not in words.NEVER_BEFORE_DAYS and not before.isdecimal()
