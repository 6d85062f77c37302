"""A pool of experts in columns: what ranking and teams look at, one array per attribute, made once and never changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from config.languages import Level
from config.periods import Period
from config.rule_params import ATTRIBUTES
from matching.availability import Calendar, known_free
from matching.conditions import Ints, Marks, Places, Words
from matching.need import Candidate

NUMBERS = ("years", "missions_abroad", "missions_this_year")
TEXTS = tuple(name for name in ATTRIBUTES if name not in NUMBERS)
WORD = 64


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A text per person as a small code; the first name is that of nothing said."""

    codes: npt.NDArray[np.integer[Any]]
    names: tuple[str, ...] = ("",)

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Column":
        """The column of these texts."""
        codes = {"": 0}
        numbers = [codes.setdefault(text, len(codes)) for text in texts]
        return cls(np.array(numbers, dtype=np.int32), tuple(codes))

    def among(self, accepted: Iterable[object]) -> Marks:
        """Who has one of these texts."""
        wanted = set(accepted)
        marks: Marks = np.array([name in wanted for name in self.names], dtype=np.bool_)[self.codes]
        return marks


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Everybody there is; columns nobody has anything in may be missing."""

    keys: npt.NDArray[Any]
    """The experts' codes, no two the same."""
    texts: Mapping[str, Column]
    numbers: Mapping[str, npt.NDArray[np.integer[Any]]]
    levels: Mapping[str, npt.NDArray[np.integer[Any]]]
    """By language, the CEFR level from 1; 0 is not spoken."""
    areas: Mapping[str, Marks]
    flagged: Marks
    calendar: Calendar
    """The working days that `days` tells about."""
    days: Words
    """People by words of 64 bits: the days on which each is not known to be taken."""
    known: Marks
    """Whose calendar is known."""
    candidates: Sequence[Candidate] = field(default=())

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(cls, candidates: Sequence[Candidate], window: Period) -> "Pool":
        """The pool of these candidates, their days as far as they lie in the window."""
        calendar = Calendar.of(window)
        return cls(
            keys=np.array([*(one.key for one in candidates), None], dtype=object)[:-1],
            texts={name: Column.of([getattr(one, name) for one in candidates]) for name in TEXTS},
            numbers={
                name: np.array([getattr(one, name) for one in candidates], dtype=np.int64) for name in NUMBERS
            },
            levels=_levels(candidates),
            areas=_areas(candidates),
            flagged=np.array([one.flagged for one in candidates], dtype=np.bool_),
            calendar=calendar,
            days=_days(candidates, calendar),
            known=np.array([known_free(one, window) is not None for one in candidates], dtype=np.bool_),
            candidates=tuple(candidates),
        )

    def calendar_of(self, window: Period) -> Calendar:
        """The working days of a window; those the pool was made for are at hand."""
        return self.calendar if window == self.calendar.window else Calendar.of(window)

    def text(self, name: str) -> Column:
        """A column of texts; of nothing, where nobody has any."""
        return self.texts.get(name) or Column(np.zeros(len(self), dtype=np.int8))

    def number(self, name: str) -> Ints:
        """A column of numbers; of zeros, where nobody has any."""
        found = self.numbers.get(name)
        return np.zeros(len(self), dtype=np.int64) if found is None else found.astype(np.int64, copy=False)

    def speaks(self, language: str, minimum: Level) -> Marks:
        """Who speaks the language at the level or above."""
        found = self.levels.get(language)
        return np.zeros(len(self), dtype=np.bool_) if found is None else found >= int(minimum)

    def knows(self, area: str) -> Marks:
        """Who knows the area."""
        found = self.areas.get(area)
        return np.zeros(len(self), dtype=np.bool_) if found is None else found

    def taken(self, rows: Places) -> "Pool":
        """The pool of these people only."""
        return replace(
            self,
            keys=self.keys[rows],
            texts={name: Column(one.codes[rows], one.names) for name, one in self.texts.items()},
            numbers={name: one[rows] for name, one in self.numbers.items()},
            levels={name: one[rows] for name, one in self.levels.items()},
            areas={name: one[rows] for name, one in self.areas.items()},
            flagged=self.flagged[rows],
            days=self.days[rows],
            known=self.known[rows],
            candidates=[self.candidates[n] for n in rows.tolist()] if self.candidates else (),
        )

    def candidate(self, row: int) -> Candidate:
        """One person as a value of its own."""
        if self.candidates:
            return self.candidates[row]
        mask = int.from_bytes(self.days[row].astype("<u8").tobytes(), "little") & self.calendar.everything
        attributes: dict[str, Any] = {name: self._text_of(name, row) for name in TEXTS}
        attributes |= {name: int(self.number(name)[row]) for name in NUMBERS}
        known = bool(self.known[row])
        taken = self.calendar.everything & ~mask
        return replace(
            _NOBODY,
            key=str(self.keys[row]),
            **attributes,
            languages={code: Level(int(one[row])) for code, one in self.levels.items() if one[row]},
            areas=tuple(area for area, marks in self.areas.items() if marks[row]),
            free=tuple(self.calendar.periods(mask)) if known else None,
            busy=() if known else tuple(self.calendar.periods(taken)),
            flagged=bool(self.flagged[row]),
        )

    def starts(self, calendar: Calendar, length: int) -> Words:
        """The days of the calendar on which each can start and stay for `length` working days in a row."""
        words = _cut(self.days, self.calendar, calendar)
        missing, step = max(length, 1) - 1, 1
        while missing > 0:
            shift = min(step, missing)
            words = words & _later(words, shift)
            missing, step = missing - shift, step * 2
        return words

    def free_days(self, calendar: Calendar) -> Ints:
        """How many days of the calendar each is not known to be taken."""
        counts: Ints = np.bitwise_count(_cut(self.days, self.calendar, calendar)).sum(axis=1, dtype=np.int64)
        return counts

    def _text_of(self, name: str, row: int) -> str:
        column = self.text(name)
        return column.names[int(column.codes[row])]


