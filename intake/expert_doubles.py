"""Which experts of a register may be the same person under two addresses, how likely, and why. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from rapidfuzz import fuzz

from config.folding import fold
from intake.expert_letters import in_latin

LIKELY = 64.0
"""From here on, of 100, two rows are worth a look."""
LARGEST_BLOCK = 200
"""Experts with one key; more of them share a common name, and are compared within one country only."""
_NEARLY = 80.0
_SOUNDS_ALIKE = 92.0
MOST_NAMES = 5
"""Parts of a name that are looked at."""
_SAME_ADDRESS_NAME = 50.0
"""How alike two names must be at least if the addresses tell of one person."""
_NAME, _ADDRESS, _COUNTRY, _LANGUAGES, _AREAS = 0.62, 14.0, 8.0, 8.0, 8.0
_OTHER_COUNTRY, _OTHER_GENDER = 8.0, 20.0
_MUCH = 0.5
_SHORTEST_ADDRESS = 5
_NOBODYS = frozenset(
    {"info", "contact", "office", "expert", "experts", "mail", "admin", "secretariat", "consultant"}
)
_DIGITS = re.compile(r"\d+")
_SOUNDS = MappingProxyType(
    {
        "sch": "s", "tch": "s", "ch": "s", "sh": "s", "ph": "f", "th": "t", "ck": "k", "dj": "j", "gh": "g", "kh": "k",
        "qu": "k", "w": "v", "y": "i", "c": "k", "q": "k", "z": "s", "x": "ks", "j": "i", "h": "",
    }
)  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_VOWELS = re.compile("[aeiou]")
_TWICE = re.compile(r"(.)\1+")


class Reason(StrEnum):
    """Why two rows may be one person."""

    SAME_NAME = "same_name"
    SWAPPED = "swapped"
    NEARLY = "nearly"
    ADDRESS = "address"
    COUNTRY = "country"
    LANGUAGES = "languages"
    AREAS = "areas"
    CV = "cv"


@dataclass(frozen=True, slots=True)
class Person:
    """An expert as far as it tells who they are."""

    code: str
    first_name: str
    last_name: str
    email: str = ""
    country: str = ""
    gender: str = ""
    languages: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that may be one person; the earlier code comes first."""

    one: str
    other: str
    score: float
    """Of 100."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What is compared of a person, worked out once."""

    person: Person
    name: str
    in_order: str
    """The words of the name by the alphabet."""
    words: frozenset[str]
    sounds: tuple[str, ...]
    address: str


def find_doubles(people: Iterable[Person], *, least: float = LIKELY) -> tuple[Double, ...]:
    """The pairs that may be one person, the likeliest first; only those who share a key are compared."""
    sketches = [_sketch(person) for person in people]
    found = {}
    for one, other in _pairs(sketches):
        double = _compared(one, other)
        if double is not None and double.score >= least:
            found[double.one, double.other] = double
    return tuple(sorted(found.values(), key=lambda double: (-double.score, double.one, double.other)))


def with_texts(double: Double, one: str, other: str) -> Double:
    """The pair after a look at the two CVs; texts that have most words in common make it likelier."""
    words = [frozenset(fold(text).split()) for text in (one, other)]
    if not all(words) or _shared(words[0], words[1]) < _MUCH:
        return double
    score = round(min(100.0, double.score + _AREAS), 1)
    return Double(double.one, double.other, score, (*double.reasons, Reason.CV))


def _sketch(person: Person) -> _Sketch:
    local = _DIGITS.sub("", person.email.partition("@")[0])
    address = "".join(sorted(in_latin(local).split()))
    generic = len(address) < _SHORTEST_ADDRESS or fold(local) in _NOBODYS
    name = in_latin(f"{person.first_name} {person.last_name}")
    words = name.split()
    return _Sketch(
        person,
        name,
        " ".join(sorted(words)),
        frozenset(words),
        tuple(sorted({_sound(word) for word in words[:MOST_NAMES]} - {""})),
        "" if generic else address,
    )


