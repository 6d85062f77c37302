"""Languages of a CV: tables of CEFR levels as Europass prints them, mother tongues, and words that are no level."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from config.folding import fold
from config.languages import Level, all_language_names, find_language
from intake.cv import LONGEST_SAID, Spoken
from intake.cv_headings import TONGUE, lines_of
from intake.words import names_in

MOST = 30
MOST_LINES = 200
_LEVEL = re.compile(r"(?<![A-Za-z0-9])([ABCabc][12])(?![0-9A-Za-z])")
_PIECES = re.compile(r"[,;•|]|\s[-–—]\s(?=[^\W\d_]{4})")
_NATIVE = re.compile(
    r"\b(?:mother tongues?|native|natif|native speaker|langues? maternelles?|lenguas? maternas?|linguas? maternas?"
    r"|nativ[oa]|materna|maternelle)\b"
)
_SAID = re.compile(
    r"\b(?:fluent|fluently|fluency|excellent|very good|good|working knowledge|basic|intermediate|advanced|proficient"
    r"|professional|conversational|courant|couramment|bilingue|bilingual|tres bien|bien|bon|bonne|notions|lu ecrit parle"
    r"|intermediaire|avance|scolaire|fluido|fluida|fluente|excelente|muy bueno|bueno|buena|basico|basica|intermedio"
    r"|intermedia|avanzado|avanzada|muito bom|bom|boa|intermediario|avancado|avancada|corrente|profesional"
    r"|profissional)\b"
)
_OTHERS = re.compile(r"^(?:other|foreign|autres?|otr[oa]s?|outr[oa]s?)\b")


def read_languages(text: str) -> tuple[Spoken, ...]:
    """The languages of a part about languages, in its order, each with the weakest of its levels.

    A table tells five levels for one language; the weakest never claims more than is written.
    """
    found: dict[str, list[Spoken]] = {}
    for one in _entries(text):
        found.setdefault(one.language, []).append(one)
    return tuple(_together(entries) for entries in list(found.values())[:MOST])


def spoken_as_cell(spoken: Iterable[Spoken]) -> str:
    """The languages with a level as the register writes them: `fr:native;en:C1`."""
    return ";".join(f"{one.language}:{one.level.label}" for one in spoken if one.level is not None)


def _entries(text: str) -> Iterator[Spoken]:
    """Each mention; levels on a line without a language belong to the language named last."""
    language, native = "", False
    for _, line in zip(range(MOST_LINES), lines_of(text), strict=False):
        folded = fold(line.replace("(s)", "s"))
        if folded.startswith(TONGUE):
            native, language = True, ""
        elif _OTHERS.match(folded):
            native = False
        for piece in _PIECES.split(line):
            named = _named(piece)
            levels = _levels(piece)
            language = named[-1] if named else language
            native = native and not levels
            for code in named or ((language,) if language and levels else ()):
                yield _spoken(code, piece, levels, native=native)


def _spoken(code: str, piece: str, levels: tuple[Level, ...], *, native: bool) -> Spoken:
    folded = fold(piece)
    if not levels and (native or _NATIVE.search(folded)):
        return Spoken(code, Level.NATIVE)
    if levels:
        return Spoken(code, min(levels))
    said = _SAID.search(folded)
    return Spoken(code, None, said[0][:LONGEST_SAID] if said else "")


def _together(entries: list[Spoken]) -> Spoken:
    """One language from its mentions: native once is native, else the weakest level that is told."""
    levels = [one.level for one in entries if one.level is not None]
    if Level.NATIVE in levels:
        return Spoken(entries[0].language, Level.NATIVE)
    if levels:
        return Spoken(entries[0].language, min(levels))
    return Spoken(entries[0].language, None, next((one.said for one in entries if one.said), ""))


def _named(piece: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(names_in(piece[:200], _names(), longest=3)))
    if codes:
        return codes
    alone = find_language(piece.partition(":")[0].strip()) if len(piece) < 40 else None
    return (alone,) if alone else ()


def _levels(piece: str) -> tuple[Level, ...]:
    read = (Level.read(match) for match in _LEVEL.findall(piece))
    return tuple(level for level in read if level is not None)


@cache
def _names() -> Mapping[str, str]:
    """Names of languages that are safe to look for among other words; `good` and `so` are not."""
    return {name: code for name, code in all_language_names().items() if len(name) > 3}