def words_of(masks: Sequence[int], bits: int) -> Words:
    """Masks of so many bits as rows of 64-bit words; at least one word each."""
    count = max(-(-bits // WORD), 1)
    packed = b"".join(mask.to_bytes(count * 8, "little") for mask in masks)
    return np.frombuffer(packed, dtype="<u8").reshape(len(masks), count).astype(np.uint64, copy=False)


def _cut(words: Words, have: Calendar, want: Calendar) -> Words:
    """The words of another calendar; days that were not told about are taken."""
    if have == want:
        return words
    inside = {day: n for n, day in enumerate(have.days)}
    places = [inside.get(day) for day in want.days]
    first = next((place - n for n, place in enumerate(places) if place is not None), 0)
    mask = words_of([sum(1 << n for n, place in enumerate(places) if place is not None)], len(want.days))
    count = mask.shape[1]
    room = max(count + max(-first, 0) // WORD + 1, words.shape[1])
    wide = np.pad(words, ((0, 0), (0, room - words.shape[1])))
    moved = _later(wide, first) if first >= 0 else _earlier(wide, -first)
    return moved[:, :count] & mask


def _later(words: Words, by: int) -> Words:
    """Every bit moved down by so many places, across words."""
    whole, rest = divmod(by, WORD)
    moved = np.zeros_like(words)
    count = words.shape[1]
    if whole < count:
        moved[:, : count - whole] = words[:, whole:] >> np.uint64(rest)
    if rest and whole + 1 < count:
        moved[:, : count - whole - 1] |= words[:, whole + 1 :] << np.uint64(WORD - rest)
    return moved


def _earlier(words: Words, by: int) -> Words:
    """Every bit moved up by so many places, across words."""
    whole, rest = divmod(by, WORD)
    moved = np.zeros_like(words)
    count = words.shape[1]
    if whole < count:
        moved[:, whole:] = words[:, : count - whole] << np.uint64(rest)
    if rest and whole + 1 < count:
        moved[:, whole + 1 :] |= words[:, : count - whole - 1] >> np.uint64(WORD - rest)
    return moved


def _days(candidates: Sequence[Candidate], calendar: Calendar) -> Words:
    return words_of([calendar.possible(one) for one in candidates], len(calendar.days))


def _levels(candidates: Sequence[Candidate]) -> Mapping[str, npt.NDArray[np.integer[Any]]]:
    levels: dict[str, npt.NDArray[np.integer[Any]]] = {}
    for n, one in enumerate(candidates):
        for code, level in one.languages.items():
            levels.setdefault(code, np.zeros(len(candidates), dtype=np.int8))[n] = int(level)
    return MappingProxyType(levels)


def _areas(candidates: Sequence[Candidate]) -> Mapping[str, Marks]:
    areas: dict[str, Marks] = {}
    for n, one in enumerate(candidates):
        for area in one.areas:
            areas.setdefault(area, np.zeros(len(candidates), dtype=np.bool_))[n] = True
    return MappingProxyType(areas)


_NOBODY = Candidate("", "", "", "", "", "", "", MappingProxyType({}), ())
