"""Whether a text asks how a request stands, in English, French, Spanish and Portuguese."""

import re

LONGEST_QUESTION = 200
LONGEST_WITHOUT_CODE = 60

_ASKS = re.compile(
    r"(?<!\w)(?:status|state of (?:play|affairs)|where (?:are|do|does|is)|how far|any news|(?:an )?update on|progress (?:of|on)"
    r"|où en (?:est|sommes|êtes)|ou en est|état (?:de|d'avancement)|état|etat|statut|avancement|des nouvelles|suivi"
    r"|estado|en qu[eé] (?:va|fase|punto|estado)|c[oó]mo va|situaci[oó]n|novedades|alguna noticia|seguimiento"
    r"|como (?:est[aá]|vai|anda)|em que p[eé]|ponto de situaç[ãa]o|andamento|situaç[ãa]o|novidades|not[ií]cias)(?!\w)",
    re.IGNORECASE,
)
_REPLY = re.compile(r"\s*(?:re|aw|sv|rv|fw|fwd|tr|wg|res|enc|r)\s?(?:\[\d+\])?\s?:", re.IGNORECASE)


def asks_status(text: str, *, with_code: bool) -> bool:
    """Whether a short text asks how things stand; without a code it must be shorter still, and a question."""
    text = text.strip()
    if with_code:
        return len(text) <= LONGEST_QUESTION and _ASKS.search(text) is not None
    brief = len(text) <= LONGEST_WITHOUT_CODE
    return brief and _ASKS.match(text) is not None and (text.endswith("?") or " " not in text)


def own_subject(subject: str) -> str:
    """The subject if the sender chose it; '' if it is the repeated subject of a mail that was answered."""
    return "" if _REPLY.match(subject) else subject
