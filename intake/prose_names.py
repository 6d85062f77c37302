"""Names in a letter: the institution that writes, the person who signs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from config.countries import find_country
from config.folding import fold
from intake.letter_layout import Letter, unwrapped

LONGEST_NAME = 220


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MOST_WORDS = 24

_HEADS = _set(
    """ministry institute agency authority fund office secretariat directorate department council
commission union unions confederation federation service services bureau board corporation scheme
organisation organization institution administration ministere caisse institut agence fonds
direction conseil mutuelle syndicat ministerio instituto agencia caja fondo secretaria
direccion consejo comision superintendencia sindicato servicio caixa fundo direcao conselho comissao
servico inspection inspeccion inspetoria inspecao prefecture vicepresidencia viceministerio"""
)
_AND = frozenset({"and", "et", "y", "e"})
_JOINING = _set(
    """of the and for de la le les du des et l d del y e da do das dos a au aux en pour para los las el em
in on & - o ao"""
)
_INNER = _set(
    """nationale national nationaux nationales general generale sociale social sociales sociaux securite
prevoyance travail emploi solidarite protection sante affaires famille femme femmes enfance pensions
pension retraite retraites fonction publique publics charge developpement base handicap assurance
maladie assurances etat promotion service services personnes handicapees inclusion economie finances
plan planification action humanitaire formation professionnelle insertion jeunesse obligatoire
informel allocations familiales fonctionnaires nacional nacionales generales seguridad trabajo
empleo desarrollo prevision salud proteccion pensiones jubilaciones jubilados economia hacienda
planificacion riesgos profesionales laborales fondo estado seguro seguros publico publica familia
mujer discapacidad estadistica asistencia promocion seguranca trabalho emprego solidariedade saude
protecao previdencia pensoes acao genero promocao formacao profissional inclusao desenvolvimento
planeamento financas assistencia"""
)
_NOT_OURS = re.compile(r"european union|union europeenne|union europea|uniao europeia|world bank|banque mondiale|ilo\b|"
                       r"\boit\b|united nations|nations unies|delegation of the eu|delegation de l ue|muster|facility")  # fmt: skip
_SPEAKING = re.compile(
    r"(?:on behalf of|in the name of|we are|we, the|i work (?:at|for)|i represent|au nom d|pour le compte d|nous sommes|"
    r"en nombre d|en representaci|somos|em nome d|em representa|represento|our institution)[^.\n]{0,20}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[LlDd]['’](?=[^\W\d_])|[^\W\d_]+(?:['’][^\W\d_]+)?|&|\([A-Z][\w ./-]{1,18}\)|[-–]|\S")
_STARTERS = _set("the our dear my this your le la l d notre el nuestro o a nosso")

_PLACE = re.compile(r"\s(?:in|au|aux|en|em|no|na)\s(?:the\s|la\s|el\s)?([^()]{3,40})$")
_TITLES = re.compile(
    r"^(?:mr|mrs|ms|dr|prof|m|mme|mlle|sr|sra|srta|dra|eng|ing|lic|madame|monsieur|señor|señora|senhor|senhora)\.?\s+",
    re.IGNORECASE,
)
_NAME_PART = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-]){0,30}")


def institution_in(letter: Letter) -> str:
    """The institution that most likely writes, '' if none is named."""
    scores: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    signed = " \n".join((*letter.signature, *letter.head))
    for weight, text in ((3, signed), (1, letter.body)):
        for name, before in _institutions(text):
            key = fold(name)
            if _NOT_OURS.search(key):
                continue
            spelt.setdefault(key, name)
            scores[key] += weight + (4 if _SPEAKING.search(before) else 0)
    if not scores:
        return ""
    return _fullest(spelt, max(scores, key=lambda key: (scores[key], len(key))))


def _fullest(spelt: dict[str, str], key: str) -> str:
    """The name as chosen, with its abbreviation if one spelling has it, without 'in Ghana' behind it."""
    longer = [name for other, name in spelt.items() if other.startswith(key) and name.endswith(")")]
    name = max(longer, key=len, default=spelt[key])
    place = _PLACE.search(name)
    return name[: place.start()] if place is not None and find_country(place.group(1)) else name


def _institutions(text: str) -> Iterator[tuple[str, str]]:
    """Each name of an institution with the words just before it."""
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(tokens):
        if not _is_head(tokens[at][0]):
            at += 1
            continue
        first, last = _first(tokens, at, text), _last(tokens, at, text)
        name = unwrapped(text[tokens[first][1] : tokens[last][2]])
        if last > first:
            yield name[:LONGEST_NAME], text[max(0, tokens[first][1] - 60) : tokens[first][1]]
        at = last + 1


def _is_head(word: str) -> bool:
    return word[0].isupper() and len(word) > 3 and fold(word) in _HEADS


_Tokens = Sequence[tuple[str, int, int]]


def _first(tokens: _Tokens, head: int, text: str) -> int:
    """Back over capitals: 'Zanzibar Social Security Fund', 'Planning Institute'."""
    first = head
    while first > 0 and head - first < 6:
        word, _, end = tokens[first - 1]
        apart = "\n" in text[end : tokens[first][1]]
        if apart or not word[0].isupper() or fold(word) in _STARTERS or not word[0].isalpha():
            break
        first -= 1
    return first


def _last(tokens: _Tokens, head: int, text: str) -> int:
    """On over capitals, joining words and the everyday words of such names, to the abbreviation in brackets."""
    last = head
    for place in range(head + 1, min(len(tokens), head + _MOST_WORDS)):
        word = tokens[place][0]
        apart = "\n" in text[tokens[place - 1][2] : tokens[place][1]]
        if apart and not _goes_on(tokens, place):
            break
        if word.startswith("("):
            return place
        if word == ",":
            if not _lists_on(tokens, place):
                break
        elif not _belongs(word):
            break
        elif fold(word) not in _JOINING and word not in {"-", "–"}:
            last = place
    return last


def _lists_on(tokens: _Tokens, comma: int) -> bool:
    """'Ministry of Gender, Labour and Social Development': a list that ends with 'and' and one more name."""
    for place in range(comma + 1, min(comma + 9, len(tokens) - 1)):
        word = tokens[place][0]
        if fold(word) in _AND:
            following = [
                other for other, _, _ in tokens[place + 1 : place + 4] if fold(other) not in _JOINING
            ]
            return bool(following) and following[0][0].isupper()
        if word != "," and not _belongs(word):
            return False
    return False


def _goes_on(tokens: _Tokens, place: int) -> bool:
    """A name runs over the end of a line only behind or before a joining word or a comma of a list."""
    before, word = tokens[place - 1][0], tokens[place][0]
    return (
        fold(before) in _JOINING or fold(word) in _JOINING or (before == "," and _lists_on(tokens, place - 1))
    )


def _belongs(word: str) -> bool:
    if word[0].isupper():
        return word[0].isalpha()
    folded = fold(word)
    return folded in _JOINING or folded in _INNER or (folded.split(" ")[-1] in _INNER and len(folded) > 2)


def person_in(signature: Sequence[str]) -> str:
    """The name of the person who signs, '' if no line looks like one."""
    for line in signature[:6]:
        name = _TITLES.sub("", re.split(r"[,;|–]| - ", line)[0].strip(" *_"))
        words = name.split()
        is_name = 2 <= len(words) <= 5 and all(map(_NAME_PART.fullmatch, words))
        if is_name and all(word[0].isupper() or len(word) <= 3 for word in words) and not _is_title(words):
            return name
    return ""


def _is_title(words: Sequence[str]) -> bool:
    """'Directrice Générale', 'Ministry of Labour' are no persons."""
    return any(fold(word) in _HEADS | _INNER or fold(word).startswith(_FUNCTIONS) for word in words)


_FUNCTIONS = (
    "direct", "minist", "secretar", "secretaire", "president", "chef", "head", "manager", "charge", "conseill",
    "coordin", "permanent", "general", "republi", "officer", "jefe", "jefa", "chefe", "tecnic", "assistant",
)  # fmt: skip
