"""Who a CV is about: name, address, telephone, nationality and gender, from labels and from the head of the page."""

import re
from collections.abc import Iterator, Mapping

from config.folding import fold
from intake.charsets import one_line
from intake.cv import LONGEST_NAME
from intake.cv_headings import heading_of, lines_of
from intake.cv_nationalities import nationality_of

_LABELS: Mapping[str, str] = {
    "name": "name|full name|nom complet|nombre completo|nome completo|nom et prenom|nom et prenoms|nombre y apellidos|surname name"
    "|first name s surname s|first names surnames|nom prenom|nom prenoms|nome e apelido|nombre apellidos|nom s prenom s|apellidos nombre",
    "first_name": "first name|first names|given name|given names|forename|prenom|prenoms|nombres|nombre|primeiro nome|nomes proprios",
    "last_name": "last name|last names|family name|surname|surnames|nom de famille|nom|apellido|apellidos|apelido|apelidos|sobrenome",
    "nome": "nome",
    "nationality": "nationality|citizenship|nationalite|citoyennete|nacionalidad|ciudadania|nacionalidade|cidadania",
    "gender": "gender|sex|sexe|genre|sexo|genero",
    "phone": "phone|telephone|mobile|tel|telefono|telefone|telemovel|portable|movil|cell|phone number|numero de telephone",
}  # fmt: skip
_GENDERS: Mapping[str, str] = dict.fromkeys(
    ("woman", "female", "f", "femme", "feminin", "mujer", "femenino", "mulher", "feminino"), "woman"
) | dict.fromkeys(
    ("man", "male", "m", "homme", "masculin", "hombre", "masculino", "homem", "varon", "h"), "man"
)
_BY_LABEL = {words: name for name, told in _LABELS.items() for words in told.split("|")}
_ADDRESS = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}(?![\w-])",
    re.ASCII,
)
_PHONE = re.compile(r"\+?\d[\d ().-]{7,22}\d")
_TITLES = re.compile(
    r"^(?:(?:dr|mr|mrs|ms|prof|m|mme|sr|sra|sr\.a|eng|ing|d|lic)\.?\s+)+(?=[^\W\d_])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[-'’][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    ["de", "da", "do", "dos", "das", "del", "la", "las", "los", "van", "von", "der", "den", "di", "du", "le", "e", "y", "el", "al", "bin", "ben", "ibn"]
)  # fmt: skip
_NO_NAMES = frozenset(
    [
        "curriculum",
        "vitae",
        "cv",
        "europass",
        "resume",
        "personal",
        "information",
        "europeen",
        "europeo",
        "europeu",
        "page",
        "professional",
    ]
)
_HEAD_LINES = 12
_MOST_LINES = 400
_MOST_WORDS = 6
_LONGEST_LABEL = 40


def read_person(head: str, text: str) -> dict[str, str]:
    """What is told of the person; `head` is where a name without a label may stand."""
    told = _labelled(text)
    first, last = _name(told) or _name_on_top(head)
    phone = _PHONE.search(told.get("phone", "")) or _PHONE.search(head[:2_000])
    address = _ADDRESS.search(head[:20_000]) or _ADDRESS.search(text[:60_000])
    found = {
        "first_name": first,
        "last_name": last,
        "email": address[0].lower() if address else "",
        "phone": phone[0] if phone else "",
        "nationality": nationality_of(told.get("nationality", "")),
        "gender": gender_of(told.get("gender", "")),
    }
    return {name: value for name, value in found.items() if value}


def gender_of(words: str) -> str:
    """`woman` or `man` if the words say so."""
    folded = fold(words[:60])
    return _GENDERS.get(folded) or _GENDERS.get(folded.partition(" ")[0], "")


def split_name(words: str) -> tuple[str, str]:
    """First and last name: what is in capitals is the last name, else the last word with its particles."""
    parts = _TITLES.sub("", one_line(words, 2 * LONGEST_NAME)).split()
    if "," in words and (halves := [half.strip() for half in " ".join(parts).split(",") if half.strip()])[1:]:
        return _cased(halves[1]), _cased(halves[0])
    loud = [part for part in parts if part.isupper() and len(part) > 2]
    if loud and len(loud) < len(parts):
        loud = [part for place, part in enumerate(parts) if part in loud or _leads_to(parts[place:], loud)]
        return _cased(" ".join(part for part in parts if part not in loud)), _cased(" ".join(loud))
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return _cased(" ".join(parts[:cut])), _cased(" ".join(parts[cut:]))


