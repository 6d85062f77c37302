"""The words of dates in English, French, Spanish and Portuguese (and simple German and Italian), folded."""

from collections.abc import Iterable, Mapping

from intake.journey_words import journeys_home, returns

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""First word -> whole phrases beginning with it, longest first."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(*texts: str) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for text in texts:
        words = tuple(text.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


MONTHS_OF_ONE_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    "pt": {"out": "outubro", "set": "setembro"},
    "it": {"set": "settembre", "ott": "ottobre", "gen": "gennaio", "mag": "maggio"},
}
"""Short names that are ordinary words elsewhere ('12 out of 20', 'set 12 goals')."""

NO_SHORT_MONTHS = _set("out set ott gen mag des ma")

DOUBTFUL_MONTHS = frozenset({"may", "march", "august"})
"""Also everyday words; alone they need a preposition before or a capital letter."""

MONTHS_THAT_ARE_NAMES = _set(
    "may april june july augusto julio junio abril mayo avril juin mars august marzo agosto mai maio"
)
"""With a capital also people, a company, a planet."""

MONTH_PREPOSITIONS = _set(
    "in en em im of during de from to until by late early mid between and since para du for au a ad di nel "
    "debut fin mi courant before after next this d tout todo toda all whole throughout entire mois mes only "
    "desde hasta ate entre avant apres antes despues depois des y e et und or ou o oder per pour ab bis not but "
    "except sauf salvo excepto exceto nur seulement solo apenas so either both tanto como ni tampoco tutto ganzen"
)

BEFORE_NAMES = _set(
    "dear hello hi hey hola ola bonjour cher chere caro cara estimado estimada querido querida prezado prezada "
    "mr mrs ms madame monsieur don dona senor senora sr sra dr collegue colega colleague societe company firme "
    "empresa planet planete planeta chez avec con com with saludos"
)
"""Before a month these show that it is somebody's name."""

BEFORE_ADDRESSES = _set(
    "rua rue calle street plaza praca place square avenida avenue av boulevard bulevar largo piazza strasse platz colonia estadio champ"
)

AFTER_MAY = _set("i we you he she it they one not be have need take also well there the this that god")
"""'May I ask', 'may be': no month."""

ARTICLES = _set("the le la el o os l il den dem der dia dias day days jour jours on")
OF = _set("of de del do d du di des")
ORDINAL_WEEKDAYS = _set("segunda terca quarta quinta sexta")
"""Portuguese weekdays that are also 'second', 'third'; alone they need their '-feira'."""

ORDINALS = _set("st nd rd th er ere re e eme o a º ª ro °")

FIRST_WORDS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            (
                "first 1st premier premiere premiers premieres 1er 1ere 1re primero primera primeros primeras primer primeiro "
                "primeira primeiros primeiras erste ersten primo prima"
            ),
            "second 2nd deuxieme seconde segundo segunda 2e zweite zweiten secondo seconda",
            "third 3rd troisieme tercero tercera tercer terceiro terceira 3e dritte dritten terzo terza",
            "fourth 4th quatrieme cuarto cuarta quarto quarta 4e vierte vierten",
        ),
        start=1,
    )
    for word in words.split()
} | dict.fromkeys(
    _set(
        "last derniere dernier derniers dernieres ultima ultimo ultimas ultimos letzte letzten ultime ultimi"
    ),
    -1,
)

HALF_MONTHS = frozenset(
    {
        "half",
        "quinzaine",
        "quincena",
        "quinzena",
        "fortnight",
        "quindicina",
        "moitie",
        "mitad",
        "metade",
        "halfte",
        "meta",
    }
)
FORTNIGHTS = _set("fortnight fortnights quinzaine quincena quinzena")
WEEKS = _set("week weeks semaine semaines semana semanas woche wochen settimana settimane")
FULL = _set("full whole complete pleine completa cheia volle")
WEEKS_OR_WK = WEEKS | {"wk"}
DAYS = _set("day days jour jours dia dias tag tage tagen giorno giorni")
MONTH_UNITS = _set("month months mois mes meses monat monate monaten mese mesi")
QUARTERS = frozenset({"quarter", "trimestre", "quartal", "trimester"})
SEMESTERS = frozenset({"semester", "semestre", "halbjahr"})

