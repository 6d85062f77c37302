"""The words of dates in English, French, Spanish and Portuguese (and simple German and Italian), folded."""

from collections.abc import Iterable, Mapping

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""First word -> whole phrases beginning with it, longest first."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _months(*lists: str) -> dict[str, int]:
    return {name: number for names in lists for number, name in enumerate(names.split(), start=1)}


def _phrases(*texts: str) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for text in texts:
        words = tuple(text.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


MONTHS = _months(
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
) | {"setiembre": 9, "maerz": 3}

SHORT_MONTHS = _months(
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "janv fevr mars avr mai jun juil aou sept okt nov dez",
    "ene fev mrz abr mag giu lug ago set ott nov dic",
    "gen feb mar abr mai jun jul ago set oct nov des",
)
"""Believed only beside a day or a year: 'mar' is also the sea, 'ago' also English."""

MONTHS_OF_ONE_LANGUAGE: Mapping[str, Mapping[str, str]] = {"pt": {"out": "outubro"}}
"""Short names that are ordinary words elsewhere ('12 out of 20')."""

DOUBTFUL_MONTHS = frozenset({"may", "march"})
"""Also everyday words or names; alone they need a preposition before or a capital letter."""

MONTH_PREPOSITIONS = _set(
    "in en em of during de from to until by late early mid between and since para for du au a au "
    "debut fin mi courant before after next this"
)

WEEKDAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim "
    "lunes martes miercoles jueves viernes sabado domingo "
    "segunda terca quarta quinta sexta feira "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "lunedi martedi mercoledi giovedi venerdi sabato domenica"
)

ARTICLES = _set("the le la el o os l il den dem der dia dias day days jour jours on")
OF = _set("of de del do d du di des")
ORDINALS = _set("st nd rd th er ere re e eme o a º ª ro")

FIRST_WORDS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "first 1st premier premiere 1er 1ere 1re primero primera primer primeiro primeira erste ersten",
            "second 2nd deuxieme seconde segundo segunda 2e zweite zweiten",
            "third 3rd troisieme tercero tercera tercer terceiro terceira 3e",
            "fourth 4th quatrieme cuarto cuarta quarto quarta 4e",
        ),
        start=1,
    )
    for word in words.split()
} | {"last": -1, "derniere": -1, "dernier": -1, "ultima": -1, "ultimo": -1, "letzte": -1, "letzten": -1}

HALF_MONTHS = frozenset(
    {"half", "quinzaine", "quincena", "quinzena", "fortnight", "moitie", "mitad", "metade"}
)
WEEKS = frozenset({"week", "semaine", "semana", "woche", "settimana"})
QUARTERS = frozenset({"quarter", "trimestre", "quartal"})
SEMESTERS = frozenset({"semester", "semestre"})

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

NEXT_WEEK = _phrases("next week", "la semaine prochaine", "semaine prochaine", "la proxima semana",
                     "proxima semana", "na proxima semana", "nachste woche")  # fmt: skip
NEXT_MONTH = _phrases("next month", "le mois prochain", "mois prochain", "el proximo mes", "proximo mes",
                      "no proximo mes", "nachsten monat")  # fmt: skip
THIS_MONTH = _phrases("this month", "ce mois ci", "ce mois - ci", "este mes", "diesen monat")
WEEK_OF = _phrases("week of", "week commencing", "week beginning", "week starting", "semaine du", "semana del",
                   "semana de", "semana do", "week from", "woche vom")  # fmt: skip

FROM = _phrases(
    "from", "starting", "starting from", "starting on", "as of", "as from", "beginning on", "since",
    "not before", "not until", "no earlier than", "a partir du", "a partir de", "a partir del", "a partir d '",
    "a compter du", "a compter de", "des le", "depuis le", "pas avant le", "pas avant", "desde", "desde el",
    "no antes del", "no antes de", "nao antes de", "a partir do", "ab", "ab dem", "nicht vor dem", "dal",
    "a partire dal", "on or after",
)  # fmt: skip
AFTER = _phrases("after", "apres le", "apres", "despues del", "despues de", "depois de", "depois do", "apos",
                 "nach dem", "dopo il", "later than")  # fmt: skip
UNTIL = _phrases(
    "until", "till", "up to", "up until", "by", "no later than", "not later than", "not after", "not beyond",
    "jusqu ' au", "jusqu ' a", "jusqu ' en", "jusque", "pas apres le", "au plus tard le", "hasta", "hasta el",
    "no despues del", "ate", "ate o", "ate ao", "bis", "bis zum", "fino al", "entro il", "on or before",
    "jusqu ’ au", "jusqu ’ a", "jusqu ’ en",
)  # fmt: skip
BEFORE = _phrases("before", "avant le", "avant", "antes del", "antes de", "antes do", "vor dem", "prima del",
                  "earlier than")  # fmt: skip
BETWEEN = _phrases(
    "between", "entre", "entre le", "entre el", "zwischen", "zwischen dem", "tra il", "entre os dias"
)
RANGE_OPENERS = _phrases("du", "de", "del", "do", "vom", "dal", "desde", "desde el", "de los dias")
TO = _phrases(
    "-", "–", "—", "‑", "~", "to", "until", "till", "til", "through", "thru", "up to", "au", "a", "al", "hasta",
    "hasta el", "ate", "ate o", "ate ao", "ao", "bis", "bis zum", "jusqu ' au", "jusqu ’ au", "jusqu ' a", "fino al",
    "- to -", "/ to /",
)  # fmt: skip
AND = _phrases(
    "and", "et", "y", "e", "und", "&", "or", "ou", "o", "oder", ",", ";", "+", "as well as", "ainsi que"
)
ONWARDS = _phrases("onwards", "onward", "en adelante", "em diante", "or later", "and later", "ou plus tard",
                   "and after", "o despues", "en avant")  # fmt: skip

COUNTED = _set(
    "expert experts experto expertos perito peritos day days jour jours dia dias week weeks semaine semaines "
    "semana semanas month months mois mes meses people persons participants personnes personas pessoas "
    "officers staff agents cadres hours heures horas h am pm years ans anos"
)
"""After these a number counts things: 'in March 12 experts'."""

BEFORE_BARE_DAY = (
    ARTICLES
    | _set(
        "and et y e und or ou not except but only sauf excepto salvo exceto available disponible disponivel free "
        "dates date fechas datas seulement uniquement solo apenas so les los nos aux , ; :"
    )
    | {""}
)
"""Before a lone day number one of these must stand ('the 12', 'not 16'), or nothing."""

NEVER_BEFORE_DAYS = _set("/ - – + tel phone fax article articles page pages section no n phase")

AFTER_BARE_DAY = _set(
    "only onwards onward inclusive included please both uniquement seulement inclus compris solamente solo "
    "apenas so em en adelante"
)
"""Words that may follow a day number; anything else ('12 experts') shows that it is no day."""


def starts_with(phrases: Phrases, words: "Iterable[str] | tuple[str, ...]", at: int) -> int:
    """How many words at this place form one of the phrases (0 if none)."""
    line = words if isinstance(words, tuple) else tuple(words)
    if at >= len(line):
        return 0
    for phrase in phrases.get(line[at], ()):
        if line[at : at + len(phrase)] == phrase:
            return len(phrase)
    return 0
