"""What a search of the register of experts asks for, read generously from words in four languages. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from config.countries import find_country
from config.folding import fold
from config.languages import Level, find_language
from intake.expert_search_words import (
    BETWEEN,
    LONGEST_NAME,
    RETIRED_WITH_ACCENT,
    WORKED,
    Kind,
    meanings,
    noise,
    singular,
)

MOST_WORDS = 40
LONGEST_TEXT = 1_000
NEAR = 85.0
"""How alike a misspelt word must be, of 100."""
SHORTEST_MISSPELT = 5
_LONGEST_MISSPELT = 3
_PLACES = frozenset({Kind.COUNTRY, Kind.REGION})
_SHORTEST_WORD = 2
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LIKE_A_LEVEL = re.compile(r"[A-Za-z]\d")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for: a country, a language from a level on, a word that nobody knows."""

    kind: Kind
    value: str
    """A key, a code, `yes`, or the folded word itself."""
    written: str = ""
    level: str = ""
    """Of a language, the least: B2."""
    guessed: bool = False
    """Misspelt, so perhaps read wrongly."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; one of several areas, countries or regions is enough, languages and words are wanted all."""

    parts: tuple[Part, ...] = ()

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """The parts of a kind."""
        return tuple(part for part in self.parts if part.kind is kind)

    def with_parts(self, parts: Iterable[Part]) -> "Query":
        """What both ask for; of a thing said twice the later counts that says a level, or else the earlier."""
        kept: dict[tuple[Kind, str], Part] = {}
        for part in (*self.parts, *parts):
            if part.level or _same(part) not in kept:
                kept[_same(part)] = part
        return Query(tuple(kept.values()))

    def without(self, parts: Iterable[Part]) -> "Query":
        """Everything but these."""
        left_out = set(parts)
        return Query(tuple(part for part in self.parts if part not in left_out))

    @property
    def conditions(self) -> tuple[tuple[Part, ...], ...]:
        """Groups of parts: of each one must be met."""
        groups: dict[object, tuple[Part, ...]] = {}
        for part in self.parts:
            alone = part.kind in {Kind.LANGUAGE, Kind.WORD}
            key = (part.kind, part.value) if alone else part.kind
            groups[key] = (*groups.get(key, ()), part)
        return tuple(groups.values())


@dataclass(frozen=True, slots=True)
class _Word:
    raw: str
    folded: str


def read_query(text: str, *, names: AbstractSet[str] = frozenset()) -> Query:
    """What the words ask for; `names` (folded) are people's, and so no misspelt words."""
    words = _words(text)
    found: list[Part] = []
    level, at, worked = "", 0, _Worked()
    while at < len(words):
        if (said := _level_at(words, at)) is not None:
            found, level = _levelled(found, said, words, at, level)
            at += 1
            continue
        part, length = _part_at(words, at, names)
        if part is not None and level and part.kind is Kind.LANGUAGE:
            part, level = replace(part, level=level), ""
        found = worked.read(found, part, words[at].folded, length)
        at += length
    if level:  # of no language at all: it narrows nothing that anybody knows, and that is seen
        found.append(Part(Kind.WORD, level.lower(), written=level))
    return Query().with_parts(found)


def read_filter(kind: Kind, text: str) -> tuple[Part, ...]:
    """What the value of an option such as `--country Belgium` asks for; nothing if it is none of this kind."""
    if kind is Kind.WORKED_IN:
        return tuple(
            replace(part, kind=kind)
            for place in (Kind.COUNTRY, Kind.REGION)
            for part in read_filter(place, text)
        )
    wanted = read_query(text).of(kind)
    if not wanted and (code := _code(kind, text)):
        wanted = (Part(kind, code, written=text.strip()[:LONGEST_TEXT]),)
    return wanted


def bad_level(text: str) -> str:
    """The part of `fr:B9` or `French B9` that was to be a level and is none; '' if there is no such part."""
    name, colon, said = text[:LONGEST_TEXT].partition(":")
    if not colon:
        *names, said = name.split() or [""]
        if not names or not _LIKE_A_LEVEL.fullmatch(said):
            return ""
    return said.strip() if said.strip() and Level.read(said) is None else ""


def as_json(query: Query) -> list[dict[str, str]]:
    """To be kept."""
    return [
        {"kind": part.kind.value, "value": part.value, "written": part.written, "level": part.level}
        for part in query.parts
    ]


def from_json(stored: object) -> Query:
    """As it was kept; what cannot be a part is left out."""
    rows = stored if isinstance(stored, Sequence) and not isinstance(stored, str) else ()
    return Query(
        tuple(_part(row) for row in rows if isinstance(row, Mapping) and row.get("kind") in set(Kind))
    )


def _part(row: Mapping[str, object]) -> Part:
    value, written, level = (str(row.get(name, "")) for name in ("value", "written", "level"))
    return Part(Kind(str(row["kind"])), value, written, level)


def _same(part: Part) -> tuple[Kind, str]:
    return part.kind, part.value


