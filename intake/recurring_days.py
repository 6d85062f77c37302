"""Days of the week that come again in the days asked about: 'I teach on Tuesdays', 'sólo puedo los martes y jueves'."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from config.folding import fold
from config.periods import Period
from intake.date_intervals import Mode
from intake.date_other_days import FROM_THEN, UNTIL_THEN
from intake.date_spans import Span
from intake.loose_times import holidays_in, on_weekdays
from intake.mode_words import mode_in

_LONGEST_WINDOW = 200
"""Days of a window that people speak of in days of the week."""
_MOST = 20
_AROUND = 300
"""Signs on each side that are looked at."""
_WEEK = 7

_ENGLISH = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_FRENCH = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_SPANISH = "lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
_SHORT = "segunda|ter[cç]a|quarta|quinta|sexta"
_PORTUGUESE = rf"(?:{_SHORT})(?:-feira)?|s[aá]bado|domingo"
_PORTUGUESE_ALL = rf"(?:{_SHORT})s(?:-feiras?)?|s[aá]bados|domingos"
_GERMAN = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
_ITALIAN = "luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica"
_DAY = rf"(?:(?:{_ENGLISH}|{_FRENCH}|{_GERMAN})s?|(?:{_SPANISH})s?|{_PORTUGUESE_ALL}|{_PORTUGUESE}|{_ITALIAN})(?!\w)"
_NUMBERS = {
    start: number
    for number, starts in enumerate(
        (
            "mon lun seg",
            "tue mar ter die",
            "wed mer mie qua mit",
            "thu jeu jue qui don gio",
            "fri ven vie sex fre",
            "sat sam sab",
            "sun dim dom son",
        )
    )
    for start in starts.split()
}

# By their own words these come again.
_AGAIN = (
    rf"(?:on )?(?:all |every |each )?(?:{_ENGLISH})s|(?:on )?(?:every|each|any) (?:{_ENGLISH})"
    rf"|(?:tous )?(?:les|aux) (?:{_FRENCH})s?|(?:{_FRENCH})s|chaque (?:{_FRENCH})"
    rf"|(?:todos )?los (?:d[ií]as )?(?:{_SPANISH})s?|cada (?:{_SPANISH}|{_PORTUGUESE})"
    rf"|(?:[aà]s|nas|todas [aà]s|aos|todos os) (?:{_PORTUGUESE_ALL})|(?:{_SHORT})s-feiras?|tod[ao] (?:{_PORTUGUESE})"
    rf"|(?:{_GERMAN})s|jeden (?:{_GERMAN})|an (?:{_GERMAN})en|ogni (?:{_ITALIAN})|tutti i (?:{_ITALIAN})"
)
# These do where no date says which of them is meant: 'le lundi je donne cours'.
_HABIT = rf"le (?:{_FRENCH})|à (?:{_PORTUGUESE})|(?:il|la) (?:{_ITALIAN})"
_AND = r"(?:,? ?(?:and|or|nor|et|ou|ni|y|o|e|nem|und|oder|né)(?: also| also)? |, ?| ?[/&] ?)"
_TO = r"(?: (?:to|through|thru|till|a|à|au|al|bis) | ?[-–] ?)"
_LIST = (
    rf"(?:(?:{_AND}|{_TO})(?:(?:on|every|each|le|les|el|los|o|[àa]s?|aos|nas|jeden|ogni|il) )?{_DAY}){{0,6}}"
)
_ONLY = (
    r"(?:only|just|s[oó]lo|solamente|[uú]nicamente|seulement|uniquement|s[oó]|somente|apenas|nur|soltanto)"
    r"(?: (?:do|come|work|travel|puedo|podr[ií]a|posso|consigo|je peux|possible|kann ich|posso|from|on|du|de|das|von|dal|da|entre))*"
)
_RECURRING = re.compile(
    rf"(?<![\w'-])(?:(?P<again>{_AGAIN})|(?P<habit>{_HABIT})|{_ONLY} (?P<only>{_DAY}(?={_AND}|{_TO})))(?!\w){_LIST}"
)
_LEFT_OUT = re.compile(
    r" ?,? ?(?:(?:but|mais|pero|mas|aber|ma) (?:not|pas|no|não|nao|nicht|non)|not|pas|except(?:ing)?(?: for)?|apart from|sauf|hormis|excepté|salvo|excepto|menos|exceto|außer|tranne)(?: on| pour)? "
)
# 'in March I teach on Mondays', 'on Mondays in March'.
_OPENING = re.compile(
    r"\W{0,9}(?:(?:in|during|on|over|en|au|pendant|durante|em|im|a|no|nel)(?: (?:the|le|la|el|o|mois de))? )?"
)
_OF_THEM = re.compile(
    r" (?:(?:in|during|of|over|en|de|du|pendant|durante|em|do|im|a|di)(?: (?:the|le|la|el|o|mois de))? )?"
)
_APART = re.compile(
    r"[,;:()]|(?<!\w)(?:but|not|except\w*|without|save|apart|bar|mais|sauf|pas|hormis|excepté|pero|no|salvo|excepto|menos|mas|não|exceto|tirando|aber|nicht|außer|ma|non|tranne|and|et|y|e|und|or|ou|o|oder|free|available|libre|livre|dispo\w*|frei|liber[ao])(?!\w)"
)
# What may turn round what is said of them: 'even on Fridays', 'I can move it', 'I must be home on Fridays'.
_TURNED = re.compile(
    r"(?<!\w)(?:even|also|too|besides?|excepted|excluded|skip\w*|exclu[ií]d\w+|including|included|as well|problem\w*|issue|flexib\w*|move\w*|cancel\w*|replac\w*|reschedul\w*|rather|sure|nothing|lunch|hours?|back|home|return\w*|arriv\w*|start\w*|begin\w*|leav(?:e(?! )|ing)|depart\w*|fly\w*|travel\w*|neither"
    r"|même|aussi|compris|inclus\w*|souci|problème\w*|problema\w*|déplac\w*|annul\w*|remplac\w*|sûre?|rien|déjeuner|heures?|rentr\w+|retour\w*|commenc\w*|partir|pars|voyag\w*|plus(?= (?:le|les|tous))"
    r"|incluso|inclu[ií]d\w+|tambi[eé]n|inconv\w+|mover\w*|cambi\w*|reemplaz\w*|segur[oa]|nada|almuerzo|horas?|vuelta|volver\w*|vuelvo|regres\w+|empez\w+|empiez\w+|comenz\w+|comienz\w+|viaj\w+|salgo|salir|ya no"
    r"|inclusive|também|mesmo|mudar|substitu\w+|certeza|almoço|volt\w+|começ\w+|casa|já não"
    r"|auch|sogar|verschieb\w+|nichts|sicher|zurück|hause|anche|spostar\w*|niente|sicur[oa]|tornar\w*|torno)(?!\w)"
    r"|(?:n't|(?<!\w)(?:not|never|pas|jamais|no|nunca|n[aã]o|nicht|nie|non|mai))(?: \w+){0,2} (?:on leave|busy|impossible|imposible|impossível|pris\w*|occupé\w*|ocupad\w*|besetzt|impegnat\w*|taken)(?!\w)"
)
_NAMED = re.compile(r" (?:d[eaiou]|del|della|of|saint|sant[oa]|suivant|passé|seguente)(?!\w)| d'")
# 'I do not teach on Fridays' may mean that they are free.
_NO_LESSONS = re.compile(
    r"(?:n't|(?<!\w)(?:not|never|no|without|pas|jamais|sans|sin|nunca|n[aã]o|sem|nicht|nie|kein\w{0,2}|non|mai))(?: \w+){0,3} (?:teach\w*|class(?:es)?|lectures?|lessons?|courses?|hearings?|meetings?|cours|enseign\w*|réunions?|audiences?|clases?|aulas?|reuni\w+|unterricht\w*|termine?|lezion\w+|insegn\w+)(?!\w)"
)
# 'Except on Mondays, I cannot'.
_UNLESS = re.compile(
    r"\W*(?:except\w*|sauf|hormis|salvo|excepto|exceto|menos|apart from|other than|à part|außer|tranne)\W.{0,20}§.*(?:n't|not|n'|pas|(?<!\w)no|n[aã]o|nicht|non)(?!\w)"
)
_EACH = re.compile(rf"(?P<to>{_TO})?(?:(?:^|(?<![\w-]))(?P<day>{_DAY}))")
_SENTENCE_END = re.compile(r"[.!?…;\n]")
# Nobody knows which of them: 'some Fridays', 'every other Monday', 'Tuesday mornings', 'Mondays in April'.
_LOOSE = re.compile(
    r"\d|(?<!\w)(?:some|most|many|several|few|alternate|alternating|other (?:week|mon|tue|wed|thu|fri)\w*|every (?:other|second|two|third)|first|second|third|fourth|last|next|this|coming|mornings?|afternoons?|evenings?|nights?|noon|midday|half|usually|normally|often|sometimes|mostly|generally|typically|until|till|from|starting|since|term|semester"
    r"|certains?|quelques|plupart|sur deux|sur trois|premiers?|deuxième|troisième|derniers?|prochains?|ce|matins?|matinées?|après-midis?|apres-midi|soirs?|soirées?|midi|demi\w*|généralement|souvent|parfois|d'habitude|normalement|jusqu\w*|dès|à partir|semestre|semaine"
    r"|algun[oa]s|mayoría|cada dos|altern[oa]s|primer[oa]?s?|último|última|próxim[oa]s?|este|mañanas?|tardes?|noches?|mediod[ií]a|medi[oa]|a veces|normalmente|suelo|generalmente|hasta|desde|a partir|quincena\w*|semana"
    r"|algum\w*|maior(?:ia| parte)|alternad[oa]s|primeir[oa]s?|próxim[ao]s?|manhãs?|manhas?|noites?|meio|meia|às vezes|geralmente|costumo|até"
    r"|manche\w?|jede[nr] zweite\w|erste\w|letzte\w|nächste\w|vormittags?|nachmittags?|morgens?|abends?|mittags?|meistens|manchmal|bis zum|ab|seit|alcun\w|prim[oa]|ultim[oa]|prossim[oa]|mattin\w|pomerigg\w+|sera|spesso|fino|dopo"
    r"|e-?mails?|mails?|inbox|phone|telephone|courriels?|messagerie|correos?|tel[eé]fono|telefone|téléphone|colleagues?|collègues?|colegas?|flights?|planes?|boats?|ferry|vols?|vuelos?|voos?|trains?|closed|ferm[ée]\w*|cerrad\w*|fechad\w*|open on|office|bureau|oficina|escritório|ministry|ministère|ministerio|ministério|student\w*|wife|husband|(?:all|any|every|each|most)(?: \w+){0,3} but|(?<!'m )(?<!am )off|outside|en dehors|see you|saint|sant[oa]|pascua|pâques|paques|páscoa|pascoa|pentec\w+|ascension|easter|aparte|fora|instead|unless|à moins|a menos|a no ser|a não ser|salvo que|sauf si|ideal\w*|idéal\w*|prefer\w*|preferabl\w+|préfér\w+|preferi\w+|prefier\w+|best|better|mieux|mejor|melhor|lieber|besten|avoid\w*|évit\w+|evit\w+)(?!\w)"
)


def with_recurring(lower: str, spans: Sequence[Span], window: Period | None) -> tuple[Span, ...]:
    """The days named, and those that come again in the window; what only says which of those is left out."""
    if window is None or window.days > _LONGEST_WINDOW:
        return tuple(spans)
    kept, found = list(spans), list[Span]()
    for match in islice(_RECURRING.finditer(lower), _MOST):
        frame = _frame(match, lower, spans, window)
        days = on_weekdays((frame.days,), _weekdays(match)) if frame is not None else ()
        if frame is not None and days:
            found.append(Span(Period(days[0].start, days[-1].end), _start(match), match.end(), runs=days))
            kept = [one for one in kept if one is not frame.said and not _meets(one, found[-1])]
    return tuple(sorted((*kept, *found), key=lambda one: one.start_offset))


def _meets(one: Span, other: Span) -> bool:
    return one.start_offset < other.end_offset and other.start_offset < one.end_offset


def _start(match: re.Match[str]) -> int:
    """Where the days begin, behind 'only'."""
    return match.start("only") if match["only"] else match.start()


def _weekdays(match: re.Match[str]) -> frozenset[int]:
    """The days of a list, those between included: 'Mondays, and Wednesdays to Fridays'."""
    found: set[int] = set()
    latest = 0
    for day in _EACH.finditer(match.string, _start(match), match.end()):
        number = _NUMBERS[fold(day["day"])[:3]]
        if day["to"] and found:
            found |= {(latest + step) % _WEEK for step in range((number - latest) % _WEEK)}
        found.add(number)
        latest = number
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The days whose every Tuesday is meant."""

    days: Period
    said: Span | None = None
    """Where they are said, if they say nothing else: 'in March I teach on Tuesdays'."""


