"""Words that do not go with the yes or the no that was read: then nothing is certain, and an officer looks."""

import re

_LONGEST = 4_000
_WILLING = re.compile(
    r"(?<!\w)(?:i (?:gladly |happily |hereby )?accept(?! that)|j'accepte(?! que)|(?<!no )(?<!not )at (?:your|their) disposal|(?:estarei|estaré|i(?:'ll| will| shall) be|je serai) (?:lá|allí|there|là|des vôtres)|j'y serai|(?:je )?vous rejoindr\w{2,4}|(?:je )?resterais"
    r"|colaborar[áé] gustos\w+|com (?:todo o )?(?:gosto|prazer|agrado)|de mil amores|meu aceite|(?<!não estou )(?<!não estarei )(?:ao|à) (?:vosso |seu |inteira |total )?(?:dispor|disposição)|(?<!no estoy )(?<!no estaré )a su (?:entera )?disposición|plena conformidad"
    r"|(?:matin[ée]+s?|mornings|mañanas|manhãs),? (?:oui|yes|sí|sim)|could (?:then )?(?:stay|remain|join)|(?:on|nos|los|les) (?:all )?(?:the )?(?:other|outros|otros|demás|autres) (?:week)?(?:days|dias|días|jours))(?!\w)",
    re.IGNORECASE,
)
_FOR_SOMEBODY = re.compile(
    r"(?<!\w)(?:(?:message|mensagem|mensaje|mail|demande|courriel|request|enquiry)(?: \w+){0,2} (?:will be|sera|será|serán?) (?:\w+ )?(?:submitted|forwarded|passed|shown|transmise?|soumise?|submetid[oa]|encaminhad[oa]|transmitid[oa]|remitid[oa]|trasladad[oa])"
    r"|(?:answer|respond|reply|say|tell you|commit myself|répondre|me prononcer|m'engager|responder|pronunciarme|comprometerme|pronunciar-me|comprometer-me) (?:with certainty|for certain|for sure|yet|now|avec certitude|pour l'instant|encore|con seguridad|con certeza|todavía|aún|com segurança|com certeza|ainda|de momento))(?!\w)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?<!\w)(?:presuppos\w+|pressup[oõ]\w+|présuppos\w+|presupon\w+|(?:granted|approved|met|settled|agreed),? i(?:'m| am| shall| will|'ll)|impedid[oa]s?|empêchée?s?|sucede que|il se trouve(?: cependant| toutefois)? que|ocurre que|acontece que"
    r"|(?:portez|mettez|relevez|raise|suban|elevem?|aumentem?|subam|increase)(?:-\w+)?[^.!?]{0,60}(?:et|and|y|e) (?:ma|my|mi|a minha) (?:réponse|answer|respuesta|resposta)"
    r"|(?:de )?(?:segundas?|terças?|quartas?|quintas?) a (?:quartas?|quintas?|sextas?)|(?:às|nas) (?:segundas|terças|quartas|quintas|sextas))(?!\w)",
    re.IGNORECASE,
)


def takes_back_no(text: str) -> bool:
    """Whether somebody whose words were read as a no says elsewhere that they would come, or speaks for somebody who has not answered."""
    words = text[:_LONGEST].replace("’", "'")
    return bool(_WILLING.search(words) or _FOR_SOMEBODY.search(words))


def takes_back_yes(text: str) -> bool:
    """Whether words that were read as a yes say elsewhere what stands in the way, or what has to be given first."""
    return _BOUND.search(text[:_LONGEST].replace("’", "'")) is not None
