"""What days say only beside others: whoever offers some days and names further ones has something else to do on those."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from config.periods import Period
from intake.answer_clauses import Clause, Sentence
from intake.answer_offers import gives_itself
from intake.answer_words import Sign
from intake.date_sayings import Saying, days_of, suits
from intake.date_stances import AGAINST, FOR
from intake.loose_times import on_weekdays


def contrasted(sayings: Sequence[Saying], sentences: Iterable[Sentence], today: date) -> list[Saying]:
    """The sayings, days that nobody understood taken where none of them is among those offered: 'the 14th to the 25th is the session'."""
    rest = any(
        frees_rest(sentence, number) for sentence in sentences for number in range(len(sentence.clauses))
    )
    return [
        replace(one, stance=Sign.NO) if _is_taken(one, sayings, today, rest=rest) else one for one in sayings
    ]


def _is_taken(saying: Saying, sayings: Sequence[Saying], today: date, *, rest: bool) -> bool:
    days = days_of(saying.span)
    # 'This month I had much to do, so I answer in haste' refuses nothing.
    return saying.elsewhere and days.start > today and (rest or is_set_aside([days], sayings))


def is_set_aside(days: Iterable[Period], sayings: Iterable[Saying]) -> bool:
    """Whether other days are offered for certain, and none of these."""
    offered = [days_of(one.span) for one in sayings if _is_firm(one)]
    return bool(offered) and not any(one.overlap(other) for one in days for other in offered)


def _is_firm(saying: Saying) -> bool:
    open_doubt = saying.hedged or saying.over or saying.span.doubt or saying.span.reversed
    return saying.stance is Sign.YES and not open_doubt


def frees_rest(sentence: Sentence, number: int) -> bool:
    """Whether a clause frees all days but those named: 'free otherwise', 'de resto, qualquer altura'."""
    clause = sentence.clauses[number]
    if sentence.asked or clause.spans or clause.signs & AGAINST or _REST.search(clause.words) is None:
        return False
    following = sentence.clauses[number + 1 : number + 2] if len(clause.words.split()) <= _HEADING else ()
    return any(_gives(one) for one in (clause, *following))


def _gives(clause: Clause) -> bool:
    willing = (
        clause.signs & FOR
        or suits(clause.words)
        or gives_itself(clause.words)
        or _AGREES.search(clause.words)
    )
    return bool(willing) and not clause.spans and not clause.signs & AGAINST


# 'Nas outras sim'.
_AGREES = re.compile(r"(?<!\w)(?:yes|oui|s[ií]|sim|ja|sì|ok|okay)$")
_HEADING = 7
"""Words of 'nos outros dias do período'."""
_REST = re.compile(
    r"(?<!\w)(?:otherwise|(?:before or after|avant ou après|antes o después|antes ou depois)(?= ?$)|the rest|all the others?|any other|(?:all )?other (?:days|dates|weeks)|outside (?:that|those|these)|apart from that|sinon|le reste|autrement|(?:les )?autres (?:jours|dates|semaines)|en dehors(?: de (?:ça|cela))?|hormis (?:ça|cela)|à part (?:ça|cela)|el resto|(?:el|lo) resto|l[oa]s? (?:otr[oa]s|demás)|por lo dem[aá]s|fuera de eso|salvo eso|o resto|no resto|de resto|n?[oa]s (?:outr[oa]s|demais)(?: (?:dias|datas|semanas))?|fora isso|tirando isso|em (?:em )?outr[oa]s|sonst|ansonsten|die (?:übrigen|anderen) (?:tage|wochen)|altrimenti|il resto|gli altri giorni)(?!\w)"
)


def weekdays_of_rest(sayings: Iterable[Saying]) -> frozenset[int]:
    """Monday to Friday if days are refused by their day of the week ('not on Fridays'), else empty for all."""
    refused = {
        day.weekday() for one in sayings if one.stance is Sign.NO for run in one.span.runs for day in run
    }
    return frozenset(range(_SATURDAY)) if refused and max(refused) < _SATURDAY else frozenset()


_SATURDAY = 5


def rest_of(sayings: Iterable[Saying], window: Period) -> tuple[Period, ...]:
    """The days of a window that 'yes, but' and 'all days except' offer before the refused ones are taken out."""
    return on_weekdays((window,), weekdays_of_rest(sayings))