def _frame(match: re.Match[str], lower: str, spans: Sequence[Span], window: Period) -> _Frame | None:
    """The window, or the days of it that are named beside; None if nobody could say which days are meant."""
    start, end = _sentence(lower, match)
    others = [one for one in spans if one.end_offset <= match.start() or one.start_offset >= match.end()]
    named = _NAMED.match(lower, match.end()) is not None  # 'le lundi de Pâques'
    if match["again"] is None and (others or named or window.days <= _WEEK):
        return None
    beside = [one for one in others if start <= one.start_offset < end]
    places = [(one.start_offset, one.end_offset) for one in beside]
    if _is_loose(_around(lower, start, end, (*places, match.span()))):
        return None
    return _named_frame(beside, match, lower, window) if beside else _Frame(window)


def _around(lower: str, start: int, end: int, places: Iterable[tuple[int, int]]) -> str:
    """The words of a sentence without its days."""
    words, place = "", start
    for first, last in sorted(places):
        words, place = f"{words}{lower[place:first]} § ", max(place, last)
    return words + lower[place:end]


def _is_loose(words: str) -> bool:
    """Whether nobody knows which of the days are meant, or whose."""
    other = FROM_THEN.search(words) or UNTIL_THEN.search(words) or _LOOSE.search(words)
    other = other or _TURNED.search(words) or _NO_LESSONS.search(words) or _UNLESS.match(words)
    return other is not None or any(holidays_in(words)) or mode_in(words) is not Mode.UNSAID


