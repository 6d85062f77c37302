"""Words that offer days without naming them, or may do so in a sentence that was not understood."""

import re

_FEW = 2
_OFFERING = re.compile(
    r"(?<!\w)(?:w(?:ou)?ld|can|could|cd|will|'ll|works?|suits?|fits?|fine|ok|okay|good|great|best|better|free|possible|posible|possível|avail\w*|yes|yep|sure|happy|glad|how about|instead|prefer\w*|rather|try|propose|offer|suggest|come|travel|start"
    r"|dispo\w*|libres?|peux|pourr\w+|puis|oui|va|vont|irait|convien\w+|conviendr\w+|arrang\w+|mieux|plutôt|préfér\w+|viendr\w+|volontiers|possibles?"
    r"|puedo|podr\w+|podemos|s[ií]|vale|viene[n]?|vendr\w+|cuadr\w+|mejor|prefier\w+|ir[ií]a|voy|propongo|sugiero|ofrezco"
    r"|livres?|posso|poder\w+|podemos|pode|sim|dá|daria|serv\w+|conv[eé]m|melhor|prefir\w+|iria|vou|proponho|sugiro|consigo|bem|bom|boa|kann|könnt\w+|geht|ginge|passt|passen|frei|ja|gern\w*|besser|möglich|lieber"
    r"|liber\w|posso|potrei|sì|bene|meglio|vorrei|verrei|andrebbe)(?!\w)"
)


def may_offer(words: str) -> bool:
    """Whether a clause in lower case with § for its days may offer them; hardly any word beside them may mean anything."""
    return len(words.replace("§", " ").split()) <= _FEW or _OFFERING.search(words) is not None


# 'The rest, as you like', 'luego soy toda vuestra', 'any time of the window'.
_GIVES = re.compile(
    r"(?<!\w)(?:(?:before or after|avant ou après|antes o después|antes ou depois)(?= ?$)|i'm (?:all )?yours|lo que (?:necesiten|hag[aá] falta|quieran|dispongan|manden)|o que (?:precisarem|quiserem|for preciso)|(?:ce|tout ce) (?:que vous (?:voulez|voudrez)|qu'il vous plaira|dont vous avez besoin)|what(?:ever)? you (?:need|want|like)|all yours|at your (?:service|disposal)|(?:à|tout à|toute à) (?:vous|votre disposition)|tod[oa] (?:vuestr[oa]|suy[oa]|tuy[oa])|a (?:su|vuestra) disposición|às ordens|a la orden|a (?:sus|vuestras) órdenes|à (?:vossa |sua )?disposição|zu ihrer verfügung|a vostra disposizione|whenever(?: (?:you|it)(?: \w+)?)?|when you (?:like|want|wish|need)|you (?:decide|choose)|(?:à vous de|c'est vous qui) (?:voir|décide\w*|choisi\w*)|(?:ustedes|vosotros|usted) (?:dec\w+|elig\w+)|vocês (?:decid\w+|escolh\w+)|decidete voi(?: quando)?|(?:ihr|sie) entscheide[nt]|as you (?:like|wish|prefer)|any ?time|any (?:day|date|week)|(?:without|no) (?:limits?|restrictions?)|sans (?:limite|restriction)s?|sin (?:límites?|restricci\w+)|sem (?:limites?|restriç\w+)|ohne einschränkung\w*|senza limiti"
    r"|quand (?:vous|tu) (?:voulez|voudrez|veux|souhaitez)|comme vous (?:voulez|voudrez)|n'importe quel(?:le)? (?:jour|date|semaine)|n'importe quand|cuando (?:quier\w+|gust\w+|diga\w*|os venga bien)|(?:l[oa]s?|el día) (?:que|q) (?:quier\w+|quer[aá]\w+|gust\w+|prefier\w+)|cualquier (?:día|fecha|semana|momento)"
    r"|quando (?:quiser\w*|preferir\w*|vos der jeito|for melhor)|qualquer (?:dia|data|altura|semana|momento|hora)|[oa]s? que (?:quiser\w*|preferir\w*)|wann (?:sie|ihr) (?:wollen|wollt|möchten)|jederzeit|quando (?:volete|vuole|preferite)|in qualsiasi (?:giorno|momento|data)|me (?:cuadra|encaja|va bien|viene bien)|d[áa] (?:certo|jeito)|is ok(?:ay)?|est ok|est[áa] ok)(?!\w)"
)


def gives_itself(words: str) -> bool:
    """Whether a clause without days leaves them to those who asked."""
    return _GIVES.search(words) is not None
