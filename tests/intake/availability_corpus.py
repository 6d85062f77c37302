"""Labelled sentences of `corpus/`: how they are written down, and whether a reading of one is right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from intake.date_intervals import Interval, Mode
from intake.dates import Dates

CORPUS = Path(__file__).parent / "corpus"
_DAYS = re.compile(r"([+-])(\d\d-\d\d)?(\.\.)?(\d\d-\d\d)?(?:/(\d{4}))?(?:@(\w+))?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it says."""

    language: str
    today: date
    text: str
    available: tuple[Interval, ...] = ()
    unavailable: tuple[Interval, ...] = ()
    mode: Mode | None = None
    doubt: str = ""

    def is_contradicted_by(self, found: Dates) -> bool:
        """Whether a reading offers for certain a day that the sentence refuses."""
        return any(
            day in free
            for free in found.available
            for one in self.unavailable
            for day in (one.start, one.end)
            if day
        )

    def is_met_by(self, found: Dates) -> bool:
        """Whether a reading says the same; what is to be asked back need not be guessed at as well."""
        if self.doubt:
            right = self.doubt in {one.doubt for one in found.ambiguous}
            return right and (not self.available or found.available == self.available)
        same_mode = self.mode is None or found.mode is self.mode
        return same_mode and found.clear and self._days(found) == (self.available, self.unavailable)

    def _days(self, found: Dates) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
        """The days found; an interval's mode counts only where modes are told apart."""
        if any(one.mode is not Mode.UNSAID for one in self.available):
            return found.available, found.unavailable
        return tuple(Interval(one.start, one.end) for one in found.available), found.unavailable


def availability(name: str) -> tuple[Sentence, ...]:
    """The sentences of a file of the corpus that name days."""
    return tuple(_sentence(*fields) for fields in rows(name, 4))


def rows(name: str, width: int) -> Iterator[tuple[str, ...]]:
    """The fields of each line."""
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(field.strip() for field in line.split("|", width - 1))


def _sentence(language: str, today: str, expected: str, text: str) -> Sentence:
    marks = [mark for mark in expected.split() if mark[0] in "+-"]
    others = {mark[0]: mark[1:] for mark in expected.split() if mark[0] in "@?"}
    asked_on = date.fromisoformat(today)
    return Sentence(
        language,
        asked_on,
        text.replace("\\n", "\n"),
        available=tuple(sorted((_interval(mark) for mark in marks if mark[0] == "+"), key=_order)),
        unavailable=tuple(sorted((_interval(mark) for mark in marks if mark[0] == "-"), key=_order)),
        mode=Mode(others["@"]) if "@" in others else None,
        doubt=others.get("?", ""),
    )


def _interval(mark: str) -> Interval:
    match = _DAYS.fullmatch(mark.replace("2026-", ""))
    assert match is not None, mark
    _, first, dots, last, year, mode = match.groups()
    start = date.fromisoformat(f"{year or 2026}-{first}") if first else None
    end = date.fromisoformat(f"{year or 2026}-{last}") if last else None if dots else start
    if start and end and end < start:
        end = end.replace(year=end.year + 1)
    return Interval(start, end, Mode(mode) if mode else Mode.UNSAID)


def _order(interval: Interval) -> date:
    return interval.start or date.min
