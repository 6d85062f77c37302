"""Words for other days than those just named: after that, until then, the rest."""

import re

FROM_THEN = re.compile(
    r"(?<!\w)(?:de ah[ií] en adelante|(?:a partir|desde) de? ?(?:ah[ií]|ese (?:día|momento)|esa fecha)|desde entonces|à partir de (?:là|ce moment|cette date)|dès lors|da[ií] em diante|a partir d(?:essa data|esse dia)|dps|ab da(?:nn)?|da allora|from (?:that (?:day|date)|there)(?: on)?|from then on|then(?! (?:i|we) (?:will|shall))|after that|after which|afterwards?|after(?= ?$)|from then|thereafter|later|ensuite|après(?! (?:le|la|les|un|une|que|mon|ma|§))|au-delà|par la suite|plus tard|despu[eé]s(?! del?(?!\w))|despu[eé]s de eso|luego"
    r"|m[aá]s tarde|a partir de (?:entonces|ah[ií]|a[ií])|depois(?! d[eoa]s?(?!\w))|a partir da[ií]|mais tarde|danach|nachher|dann|dopo(?! (?:il|la|l'|§))|poi|in seguito)(?!\w)"
)
"""Words for the time after the days just named."""
UNTIL_THEN = re.compile(
    r"(?<!\w)(?:(?:the )?(?:\w+ )?(?:weeks?|days?) before(?= (?:(?:do|does|are|is|not|no|don't|can't)(?!\w)|$))|(?:l[ae]s? |[oa]s )?(?:\w+ )?(?:seman\w+|d[ií]as|dias) anterior(?:es)?|(?:les )?(?:\w+ )?(?:semaines?|jours) (?:d'avant|précédent(?:e?s)?)|before (?:that|then|this)|before(?= ?$)|until then|till then|beforehand|earlier(?! than)|avant(?! (?:de|le|la|les|que|mon|ma|§))|d'ici là|jusque-là|plus tôt|antes(?! d(?:e|el|o|a|os|as)(?!\w))|antes de (?:eso|isso)|hasta entonces"
    r"|até (?:lá|então)|vorher|davor|bis dahin|prima(?! (?:d|che))|fino ad allora)(?!\w)"
)
"""Words for the time before them."""
_OTHERS = re.compile(
    r"^(?:which|that is|qui|que es|que é|o que|che è|was)(?!\w)|(?<!\w)(?:outside (?:of )?(?:that|those|these|this)|en dehors(?: de (?:ça|cela|ces dates))?|fuera de (?:eso|ese|esas|esos)|fora (?:disso|desse|dessas|desses)|außerhalb|al di fuori|otherwise|no (?:more|other)|m[aá]s hueco|ning[uú]n otro|pas (?:davantage|d'autres?)|nada m[aá]s|mais nada|^(?:rest|resto|reste|outr[oa]s|otr[oa]s|autres|altr[ei])|the rest|the others?|(?:in|on|dans|en|n)(?: )?(?:the other|les autres|[ao]s outr[ao]s|l[ao]s otr[ao]s)|others?(?= (?:days|dates|weeks))|anything else|nothing else|les autres|le reste|autrement|sinon|l[oa]s (?:otr[oa]s|demás)|el resto|o resto|[oa]s outr[oa]s|de resto|sonst|die anderen|il resto|gli altri|le altre)(?!\w)"
)


def is_of_the_rest(words: str) -> bool:
    """Whether words are about all days but those named."""
    return _OTHERS.search(words) is not None


def is_of_other_days(words: str) -> bool:
    """Whether words are about other days than those named before: 'after that I teach', 'the others do not suit me'."""
    return any(pattern.search(words) for pattern in (FROM_THEN, UNTIL_THEN, _OTHERS))
