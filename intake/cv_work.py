"""Employment in a CV: dated lines, the days they cover, who the employer is, public or private."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from config.periods import Period
from intake.charsets import one_line
from intake.cv import LONGEST_NAME, Job, stretch
from intake.cv_headings import lines_of
from intake.words import countries_in

MOST_JOBS = 80
_MONTHS = (
    ("january", "janvier", "enero", "janeiro", "jan", "janv", "ene"),
    ("february", "fevrier", "febrero", "fevereiro", "feb", "fev", "fevr"),
    ("march", "mars", "marzo", "marco", "mar"),
    ("april", "avril", "abril", "apr", "avr", "abr"),
    ("may", "mai", "mayo", "maio"),
    ("june", "juin", "junio", "junho", "jun"),
    ("july", "juillet", "julio", "julho", "jul", "juil"),
    ("august", "aout", "agosto", "aug", "ago"),
    ("september", "septembre", "septiembre", "setembro", "sep", "sept", "set"),
    ("october", "octobre", "octubre", "outubro", "oct", "out"),
    ("november", "novembre", "noviembre", "novembro", "nov"),
    ("december", "decembre", "diciembre", "dezembro", "dec", "dic", "dez"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"


def _point(tag: str) -> str:
    """A month of a year, or a year, in one of the ways people write it."""
    return (
        rf"(?:(?P<iy{tag}>{_YEAR})-(?P<im{tag}>0[1-9]|1[0-2])(?:-\d\d)?(?!\d)"
        rf"|(?:\d{{1,2}}\s+)?(?P<nm{tag}>{_NAMES})\.?,?\s+(?:de\s+|of\s+|do\s+)?(?P<ny{tag}>{_YEAR})"
        rf"|(?:\d{{1,2}}[./])?(?P<m{tag}>0?[1-9]|1[0-2])[./-](?P<y{tag}>{_YEAR})"
        rf"|(?P<only{tag}>{_YEAR}))"
    )


_NOW = (
    r"(?:present|today|now|current|currently|ongoing|to date|date|aujourd.?hui|a ce jour|present|actuellement|en cours"
    r"|actualidad|la actualidad|actual|actualmente|hoy|presente|o presente|atualidade|a atualidade|atual|hoje|momento)"
)
_RANGE = re.compile(
    rf"(?<!\d){_point('a')}\s*(?:[-–—]+|to|until|till|a|au|al|ate|hasta|jusqu.a|jusqu.en|>)\s*(?:{_point('b')}|(?P<now>{_NOW})\b)"
)
_SINCE = re.compile(rf"\b(?:since|depuis|desde|from|a partir de)\s+(?:le\s+|el\s+)?{_point('a')}")
_STATED = re.compile(
    r"\b(\d{1,2})\+?\s+(?:years|ans|annees|anos)\s+(?:of\s+|d.?|de\s+)?(?:\w{1,20}\s+){0,2}?experi", re.ASCII
)
_PUBLIC = re.compile(
    r"\b(?:minist\w*|government|gouvernement|gobierno|governo|public (?:service|administration|sector|institution)"
    r"|civil serv\w*|fonctionnaire|funcionari[oa]|social security|securite sociale|seguridad social|seguranca social"
    r"|national (?:institute|agency|fund|insurance)|public employment|parliament|city council|municipal\w*"
    r"|caisse nationale|institut national|instituto nacional|agence nationale|department of)\b"
)
_PRIVATE = re.compile(
    r"\b(?:consultants?|consultoria|consulting|consultancy|consultora?|freelance\w*|self.employed|independant\w*|independiente"
    r"|autonom[oa]|ltd|gmbh|s\.?a\.?r\.?l|llc|inc|lda|s\.l\.|private (?:sector|company)|entreprise privee)\b"
)
_RETIRED = re.compile(
    r"\b(?:retired|in retirement|retraitee?|a la retraite|jubilad[oa]|pensionista|aposentad[oa]|reformad[oa])\b"
)
_INSTITUTION = re.compile(
    r"\b(?:minist\w*|institut\w*|agenc\w*|agencia|fund|fonds|fondo|universi\w*|caisse|caja|caixa|service|servicio|servico"
    r"|office|bureau|department|departament\w*|ltd|gmbh|consult\w*|bank|banque|banco|board|authority|security|inc)\b"
)
_SPLIT = re.compile(r"\s[-–—|]\s|[|;\t]|,\s|\bat\s|\bchez\s")
_BRACKETS = re.compile(r"[()\[\]{}]")


def read_jobs(text: str, *, today: date) -> tuple[Job, ...]:
    """The dated lines of a part about work, in its order."""
    lines = list(lines_of(text))
    return tuple(job for job, _ in zip(_jobs(lines, today), range(MOST_JOBS), strict=False))


def stated_years(text: str) -> int | None:
    """The years of experience that the CV claims in words."""
    found = [int(number) for number in _STATED.findall(_plain(text[:20_000]))]
    return max(found, default=None)


def sector_of(words: str) -> str:
    """`public` or `private` if the words leave no doubt."""
    plain = _plain(words)
    public, private = _PUBLIC.search(plain), _PRIVATE.search(plain)
    return "" if bool(public) == bool(private) else "public" if public else "private"


def says_retired(words: str) -> bool:
    """Whether the person says they are retired."""
    return _RETIRED.search(_plain(words)) is not None


def _jobs(lines: Sequence[str], today: date) -> Iterator[Job]:
    for place, line in enumerate(lines):
        plain = _plain(line)
        match = _RANGE.search(plain) or _SINCE.search(plain)
        period, current = _dates(match, today) if match else (None, False)
        if match is None or period is None:
            continue
        rest = line[: match.start()] + " " + line[match.end() :] if len(plain) == len(line) else ""
        about = (_BRACKETS.sub(" ", rest), *_below(lines[place + 1 : place + 4]))
        words = one_line("\n".join(about), 400)
        yield Job(period, current, words, _employer(about), countries_in(words))


def _below(lines: Sequence[str]) -> Iterator[str]:
    """What stands below a dated line, up to the next one."""
    for line in lines:
        plain = _plain(line)
        if _RANGE.search(plain) or _SINCE.search(plain):
            return
        yield line


def _employer(about: Sequence[str]) -> str:
    """The piece that names an institution; '' if none does."""
    pieces = (one_line(piece, LONGEST_NAME).strip(" .:,–-") for line in about for piece in _SPLIT.split(line))
    return next((piece for piece in pieces if _INSTITUTION.search(_plain(piece))), "")


def _dates(match: "re.Match[str]", today: date) -> tuple[Period | None, bool]:
    start = _start(match, "a")
    told = match.groupdict()
    if "now" not in told or told["now"]:
        return stretch(start, today, today=today), True
    end = _end(match, start)
    return stretch(start, end, today=today), end >= today


def _start(match: "re.Match[str]", tag: str) -> date:
    told = match.groupdict()
    if told[f"only{tag}"]:
        return date(int(told[f"only{tag}"]), 1, 1)
    year = told[f"iy{tag}"] or told[f"ny{tag}"] or told[f"y{tag}"]
    month = told[f"im{tag}"] or told[f"m{tag}"] or _MONTH[told[f"nm{tag}"] or "jan"]
    return date(int(year), int(month), 1)


def _end(match: "re.Match[str]", start: date) -> date:
    """The last day; from a year alone only its beginning, so that 2010-2015 are five years and not six."""
    begin = _start(match, "b")
    if not match["onlyb"]:
        return (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return begin - timedelta(days=1) if begin.year > start.year else date(begin.year, 12, 31)


def _plain(text: str) -> str:
    """In small letters without accents, with every sign at its place."""
    return "".join(unicodedata.normalize("NFD", sign)[0].lower()[:1] for sign in text)