EARLY = _phrases(
    "early", "beginning of", "start of", "the beginning of", "debut", "au debut de", "debut du mois de",
    "a principios de", "principios de", "comienzos de", "a comienzos de", "no inicio de", "inicio de",
    "inicios de", "comeco de", "anfang", "inizio",
)  # fmt: skip
MIDDLE = _phrases(
    "mid", "middle of", "the middle of", "mi", "milieu de", "mediados de", "a mediados de", "meados de",
    "em meados de", "mitte", "meta",
)  # fmt: skip
LATE = _phrases(
    "late", "end of", "the end of", "fin", "fin du mois de", "la fin de", "finales de", "a finales de",
    "fines de", "a fines de", "fin de", "fim de", "final de", "no fim de", "finais de", "ende", "fine",
)  # fmt: skip

MONTH_END = _phrases(
    "end of month", "end of the month", "the end of the month", "month end", "months end", "la fin du mois", "fin du mois", "fin de mes", "final de mes", "finales de mes",
    "el fin de mes", "fim do mes", "ao fim do mes", "o fim do mes", "final do mes", "o final do mes", "ende des monats", "monatsende", "fine mese", "la fine del mese",
)  # fmt: skip
"""As the end of a run of days: the last one of the month in which it begins."""
NEXT_WEEK = _phrases("next week", "la semaine prochaine", "semaine prochaine", "la proxima semana",
                     "proxima semana", "na proxima semana", "nachste woche", "nachster woche", "la semana proxima", "semana proxima", "la semana que viene",
                     "semana que viene", "la semana q viene", "semana q viene", "semana que vem", "semana q vem", "na semana que vem", "the coming week", "la settimana prossima",
                     "settimana prossima", "la prossima settimana", "kommende woche", "kommender woche")  # fmt: skip
NEXT_MONTH = _phrases("next month", "le mois prochain", "mois prochain", "el proximo mes", "proximo mes",
                      "no proximo mes", "nachsten monat", "el mes que viene", "mes que viene", "el mes proximo", "mes proximo", "mes que vem",
                      "no mes que vem", "il mese prossimo", "il prossimo mese", "mese prossimo", "the coming month", "nachsten monats")  # fmt: skip
THIS_WEEK = _phrases("this week", "cette semaine", "esta semana", "diese woche", "questa settimana")
WEEK_AFTER_NEXT = _phrases(
    "the week after next", "week after next", "dans deux semaines", "ubernachste woche"
)
TOMORROW = _phrases("tomorrow", "demain", "manana", "amanha", "morgen", "domani")
AFTER_TOMORROW = _phrases("the day after tomorrow", "day after tomorrow", "apres - demain", "apres demain",
                          "pasado manana", "depois de amanha", "ubermorgen", "dopodomani")  # fmt: skip
AT_ONCE = _phrases("immediately", "with immediate effect", "immediatement", "inmediatamente", "de inmediato", "imediatamente", "de imediato",
                   "sofort", "ab sofort", "subito", "da subito", "right away", "straight away", "des maintenant", "desde ya")  # fmt: skip
TODAY = _phrases("today", "now", "right now", "aujourd ' hui", "maintenant", "hoy", "ahora", "hoje", "agora",
                 "heute", "jetzt", "oggi", "ahora mismo", "agora mesmo")  # fmt: skip
IN_SOME = _phrases("in", "dans", "en", "dentro de", "daqui a", "em", "tra", "fra")
AHEAD = _phrases("next", "the next", "in the next", "within the next", "within", "over the next", "les", "proximos",
                 "los proximos", "en los proximos", "las proximas", "proximas", "nos proximos", "nas proximas")  # fmt: skip
