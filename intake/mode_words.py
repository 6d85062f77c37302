"""Words that say how somebody would work: on site, from a distance, or either."""

import re

from intake.date_intervals import Mode

_REMOTE = re.compile(
    r"(?<!\w)(?:remote(?:ly)?|online|on-line|virtual(?:ly|mente)?|by (?:video|zoom|teams|phone)|video-?call|from (?:my )?(?:desk|office|home|house)|télétravail|teletravail"
    r"|depuis (?:chez moi|mon bureau|la maison)|à distance|a distance|en ligne|visio\w*|par vidéo|de chez moi|a distancia|en línea|en linea|remot[oa]s?|remotamente|remotamente|por v[ií]deo\w*|por zoom"
    r"|desde (?:mi )?(?:casa|despacho|escritorio)|(?:a partir )?de casa(?! (?:em|en)(?!\w))|teletrabajo|à distância|a distância|em linha|videoconfer\w+|videokonferenz|aus der ferne|ortsunabhängig|da remoto|a distanza)(?!\w)"
)
_ON_SITE = re.compile(
    r"(?<!\w)(?:on[- ]site|onsite|in person|in-person|face[- ]to[- ]face|on the spot|physically|in the country|sur place|sur site|en présentiel|en presentiel|présentiel"
    r"|en personne|physiquement|presencial(?:mente)?|personalmente|f[ií]sicamente|fisicamente|en persona|in situ|sobre el terreno|en el terreno|en el lugar|no local|pessoalmente|em pessoa|no terreno|vor ort|persönlich"
    r"|sul posto|di persona|in presenza)(?!\w)"
)
_NO_TRAVEL = re.compile(
    r"(?<!\w)(?:(?:can ?not|can't|unable to|not able to|won't|not) (?:\w+ )?travel|(?:don't|do not|no longer) travel(?: any ?more| these days| now)?|no travel(?:l?ing)?|ne (?:voyage|me déplace) plus|ya no viajo|j[áa] n[ãa]o viajo|n[ãa]o viajo m[aá]i?s|without travel\w*|(?:peux|pourrai|veux) (?:pas|plus) (?:\w+ )?(?:voyager|me déplacer)"
    r"|(?:mais |et )?pas (?:voyager|me déplacer)|sans (?:voyager|déplacement|me déplacer)|no (?:\w+ )?viajar|sin viajar|n[ãa]o (?:\w+ )?viajar|sem viajar|(?:travel(?:ling)?|voyager|viajar|reisen|viaggiare|desplazarme|deslocar-me|me déplacer),? (?:no|non|n[ãa]o|nein)(?= ?$)|nicht reisen|non (?:\w+ )?viaggiare)(?!\w)"
)
_NOT = r"(?:(?<!\w)(?:not|never|no|pas|non|não|nao|nicht|kein)|n't)"
_NOT_REMOTE = re.compile(rf"{_NOT} (?:\w+ )?(?:{_REMOTE.pattern})")
_NOT_ON_SITE = re.compile(rf"{_NOT} (?:\w+ )?(?:{_ON_SITE.pattern})")


def mode_in(words: str) -> Mode:
    """The mode that words in lower case speak of; 'not on site' is remote."""
    no_remote, no_site = _NOT_REMOTE.search(words), _NOT_ON_SITE.search(words)
    remote = bool(_REMOTE.search(words)) and not no_remote
    on_site = bool(_ON_SITE.search(words)) and not no_site
    if remote and on_site:
        return Mode.EITHER
    if remote or (no_site and not on_site):
        return Mode.REMOTE
    if on_site or no_remote:
        return Mode.ON_SITE
    return Mode.UNSAID


def refuses_travel(words: str) -> bool:
    """Whether words in lower case say that the person cannot travel."""
    return _NO_TRAVEL.search(words) is not None
