"""Words that may stand beside days without saying anything of them, so that the days are offered: 'any time 9-13 March, all day'."""

import re

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
    fine ok preferred pretty quite totally entirely completely indeed ends left remaining trouble lovely wonderful grand super th st nd rd am pm h feasible doable convenient until before after
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
_WORDS = frozenset(f"{_ENGLISH} {_FRENCH} {_SPANISH} {_PORTUGUESE} {_GERMAN_ITALIAN}".split())
# Whatever follows, and however mistyped: 'disponble', 'avialable', 'convendría'.
_STEMS = re.compile(
    r"(?:dispo|avail|avia|availi|verfugb|convien|conven|confirm|conviri|prefer|ideal|videoconf|teletrab|encantad|gust)\w*"
)
_TOKEN = re.compile(r"[^\W_]+")


def is_neutral(words: str) -> bool:
    """Whether the words of a clause, in lower case and with § for its days, leave nothing unread that may speak against them."""
    return all(_is_neutral(plain(token)) for token in _TOKEN.findall(words))


def _is_neutral(word: str) -> bool:
    known = (
        word in _WORDS or word in weekday_names() or word in dotted_weekday_names() or word in month_names()
    )
    return known or word[0].isdecimal() or _STEMS.fullmatch(word) is not None