NEXT = _set("next prochain prochaine proximo proxima proximos nachsten nachste prossimo prossima")
THIS = _set("this coming ce cet cette este esta nesta neste kommenden diesen questo questa")
FOR = _phrases("for", "during", "pendant", "durante", "por", "fur", "per", "pour", "x", "pr")
BEFORE_YEAR = _set("in en em im of durante during throughout tout tutto whole all for through")
THE_YEAR = _set("year annee ano anno jahr jahres this cette cet este")
THIS_MONTH = _phrases("this month", "ce mois ci", "ce mois - ci", "este mes", "diesen monat")
WEEK_OF = _phrases(
    "week of",
    "week commencing",
    "week beginning",
    "weeks of",
    "semaines du",
    "semanas del",
    "semanas de",
    "settimane del",
    "wochen vom",
    "week starting",
    "semaine du",
    "semana del",
    "semana de",
    "semana do",
    "week from",
    "woche vom",
    "w / c",
    "wc",
    "wk of",
    "wk commencing",
    "w / b",
    "semaine de",
    "settimana del",
    "settimana dal",
    "woche ab",
    "semana que comeca a",
    "week of monday",
    "semaine du lundi",
    "semana del lunes",
    "semana que empieza el",
    "semaine commencant le",
    "semana de segunda - feira",
)
SEVERAL_WEEKS = _set("weeks semaines semanas settimane wochen")
WEEK_NUMBER = _phrases("week", "weeks", "wk", "kw", "cw", "calendar week", "semaine", "semaines", "semana", "semanas", "sem",
                       "sem .", "kalenderwoche", "settimana", "week number", "week no .", "semaine n \u00b0", "s")  # fmt: skip  # fmt: skip

FROM = _phrases(
    "from", "starting", "starting from", "starting on", "as of", "as from", "beginning on", "since",
    "neither before", "neither before the", "ni avant le", "ni antes del", "ni antes del dia", "nem antes de", "nem antes do dia", "nem antes do",
    *returns(), "not before", "not until", "no earlier than", "a partir du", "a partir de", "a partir del", "a partir d '",
    "a compter du", "a compter de", "des le", "depuis le", "pas avant le", "pas avant", "desde", "desde el",
    "desde o", "desde o dia", "a partir del dia", "a partir do dia", "a contar de", "a contar do dia", "no antes del", "no antes de", "nao antes do", "nao antes do dia", "nao antes do", "no antes del dia", "ne pas avant", "from about", "effective", "starting in", "starting with", "as from the", "with effect from", "back on", "back from", "return on", "vuelvo el", "regreso el", "volto em", "volto a", "volto no dia", "volto no", "regresso a", "regresso em", "reviens le", "rentre le",
    "a partir da", "a partir de la", "desde la", "desde a", "a partir dos", "a partir de los", "na volta a", "zuruck ab", "wieder da ab", "torno il", "start on", "begin on", "de retour le", "de vuelta el", "de regreso el", "de volta em", "de volta a", "commencer le",
    "empezar el", "comenzar el", "comecar em", "comecar a", "comecar no dia", "zuruck am", "anfangen am", "iniziare il", "debuter le", "demarrer le", "mas alla del", "a contar del", "des", "ab dem", "fruhestens ab", "fruhestens am", "not earlier than", "not prior to", "au plus tot le", "au plus tot", "non prima del", "non prima di", "a partire da", "nao antes de", "a partir do", "ab", "ab dem", "nicht vor dem", "dal",
    "a partire dal", "beginning monday", "beginning tuesday", "beginning wednesday", "beginning thursday", "beginning friday", "beginning the", "commencing", "commencant le", "a commencer le", "que empiece el", "a comecar em", "a comecar no dia", "could fly out on", "can fly out on", "fly out on", "join you on", "join on", "join the team on", "vous rejoindre le", "rejoindre l ' equipe le", "incorporarme el", "incorporarme el dia", "incorporarme a partir del", "unirme el", "sumarme el", "juntar - me a", "juntar - me no dia", "juntar - me em", "juntar - me a partir de", "could arrive on", "would arrive on", "can arrive on", "i ' d arrive on", "j ' arriverais le", "j ' arriverai le", "arriverai le", "arriverais le", "llegaria el", "llegare el", "podria llegar el", "puedo llegar el", "chegaria a", "chegaria no dia", "chegaria em", "chegarei a", "chegarei no dia", "posso chegar a", "posso chegar no dia", "on or after", "earliest", "earliest on", "earliest from", "at the earliest", "at the earliest on", "at the earliest from",
)  # fmt: skip
AFTER = _phrases("after", "apres le", "apres", "despues del", "despues de", "depois de", "depois do", "apos",
                 "nach dem", "dopo il", "later than", "despues de el", "posterior a", "posterior al", "posteriores al", "posterior ao", "posteriores a", "posterieure au", "posterieures au", "posterieurement au", "successiva al", "successive al", "a la suite du", "passe le", "pasado el", "nach", "dopo", "past", "depois do dia", "despues del dia", "apos o dia", "apos o")  # fmt: skip
