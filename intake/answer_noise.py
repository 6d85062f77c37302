"""What stands in a reply and answers nothing: numbers of papers, telephones and accounts, the past, what closes an offer."""

import re

# Identity, tax and telephone numbers, with the word before them; no day is among them. Of the same length, so that places stay true.
_NUMBERED = re.compile(
    r"(?<!\w)(?:tel|t[eé]l|phone|mobile|cell|celular|m[oó]vil|telem[oó]vel|handy|whatsapp|fax|ext|rg|cpf|dni|nif|nipc|nie|cif|rfc|cnpj|siret|siren|iban|bic|vat|tva|iva|ssn|kd\.?-?nr|kundennr|personalnr"
    r"|(?:mi |my |o meu |a minha |mon |ma )?(?:c[eé]dula|passport(?: no)?|passeport|pasaporte|passaporte|reisepass|passaporto|id card|matr[ií]cul\w|matricola))"
    r"(?:\.|:|-)?(?: (?:n[º°o.]{0,2}|is|es|est|é|e|number|número|numéro|nummer|numero|nr\.?|:)){0,2} ?[:#]? ?"
    r"[+A-Z]{0,3}-?\d[\d .\-/]{3,24}(?:-?[A-Z])?(?![\w/])",
    re.IGNORECASE,
)
_DIALLED = re.compile(
    r"(?<![\w.])\+\d{1,3}(?!\w)(?:[ .-]?\d{1,4}){0,6}|(?<![\w./-])\d{1,3}(?:[. ]\d{3}){2,3}(?:-[\dA-Z])?(?![\w/])"
)
# Pages, flights, files and decrees: 'p. 12-31', 'flight BA 0212', 'exp. 26/0518', 'du 2 courant', '5/5'.
_MONTHS_BEHIND = r"(?! ?(?:st|nd|rd|th|er|º|\.)?,? ?(?:of |de |du |d')?(?:jan|ene|gen|f[eé]v|feb|mar|m[aä]r|apr|avr|abr|ma[iyg]|jun|juin|giu|jul|juil|lug|aug|ao[uû]|ago|sep|set|o[ck]t|out|ott|nov|d[eéi][czs]))"
_FILED = re.compile(
    r"(?<!\w)(?:p(?=\.)|pp|pages?|pág|art|article|artículo|artigo|vol|chap|room|salle|sala|flight|vuelo|voo|seat|asiento|exp|expediente|ref|réf|prot|circular|circulaire|dossier|file|processo|proceso|code|código|décret|decreto|oficio|ofício|nota|acci[oó]n|ação|action|n\.? ?[º°])\.?"
    r"(?: n\.? ?[º°]\.?)? ?[A-Z]{0,4} ?(?!\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})\d[\d/.-]{0,14}[A-Z]?(?![\w/])"
    + _MONTHS_BEHIND
    + r"|(?:du|del?|do|of the|dated) \d{1,2}(?:st|nd|rd|th)? (?:courant|(?:de los |del )?corrientes?|do corrente|inst\.?|instant)(?!\w)|(?<![\w/])(?:5/5|5 sur 5|10/10)(?![\w/])",
    re.IGNORECASE,
)
_AT_HOME = re.compile(
    r"(?<!\w)\d{1,4}(?:,| bis)? (?:rue|avenue|boulevard|quai|impasse|place) (?:\w+ ){0,2}(?:du )?\d{1,2}[- ]\w+",
    re.IGNORECASE,
)
_MOST_LOOKED_AT = 4_000


def without_numbers(text: str) -> str:
    """The text with spaces for the numbers of papers, telephones and houses; places stay."""
    for pattern in (_NUMBERED, _DIALLED, _AT_HOME, _FILED):
        text = pattern.sub(_blank, text[:_MOST_LOOKED_AT]) + text[_MOST_LOOKED_AT:]
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


_PAPER = re.compile(
    r"(?<!\w)(?:passports?|passeport|pasaporte|passaporte|reisepass|passaporto|visas?|visto|visado|visum|vaccin\w*|vacun\w*|vacin\w*|impf\w*|insurance|assurance|seguro|licen[cs]e|permis de conduire"
    r"|born|n[ée]e? le|nac[íi]|nasci(?:d[oa])?|nacid[oa]|geboren|nat[oa]|carte d'identité|identity card|ausweis|curriculum|cv|h\. ?v\.|hoja de vida|currículo|lebenslauf)(?!\w)"
)


def is_of_papers(words: str) -> bool:
    """Whether words in lower case are about somebody's papers: 'my passport is valid until §', 'born §'."""
    return _PAPER.search(words) is not None


_MORE = r"(?:more|else|longer|further|m[aá]s|mais|davantage|d'autres?|autres?|une autre|otr[oa]s?|outr[oa]s?|ander\w{1,3}|altr[aoei]|altro|both|les deux|amb[oa]s|beide|entrambe|au-delà|más allá|além|beyond|mehr|pi[uù]|possibilit\w+|posibilidad|possibilidade|hueco|the rest|le reste|el resto|o resto|l[oa]s dem[aá]s|as outras|os outros)"
_NONE = r"(?:not|nothing|none|no|n't|nada|ning[uú]n\w{0,2}|pas|rien|aucune?s?|nenhum\w{0,2}|n[ãa]o|sem|sans|sin|without|ohne|senza|kein\w{0,2}|nichts?|niente|nessun\w?|non|ni|nem)"
_CLOSES = re.compile(
    rf"^(?:and |et |y |e |und |or |)(?:(?:\w+ ){{0,3}}(?<!\w){_NONE} (?:\w+ )?{_MORE}|{_MORE}(?: \w+){{0,3}} {_NONE}|(?:nada|rien|niente) (?:más|mas|mais|de plus|di più)|(?:y|e) (?:ya|punto|ponto|basta)|et (?:c'est tout|point)|and that'?s (?:it|all)|that(?:'s| is) (?:all|it)\b.*|(?:ya|punto|ponto|basta|point|period|c'est tout|nada más|sonst nichts|e basta))(?: \w+){{0,3}}$"
)
_LONGEST_CLOSE = 80


def closes(words: str) -> bool:
    """Whether a clause only says that what was offered is all: 'and nothing else', 'no más', 'le altre no'."""
    return len(words) <= _LONGEST_CLOSE and _CLOSES.search(words) is not None


_AGAIN = re.compile(
    r"(?<!\w)(?:keep me (?:on|in)|think of me|contact me again|ask (?:me )?again|come back to me|get in touch again|(?:me |m'|à me |de me )?recontacter?z?|(?:penser|pensez|penserez|songer|songez) à moi|(?:téngan|tengan|tenga)me|me tengan?|me consideren?|me tenham|me considerem|recontactarme|contactarme de nuevo"
    r"|lembrem-se de mim|contactem-me de novo|voltem a contactar|denken sie (?:wieder )?an mich|melden sie sich wieder|ricontattatemi|tenetemi presente)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_WISH = 400


def asks_again_later(sentence: str) -> bool:
    """'Please keep me on your list for the autumn': a wish for another time, and no answer to this question."""
    return _AGAIN.search(sentence[:_LONGEST_WISH]) is not None
