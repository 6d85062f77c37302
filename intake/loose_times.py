"""Times that are no dates: Mondays, weekdays only, after Easter, in summer."""

import re
from collections.abc import Iterable, Iterator

from config.periods import Period, merged

_MOST_HOLIDAYS = 5
_LONGEST_LOOKED_AT = 4_000

_BEFORE = (
    r"(?:except|sauf|hormis|salvo|excepto|exceto|menos|menos n[ao]|tranne|außer|apart from|but not|after|before|until|till|at|around|over|during|for|in|from|since|by|early|late|this|next|once|between|not"
    r"|(?:une fois )?passée?|après|avant|jusqu'[aà]u?|à|au|autour de|pendant|durant|pour|en|dès|depuis|d'ici|cet?|cette|entre"
    r"|después de|despues de|antes de|hasta|en|durante|por|para|desde|este|esta|a partir de|entre|tras|pasad[oa]"
    r"|depois d[aeo]s?|passad[oa]|passando|dps d[aeo]s?|desp de|post-?|antes d[aeo]|até|ate|na|no|em|durante|pel[oa]|para|desde|a partir d[aeo]|entre|após"
    r"|nach|vor|bis|an|zu|während|im|ab|über|seit|dopo|prima (?:di|della|del)|fino (?:a|al)|per)"
)
_HOLIDAY = (
    r"easter|christmas|xmas|new year(?:'s)?|ramadan|eid|diwali|carnival|pentecost|epiphany|whitsun|ascension|lent|hanukkah|passover|thanksgiving"
    r"|pâques|paques|épiphanie|epifanía|epifania|(?:dia |día )?(?:d[eo]s? )?reis|noël|noel|nouvel an|ramadan|aïd|aid|tabaski|korité|carnaval|pentecôte|l'ascension|toussaint"
    r"|pascua|semana santa|navidad(?:es)?|año nuevo|reyes|ramadán|carnaval(?:es)?|páscoa|pascoa|natal|ano novo|ramadão|ramadã|carnaval"
    r"|ostern|weihnachten|neujahr|pfingsten|karneval|pasqua|natale|capodanno|ferragosto|pentecoste"
    r"|(?:summer|winter|autumn|spring|fall)(?! (?:school|university|course|term))|l'été|(?:l')?hiver|(?:l')?automne|printemps|rentrée"
    r"|verano|invierno|otoño|primavera|verão|inverno|outono|sommer|winter|herbst|frühling|frühjahr|estate|inverno|autunno"
    r"|(?:summer|christmas|easter|school|holy) (?:holidays?|break|vacation|week)|vacances (?:scolaires|d'été)|grandes vacances"
)
_LOOSE = re.compile(
    rf"(?<!\w)(?:(?:en|cet) été|(?:a|in) (?:natale|pasqua|capodanno|ferragosto|estate|autunno|inverno|primavera))(?!\w)"
    rf"|(?<!\w)post-(?:{_HOLIDAY})(?!\w)|(?<!\w){_BEFORE} (?:the |le |la |les |l'|el |los |las |o |a |as |os |al |du |de |del |dem |der |das |il |orthodox |sem do |"
    rf"(?:semaine|week|semana|settimana|woche|week-?end|fin de semana|fim de semana|wochenende) (?:de |of |da |del |di |du )?|fêtes de |fiestas de |festas de |vacances de |vacaciones de |férias de )*(?:{_HOLIDAY})(?!\w)",
    re.IGNORECASE,
)


def holidays_in(text: str) -> Iterator[str]:
    """Words such as 'after Easter' and 'in summer'; 'Merry Christmas' is none."""
    for number, match in enumerate(_LOOSE.finditer(text[:_LONGEST_LOOKED_AT])):
        if number < _MOST_HOLIDAYS:
            yield match.group()


def without_holidays(words: str) -> str:
    """The words without 'after Easter' and the like."""
    return _LOOSE.sub(" ", words[:_LONGEST_LOOKED_AT])


_SEASON = re.compile(
    r"(?:summer|winter|autumn|spring|fall|été|hiver|automne|printemps|verano|invierno|otoño|primavera|verão|inverno|outono|sommer|herbst|frühling|frühjahr|estate|autunno)$",
    re.IGNORECASE,
)


def is_season(words: str) -> bool:
    """Whether words that `holidays_in` found name a season, not a feast."""
    return _SEASON.search(words) is not None


_PLURALS = (
    r"mondays|(?:les |chaque |tous les )lundis?|(?:los |cada )lunes|(?:às |as |aos? )?segundas(?:-feiras)?|montags",
    r"tuesdays|(?:les |chaque |tous les )mardis?|(?:los |cada )martes|(?:às |as )terças(?:-feiras)?|dienstags",
    r"wednesdays|(?:les |chaque |tous les )mercredis?|(?:los |cada )mi[eé]rcoles|(?:às |as )quartas(?:-feiras)?|mittwochs",
    r"thursdays|(?:les |chaque |tous les )jeudis?|(?:los |cada )jueves|(?:às |as )quintas(?:-feiras)?|donnerstags",
    r"fridays|(?:les |chaque |tous les )vendredis?|(?:los |cada )viernes|(?:às |as )sextas(?:-feiras)?|freitags",
    r"saturdays|(?:les |chaque |tous les )samedis?|(?:los |cada )s[aá]bados?|(?:aos )s[aá]bados|samstags",
    r"sundays|(?:les |chaque |tous les )dimanches?|(?:los |cada )domingos?|(?:aos )domingos|sonntags",
)
_WEEKDAYS = tuple(re.compile(rf"(?<!\w)(?:{names})(?!\w)") for names in _PLURALS)
_WORKING_WEEK = re.compile(
    r"(?<!\w)(?:weekdays|week days|working days only|(?:only )?on working days|jours ouvrables|jours ouvrés|en semaine|d[ií]as laborables|d[ií]as h[aá]biles"
    r"|entre semana|mondays? (?:to|through|till) fridays?|du lundi au vendredi|lundi à vendredi|(?:de )?lunes a viernes|(?:de )?segundas?(?:-feiras?)? a sextas?(?:-feiras?)?|montags? bis freitags?|dal lunedì al venerdì|dias úteis|durante a semana|an werktagen|werktags|giorni feriali)(?!\w)"
)
_WEEKENDS = re.compile(
    r"(?<!\w)(?:week-?ends|les week-?ends|(?:los )?fines de semana|(?:aos )?fins de semana|wochenenden?)(?!\w)"
)


def weekdays_in(words: str) -> frozenset[int]:
    """The days of the week that words in lower case name in general, Monday being 0."""
    found = {number for number, pattern in enumerate(_WEEKDAYS) if pattern.search(words)}
    if _WORKING_WEEK.search(words):
        found |= {0, 1, 2, 3, 4}
    if _WEEKENDS.search(words):
        found |= {5, 6}
    return frozenset(found)


def on_weekdays(periods: Iterable[Period], weekdays: frozenset[int]) -> tuple[Period, ...]:
    """The days of the periods that fall on these days of the week; all if none is named."""
    if not weekdays:
        return tuple(periods)
    return merged(Period(day, day) for period in periods for day in period if day.weekday() in weekdays)