UNTIL = _phrases(
    "d ' ici le", "d ' ici au", "d ' ici a", "d ' ici", "ate a", "hasta la", "jusqu ' a la", "ate as", "until the", "from now until", "from now to",
    "between now and", "de aqui a", "desde ahora hasta", "de agora ate", "d ' ici la",
    "until", "till", "up to", "up until", "by", "no later than", "not later than", "con fecha tope", "con fecha limite", "fecha tope el", "con tope el", "avec date butoir le", "date butoir le", "com data limite", "com data limite a", "not after", "not beyond",
    *journeys_home(),
    "y no despues del", "et pas apres le", "et non apres le", "e nao depois de", "e nao depois do dia",
    "jusqu ' au", "jusqu ' a", "jusqu ' en", "jusque", "pas apres le", "au plus tard le", "hasta", "hasta el",
    "be back by", "be back home by", "be home by", "be back before", "etre rentre pour le", "etre rentree pour le", "etre rentre le", "etre rentree le", "etre de retour pour le", "etre de retour le", "rentrer pour le", "estar de vuelta el", "estar de regreso el", "debo volver el", "tengo que volver el", "asta", "asta el", "asta la", "no despues del", "ate", "ate o", "ate ao", "bis", "bis zum", "fino al", "entro il", "on or before", "jusqu ' au bout de", "hasta el dia", "ate ao dia", "ate dia", "ate o dia", "hasta el dia", "fino a", "entro", "bis einschliesslich",
    "no later than the", "up till", "through", "como muy tarde el", "a mas tardar el", "no maximo ate", "o mais tardar ate", "spatestens am", "spatestens bis", "al piu tardi il",
    "jusqu ’ au", "jusqu ’ a", "jusqu ’ en", "latest", "latest on", "latest by", "at the latest", "at the latest on", "at the latest by",
)  # fmt: skip
BEFORE = _phrases("before", "avant le", "avant", "antes del", "antes de", "antes do", "vor dem", "prima del",
                  "earlier than", "prior to", "precede le", "precede el", "precede o", "antes do dia", "antes del dia", "anteriormente a", "anterieurement au", "vor", "prima di")  # fmt: skip
