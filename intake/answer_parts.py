"""Words for a part of the days asked about: 'the tail end of your window', 'les lundis j'ai cours', 'dos de las cuatro semanas'."""

import re

_LONGEST = 600
_PARTS = (
    r"(?:first|last|second|third|fourth|opening|closing|final|initial|middle|latter|early|later|tail|back|front|other)(?: \w+){0,2} (?:half|end|part|bit|third|portion|stretch|fortnight|weeks?|days?)",
    r"(?:beginning|start|end|middle|rest|remainder|most|bulk|part|half|some) of (?:the|your|that|this|it|those|these)(?: (?:window|period|time|dates|days|weeks?|month))?",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:all|anything|any day|any time|any week|everything|every day) (?:but|except|save|bar)|(?:one|two|three|a) weeks? (?:at most|only|out of)|(?:push|move|shift|put) (?:it|this|that|the (?:mission|dates))(?: \w+)? (?:to|by|back)|postpone|(?:bank|public) holidays?|would be better",
    r"(?:premi[eè]re?s?|deuxième|seconde?|troisième|quatrième|derni[eè]re?s?|avant-dernière)(?: \w+){0,2} (?:moitié|partie|quinzaine|semaines?|jours)|(?:début|fin|milieu|reste|moitié|partie|moitié) (?:de (?:la|cette|votre)|du|de l')(?: ?)(?:période|créneau|mois|fenêtre|intervalle|mission)",
    r"(?:lundi|mardi|mercredi|jeudi|vendredi)s?|tout sauf|n'importe (?:quand|quel jour) sauf|(?:une?|deux|trois) semaines? (?:au plus|sur)|décaler|reporter (?:la|à|d'une)|jours? fériés?|(?:m'irait|irait|serait|conviendrait) mieux",
    r"(?:primer[ao]?s?|segund[ao]s?|tercer[ao]?|cuart[ao]|últim[ao]s?|pen[úu]ltim[ao])(?: \w+){0,2} (?:semanas?|quincena|mitad|parte|d[ií]as)|(?:principio|inicio|comienzo|final?|mitad|resto|parte) (?:del|de la|de ese|de esa) (?:per[ií]odo|plazo|mes|ventana|tiempo)",
    r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes)|(?:todo|cualquier día) (?:menos|salvo|excepto)|(?:una?|dos|tres) (?:semanas? )?(?:como mucho|de las (?:dos|tres|cuatro|cinco) semanas)|(?:correr|aplazar|mover|retrasar|posponer)(?:l[oa])?|(?:feriado|puente|festivo)s?|(?:vendr[ií]a|ser[ií]a|ir[ií]a) mejor",
    r"(?:primeir[ao]s?|segund[ao]s?|terceir[ao]|quart[ao]|últim[ao]s?|pen[úu]ltim[ao])(?: \w+){0,2} (?:semanas?|quinzena|metade|parte|dias)|(?:princípio|início|começo|fim|final|meio|resto|parte) (?:do|da|desse|dessa) (?:período|prazo|mês|janela|tempo)",
    r"(?:segundas|terças|quartas|quintas|sextas)(?:-feiras?)?|tudo (?:menos|exceto)|qualquer dia (?:menos|exceto)|(?:uma|duas|três) (?:semanas? )?(?:no máximo|das (?:duas|três|quatro|cinco) semanas)|adiar|(?:feriado|ponte)s?|(?:seria|ficava|dava) melhor",
)
_PART = re.compile(rf"(?<!\w)(?:{'|'.join(_PARTS)})(?!\w)", re.IGNORECASE)

_SHIFT = re.compile(
    r"(?<!\w)(?:could|can|would|possible|any chance|what if|how about|peut-on|peut on|pourrait-on|pourriez-vous|pouvez-vous|pouvons-nous|possible d[e']|se puede|se podr[ií]a|podr[ií]an?|pueden?|ser[ií]a posible|dá para|d[áa] pra|seria possível|podem|poderiam|podíamos)(?!\w)"
    r"[^.!?\n]{0,40}?(?<!\w)(?:push|move|shift|postpone|reschedule|delay|bring (?:it )?forward|do it (?:later|earlier)|décaler|reporter|repousser|avancer|déplacer la|correr|aplazar|mover|posponer|retrasar|adelantar|reprogramar|adiar|mudar|remarcar|antecipar|adiantar)(?:l[oa]s?)?(?!\w)"
    r"(?: (?:it|this|them|these|the dates|the mission|les dates|la mission|las fechas|la misión|as datas|a missão))?(?: ?\?|[^.!?\n]{0,40}(?<!\w)(?:weeks?|days?|month|later|earlier|semaines?|jours?|mois|plus tard|plus tôt|semanas?|d[ií]as?|mes|mês|quinzaine|quincena|quinzena|fortnight|tarde|(?:to|à|en|para|pour|a) \w{3,9}(?= ?\?)))",
    re.IGNORECASE,
)


def asks_to_shift(text: str) -> bool:
    """Whether other days are asked for: 'could we push it by a week?' refuses nothing for good."""
    return _SHIFT.search(text[:_LONGEST].replace("’", "'")) is not None


def names_part(text: str) -> bool:
    """Whether the words are about some of the days: which ones, somebody has to ask."""
    return _PART.search(text[:_LONGEST].replace("’", "'")) is not None
