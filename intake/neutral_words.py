"""Words that may stand beside days without saying anything of them, so that the days are offered: 'any time 9-13 March, all day'."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from config.harmless_words import harmless_words, ordinary_words, reasons_to_be_away
from intake.calendar_names import dotted_weekday_names, month_names, plain, weekday_names

# Whatever is not here may be a reason not to come: 'flying home §', '§ tengo médico'.
_ENGLISH = """
    i m d ll ve s re we me my mine our us you your yours it its that there this they these those which is are be been has have having had do am
    can could would will shall should might may manage make give offer propose suggest say put stay remain arrive arriving arrival depart departure
    leave leaving start starting begin beginning travel come join run last go a an the of to in on at for from with by and or so as well also both
    either alternatively rather instead again then now still only just about around too please pls here ideally preferably any all every each some
    whole entire full throughout anything anytime time times day days date dates week weeks weekend weekends month months half period slot slots
    window windows option options choice choices consecutive working work one two three four five six seven eight nine ten morning mornings
    afternoon afternoons evening evenings noon midday inclusive included including onward onwards latest earliest more less most first second
    third calendar diary schedule side end disposal wide clear availability available okay confirm definitely certainly happy glad ready free open
    rest next following shows expert experts inspection inspections mission visit trip reply regarding yes yep sure onsite site remote remotely
    online person country virtual virtually video zoom teams phone possible perfect perfectly ideal best better works work suits suit good great
    fine ok preferred pretty quite totally entirely completely indeed ends left remaining trouble man woman lovely wonderful grand super th st nd rd am pm h feasible doable convenient until before after
    between except apart but gap gaps look looks clear fit nicely kick off nothing clash though see whenever want like choose temps dispose heureuse quiserem queiram quieran gusten voulez voudrez vous souhaitez quando wann"""
_FRENCH = """
    je j ai nous on moi ma mon mes vous votre vos il elle c ce cela ca est sont etre serai serais serait seraient suis peux peut peuvent pourrai
    pourrais puis avoir aurai donner venir viens viendrai viendrais rester partir arriver arrivee depart retour intervenir commencer proposer
    propose dis disons plutot le la les l un une des du de d au aux en dans pour par sur entre avec et ou soit aussi ainsi donc alors mais y compris
    inclus incluse inclusivement tout toute tous toutes chaque quelque quelques seul seule unique n importe quel quelle quand bien meme apres jusqu jusque jour
    jours journee semaine semaines mois periode creneau creneaux matin matinee midi soir soiree fin debut milieu choix convenance cote part
    disposition disponibilite disponibilites dispo dispos libre libres heureux heureuse ravi ravie pret prete volontiers plus tard tot possibles
    envisageable parfait parfaite ideale place presentiel visio visioconference teletravail travailler distance deux trois quatre cinq six sept huit neuf dix mieux va
    vont tranquille oui si irait iraient alors donc effet courant arrangerait entier entiere ouvert ouverte voici partant partante reste restent"""
_SPANISH = """
    periodo comprendido entonces yo mi mis nosotros nos usted ustedes su sus lo el los las una unos es son esta estan estoy estare estar seria serian ser sera puedo podria podre
    pueden poder quedarme quedar llegar llegada salir salida ir viajar empezar propongo mejor mejores tener tengo tendria digamos del al con para
    por desde hasta o e u sin que cual cualquier cualesquiera toda todo todos todas tanto como tambien muy mas pronto dia dias semana semanas mes
    meses fecha fechas fines tarde noche mediodia mitad quincena ambos perfecto perfectos perfecta perfectas posible vienen viene hueco
    huecos conmigo contar cuenten prefieran prefiera distancia presencial trabajar cinco dos tres cuatro seis siete ocho nueve diez ejemplo preferencia
    agenda mismo misma queda quedan vendria vendrian resta restan cuando quieran quiera dar darles ofrezco ofrecer disponibilidad"""
_PORTUGUESE = """
    entao periodo compreendido eu mim minha minhas meu meus vos lhe lhes os as um uma sao estou estarei estaria seriam era posso poderia poderei pode podem ficar fico ficava
    podia chegar chegada sair partida vir comecar proponho volto volta do da dos das no na nas em ao aos com ate ou tambem qualquer quaisquer tudo
    inteiro inteira maximo minimo cedo data datas fim inicio manha melhor meio metade quinzena livre livres perfeito perfeita perfeitos possivel bom
    bem for disponibilidade comigo contem trabalhar dois duas quatro sete oito nove dez exemplo to sim consigo conseguiria conseguia quiserem gosto prazer resta restam otimo otima tenho vem da
    dava daria fazer marco"""
_GERMAN_ITALIAN = """
    ich wir mir mein meine bin ist sind ware kann konnte hatte habe zeit der die das den dem ein eine am im vom zum bis ab von zwischen oder und auch
    gern gerne ganze ganzen tag tage woche wochen monat frei moglich passt geht ginge gut vor ort ja erst nur schon kommen reisen wieder dabei sein
    hier passen io mio mia sono sarei saro posso potrei il gli dal dalla della alla tra fra per anche tutto tutta giorno giorni settimana settimane
    mese libero libera compreso compresi incluso bene poi mattina pomeriggio sera venire partire quindi diciamo"""
# Their stems stand for every person and tense: 'me cuadraría', 'encaixam', 'arriverions'.
_PRAISE: Mapping[str, str] = {
    "english": """
        feasible workable doable manageable splendid superb excellent fantastic brilliant awesome suitable convenient acceptable realistic favourable
        agreeable optimal comfortable unproblematic easily perfect ideal lovely wonderful marvellous great""",
    "french": """
        faisable jouable envisageable excellent super genial impeccable nickel top optimal commode adequat opportun acceptable agreable convenable
        realisable formidable facilement parfait ideal possible magnifique""",
    "spanish": """
        genial estupendo fenomenal fantastico excelente adecuado oportuno comodo factible viable optimo aceptable conveniente favorable despejado
        holgado realizable perfecto perfectamente ideal posible tranquilo fabuloso""",
    "portuguese": """
        otimo excelente adequado oportuno viavel possivel comodo conveniente aceitavel favoravel tranquilo fantastico fixe bacana legal porreiro joia
        folgado realizavel perfeito perfeitamente ideal top""",
    "german": "wunderbar prima super bestens ideal machbar optimal passend gunstig angenehm problemlos jederzeit perfekt moglich hervorragend",
    "italian": "ottimo benissimo ideale fattibile comodo adatto perfetto perfettamente eccellente possibile tranquillo",
}
_VERBS: Mapping[str, str] = {
    "english": """
        certainly gladly accept manage propose suggest offer arrive depart travel pencil plan prefer
        squeeze fit commit join serve contribute """,
    "french": """
        volontiers arriver repartir partir venir intervenir voyager proposer accepter liberer degager convenir arranger preferer
           assurer effectuer deplacer prevoir disposer""",
    "spanish": """
        viajar llegar partir salir regresar cuadrar encajar acomodar funcionar servir convenir venir proponer ofrecer
        preferir aceptar conseguir lograr incorporar desplazar trasladar atender caber""",
    "portuguese": """
        viajar chegar partir sair voltar regressar calhar encaixar convir servir funcionar propor oferecer preferir aceitar conseguir
         deslocar embarcar agendar combinar faria faco fazemos jeito""",
    "german": "anreisen abreisen reisen kommen teilnehmen vorschlagen anbieten mitmachen bitte gerne",
    "italian": "arrivare partire venire viaggiare proporre offrire preferire accettare andare",
}
_MOST_REMEMBERED = 8_192
_SHORT = 4
"""Shorter words share a stem by chance."""
_LONG = 9
"""From this length a word that is one slip away from a known one is a slip."""
# Short forms and small words of telephones and of courtesy.
_FAMILIAR = """
    poss wld thx cheers pls plz tmrw thru til wide rn ok okey grand lads sweet spot cool nice favor faz favore svp stp pr bcp voila mettons disons passe colle
    roule joue vale va voy vamos vou bora boa top da dao ta to pra pro vcs vc tb tbm abs bjs slds sff pf ca fait le zeit hatt vos vocês voces inteirinho
    inteirinha enterito completito completo completa complet complete todo entera entero seguidos seguidas q podemos podriamos poderiamos pouvons pourrions dias inclusive inclusivo inclusos compreendidos
    factible service ordens ordenes servicio mando libremente mess god please dios mediante deus quiser dieu veut sonst ganzer ganze ganzes einschliesslich inklusive
    sera seront sarebbe cosi ecco diciamo facciamo sagen say lets let make arranging count town failing able unique unica unico seule single opcao opcion opciones opcoes sugiro sugiero sugere suggere prefiro prefiero prefere about how what tal diriez wie ware
    vez vezes again novamente nochmals nuevamente encore nouveau whichever suits latter former seconde premiere preference preferencia otherwise else alternatives another otro otra autre outro outra altro andere window gap trou
    primera primero primeras primeros ultima ultimo ultimas ultimos segunda segundo tercera tercero primeira primeiro primeiras primeiros premier premieres premiers
    derniere dernier dernieres derniers deuxieme troisieme erste ersten letzte letzten zweite zweiten prima primo ultime ultimi penultima penultima periode proposee proposees podem avancar adelante aller mit parece acham penseriez dite portanto isso tanto pertanto therefore hence sirve sirven vendria vendrian conviene convienen encaja encajan cuadra cuadran calha calham ci voyez comme position posicion posicao desplazamiento deplacement ferai faire persona person personalmente pessoalmente fisicamente physiquement personlich persona la vor ort dazu sprint start works sharp exactly precisely concretely concretamente precisement namely ie eg viz soit savoir saber decir es o sea ou seja das heisst cioe"""
_WORDS = frozenset(f"{_ENGLISH} {_FRENCH} {_SPANISH} {_PORTUGUESE} {_GERMAN_ITALIAN} {_FAMILIAR}".split())
# Whatever follows, and however mistyped: 'disponble', 'avialable', 'convendría'.
_STEMS = re.compile(
    r"(?:dispo|avail|avia|availi|verfugb|convien|conven|confirm|conviri|prefer|ideal|videoconf|teletrab|encantad|gust)\w*"
)
_TOKEN = re.compile(r"[^\W_]+")


def is_neutral(words: str) -> bool:
    """Whether the words of a clause, in lower case and with § for its days, leave nothing unread that may speak against them."""
    tokens = _TOKEN.findall(words)
    if _DUTY.search(words) or any(plain(token) in reasons_to_be_away() for token in tokens):
        return False
    return all(_is_neutral(plain(token)) or _is_inflected(token) for token in tokens)


# 'Days off', 'remaining leave', 'de servicio': harmless words that together are a reason; not 'I can leave §', 'at your service'.
_DUTY = re.compile(
    r"(?<!\w)(?:(?:days?|time|weeks?|weekends?|mornings?|afternoons?) off|(?:an)?other (?:visit|inspection)s?|run-off"
    r"|(?<!can )(?<!could )(?<!to )(?<!would )(?<!will )(?<!i )(?<!and )(?<!or )(?<!'d )(?<!'ll )leave"
    r"|(?<!your )(?<!votre )(?<!su )(?<!vosso )(?<!seu )(?<!vuestro )(?:service|servicio|serviço))(?!\w)"
)


def is_ordinary(words: str) -> bool:
    """Whether the words of a clause that offers its days leave nothing unread but plain nouns of work and travel."""
    left = " ".join(one for one in _TOKEN.findall(words) if plain(one) not in ordinary_words())
    return _DUTY.search(words) is None and is_neutral(left)


def _is_neutral(word: str) -> bool:
    known = (
        word in _WORDS
        or word in harmless_words()
        or word in weekday_names()
        or word in dotted_weekday_names()
        or word in month_names()
    )
    return known or word[0].isdecimal() or _STEMS.fullmatch(word) is not None or _is_inflected(word)


def praises(words: str) -> bool:
    """Whether one of the words of a clause praises what stands beside it, in any form: 'nickel', 'tranquilas', 'perfectly'."""
    praise = _stems()[0]
    tokens = [plain(token) for token in _TOKEN.findall(words)]
    return any(len(word) >= _SHORT - 1 and _has_stem(word, praise) for word in tokens)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _is_inflected(word: str) -> bool:
    """Whether it is another form of a known word, or one slip of the finger away from one."""
    if not _SHORT <= len(word) <= _LONGEST_WORD:
        return False
    if any(_has_stem(word, stems) for stems in _stems()):
        return True
    if len(word) < _LONG:
        return False
    return process.extractOne(word, _long_words(), scorer=OSA.distance, score_cutoff=1) is not None


_LONGEST_WORD = 30
Stems = Mapping[str, frozenset[str]]


def _has_stem(word: str, stems: Stems) -> bool:
    return any(stemmer.stemWord(word) in stems[language] for language, stemmer in _stemmers().items())


@cache
def _stemmers() -> Mapping[str, Stemmer.Stemmer]:
    return {language: Stemmer.Stemmer(language) for language in _PRAISE}


@cache
def _stems() -> tuple[Stems, Stems]:
    """The stems of praise and of verbs in each language."""
    praise, verbs = (
        {
            language: frozenset(_stemmers()[language].stemWord(word) for word in words.split())
            for language, words in table.items()
        }
        for table in (_PRAISE, _VERBS)
    )
    return praise, verbs


@cache
def _long_words() -> tuple[str, ...]:
    """All words that are long enough for a slip to be told from another word."""
    stemmed = " ".join((*_PRAISE.values(), *_VERBS.values())).split()
    return tuple(sorted({word for word in (*_WORDS, *stemmed) if len(word) >= _LONG}))