BETWEEN = _phrases("between", "entre", "entre le", "entre el", "zwischen", "zwischen dem", "tra il", "entre os dias", "entre los dias", "entre les", "anywhere between", "any time between", "tra", "fra il", "entre o", "entre o dia", "entre a")  # fmt: skip
RANGE_OPENERS = _phrases(
    "du",
    "de",
    "del",
    "do",
    "vom",
    "dal",
    "desde",
    "desde el",
    "de los dias",
    "des",
    "d '",
    "do dia",
    "da",
    "das",
    "from",
    "dos dias",
    "del dia",
    "dall '",
    "dell '",
)
TO = _phrases(
    "- >", "-", "–", "—", "‑", "~", "to", "until", "till", "til", "through", "thru", "up to", "au", "a", "al", "hasta",
    "hasta el", "ate", "ate o", "ate ao", "ao", "bis", "bis zum", "jusqu ' au", "jusqu ’ au", "jusqu ' a", "fino al",
    "- to -", "/ to /", "bis einschliesslich", "bis inklusive", "bis einschl", "ao dia", "a o", "al dia", "ate dia", "ate ao dia", "till the",
    "jusqu ' a", "jusqu ' en", "up until", "fino a", "bis zum", "all '", "fino all '",
)  # fmt: skip
AND = _phrases(
    "and",
    "et",
    "y",
    "e",
    "und",
    "&",
    "or",
    "ou",
    "o",
    "oder",
    ",",
    ";",
    "+",
    "as well as",
    "ainsi que",
    "plus",
    "ni",
    "nor",
    "nem",
    "ne",
    "sowie",
    "or else",
    "ed",
    "and / or",
    "puis",
    "then",
    "luego",
    "oppure",
    "and then",
    "et / ou",
    "y / o",
    "e / ou",
    "como",
    "asi como",
    "bem como",
    "soit",
    "either",
    "ou bien",
    "o bien",
)
ONWARDS = _phrases("onwards", "onward", "en adelante", "em diante", "or later", "and later", "ou plus tard",
                   "and after", "o despues", "en avant", "on", "and on", "and beyond", "ou apres", "y despues", "y posteriores", "em frente", "e depois",
                   "para a frente", "et apres", "et au dela", "forward", "in poi", "in avanti")  # fmt: skip

AT_LATEST = _phrases("at the latest", "at latest", "au plus tard", "como muy tarde", "a mas tardar", "o mais tardar", "no mais tardar",
                     "spatestens", "al piu tardi", "or earlier", "ou avant", "o antes", "ou antes")  # fmt: skip
AT_EARLIEST = _phrases(
    "at the earliest",
    "at earliest",
    "au plus tot",
    "como pronto",
    "como muy pronto",
    "o mais cedo",
    "fruhestens",
    "al piu presto",
)
WEEKEND_OF = _phrases("weekend of", "week - end of", "weekend du", "week - end du", "fin de semana del", "fin de semana de", "fim de semana de",
                      "fim de semana do", "fim de semana dos", "wochenende vom", "wochenende um den", "weekend del", "fine settimana del")  # fmt: skip
ANOTHER_WEEK = _phrases("la del", "la de", "las del", "celle du", "celles du", "celle de", "a de", "a do", "na de", "na do", "da de", "da do", "en la del", "a la del", "quella del", "that of",
                        "the one of", "die vom", "the one beginning", "the one starting", "the one from", "the one commencing", "la que empieza el", "celle qui commence le", "a que começa a")  # fmt: skip
"""In a list of weeks: 'la semana del 9 y la del 16'."""
FOLLOWING_WEEK = _phrases("the following week", "following week", "the week after", "la semaine suivante", "semaine suivante", "la semaine d ' apres", "la siguiente semana",
                          "la semana siguiente", "semana siguiente", "semana seguinte", "a seguinte", "la siguiente", "la suivante", "die folgende woche", "die woche darauf",
                          "woche danach", "la settimana successiva", "la settimana dopo", "la successiva", "week after", "celle d ' apres", "celle d apres", "the one after")  # fmt: skip
"""After a week that was named: the one that follows it."""

THE_FIRST = _set("premier primero primeiro primo ersten")

BEFORE_SHORT_NUMERIC = _set(
    "from le el du au al del de do dia on until to - entre between and et y e jusqu hasta ate sauf except vom bis dal il the"
)
"""After these 3/4 is a day."""

BETWEEN_LINKS = _phrases("and", "et", "y", "e", "und", "ed", "a", "al", "ao", "-", "et le", "y el", "to", "und dem", "e o", "e il",
                         "et jusqu ' au", "au", "bis", "e o dia", "y el dia")  # fmt: skip