def _pairs(sketches: Sequence[_Sketch]) -> Iterator[tuple[_Sketch, _Sketch]]:
    blocks: dict[object, list[_Sketch]] = defaultdict(list)
    for sketch in sketches:
        for key in _keys(sketch):
            blocks[key].append(sketch)
    for block in blocks.values():
        for part in _small(block):
            yield from combinations(part, 2)


def _keys(sketch: _Sketch) -> set[str]:
    """Each two names as they sound, and each with the initials of the others: a slip in one leaves a key they share."""
    sounds = sketch.sounds
    keys = {" ".join(pair) for pair in combinations(sounds, 2)} or {" ".join(sounds)}
    for place, sound in enumerate(sounds):
        others = "".join(other[0] for other in (*sounds[:place], *sounds[place + 1 :]))
        keys.add(f"{sound} {others}")
    return keys | ({f"@{sketch.address}"} if sketch.address else set())


def _small(block: list[_Sketch]) -> Iterator[list[_Sketch]]:
    """The block itself, or parts of it that are not too large to compare everybody with everybody."""
    if len(block) <= LARGEST_BLOCK:
        yield block
        return
    parts: dict[object, list[_Sketch]] = defaultdict(list)
    for sketch in block:
        parts[sketch.person.country, sketch.in_order].append(sketch)
    for part in parts.values():
        for begin in range(0, len(part), LARGEST_BLOCK):
            yield part[begin : begin + LARGEST_BLOCK]


@lru_cache(maxsize=200_000)
def _sound(word: str) -> str:
    """The consonants of a name as they sound, and how it begins: Youssouf and Yusuf, Müller and Mueller are one."""
    sounds = _TWICE.sub(r"\1", _SOUND.sub(lambda match: _SOUNDS[match[0]], word))
    return sounds[:1].translate(_OPEN) + _VOWELS.sub("", sounds[1:]) if sounds else ""


_OPEN = str.maketrans("eiou", "aaaa")
"""Names begin with any vowel as they are written from one alphabet into another."""


def _compared(one: _Sketch, other: _Sketch) -> Double | None:
    straight = fuzz.ratio(one.name, other.name)
    alike = max(straight, fuzz.ratio(one.in_order, other.in_order))
    if alike < _SOUNDS_ALIKE and (one.sounds == other.sounds or _says_less(one.words, other.words)):
        alike = _SOUNDS_ALIKE
    address = bool(one.address) and one.address == other.address
    if alike < (_SAME_ADDRESS_NAME if address else _NEARLY):
        return None
    named = Reason.SAME_NAME if straight == 100 else Reason.SWAPPED if alike == 100 else Reason.NEARLY
    reasons, more = _besides(one.person, other.person)
    score = alike * _NAME + more + (_ADDRESS if address else 0.0)
    why = (*((named,) if alike >= _NEARLY else ()), *((Reason.ADDRESS,) if address else ()), *reasons)
    codes = sorted((one.person.code, other.person.code))
    return Double(codes[0], codes[1], round(max(0.0, min(100.0, score)), 1), why)


def _says_less(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one name leaves out parts of the other: Ana Silva, Ana Maria Silva Costa."""
    return min(len(one), len(other)) > 1 and (one < other or other < one)


def _besides(one: Person, other: Person) -> tuple[tuple[Reason, ...], float]:
    """What speaks for one person beside the names, and how much; another country or gender speaks against."""
    reasons, score = [], 0.0
    if one.country and one.country == other.country:
        reasons.append(Reason.COUNTRY)
        score += _COUNTRY
    elif one.country and other.country:
        score -= _OTHER_COUNTRY
    if one.gender and other.gender and one.gender != other.gender:
        score -= _OTHER_GENDER
    compared: Mapping[Reason, tuple[frozenset[str], frozenset[str], float]] = {
        Reason.LANGUAGES: (one.languages, other.languages, _LANGUAGES),
        Reason.AREAS: (one.areas, other.areas, _AREAS),
    }
    for reason, (own, others, weight) in compared.items():
        shared = _shared(own, others)
        score += weight * shared
        if shared >= _MUCH:
            reasons.append(reason)
    return tuple(reasons), score


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