def _leads_to(parts: list[str], loud: list[str]) -> bool:
    """Whether it is a particle of the last name: `da` in Ana da SILVA."""
    after = next((part for part in parts if part.lower() not in _PARTICLES), "")
    return parts[0].lower() in _PARTICLES and after in loud


def _cased(name: str) -> str:
    """A name in capitals as people write it in a letter."""
    return " ".join(_cased_word(word) for word in name[:LONGEST_NAME].strip(" ,.;:-").split())


def _cased_word(word: str) -> str:
    if not word.isupper() or len(word) < 2 or "." in word:
        return word
    if word.lower() in _PARTICLES:
        return word.lower()
    return "-".join(piece.capitalize() for piece in word.split("-"))


def _labelled(text: str) -> dict[str, str]:
    """Label -> the words behind it, or on the next line where nothing is behind it."""
    found: dict[str, str] = {}
    waiting = ""
    for _, line in zip(range(_MOST_LINES), lines_of(text), strict=False):
        for piece in line.split("|"):
            waiting = _take(found, piece, waiting)
    return found


def _take(found: dict[str, str], piece: str, waiting: str) -> str:
    """Note what a piece of a line says; returns the label whose words are to come."""
    title, colon, rest = piece.partition(":")
    name = _label(title)
    if name and rest.strip():
        found.setdefault(name, one_line(rest, 200))
        return ""
    if name:
        return name
    if waiting and not colon:
        found.setdefault(waiting, one_line(piece, 200))
        return ""
    name, value = _unmarked(piece)
    if name:
        found.setdefault(name, value)
    return ""


def _unmarked(line: str) -> tuple[str, str]:
    """A label and its words without a colon between: `Nationality Portuguese`."""
    first, _, rest = line.strip().partition(" ")
    name = _BY_LABEL.get(fold(first))
    return (name, one_line(rest, 60)) if name in {"nationality", "gender"} and rest else ("", "")


def _label(title: str) -> str:
    if len(title) > _LONGEST_LABEL:
        return ""
    return _BY_LABEL.get(fold(title)) or _BY_LABEL.get(fold(title.replace("(s)", ""))) or ""


def _name(told: Mapping[str, str]) -> tuple[str, str] | None:
    """The name as labels tell it; Portuguese `nome` is the first name beside a last name, else all of it."""
    first, last = told.get("first_name", ""), told.get("last_name", "")
    first = first or (told.get("nome", "") if last else "")
    if first and last:
        return _cased(first), _cased(last)
    whole = told.get("name") or told.get("nome") or (first if " " in first else last if " " in last else "")
    return split_name(whole) if whole and not _ADDRESS.search(whole) else None


def _name_on_top(head: str) -> tuple[str, str]:
    """The first line that can be nothing but a name."""
    for _, line in zip(range(_HEAD_LINES), lines_of(head), strict=False):
        for words in _candidates(line):
            if _is_name(words):
                return split_name(words)
    return "", ""


def _candidates(line: str) -> Iterator[str]:
    """The line, and what stands behind a heading on it: `Curriculum vitae Ana Silva`, `CV of Ana Silva`."""
    whole = re.split(r"[|•\t]|\s[-–—]\s", line)[0].strip()
    yield whole
    yield re.sub(
        r"^(?:europass\s+)?(?:curriculum vitae|curriculum|cv|personal information|informations personnelles"
        r"|informação pessoal|información personal)\s*(?:of|de|do|da|:|-|–)?\s*",
        "",
        whole,
        count=1,
        flags=re.IGNORECASE,
    )


def _is_name(line: str) -> bool:
    line = _TITLES.sub("", line)
    words = line.replace(",", " ").split()
    if not 2 <= len(words) <= _MOST_WORDS or heading_of(line) or set(fold(line).split()) & _NO_NAMES:
        return False
    return all(_WORD.fullmatch(word) and (word[0].isupper() or word in _PARTICLES) for word in words)