def _words(text: str) -> list[_Word]:
    """The words with the accents they were written with; folding one may give several."""
    written = _BETWEEN_WORDS.split(unicodedata.normalize("NFC", text[:LONGEST_TEXT]))
    pieces = (_Word(raw, piece) for raw in written for piece in fold(raw).split())
    return [word for word, _ in zip(pieces, range(MOST_WORDS), strict=False)]


@dataclass(slots=True)
class _Worked:
    """Whether the words are about where somebody has worked, while they are read one after the other."""

    on: bool = False
    held: Part | None = None
    """The word that began it, where it can mean something of its own."""

    def read(self, found: list[Part], part: Part | None, word: str, length: int) -> list[Part]:
        """What was found, and this; a country behind “worked in” is one that somebody has worked in."""
        if length == 1 and word in WORKED and (part is None or part.kind is Kind.WORD):
            self.on, self.held = True, part
        elif self.on and part is not None and part.kind in _PLACES:
            found = [one for one in found if one != self.held]
            part, self.held = replace(part, kind=Kind.WORKED_IN), None
        elif part is not None or word not in BETWEEN:
            self.on, self.held = False, None
        return [*found, part] if part is not None else found


def _level_at(words: Sequence[_Word], at: int) -> str | None:
    level = Level.read(words[at].folded)
    return None if level is None else level.label


def _levelled(
    found: list[Part], said: str, words: Sequence[_Word], at: int, waiting: str
) -> tuple[list[Part], str]:
    """A level belongs to the language just before it, or else to the next one; `fr B2` names the language by its code."""
    before = words[at - 1] if at else None
    code = find_language(before.folded) if before and len(before.folded) == 2 else None
    last = found[-1] if found else None
    if code is not None and not (last and last.kind is Kind.LANGUAGE and last.value == code):
        kept = (
            [part for part in found if part != Part(Kind.WORD, before.folded, before.raw)]
            if before
            else found
        )
        return [*kept, Part(Kind.LANGUAGE, code, written=before.raw if before else "", level=said)], waiting
    if last is not None and last.kind is Kind.LANGUAGE and not last.level:
        return [*found[:-1], replace(last, level=said)], waiting
    return found, said


def _part_at(words: Sequence[_Word], at: int, names: AbstractSet[str]) -> tuple[Part | None, int]:
    """What is said from here on, and by how many words; None for a word that narrows nothing."""
    word = words[at]
    if unicodedata.normalize("NFC", word.raw.casefold()) in RETIRED_WITH_ACCENT:
        return Part(Kind.EMPLOYMENT, "retired", written=word.raw), 1
    for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
        if (part := _exact(words[at : at + length])) is not None:
            return part, length
    if word.folded in noise() or (len(word.folded) < _SHORTEST_WORD and word.folded.isascii()):
        return None, 1
    if word.folded not in names:
        for length in range(min(_LONGEST_MISSPELT, len(words) - at), 0, -1):
            if (part := _misspelt(words[at : at + length])) is not None:
                return part, length
    return Part(Kind.WORD, word.folded, written=word.raw), 1


def _exact(words: Sequence[_Word]) -> Part | None:
    written, name = _phrase(words)
    meaning = meanings().get(name)
    if meaning is None and len(words) == 1 and (code := _country_code(words[0].raw)):
        meaning = (Kind.COUNTRY, code)
    if meaning is None:
        meaning = _areas_in_singular().get(singular(name))
    return None if meaning is None else Part(*meaning, written=written)


def _misspelt(words: Sequence[_Word]) -> Part | None:
    written, name = _phrase(words)
    if len(name) < SHORTEST_MISSPELT or any(word.folded in noise() for word in words):
        return None
    near = process.extractOne(name, _spellings(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return None if near is None else Part(*meanings()[near[0]], written=written, guessed=True)


def _phrase(words: Sequence[_Word]) -> tuple[str, str]:
    return " ".join(word.raw for word in words), " ".join(word.folded for word in words)


def _country_code(raw: str) -> str | None:
    """Codes count in capitals only: `be` and `it` are words."""
    return find_country(raw) if len(raw) in {2, 3} and raw.isascii() and raw.isupper() else None


def _code(kind: Kind, text: str) -> str:
    """What a code alone names where it can mean nothing else."""
    written = text.strip()[:LONGEST_TEXT]
    if kind is Kind.LANGUAGE:
        return find_language(written) or ""
    if kind is Kind.COUNTRY:
        return find_country(written.upper()) or ""
    return "" if kind is not Kind.AREA or fold(written) not in _keys() else _keys()[fold(written)]


@cache
def _spellings() -> tuple[str, ...]:
    return tuple(name for name in meanings() if len(name) >= SHORTEST_MISSPELT)


@cache
def _areas_in_singular() -> Mapping[str, tuple[Kind, str]]:
    return {name: meaning for name, meaning in meanings().items() if meaning[0] is Kind.AREA}


@cache
def _keys() -> Mapping[str, str]:
    """The keys of areas, as somebody writes them."""
    return {fold(key): key for kind, key in meanings().values() if kind is Kind.AREA}