EVERY = _set("los cada les tous every each chaque as aos todos jeden ogni")
"""Before a weekday these mean all of them."""

HOURS = _set("h am pm heures heure horas hora uhr ore hours hrs gmt utc cet")
BY_THE_CLOCK = _phrases("from 9 to 5", "from 9 to 17", "das 9", "les 9 heures", "a las", "as 9", "alle", "um")

COUNTED = _set(
    "expert experts experto expertos perito peritos experten esperti inspectors inspecteurs inspectores inspetores participants misiones missoes missions days day jour jours dia dias week weeks semaine semaines "
    "semana semanas month months mois mes meses people persons participants personnes personas pessoas "
    "officers staff agents cadres hours heures horas h am pm years ans anos"
)
"""After these a number counts things: 'in March 12 experts'."""

BEFORE_BARE_DAY = (
    ARTICLES
    | _set(
        "and et y e und or ou not except bar but only sauf excepto salvo exceto available disponible disponivel free "
        "dates date fechas datas seulement uniquement solo apenas so les los nos aux do da um am del al y menos hormis fur außer ausser tranne not pas no nao que , ; : ( den dem"
    )
    | {""}
)
"""Before a lone day number one of these must stand ('the 12', 'not 16'), or nothing."""

NEVER_BEFORE_DAYS = _set(
    "/ - + tel phone telephone telefono telefone fax article articles articulo artigo artikel articolo page pages pagina "
    "paginas section no n nr num numero number phase room sala salle bureau raum version ref reference item point "
    "option chapter chapitre capitulo convention convenio loi law ley lei flight vol vuelo voo annex annexe anexo "
    "figure table tableau trained formado form formamos formed about environ line bus gate apartment"
)
"""After these a number names something else."""

AFTER_BARE_DAY = _set(
    "only onwards onward inclusive included please both uniquement seulement inclus compris solamente solo "
    "apenas so em en adelante if si se works work suits suit is are will would would was me convient conviennent convem va vont van "
    "serait sont est es ist son esta estan seria sao fica ficam but mais pero mas i je yo eu except sauf excepto exceto salvo menos apart "
    "with for then on c s no nao not non pas geht passt works fine ok okay possible posible possivel libre livre free puedo posso "
    "it that we or ja si sim oui yes at from though unless because as since when where they these those dont can could may too also "
    "nicht nein frei kein habe bin ist kann sono posso va sin sans sem ohne senza without porque parce car weil pois perche otherwise sinon inclusive que qui which c cuando quando quand si esto estou ich todo toda tout all je j s sería seria serait would could might please svp merci thanks gracias obrigado obrigada danke grazie por para pour per fur bei chez avec com con mit totalmente totally completely entirely"
)
"""Words that may follow a day number; anything else ('12 experts') shows that it is no day."""


OF_WINDOW = _phrases(
    *(f"of {d} {w}" for d in ("the", "your", "this", "that") for w in ("window", "period", "mission", "timeframe", "span")),
    *(f"de {d} {w}" for d in ("la", "votre", "cette") for w in ("periode", "mission", "fenetre", "plage")),
    *(f"de {d} {w}" for d in ("su", "la", "vuestra", "este", "ese") for w in ("ventana", "periodo", "mision")),
    *(f"{d} {w}" for d in ("da vossa", "da", "do vosso", "deste", "desse") for w in ("janela", "missao", "periodo")),
    "du creneau", "del periodo", "del plazo", "do periodo", "do prazo",
)  # fmt: skip
"""Of the days that were asked about."""


def starts_with(phrases: Phrases, words: "Iterable[str] | tuple[str, ...]", at: int) -> int:
    """How many words at this place form one of the phrases (0 if none)."""
    line = words if isinstance(words, tuple) else tuple(words)
    if at >= len(line):
        return 0
    for phrase in phrases.get(line[at], ()):
        if line[at : at + len(phrase)] == phrase:
            return len(phrase)
    return 0