def _named_frame(beside: Sequence[Span], match: re.Match[str], lower: str, window: Period) -> _Frame | None:
    """The days named of which some are left out or meant: 'free 9-20 March, but not on Fridays', 'in March I teach on Mondays'."""
    named = beside[0]
    days = named.period.overlap(window)
    if days is None or named.doubt or named.reversed or named.weak or len(beside) > 1:
        return None
    if match.end() <= named.start_offset:
        behind = _OF_THEM.fullmatch(lower, match.end(), named.start_offset)
        return _Frame(days, named) if behind else None
    if _LEFT_OUT.fullmatch(lower, named.end_offset, _start(match)):
        return _Frame(days)
    opening = _OPENING.fullmatch(lower, _sentence(lower, match)[0], named.start_offset)
    apart = _APART.search(lower, named.end_offset, _start(match))
    return _Frame(days, named) if opening and not apart else None


def _sentence(lower: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the sentence around begins and ends."""
    first = max(0, match.start() - _AROUND)
    ends = [one.end() for one in _SENTENCE_END.finditer(lower, first, match.start())]
    end = _SENTENCE_END.search(lower, match.end(), match.end() + _AROUND)
    return (ends[-1] if ends else first), (end.start() if end else min(len(lower), match.end() + _AROUND))


_HABITS = re.compile(
    r"(?<!\w)(?:(?:every|each) (?:morning|afternoon|evening|night)|mornings|afternoons|evenings"
    r"|(?:tous|chaque|toutes) (?:les )?(?:matins?|matinées?|après-midis?|apres-midis?|soirs?|soirées?)|les (?:matins|après-midis?|soirs)|le matin|l'après-midi|matin|après-midi"
    r"|(?:todas las|por las?|cada|las) (?:mañanas?|tardes?|noches?)"
    r"|(?:todas as|cada|toda a|as|às|de|à|pela|da|na) (?:manhãs?|tardes?|noites?)"
    r"|vormittags|nachmittags|abends|jeden (?:morgen|vormittag|nachmittag|abend)"
    r"|(?:ogni|tutte le|di|la|il) (?:mattin[ae]|pomerigg[ioi]+|ser[ae]))(?!\w)"
)


_ALL_DAYS = re.compile(
    r"(?<!\w)(?:any|all|every|each|whole|entire|tout\w?|tous|tod[oa]s?|cualquier|qualquer|jede[nrs]?|alle|ogni|tutt[oiae]) (?:\w+ )?(?:days?|dates?|time|period|window|jours?|dates|période|d[ií]as?|fechas?|per[ií]odo|dias?|datas?|tage?|giorn[oi])(?!\w)"
)


def speaks_of_all(words: str) -> bool:
    """Whether words are about all days: an offer of Mondays beside them may be an exception nobody has taught us."""
    return _ALL_DAYS.search(words) is not None


def names_habit(words: str) -> bool:
    """Whether words in lower case name days or parts of days that come again: 'I teach every morning' refuses no whole day."""
    return (_HABITS.search(words) or _RECURRING.search(words)) is not None
