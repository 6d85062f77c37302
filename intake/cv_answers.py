"""What an officer writes about a CV, and an expert about their row: labels with values, or one word. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.charsets import one_line
from intake.cv import LONGEST_NAME
from intake.cv_draft import CELLS
from intake.cv_languages import read_languages, spoken_as_cell
from intake.cv_nationalities import nationality_of
from intake.cv_person import gender_of
from intake.words import countries_in, match_areas

LONGEST_ANSWER = 6_000
_MOST_YEARS = 70
_ADDRESS = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,180}\.[^\s@<>,;:\".()]{2,60}")
_CODE = re.compile(r"\bEX-\d{1,8}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}")
_QUOTED = re.compile(r"^[>\s*•-]+")
_LONGEST_LABEL = 40
_MARKS = " .,:;!*\"'«»"
_KINDS: Mapping[str, str] = {
    fold(word): kind
    for kind, words in {
        "public": "public|public sector|publique|secteur public|publico|publica|sector publico|setor publico",
        "private": "private|private sector|prive|privee|secteur prive|privado|privada|sector privado|setor privado",
        "active": "active|in service|actif|active|en activite|activo|activa|en activo|ativo|ativa|no ativo",
        "retired": "retired|retraite|retraitee|a la retraite|jubilado|jubilada|aposentado|aposentada|reformado|reformada",
        "european": "european|eu|europeen|europeenne|europeo|europea|europeu|europeia|ue",
        "partner": "partner|partner country|partenaire|pays partenaire|socio|pais socio|parceiro|pais parceiro",
    }.items()
    for word in words.split("|")
}
_ALLOWED = {
    "occupation": {"public", "private"},
    "employment": {"active", "retired"},
    "eligibility": {"european", "partner"},
}


class Word(StrEnum):
    """What one word at the top of a reply orders."""

    ADD = "add"
    NEW = "new"
    UPDATE = "update"
    CANCEL = "cancel"


class Verdict(StrEnum):
    """What an expert says about the row that Muster shows them."""

    YES = "yes"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class CvAnswers:
    """What a reply says."""

    values: Mapping[str, str] = field(default_factory=dict)
    """By the names of a draft's cells."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Values that could not be read, as they were written."""
    word: Word | None = None
    code: str = ""
    """The expert named beside the word."""


def read_cv_answers(text: str) -> CvAnswers:
    """The values behind labels, in any of the four languages, and the word of the first line."""
    values: dict[str, str] = {}
    unread: dict[str, str] = {}
    for name, words in _labelled(text[:LONGEST_ANSWER]):
        value = _READERS[name](words)
        (values if value else unread)[name] = value or one_line(words, LONGEST_NAME)
    line = next(iter(text.strip()[:LONGEST_ANSWER].splitlines()), "")
    code = _CODE.search(line)
    return CvAnswers(values, unread, _word(_CODE.sub(" ", line)), code[0].upper() if code else "")


def read_verdict(text: str) -> Verdict | None:
    """One of the two words in any language, alone but for signs; anything else is for a person to read."""
    words = fold(text.strip()[:LONGEST_NAME].strip(_MARKS))
    return next((one for one in Verdict if words in words_for(one)), None)


@cache
def words_for(order: str) -> tuple[str, ...]:
    """Every way to write a word of order, folded."""
    told = (say(language, f"cv.word.{order}").split("|") for language in INTERFACE_LANGUAGES)
    return tuple(dict.fromkeys(fold(word) for words in told for word in words))


def shown_word(order: str, language: str) -> str:
    """How a letter writes a word of order."""
    return say(language, f"cv.word.{order}").split("|")[0]


def _word(line: str) -> Word | None:
    folded = fold(line[:LONGEST_NAME].strip(_MARKS))
    return next((one for one in Word if folded in words_for(one)), None)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Cell and value of each line `label: value`; several may share a line, with a semicolon between."""
    for line in text.splitlines():
        name, told = "", ""
        for piece in _QUOTED.sub("", line).split(";"):
            label, colon, rest = piece.partition(":")
            found = _labels().get(fold(label)) if colon and len(label) <= _LONGEST_LABEL else None
            if found:
                yield from ((name, told),) if name and told.strip() else ()
                name, told = found, rest
            else:
                told = f"{told};{piece}"
        if name and told.strip():
            yield name, told


@cache
def _labels() -> Mapping[str, str]:
    """Every label of a cell, folded; `cv.label` is the one letters show, `cv.names` the others."""
    found: dict[str, str] = {}
    for language in INTERFACE_LANGUAGES:
        for name in CELLS:
            told = (say(language, f"cv.label.{name}"), *say(language, f"cv.names.{name}").split("|"), name)
            for words in told:
                found.setdefault(fold(words), name)
    return found


def _kind(name: str) -> Callable[[str], str]:
    def read(words: str) -> str:
        kind = _KINDS.get(fold(words[:60]), "")
        return kind if kind in _ALLOWED[name] else ""

    return read


def _address(words: str) -> str:
    found = _ADDRESS.search(words[:300])
    return found[0].lower() if found else ""


def _years(words: str) -> str:
    found = _NUMBER.search(words[:60])
    return str(int(found[0])) if found and int(found[0]) <= _MOST_YEARS else ""


def _name(words: str) -> str:
    """The words on one line; signs that hold a place are no name."""
    line = one_line(words, LONGEST_NAME)
    return line if any(sign.isalpha() for sign in line) else ""


_READERS: Mapping[str, Callable[[str], str]] = {
    "first_name": _name,
    "last_name": _name,
    "employer": _name,
    "email": _address,
    "nationality": nationality_of,
    "gender": gender_of,
    "years_of_experience": _years,
    "languages": lambda words: spoken_as_cell(read_languages(words.replace(";", ","))),
    "topics": lambda words: ";".join(match_areas(words)),
    "countries": lambda words: ";".join(countries_in(words)),
    **{name: _kind(name) for name in _ALLOWED},
}
